//! Where the book is, how large it is, whether it is sound; and which program this is.

use wire::call::{DoctorCheck, DoctorReport, RunDoctor};
use yew::prelude::*;

use super::choices::size_text;
use crate::backend;
use crate::components::{Button, Icon, IconName};
use crate::format::use_format;
use crate::hooks::{use_command, use_session};
use crate::route::{Link, Route};
use crate::words::{Words, use_words};

/// What is known of the check.
#[derive(Clone, PartialEq)]
enum Check {
    NotYet,
    Running,
    Done(DoctorReport),
    Failed(wire::Fault),
}

/// The storage section.
#[component]
pub fn Storage() -> Html {
    let words = use_words();
    let command = use_command();
    let check = use_state_eq(|| Check::NotYet);
    let onclick = {
        let check = check.clone();
        Callback::from(move |_: MouseEvent| {
            let done = check.clone();
            check.set(Check::Running);
            let told = Callback::from(move |reply: Result<DoctorReport, wire::Fault>| {
                done.set(reply.map_or_else(Check::Failed, Check::Done));
            });
            command.run_quietly(RunDoctor {}, told);
        })
    };
    let result = match &*check {
        Check::NotYet => Html::default(),
        Check::Running => html! { <p class="doctor-running">{ words.t("doctor-running") }</p> },
        Check::Failed(fault) => {
            html! { <p class="field-error"><Icon name={IconName::Alert} />{ words.fault(fault) }</p> }
        }
        Check::Done(report) => html! { <Report report={report.clone()} /> },
    };
    html! {
        <section class="card settings-group" aria-labelledby="settings-storage">
            <h2 id="settings-storage">{ words.t("settings-storage") }</h2>
            <p class="settings-text"><Icon name={IconName::Shield} /><span>{ words.t("settings-storage-text") }</span></p>
            <div class="settings-actions">
                <Button icon={IconName::Shield} {onclick} disabled={*check == Check::Running}>{ words.t("doctor-run") }</Button>
                <Link to={Route::Import} class="button button-secondary">
                    <Icon name={IconName::Import} /><span class="button-label">{ words.t("import-title") }</span>
                </Link>
                <Link to={Route::Trash} class="button button-secondary">
                    <Icon name={IconName::Trash} /><span class="button-label">{ words.t("settings-trash") }</span>
                </Link>
            </div>
            <div role="status">{ result }</div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct ReportProps {
    report: DoctorReport,
}

#[component]
fn Report(props: &ReportProps) -> Html {
    let words = use_words();
    let format = use_format();
    let report = &props.report;
    let path = report.path.clone();
    let copy = Callback::from(move |_: MouseEvent| backend::copy_text(&path));
    let (icon, class, verdict) = if report.is_clean {
        (IconName::Check, "is-clean", words.t("doctor-clean"))
    } else {
        (IconName::Alert, "is-damaged", words.t("doctor-damaged"))
    };
    html! {
        <div class="doctor">
            <p class={classes!("doctor-verdict", class)}><Icon name={icon} />{ verdict }</p>
            <dl class="doctor-facts">
                <dt>{ words.t("doctor-where") }</dt>
                <dd><code dir="ltr">{ &report.path }</code>
                    <Button onclick={copy} icon={IconName::Copy}>{ words.t("doctor-copy-path") }</Button></dd>
                <dt>{ words.t("doctor-size") }</dt>
                <dd>{ size_text(report.database_bytes, &format.locale) }</dd>
            </dl>
            <ul class="doctor-checks">{ for report.checks.iter().map(|check| checked(check, &words)) }</ul>
        </div>
    }
}

/// The most problems of one check that are written out; the rest are counted.
const PROBLEMS_SHOWN_MAX: usize = 10;

fn checked(check: &DoctorCheck, words: &Words) -> Html {
    let name = words
        .find(&format!("doctor-check-{}", check.name.replace('_', "-")), &[])
        .unwrap_or_else(|| check.name.clone());
    let is_clean = check.problems.is_empty();
    let rest = check.problems.len().saturating_sub(PROBLEMS_SHOWN_MAX);
    html! {
        <li class={if is_clean { "is-clean" } else { "is-damaged" }}>
            <Icon name={if is_clean { IconName::Check } else { IconName::Alert }} />
            <span>{ name }</span>
            <span class="doctor-count">{ words.with("doctor-looked-at", &[("n", check.looked_at.into())]) }</span>
            if !is_clean {
                <ul class="doctor-problems">
                    { for check.problems.iter().take(PROBLEMS_SHOWN_MAX).map(|problem| html! { <li>{ problem }</li> }) }
                    if rest > 0 { <li>{ words.with("pages-and-more", &[("n", (rest as u64).into())]) }</li> }
                </ul>
            }
        </li>
    }
}

/// The about section.
#[component]
pub fn About() -> Html {
    let words = use_words();
    let session = use_session();
    html! {
        <section class="card settings-group" aria-labelledby="settings-about">
            <h2 id="settings-about">{ words.t("settings-about") }</h2>
            <p class="about-name"><strong>{ "Mealbook" }</strong>{ " " }{ &session.start.version }</p>
            <p class="settings-text">{ words.t("about-licence") }</p>
            <div class="settings-actions">
                <Link to={Route::Help} class="button button-secondary">
                    <Icon name={IconName::Help} /><span class="button-label">{ words.t("help-title") }</span>
                </Link>
            </div>
        </section>
    }
}
