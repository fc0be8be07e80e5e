//! Where the person is: an address after `#`, so that it survives a reload under any host, and back and forward work.

use domain::read::CatalogueKind;
use domain::{ExpenseId, PlaceId, TemplateId, WorkspaceId};
use uuid::Uuid;
use wire::call::FormSource;
use yew::prelude::*;

use crate::backend;

/// A place in the program.
#[derive(Debug, Clone, PartialEq)]
pub enum Route {
    /// All expenses by day.
    Timeline,
    /// The form for a new expense, and what it starts from.
    Add(FormSource),
    /// The form for an existing one.
    Edit(ExpenseId),
    /// One expense.
    Expense(ExpenseId),
    /// The calendar.
    Calendar,
    /// The dashboard.
    Dashboard,
    /// A catalogue.
    Catalogue(CatalogueKind),
    /// One row of a catalogue.
    CatalogueEntry(CatalogueKind, Uuid),
    /// Search, with a typed query.
    Search(String),
    /// Settings.
    Settings,
    /// Help.
    Help,
    /// Import.
    Import,
    /// The trash.
    Trash,
    /// The account, or that there is none.
    Account,
    /// The devices of the account.
    Devices,
    /// The workspaces.
    Workspaces,
    /// One workspace: its members and invitations.
    Workspace(WorkspaceId),
    /// What two people changed at once.
    Conflicts,
    /// What the service refused.
    Parked,
    /// Expenses that look alike.
    Duplicates,
}

impl Route {
    /// The form for a new expense of today.
    pub fn add() -> Self {
        Self::Add(FormSource::New { on: None })
    }

    /// Whether it opens beside or above the screen the person came from.
    pub fn is_panel(&self) -> bool {
        matches!(self, Self::Add(_) | Self::Edit(_) | Self::Expense(_))
    }

    /// The address after `#`.
    pub fn to_hash(&self) -> String {
        match self {
            Self::Timeline => "/".to_owned(),
            Self::Add(source) => add_hash(source),
            Self::Edit(id) => format!("/edit/{id}"),
            Self::Expense(id) => format!("/expense/{id}"),
            Self::Calendar => "/calendar".to_owned(),
            Self::Dashboard => "/dashboard".to_owned(),
            Self::Catalogue(kind) => format!("/catalogue/{}", kind.table()),
            Self::CatalogueEntry(kind, id) => format!("/catalogue/{}/{id}", kind.table()),
            Self::Search(query) if query.is_empty() => "/search".to_owned(),
            Self::Search(query) => format!("/search?q={}", encode(query)),
            Self::Settings => "/settings".to_owned(),
            Self::Help => "/help".to_owned(),
            Self::Import => "/import".to_owned(),
            Self::Trash => "/trash".to_owned(),
            Self::Account => "/account".to_owned(),
            Self::Devices => "/devices".to_owned(),
            Self::Workspaces => "/workspaces".to_owned(),
            Self::Workspace(id) => format!("/workspaces/{id}"),
            Self::Conflicts => "/conflicts".to_owned(),
            Self::Parked => "/refused".to_owned(),
            Self::Duplicates => "/duplicates".to_owned(),
        }
    }

    /// The route of an address; an address nobody knows is the timeline.
    pub fn of_hash(hash: &str) -> Self {
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let known = match parts.as_slice() {
            ["add"] => Some(Self::Add(add_source(query))),
            ["edit", id] => id.parse().ok().map(Self::Edit),
            ["expense", id] => id.parse().ok().map(Self::Expense),
            ["calendar"] => Some(Self::Calendar),
            ["dashboard"] => Some(Self::Dashboard),
            ["catalogue", kind] => kind_of(kind).map(Self::Catalogue),
            ["catalogue", kind, id] => {
                kind_of(kind).zip(id.parse().ok()).map(|(kind, id)| Self::CatalogueEntry(kind, id))
            }
            ["search"] => Some(Self::Search(parameter(query, "q").unwrap_or_default())),
            ["settings"] => Some(Self::Settings),
            ["help"] => Some(Self::Help),
            ["import"] => Some(Self::Import),
            ["trash"] => Some(Self::Trash),
            ["account"] => Some(Self::Account),
            ["devices"] => Some(Self::Devices),
            ["workspaces"] => Some(Self::Workspaces),
            ["workspaces", id] => id.parse().ok().map(Self::Workspace),
            ["conflicts"] => Some(Self::Conflicts),
            ["refused"] => Some(Self::Parked),
            ["duplicates"] => Some(Self::Duplicates),
            _ => None,
        };
        known.unwrap_or(Self::Timeline)
    }
}

fn kind_of(name: &str) -> Option<CatalogueKind> {
    CatalogueKind::ALL.iter().copied().find(|kind| kind.table() == name)
}

fn add_hash(source: &FormSource) -> String {
    match source {
        FormSource::New { on: None } => "/add".to_owned(),
        FormSource::New { on: Some(day) } => format!("/add?on={day}"),
        FormSource::Edit(id) => format!("/edit/{id}"),
        FormSource::Duplicate(id) => format!("/add?copy={id}"),
        FormSource::LastAt(place) => format!("/add?place={place}"),
        FormSource::Last => "/add?last=1".to_owned(),
        FormSource::RefundOf(id) => format!("/add?refund={id}"),
        FormSource::Template(id) => format!("/add?template={id}"),
        FormSource::Draft(id) => format!("/add?draft={id}"),
    }
}

fn add_source(query: &str) -> FormSource {
    fn id<T: From<Uuid>>(query: &str, name: &str) -> Option<T> {
        parameter(query, name)?.parse::<Uuid>().ok().map(T::from)
    }
    let on = parameter(query, "on").and_then(|day| day.parse().ok());
    let last = parameter(query, "last").map(|_| FormSource::Last);
    id::<ExpenseId>(query, "copy")
        .map(FormSource::Duplicate)
        .or_else(|| id::<PlaceId>(query, "place").map(FormSource::LastAt))
        .or_else(|| id::<ExpenseId>(query, "refund").map(FormSource::RefundOf))
        .or_else(|| id::<TemplateId>(query, "template").map(FormSource::Template))
        .or_else(|| id::<ExpenseId>(query, "draft").map(FormSource::Draft))
        .or(last)
        .unwrap_or(FormSource::New { on })
}

fn parameter(query: &str, name: &str) -> Option<String> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| decode(value))
}

/// Percent-encodes everything but unreserved characters.
fn encode(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (bytes[at], hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (b'+', _) => {
                out.push(b' ');
                at += 1;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Where the person is, and the screen beneath an open panel.
#[derive(Clone, PartialEq)]
pub struct Here {
    /// The present address.
    pub route: Route,
    /// The last address that was not a panel.
    pub beneath: Route,
}

/// Follows the address for everything inside.
#[component]
pub fn Router(props: &yew::html::ChildrenProps) -> Html {
    let here = use_state_eq(|| {
        let route = Route::of_hash(&backend::address_hash());
        let beneath = if route.is_panel() { Route::Timeline } else { route.clone() };
        Here { route, beneath }
    });
    {
        let newest = use_mut_ref(|| (*here).clone());
        let here = here.clone();
        use_effect_with((), move |()| {
            let listener = backend::on_window::<Event>("hashchange", move |_| {
                let route = Route::of_hash(&backend::address_hash());
                let beneath = if route.is_panel() { newest.borrow().beneath.clone() } else { route.clone() };
                let now = Here { route, beneath };
                newest.borrow_mut().clone_from(&now);
                here.set(now);
            });
            move || drop(listener)
        });
    }
    html! { <ContextProvider<Here> context={(*here).clone()}>{ props.children.clone() }</ContextProvider<Here>> }
}

/// Where the person is.
#[hook]
pub fn use_here() -> Here {
    use_context::<Here>().expect("the screen is inside Router")
}

/// The way to go somewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Navigate;

impl Navigate {
    /// Goes there.
    pub fn to(self, route: &Route) {
        backend::go_to_hash(&route.to_hash(), false);
    }

    /// Goes there in place of the present address.
    pub fn replace(self, route: &Route) {
        backend::go_to_hash(&route.to_hash(), true);
    }

    /// A callback that goes there.
    pub fn callback<E: 'static>(self, route: Route) -> Callback<E> {
        Callback::from(move |_| self.to(&route))
    }
}

/// The way to go somewhere.
#[hook]
pub fn use_navigate() -> Navigate {
    Navigate
}

/// A link inside the program.
#[yew_autoprops::autoprops]
#[component]
pub fn Link(
    to: &Route,
    children: &Html,
    #[prop_or_default] class: &Classes,
    #[prop_or_default] current: bool,
    #[prop_or_default] label: &Option<AttrValue>,
    #[prop_or_default] id: &Option<AttrValue>,
) -> Html {
    html! {
        <a id={id.clone()} title={label.clone()} href={format!("#{}", to.to_hash())} class={class.clone()} aria-label={label.clone()}
            aria-current={current.then_some("page")}>{ children.clone() }</a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(route: Route) {
        assert_eq!(Route::of_hash(&route.to_hash()), route, "{}", route.to_hash());
    }

    #[test]
    fn every_address_leads_back_to_its_route() {
        let id = Uuid::from_u128(7);
        for route in [
            Route::Timeline,
            Route::Calendar,
            Route::Dashboard,
            Route::Settings,
            Route::Help,
            Route::Import,
            Route::Trash,
            Route::Account,
            Route::Devices,
            Route::Workspaces,
            Route::Workspace(WorkspaceId(id)),
            Route::Conflicts,
            Route::Parked,
            Route::Duplicates,
            Route::Edit(ExpenseId(id)),
            Route::Expense(ExpenseId(id)),
            Route::Search(String::new()),
            Route::Search("place:\"Casa Lola\" café & 50% 東京".into()),
            Route::add(),
        ] {
            check(route);
        }
        for kind in CatalogueKind::ALL {
            check(Route::Catalogue(*kind));
            check(Route::CatalogueEntry(*kind, id));
        }
        for source in [
            FormSource::New { on: "2026-11-20".parse().ok() },
            FormSource::Duplicate(ExpenseId(id)),
            FormSource::LastAt(PlaceId(id)),
            FormSource::Last,
            FormSource::RefundOf(ExpenseId(id)),
            FormSource::Template(TemplateId(id)),
            FormSource::Draft(ExpenseId(id)),
        ] {
            check(Route::Add(source));
        }
    }

    #[test]
    fn e171_a_hostile_address_leads_nowhere_bad() {
        for hash in [
            "/nowhere",
            "/edit/1",
            "/expense/%zz",
            "/catalogue/sqlite_master",
            "/add?on=9999-99-99&copy=x",
            "%",
            "",
        ] {
            let route = Route::of_hash(hash);
            assert!(
                matches!(route, Route::Timeline | Route::Add(FormSource::New { on: None })),
                "{hash}: {route:?}"
            );
        }
    }
}
