//! Places, merchants, categories, tags, people, payment methods and trips: a list with figures, and beside it the chosen row.

mod detail;
mod editor;
mod figures;
mod icons;
mod list;
mod merge;
mod tree;

use domain::read::{CatalogueEntry, CatalogueKind};
use uuid::Uuid;
use wire::call::ListCatalogue;
use yew::prelude::*;

use crate::backend;
use crate::components::{
    Button, ButtonKind, EmptyState, FailedState, Icon, IconName, Select, Skeleton, Switch, TextField,
};
use crate::hooks::{Layout, Loaded, use_layout, use_query, use_rested};
use crate::route::{Link, Route, use_navigate};
use crate::words::use_words;
use detail::Detail;
use editor::Editor;
use list::{EntryList, Order};

/// How long typing rests before the list is narrowed, in milliseconds.
const REST_MS: u32 = 80;

/// Properties of `CataloguePage`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which catalogue.
    pub kind: CatalogueKind,
    /// The chosen row.
    #[prop_or_default]
    pub id: Option<Uuid>,
}

/// The same page with a row chosen; one component, so that the list keeps its place and its search.
pub use CataloguePage as CatalogueEntryPage;

/// The catalogue page: list and detail side by side where there is room, one of them where there is not.
#[component]
pub fn CataloguePage(props: &Props) -> Html {
    let words = use_words();
    let layout = use_layout();
    let detail = props.id.map(|id| html! { <Detail key={id.to_string()} kind={props.kind} {id} /> });
    let is_narrow = layout != Layout::Desktop;
    if let (true, Some(detail)) = (is_narrow, &detail) {
        return html! {
            <div class="page catalogue">
                <h1 class="visually-hidden">{ words.catalogue(props.kind) }</h1>
                <Link to={Route::Catalogue(props.kind)} class="back-link">
                    <Icon name={IconName::ArrowStart} />{ words.catalogue(props.kind) }
                </Link>
                { detail.clone() }
            </div>
        };
    }
    html! {
        <div class={classes!("page", "catalogue", detail.is_some().then_some("has-detail"))}>
            <header class="page-head">
                <h1 class="page-title">{ words.catalogue(props.kind) }</h1>
                <Kinds kind={props.kind} {layout} />
            </header>
            <div class="catalogue-columns">
                <Master key={props.kind.table()} kind={props.kind} id={props.id} />
                if let Some(detail) = detail { { detail } }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct KindsProps {
    kind: CatalogueKind,
    layout: Layout,
}

/// The catalogues offered across the top: on a desktop the rail beside has all but the brands, which are two views of one thing with
/// the places.
fn kinds_offered(kind: CatalogueKind, layout: Layout) -> &'static [CatalogueKind] {
    const PLACES: &[CatalogueKind] = &[CatalogueKind::Place, CatalogueKind::Merchant];
    match layout {
        Layout::Phone | Layout::Tablet => CatalogueKind::ALL,
        Layout::Desktop if PLACES.contains(&kind) => PLACES,
        Layout::Desktop => &[],
    }
}

#[component]
fn Kinds(props: &KindsProps) -> Html {
    let words = use_words();
    // On a phone the row of catalogues is wider than the screen.
    use_effect_with(props.kind, |kind| backend::scroll_to_id(&kind_id(*kind)));
    let link = |kind: &CatalogueKind| {
        html! {
            <li id={kind_id(*kind)}>
                <Link to={Route::Catalogue(*kind)} class="catalogue-kind" current={*kind == props.kind}>
                    <Icon name={IconName::of_catalogue(*kind)} /><span>{ words.catalogue(*kind) }</span>
                </Link>
            </li>
        }
    };
    let kinds = kinds_offered(props.kind, props.layout);
    if kinds.is_empty() {
        return Html::default();
    }
    html! {
        <nav class="catalogue-kinds" aria-label={words.t("catalogue-title")}>
            <ul>{ for kinds.iter().map(link) }</ul>
        </nav>
    }
}

fn kind_id(kind: CatalogueKind) -> String {
    format!("kind-{}", kind.table())
}

#[component]
fn Master(props: &Props) -> Html {
    let words = use_words();
    let navigate = use_navigate();
    let kind = props.kind;
    let text = use_state_eq(String::new);
    let with_archived = use_state_eq(|| false);
    let order = use_state_eq(|| Order::of_kind(kind));
    let is_new = use_state_eq(|| false);
    let rested = use_rested((*text).clone(), REST_MS);
    let query = use_query(ListCatalogue { kind, text: rested.clone(), with_archived: *with_archived });
    let set_new = |open: bool| {
        let is_new = is_new.clone();
        Callback::from(move |()| is_new.set(open))
    };
    let on_saved = {
        let is_new = is_new.clone();
        Callback::from(move |id: Uuid| {
            is_new.set(false);
            navigate.to(&Route::CatalogueEntry(kind, id));
        })
    };
    let body = match &query.state {
        Loaded::Loading => html! { <Skeleton rows={8} /> },
        Loaded::Failed(fault) => {
            html! { <FailedState fault={fault.clone()} on_retry={query.retry.clone()} /> }
        }
        Loaded::Ready(entries) if entries.is_empty() => {
            empty(&words, kind, &rested, set_new(true).reform(|_: MouseEvent| ()))
        }
        Loaded::Ready(entries) => {
            let entries: Vec<CatalogueEntry> = (**entries).clone();
            html! { <EntryList {kind} {entries} order={*order} chosen={props.id} can_move={rested.is_empty()} /> }
        }
    };
    let on_input = {
        let text = text.clone();
        Callback::from(move |typed| text.set(typed))
    };
    let on_order = {
        let order = order.clone();
        Callback::from(move |name: String| order.set(Order::of(&name)))
    };
    let on_archived = {
        let with_archived = with_archived.clone();
        Callback::from(move |on| with_archived.set(on))
    };
    let singular = words.t(&format!("catalogue-new-{}", kind.table().replace('_', "-")));
    html! {
        <section class="card catalogue-master" aria-label={words.catalogue(kind)}>
            <div class="catalogue-tools">
                <TextField id="catalogue-search" class="field-label-hidden catalogue-search" label={words.t("catalogue-search")} kind="search"
                    placeholder={Some(AttrValue::from(words.t("catalogue-search")))} value={(*text).clone()} {on_input} />
                if kind != CatalogueKind::Category {
                    <Select id="catalogue-order" hide_label=true label={words.t("catalogue-order")}
                        options={Order::choices(&words)} value={order.name()} on_change={on_order} />
                }
                <Switch label={words.t("catalogue-with-archived")} on={*with_archived} on_change={on_archived} />
                <Button kind={ButtonKind::Primary} class="catalogue-new" icon={Some(IconName::Plus)} onclick={set_new(true).reform(|_: MouseEvent| ())}>
                    { singular }
                </Button>
            </div>
            { body }
            if *is_new {
                <Editor {kind} entry={None::<CatalogueEntry>} on_close={set_new(false)} {on_saved} />
            }
        </section>
    }
}

fn empty(
    words: &crate::words::Words,
    kind: CatalogueKind,
    text: &str,
    onclick: Callback<MouseEvent>,
) -> Html {
    let icon = IconName::of_catalogue(kind);
    if !text.is_empty() {
        let title = words.with("catalogue-not-found", &[("text", text.to_owned().into())]);
        return html! { <EmptyState {icon} {title} /> };
    }
    let title = words.t(&format!("catalogue-empty-{}", kind.table().replace('_', "-")));
    html! {
        <EmptyState {icon} {title} text={Some(AttrValue::from(words.t("catalogue-empty-text")))}>
            <Button icon={Some(IconName::Plus)} {onclick}>{ words.t(&format!("catalogue-new-{}", kind.table().replace('_', "-"))) }</Button>
        </EmptyState>
    }
}
