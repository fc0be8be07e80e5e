//! What an import did, and the way back.

use wire::call::ImportReport;
use yew::prelude::*;

use super::words::problem_table;
use crate::components::{Button, Icon, IconName};
use crate::format::use_format;
use crate::hooks::use_undo;
use crate::route::{Link, Route};
use crate::words::use_words;

/// Properties of `Report`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The file's name.
    pub name: AttrValue,
    /// What was done.
    pub report: ImportReport,
    /// Another file.
    pub on_again: Callback<()>,
}

/// The result of an import.
#[component]
pub fn Report(props: &Props) -> Html {
    let words = use_words();
    let format = use_format();
    let undo = use_undo();
    let is_undone = use_state_eq(|| false);
    let report = &props.report;
    let onclick = {
        let (group, is_undone) = (report.group, is_undone.clone());
        Callback::from(move |_: MouseEvent| {
            is_undone.set(true);
            undo.undo.emit(group);
        })
    };
    let title = if report.added == 0 {
        words.t("import-done-nothing")
    } else {
        words.with("import-done", &[("n", report.added.into())])
    };
    let file = [
        ("name", props.name.to_string().into()),
        ("known", format.number(report.known).into()),
        ("n", report.rows.into()),
    ];
    html! {
        <>
            <section class="card import-result" role="status">
                <span class="import-result-mark"><Icon name={IconName::Check} /></span>
                <h2>{ title }</h2>
                <p>{ words.with("import-done-text", &file) }</p>
                <div class="import-actions">
                    <Link to={Route::Timeline} class="button button-primary">{ words.t("pages-see-all") }</Link>
                    if report.group.is_some() {
                        <Button icon={IconName::Undo} {onclick} disabled={*is_undone}>{ words.t("import-undo") }</Button>
                    }
                    <Button onclick={props.on_again.reform(|_: MouseEvent| ())}>{ words.t("import-other-file") }</Button>
                </div>
            </section>
            { problem_table(&report.problems, report.problem_count, &words) }
        </>
    }
}
