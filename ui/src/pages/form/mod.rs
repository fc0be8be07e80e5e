//! Adding and editing: the sentence on top, photographs beside the fields, a draft of every change, and one save.

mod brand;
mod fields;
mod line;
mod lines;
mod money;
mod photo;
mod photos;
mod quantity;
mod raised;
mod sentence;
mod state;
mod tip;
mod zone;

use std::rc::Rc;

use domain::expense::{ExpenseInput, Field};
use wire::Fault;
use wire::call::{DiscardDraft, FormSource, OpenForm, ReadSentence, SaveExpense, Saved, SuggestFields};
use yew::prelude::*;

use crate::backend;
use crate::components::{Button, ButtonKind, FailedState, IconButton, IconName, Menu, MenuItem};
use crate::handover::use_handover;
use crate::hooks::{Layout, use_command, use_drafts, use_layout, use_query, use_session};
use crate::route::{Navigate, Route};
use crate::words::{Words, use_words};

use fields::Fields;
use photos::Photos;
use sentence::Sentence;
use state::{FormAction, FormState, Opened};

pub use line::unit_price;
pub use quantity::quantity_text;
pub use tip::percent_of_base;
pub use zone::{offset_text, zone_text};

/// How long typing rests before the sentence is read, in milliseconds.
const READ_REST_MS: u32 = 120;

/// The way to change the form.
pub type Dispatch = UseReducerDispatcher<Opened>;

/// Changes a field of the form as the person's own word.
pub fn edit<E: 'static>(
    form: &Dispatch,
    field: Field,
    change: impl Fn(&mut ExpenseInput, &E) + 'static,
) -> Callback<E> {
    let form = form.clone();
    let change = Rc::new(change);
    Callback::from(move |value: E| {
        let (change, value) = (change.clone(), Rc::new(value));
        form.dispatch(FormAction::Edit(field, Rc::new(move |input| change(input, &value))));
    })
}

/// The form of a new or an existing expense.
#[yew_autoprops::autoprops]
#[component]
pub fn FormPage(source: &FormSource, on_close: &Callback<()>) -> Html {
    let words = use_words();
    let session = use_session();
    let layout = use_layout();
    let command = use_command();
    let handover = use_handover();
    let form = use_reducer(Opened::default);
    let fault = use_state_eq(|| None::<Fault>);
    let saving = use_state_eq(|| false);
    let epoch = use_state_eq(|| 0u32);
    let dispatch = form.dispatcher();
    let state = form.0.clone();
    let draft = state.as_ref().filter(|state| state.edits > 0).map(FormState::draft);
    let (drafts, is_kept) = use_drafts(draft, state.as_ref().map_or(0, |state| state.edits));
    {
        let (dispatch, fault, handover, drafts) =
            (dispatch.clone(), fault.clone(), handover.clone(), drafts.clone());
        use_effect_with((source.clone(), *epoch), move |(source, _)| {
            let from = source.clone();
            let is_draft = matches!(from, FormSource::Draft(_));
            drafts.open();
            backend::spawn(async move {
                match backend::call(OpenForm { from }).await {
                    Ok(opened) => {
                        let typed =
                            opened.typed.clone().filter(|text| !text.trim().is_empty() && !opened.is_edit);
                        dispatch.dispatch(FormAction::Loaded(Box::new(opened)));
                        if is_draft {
                            let reading = match typed {
                                Some(text) => backend::call(ReadSentence { text }).await.ok(),
                                None => None,
                            };
                            dispatch.dispatch(FormAction::Resumed(reading.map(Box::new)));
                        }
                        if let Some(sentence) = handover.take_sentence() {
                            dispatch.dispatch(FormAction::Sentence(sentence));
                        }
                    }
                    Err(refused) => fault.set(Some(refused)),
                }
            });
        });
    }
    use_sentence(state.as_ref(), &dispatch);
    use_suggestions(state.as_ref(), &dispatch);
    use_first_focus(state.as_ref());

    let asked = use_state_eq(|| None::<bool>);
    let save = {
        let (state, dispatch, command, drafts) =
            (state.clone(), dispatch.clone(), command.clone(), drafts.clone());
        let (saving, epoch, on_close) = (saving.clone(), epoch.clone(), on_close.clone());
        let asked = asked.clone();
        Callback::from(move |another: bool| {
            let Some(state) = &state else { return };
            if *saving {
                return;
            }
            if state.is_unread || !state.unsent.is_empty() {
                // What was typed last counts too: it is saved as soon as the sentence is read and the captions are told.
                asked.set(Some(another));
                return;
            }
            if !may_save(state, &dispatch) {
                return;
            }
            saving.set(true);
            let draft = state.draft();
            let request = SaveExpense {
                id: state.id,
                input: state.input.clone(),
                base_ms: state.base_ms,
                count: state.count(),
            };
            let (dispatch, kept, saving, epoch, on_close) =
                (dispatch.clone(), drafts.clone(), saving.clone(), epoch.clone(), on_close.clone());
            let done = Callback::from(move |reply: Result<Saved, Fault>| {
                saving.set(false);
                match reply {
                    Ok(saved) => {
                        if another {
                            backend::rename_hash(&Route::add().to_hash());
                            epoch.set(*epoch + 1);
                        } else if layout == Layout::Desktop {
                            // Not when the person has gone somewhere else meanwhile.
                            if matches!(
                                Route::of_hash(&backend::address_hash()),
                                Route::Add(_) | Route::Edit(_)
                            ) {
                                Navigate.replace(&Route::Expense(saved.id));
                            }
                        } else {
                            on_close.emit(());
                        }
                    }
                    Err(refused) => {
                        kept.open();
                        kept.set(draft.clone());
                        focus_first(refused.invalid.first().map(|invalid| invalid.field));
                        dispatch.dispatch(FormAction::Refused(refused.invalid));
                    }
                }
            });
            // A draft that is kept after the expense was saved would come back as unfinished.
            let command = command.clone();
            drafts.close(Callback::from(move |()| command.run(request.clone(), done.clone())));
        })
    };
    {
        let (asked, save) = (asked.clone(), save.clone());
        let is_read = state.as_ref().is_some_and(|state| !state.is_unread && state.unsent.is_empty());
        let has_caption = state.as_ref().is_some_and(|state| !state.unsent.is_empty());
        use_effect_with((*asked, is_read, has_caption), move |(wanted, is_read, has_caption)| {
            if wanted.is_some() && *has_caption {
                backend::leave_field();
            }
            if let (Some(another), true) = (*wanted, *is_read) {
                asked.set(None);
                save.emit(another);
            }
        });
    }
    // What is saved is what the next drawing shows: on a slow machine the last letters typed are not drawn yet.
    let save = {
        let asked = asked.clone();
        Callback::from(move |another: bool| asked.set(Some(another)))
    };
    let discard = {
        let (state, command, drafts, on_close) =
            (state.clone(), command.clone(), drafts.clone(), on_close.clone());
        Callback::from(move |()| {
            if let Some(id) = state.as_ref().map(|state| state.id) {
                let command = command.clone();
                let discard = move |()| command.run_quietly(DiscardDraft { id }, Callback::noop());
                drafts.close(Callback::from(discard));
            }
            on_close.emit(());
        })
    };
    let onkeydown = {
        let save = save.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
                event.prevent_default();
                save.emit(event.shift_key());
            }
        })
    };
    let onsubmit = {
        let save = save.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save.emit(false);
        })
    };
    let close = on_close.reform(|_: MouseEvent| ());
    let title = if state.as_ref().is_some_and(|state| state.is_edit) {
        words.t("form-title-edit")
    } else {
        words.t("form-title-new")
    };
    let body = match (&state, &*fault) {
        (Some(state), _) => html! {
            <>
                if takes_sentence(source) { <Sentence state={Shared::new(state)} form={Form(dispatch.clone())} /> }
                <div class="form-columns">
                    <Photos state={Shared::new(state)} form={Form(dispatch.clone())} />
                    <Fields state={Shared::new(state)} form={Form(dispatch.clone())} today={session.today()} />
                </div>
            </>
        },
        (None, Some(fault)) => {
            html! { <FailedState fault={fault.clone()} on_retry={let epoch = epoch.clone(); Callback::from(move |()| epoch.set(*epoch + 1))} /> }
        }
        (None, None) => Html::default(),
    };
    let is_new = state.as_ref().is_some_and(|state| !state.is_edit);
    html! {
        <form class="form" novalidate=true {onkeydown} {onsubmit}>
            <header class="panel-head">
                <IconButton icon={if layout == Layout::Phone { IconName::ArrowStart } else { IconName::Close }} label={words.t("close")} onclick={close} />
                <h1 class="panel-title">{ title }</h1>
                <StartMenu {discard} />
            </header>
            <div class="panel-body">{ body }</div>
            <footer class="panel-foot">
                { draft_hint(is_kept, &words) }
                if is_new && layout != Layout::Phone {
                    <Button onclick={save.reform(|_: MouseEvent| true)} disabled={*saving} shortcut={AttrValue::from("Control+Shift+Enter")}>{ words.t("save-and-new") }</Button>
                }
                <Button kind={ButtonKind::Primary} submit=true disabled={*saving || state.is_none()} icon={IconName::Check} class="save-button"
                    shortcut={AttrValue::from("Control+Enter")}>{ save_label(state.as_ref(), &words) }</Button>
            </footer>
        </form>
    }
}

/// The state as a property: compared by whether it is the very same.
#[derive(Clone)]
pub struct Shared(pub Rc<FormState>);

impl Shared {
    fn new(state: &FormState) -> Self {
        Self(Rc::new(state.clone()))
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The way to change the form, as a property.
#[derive(Clone)]
pub struct Form(pub Dispatch);

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

/// Other ways to begin, and the way to throw the draft away.
#[yew_autoprops::autoprops]
#[component]
fn StartMenu(discard: &Callback<()>) -> Html {
    let words = use_words();
    let templates = use_query(wire::call::ListTemplates {});
    let mut items = vec![MenuItem::new(
        words.t("same-as-last"),
        IconName::Copy,
        Navigate.callback(Route::Add(FormSource::Last)),
    )];
    for template in templates.ready().map(|rows| rows.as_slice()).unwrap_or_default() {
        let route = Route::Add(FormSource::Template(template.id));
        items.push(MenuItem::new(template.name.clone(), IconName::Note, Navigate.callback(route)));
    }
    items.push(MenuItem::danger(words.t("draft-discard"), IconName::Trash, discard.clone()));
    html! { <Menu label={words.t("form-start-from")} {items} /> }
}

/// The sentence fills in a new expense; one that begins with something else already has its fields.
fn takes_sentence(source: &FormSource) -> bool {
    matches!(source, FormSource::New { .. } | FormSource::Draft(_))
}

fn save_label(state: Option<&FormState>, words: &Words) -> String {
    match state.map_or(1, FormState::count) {
        1 => words.t("save"),
        count => words.with("save-count", &[("n", count.into())]),
    }
}

/// Whether the draft is on the disk, once it was tried.
fn draft_hint(is_kept: Option<bool>, words: &Words) -> Html {
    let text = match is_kept {
        None => String::new(),
        Some(true) => words.t("draft-kept"),
        Some(false) => words.t("draft-not-kept"),
    };
    let class = classes!("hint", "foot-hint", (is_kept == Some(false)).then_some("foot-alarm"));
    html! { <span {class} role="status">{ text }</span> }
}

/// Whether everything that only the person can mend is mended; otherwise says what is not and puts the focus there.
fn may_save(state: &FormState, dispatch: &Dispatch) -> bool {
    if let Some((field, _)) = state.amounts.first() {
        focus_first(Some(*field));
        return false;
    }
    if let Some((line, part, _)) = state.line_problems.first() {
        backend::open_details_of(field_id(Field::Lines));
        backend::focus_id(&lines::figure_id(*line, *part));
        return false;
    }
    if state.undecided() {
        dispatch.dispatch(FormAction::AskToDecide);
        backend::focus_id("undecided");
        return false;
    }
    match state.input.validate() {
        Ok(()) => true,
        Err(invalid) => {
            focus_first(invalid.first().map(|invalid| invalid.field));
            dispatch.dispatch(FormAction::Refused(invalid));
            false
        }
    }
}

/// The id of the control of a field.
pub fn field_id(field: Field) -> &'static str {
    match field {
        Field::Kind => "field-kind",
        Field::Status => "field-status",
        Field::OccurredOn => "field-date",
        Field::OccurredTime => "field-time",
        Field::Tz => "field-tz",
        Field::Currency => "field-currency",
        Field::Total => "field-total",
        Field::Subtotal => "field-subtotal",
        Field::Tax => "field-tax",
        Field::Tip => "field-tip",
        Field::Meal => "field-meal",
        Field::Order => "field-order",
        Field::Party => "field-party",
        Field::Purpose => "field-purpose",
        Field::Notes => "field-notes",
        Field::Place => "field-place",
        Field::Merchant => "field-merchant",
        Field::Category => "field-category",
        Field::Trip => "field-trip",
        Field::Payment => "field-payment",
        Field::Cleared => "field-cleared",
        Field::Rating => "field-rating",
        Field::Lines => "field-lines",
        Field::Tags => "field-tags",
        Field::People => "field-people",
        Field::RefundOf => "field-refund",
        Field::Sentence => "field-sentence",
        Field::Name
        | Field::Parent
        | Field::Query
        | Field::File
        | Field::Photo
        | Field::Code
        | Field::Setting
        | Field::Email
        | Field::Password
        | Field::NewPassword
        | Field::Server => "panel",
    }
}

fn focus_first(field: Option<Field>) {
    if let Some(field) = field {
        backend::open_details_of(field_id(field));
        backend::focus_id(field_id(field));
    }
}

/// Reads the sentence when typing rests; an answer to older words is dropped.
#[hook]
fn use_sentence(state: Option<&FormState>, dispatch: &Dispatch) {
    let newest = use_mut_ref(String::new);
    let dispatch = dispatch.clone();
    let text = state.map(|state| state.sentence.clone()).unwrap_or_default();
    let is_fresh = state.is_some_and(|state| state.edits > 0);
    use_effect_with((text, is_fresh), move |(text, is_fresh)| {
        let (text, was) = (text.clone(), newest.replace(text.clone()));
        let reads = *is_fresh && (!text.trim().is_empty() || !was.is_empty());
        let timer = reads.then(|| {
            backend::after_ms(READ_REST_MS, move || {
                backend::spawn(async move {
                    let reply = backend::call(ReadSentence { text: text.clone() }).await;
                    if *newest.borrow() == text {
                        dispatch.dispatch(match reply {
                            Ok(reply) => FormAction::Read(Box::new(reply)),
                            Err(_) => FormAction::NotRead,
                        });
                    }
                });
            })
        });
        move || drop(timer)
    });
}

/// Asks for defaults when the place, the day or the time was set by the person.
#[hook]
fn use_suggestions(state: Option<&FormState>, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    let known = state.map(|state| {
        let place = state.input.place.as_ref().and_then(|place| place.id);
        (place, state.input.occurred_time, state.input.occurred_on)
    });
    let asks = state.is_some_and(|state| {
        let asking: &[Field] = if state.is_edit {
            &[Field::Place]
        } else {
            &[Field::Place, Field::OccurredOn, Field::OccurredTime]
        };
        asking.iter().any(|field| state.touched.contains(field))
    });
    use_effect_with((known, asks), move |(known, asks)| {
        if let (Some((place, time, on)), true) = (*known, *asks) {
            backend::spawn(async move {
                if let Ok(suggestions) = backend::call(SuggestFields { place, time, on }).await {
                    dispatch.dispatch(FormAction::Suggested(suggestions));
                }
            });
        }
    });
}

/// Puts the focus into the form once it is there, without bringing up a phone's keyboard.
#[hook]
fn use_first_focus(state: Option<&FormState>) {
    let is_open = state.is_some();
    let id = state.map(|state| state.id);
    use_effect_with((is_open, id), move |(is_open, _)| {
        if *is_open && !backend::matches_media("(pointer: coarse)") {
            let _ = backend::focus_id("field-sentence") || backend::focus_id("field-total");
        }
    });
}
