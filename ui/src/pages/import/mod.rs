//! Import: choose a file, see what would happen, decide what the file leaves open, and only then save. One undo takes it all back.

mod preview;
mod progress;
mod report;
mod signs;
mod words;

use uuid::Uuid;
use wire::Fault;
use wire::call::{CommitImport, ImportOptions, ImportReport, Upload, UploadReply};
use yew::prelude::*;

use crate::backend::{self, File};
use crate::components::{Icon, IconName};
use crate::hooks::{ToastMessage, use_command, use_toasts};
use crate::words::use_words;
use preview::Preview;
use report::Report;

/// Where the import stands.
#[derive(Clone, PartialEq)]
enum Step {
    Choose,
    Sending(String),
    Look { file: Uuid, name: String, is_saving: bool },
    Done { name: String, report: ImportReport },
}

/// The import page.
#[component]
pub fn ImportPage() -> Html {
    let words = use_words();
    let toasts = use_toasts();
    let command = use_command();
    let step = use_state(|| Step::Choose);
    let options = use_state_eq(ImportOptions::default);
    let on_file = {
        let (step, options) = (step.clone(), options.clone());
        Callback::from(move |file: File| {
            let (step, toasts, name) = (step.clone(), toasts.clone(), backend::file_name(&file));
            options.set(ImportOptions::default());
            step.set(Step::Sending(name.clone()));
            backend::spawn(async move {
                match backend::upload(&Upload::Import { file_name: name.clone() }, &file).await {
                    Ok(UploadReply::Import(file)) => step.set(Step::Look { file, name, is_saving: false }),
                    Ok(UploadReply::Photo(_)) => step.set(Step::Choose),
                    Err(fault) => {
                        toasts.show(ToastMessage::Fault(fault));
                        step.set(Step::Choose);
                    }
                }
            });
        })
    };
    let on_again = {
        let step = step.clone();
        Callback::from(move |()| step.set(Step::Choose))
    };
    let on_options = {
        let options = options.clone();
        Callback::from(move |chosen| options.set(chosen))
    };
    let on_commit = {
        let (step, options) = (step.clone(), options.clone());
        Callback::from(move |(file, name): (Uuid, String)| {
            step.set(Step::Look { file, name: name.clone(), is_saving: true });
            let step = step.clone();
            let told = Callback::from(move |reply: Result<ImportReport, Fault>| {
                step.set(match reply {
                    Ok(report) => Step::Done { name: name.clone(), report },
                    Err(_) => Step::Look { file, name: name.clone(), is_saving: false },
                });
            });
            command.run(CommitImport { file, options: (*options).clone() }, told);
        })
    };
    let body = match &*step {
        Step::Choose => html! { <Chooser {on_file} /> },
        Step::Sending(name) => html! {
            <p class="card import-busy" role="status">{ words.with("import-reading", &[("name", name.clone().into())]) }</p>
        },
        Step::Look { file, name, is_saving } => html! {
            <Preview file={*file} name={name.clone()} is_saving={*is_saving} options={(*options).clone()}
                {on_options} on_cancel={on_again} on_commit={on_commit.reform({
                    let (file, name) = (*file, name.clone());
                    move |()| (file, name.clone())
                })} />
        },
        Step::Done { name, report } => {
            html! { <Report name={name.clone()} report={report.clone()} {on_again} /> }
        }
    };
    html! {
        <div class="page import">
            <header class="page-intro">
                <h1>{ words.t("import-title") }</h1>
                <p>{ words.t("import-intro") }</p>
            </header>
            { body }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ChooserProps {
    on_file: Callback<File>,
}

/// A place to drop a file on, which is also a button to choose one.
#[component]
fn Chooser(props: &ChooserProps) -> Html {
    let words = use_words();
    let is_over = use_state_eq(|| false);
    let onchange = {
        let on_file = props.on_file.clone();
        Callback::from(move |event: Event| {
            if let Some(file) = backend::files_of_input(&event).into_iter().next() {
                on_file.emit(file);
            }
        })
    };
    let ondragover = {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            if backend::drag_has_files(&event) {
                event.prevent_default();
                is_over.set(true);
            }
        })
    };
    let ondragleave = {
        let is_over = is_over.clone();
        Callback::from(move |_: DragEvent| is_over.set(false))
    };
    let ondrop = {
        let (is_over, on_file) = (is_over.clone(), props.on_file.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            if let Some(file) = backend::files_of_drag(&event).into_iter().next() {
                on_file.emit(file);
            }
        })
    };
    html! {
        <>
            <label class={classes!("import-drop", is_over.then_some("is-over"))} {ondragover} {ondragleave} {ondrop}>
                <input type="file" class="visually-hidden" accept=".csv,.tsv,.txt,.json,text/csv,application/json" {onchange} />
                <span class="import-drop-icon"><Icon name={IconName::Import} /></span>
                <span class="import-drop-title">{ words.t("import-choose") }</span>
                <span class="import-drop-hint">{ words.t("import-drop") }</span>
            </label>
            <section class="card import-formats">
                <h2>{ words.t("import-formats-title") }</h2>
                <ul>
                    <li>{ words.t("import-format-csv") }</li>
                    <li>{ words.t("import-format-json") }</li>
                    <li>{ words.t("import-format-again") }</li>
                </ul>
            </section>
        </>
    }
}
