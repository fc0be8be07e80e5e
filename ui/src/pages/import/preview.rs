//! What a file would bring: how it was read, its first rows, what is new, what cannot be read, and what only the person can decide.

use domain::CurrencyCode;
use uuid::Uuid;
use wire::call::{ImportChoice, ImportOptions, ImportPreview, ImportSample, PreviewImport};
use yew::prelude::*;

use super::progress::Progress;
use super::signs::{self, Signs};
use super::words::{field_name, format_name, problem_table};
use crate::components::{AmountText, Button, ButtonKind, FailedState, Icon, IconName, Segmented, Select};
use crate::format::{Format, use_format};
use crate::hooks::{Loaded, use_query, use_session};
use crate::words::{Words, use_words};

/// Encodings offered when the one assumed is wrong.
const ENCODINGS: &[&str] = &[
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1252",
    "iso-8859-15",
    "windows-1250",
    "windows-1251",
    "macintosh",
    "shift_jis",
    "euc-jp",
    "gb18030",
    "big5",
    "euc-kr",
];

/// Properties of `Preview`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The handle of the upload.
    pub file: Uuid,
    /// The file's name.
    pub name: AttrValue,
    /// Whether it is being imported.
    pub is_saving: bool,
    /// What the person chose so far.
    pub options: ImportOptions,
    /// They chose something else.
    pub on_options: Callback<ImportOptions>,
    /// Another file, or none.
    pub on_cancel: Callback<()>,
    /// Import it.
    pub on_commit: Callback<()>,
}

/// The look before the leap.
#[component]
pub fn Preview(props: &Props) -> Html {
    let words = use_words();
    let query = use_query(PreviewImport { file: props.file, options: props.options.clone() });
    match &query.state {
        Loaded::Loading => {
            let reading = words.with("import-reading", &[("name", props.name.to_string().into())]);
            html! {
                <div class="card import-busy">
                    <p role="status">{ &reading }</p>
                    <Progress file={props.file} label={reading} />
                </div>
            }
        }
        Loaded::Failed(fault) => html! {
            <>
                <FailedState fault={fault.clone()} on_retry={query.retry.clone()} />
                <Encoding options={props.options.clone()} on_options={props.on_options.clone()} assumed={AttrValue::default()} />
                <Button onclick={props.on_cancel.reform(|_: MouseEvent| ())}>{ words.t("import-other-file") }</Button>
            </>
        },
        Loaded::Ready(preview) => {
            html! { <Shown preview={(**preview).clone()} step={props.clone_props()} /> }
        }
    }
}

impl Props {
    fn clone_props(&self) -> StepProps {
        StepProps {
            file: self.file,
            name: self.name.clone(),
            is_saving: self.is_saving,
            options: self.options.clone(),
            on_options: self.on_options.clone(),
            on_cancel: self.on_cancel.clone(),
            on_commit: self.on_commit.clone(),
        }
    }
}

/// What the shown preview needs of the page.
#[derive(Clone, PartialEq)]
struct StepProps {
    file: Uuid,
    name: AttrValue,
    is_saving: bool,
    options: ImportOptions,
    on_options: Callback<ImportOptions>,
    on_cancel: Callback<()>,
    on_commit: Callback<()>,
}

impl StepProps {
    fn set<T: 'static>(&self, change: impl Fn(&mut ImportOptions, T) + 'static) -> Callback<T> {
        let (options, on_options) = (self.options.clone(), self.on_options.clone());
        Callback::from(move |value: T| {
            let mut options = options.clone();
            change(&mut options, value);
            on_options.emit(options);
        })
    }
}

#[derive(Properties, PartialEq)]
struct ShownProps {
    preview: ImportPreview,
    step: StepProps,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    let words = use_words();
    let format = use_format();
    let (preview, step) = (&props.preview, &props.step);
    let is_open = !preview.needs.is_empty();
    let import = if is_open || preview.new_rows == 0 {
        words.t("import-commit-later")
    } else {
        words.with("import-commit", &[("n", preview.new_rows.into())])
    };
    html! {
        <>
            <section class="card import-summary" aria-labelledby="import-summary">
                <h2 id="import-summary"><bdi>{ &step.name }</bdi></h2>
                <p class="import-how">{ how(preview, &words) }</p>
                { signs::note(preview.sign, &words) }
                if !is_open { { counts(preview, &words, &format) } }
                { for preview.needs.iter().map(|need| choice(need, step, &words)) }
                <div class="import-actions">
                    <Button kind={ButtonKind::Primary} icon={IconName::Import} disabled={is_open || step.is_saving || preview.new_rows == 0}
                        onclick={step.on_commit.reform(|_: MouseEvent| ())}>
                        { if step.is_saving { words.t("import-saving") } else { import } }
                    </Button>
                    <Button disabled={step.is_saving} onclick={step.on_cancel.reform(|_: MouseEvent| ())}>{ words.t("import-other-file") }</Button>
                </div>
                if step.is_saving { <Progress file={step.file} label={words.t("import-saving")} /> }
                <p class="import-note" role="status">
                    { if is_open { words.t("import-decide-first") }
                      else if preview.new_rows == 0 { words.t("import-nothing-new") }
                      else { words.t("import-one-undo") } }
                </p>
            </section>
            if !preview.sample.is_empty() { { sample(preview, &words, &format) } }
            { problem_table(&preview.problems, preview.problem_count, &words) }
            <Reading preview={preview.clone()} step={step.clone()} />
        </>
    }
}

fn how(preview: &ImportPreview, words: &Words) -> String {
    words.with(
        "import-how",
        &[
            ("format", format_name(&preview.format, words).into()),
            ("encoding", preview.encoding.to_uppercase().into()),
        ],
    )
}

fn counts(preview: &ImportPreview, words: &Words, format: &Format) -> Html {
    let count = |key: &str, number: u64, class: &'static str| {
        html! { <div class={classes!("import-count", class)}><dd>{ format.number(number) }</dd><dt>{ words.t(key) }</dt></div> }
    };
    html! {
        <dl class="import-counts">
            { count("import-count-new", preview.new_rows, "is-new") }
            { count("import-count-known", preview.known_rows, "is-known") }
            { count("import-count-problems", preview.problem_count, if preview.problem_count > 0 { "is-problem" } else { "" }) }
        </dl>
    }
}

/// A choice the file leaves open. Nothing is preselected: a wrong guess here would move every meal to another day.
fn choice(need: &ImportChoice, step: &StepProps, words: &Words) -> Html {
    let (name, title, options, value, on_change) = match need {
        ImportChoice::DayFirst { example } => (
            "day-first",
            words.with("import-dates-open", &[("example", example.clone().into())]),
            [("true", "settings-day-first"), ("false", "settings-month-first")],
            step.options.day_first,
            step.set(|options, text: String| options.day_first = text.parse().ok()),
        ),
        ImportChoice::DecimalComma { example } => (
            "decimal-comma",
            words.with("import-numbers-open", &[("example", example.clone().into())]),
            [("true", "import-comma"), ("false", "import-point")],
            step.options.decimal_comma,
            step.set(|options, text: String| options.decimal_comma = text.parse().ok()),
        ),
    };
    let options: Vec<(AttrValue, AttrValue)> =
        options.map(|(value, key)| (AttrValue::from(value), AttrValue::from(words.t(key)))).to_vec();
    html! {
        <div class="import-choice">
            <p><Icon name={IconName::Help} /><span>{ &title }</span></p>
            <Segmented {name} label={title} {options} value={value.map(|v| v.to_string()).unwrap_or_default()} {on_change} />
        </div>
    }
}

fn sample(preview: &ImportPreview, words: &Words, format: &Format) -> Html {
    let row = |row: &ImportSample| {
        html! {
            <tr class={if row.is_known { "is-known" } else { "" }}>
                <td class="is-number">{ row.line }</td>
                <td>{ format.date_short(row.occurred_on) }</td>
                <td><bdi>{ row.place.clone().unwrap_or_default() }</bdi></td>
                <td><bdi>{ row.category.clone().unwrap_or_default() }</bdi></td>
                <td class="is-number"><AmountText minor={row.total_minor} currency={row.currency} kind={row.kind} /></td>
                <td>{ if row.is_known { words.t("import-known") } else { words.t("import-new") } }</td>
            </tr>
        }
    };
    html! {
        <section class="card import-sample">
            <h2 id="import-sample">{ words.t("import-sample") }</h2>
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby="import-sample">
                <table class="import-table">
                    <thead><tr>
                        <th scope="col" class="is-number">{ words.t("import-line") }</th>
                        <th scope="col">{ words.t("import-field-date") }</th>
                        <th scope="col">{ words.t("import-field-place") }</th>
                        <th scope="col">{ words.t("import-field-category") }</th>
                        <th scope="col" class="is-number">{ words.t("import-field-amount") }</th>
                        <th scope="col">{ words.t("import-state") }</th>
                    </tr></thead>
                    <tbody>{ for preview.sample.iter().map(row) }</tbody>
                </table>
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct ReadingProps {
    preview: ImportPreview,
    step: StepProps,
}

/// How the file was understood, with the ways to correct it.
#[component]
fn Reading(props: &ReadingProps) -> Html {
    let words = use_words();
    let session = use_session();
    let (preview, step) = (&props.preview, &props.step);
    let home = session.settings().home_currency;
    let mut currencies: Vec<(AttrValue, AttrValue)> = vec![(
        "".into(),
        words.with("import-home-currency", &[("currency", home.to_string().into())]).into(),
    )];
    let known = session.start.currencies.iter();
    currencies.extend(known.map(|c| (c.code.to_string().into(), format!("{} – {}", c.code, c.name).into())));
    let column = |(header, field): &(String, Option<String>)| {
        let (class, field) = match field {
            Some(field) => ("", field_name(field, &words)),
            None => ("is-ignored", words.t("import-ignored")),
        };
        html! { <tr {class}><th scope="row"><bdi>{ header }</bdi></th><td>{ field }</td></tr> }
    };
    html! {
        <section class="card import-reading" aria-labelledby="import-reading">
            <h2 id="import-reading">{ words.t("import-understood") }</h2>
            <div class="import-corrections">
                <Select id="import-currency" label={words.t("import-currency")} options={currencies}
                    value={step.options.currency.map(|c| c.to_string()).unwrap_or_default()}
                    on_change={step.set(|options, code: String| options.currency = code.parse::<CurrencyCode>().ok())} />
                <Encoding options={step.options.clone()} on_options={step.on_options.clone()} assumed={preview.encoding.clone()} />
                <Dates preview={preview.clone()} step={step.clone()} />
            </div>
            if !preview.columns.is_empty() {
                <table class="import-table import-columns">
                    <thead><tr><th scope="col">{ words.t("import-column") }</th><th scope="col">{ words.t("import-becomes") }</th></tr></thead>
                    <tbody>{ for preview.columns.iter().map(column) }</tbody>
                </table>
            }
        </section>
    }
}

/// What was decided about dates and numbers, to be overruled; open choices stand above, where they cannot be missed.
#[component]
fn Dates(props: &ReadingProps) -> Html {
    let words = use_words();
    let (preview, step) = (&props.preview, &props.step);
    let select =
        |id: &'static str, label: &str, keys: [(&str, &str); 2], value: bool, on_change: Callback<String>| {
            let options: Vec<(AttrValue, AttrValue)> = keys
                .map(|(value, key)| (AttrValue::from(value.to_owned()), AttrValue::from(words.t(key))))
                .to_vec();
            html! { <Select {id} label={words.t(label)} {options} value={value.to_string()} {on_change} /> }
        };
    html! {
        <>
            if let Some(first) = preview.day_first {
                { select("import-dates", "settings-date-order", [("true", "settings-day-first"), ("false", "settings-month-first")],
                    first, step.set(|options, text: String| options.day_first = text.parse().ok())) }
            }
            if let Some(comma) = preview.decimal_comma {
                { select("import-decimals", "import-decimal-mark", [("true", "import-comma"), ("false", "import-point")],
                    comma, step.set(|options, text: String| options.decimal_comma = text.parse().ok())) }
            }
            <Signs sign={preview.sign} on_change={step.set(|options, sign| options.sign = Some(sign))} />
        </>
    }
}

#[derive(Properties, PartialEq)]
struct EncodingProps {
    options: ImportOptions,
    on_options: Callback<ImportOptions>,
    assumed: AttrValue,
}

#[component]
fn Encoding(props: &EncodingProps) -> Html {
    let words = use_words();
    let automatic = if props.assumed.is_empty() {
        words.t("import-automatic")
    } else {
        words.with("import-automatic-is", &[("found", props.assumed.to_uppercase().into())])
    };
    let mut options: Vec<(AttrValue, AttrValue)> = vec![("".into(), automatic.into())];
    options.extend(
        ENCODINGS.iter().map(|label| (AttrValue::from(*label), AttrValue::from(label.to_uppercase()))),
    );
    let on_change = {
        let (chosen, on_options) = (props.options.clone(), props.on_options.clone());
        Callback::from(move |label: String| {
            on_options
                .emit(ImportOptions { encoding: (!label.is_empty()).then_some(label), ..chosen.clone() });
        })
    };
    html! {
        <Select id="import-encoding" label={words.t("import-encoding")} {options} {on_change}
            value={props.options.encoding.clone().unwrap_or_default()} />
    }
}
