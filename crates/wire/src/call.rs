//! Everything the interface can ask of the core, declared once: name, request, reply, what it reads and what it touches. Both
//! hosts (Tauri commands and HTTP) dispatch by this list, and the interface refetches by the topics.
//!
//! Both ends are one release, so these types are free to change; nothing here is a promise to other programs.
//!
//! Bytes do not travel here: photographs and import files go through `upload` (see `Upload`), pictures come from
//! `media/{blob}/{variant}`.

mod account;
mod secret;
mod sync;
mod workspaces;

pub use account::*;
pub use secret::Secret;
pub use sync::*;
pub use workspaces::*;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::expense::{ExpenseInput, Invalid, Warning};
use domain::query::{Direction, GroupBy, Query, SortKey};
use domain::quick::QuickReading;
use domain::read::{
    AttachmentRow, CalendarDay, CatalogueEntry, CatalogueInput, CatalogueKind, CatalogueRef, Cursor,
    Dashboard, ExpenseDetail, HistoryEntry, TotalsBy, TotalsReport, Toward, Window,
};
use domain::{
    AttachmentId, AttachmentKind, BlobId, CategoryId, CurrencyCode, ExpenseId, ExpenseStatus, GroupId,
    MealType, MerchantId, OrderType, PaymentMethodId, PlaceId, RevisionId, SavedFilterId, TagId, TemplateId,
    TripId,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most rows one window may ask for.
pub const WINDOW_MAX: u32 = 500;
/// The most ids one bulk call may name.
pub const BULK_MAX: usize = 10_000;
/// The largest photograph taken, in bytes.
pub const PHOTO_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// The largest import file, in bytes.
pub const IMPORT_BYTES_MAX: u64 = 200 * 1024 * 1024;

/// One thing the interface can ask of the core.
pub trait Call: Serialize + DeserializeOwned {
    /// Its name on the wire and in the host's lists.
    const NAME: &'static str;
    /// What the answer depends on: it is asked again when one of these is touched.
    const READS: &'static [Topic];
    /// What it changes.
    const TOUCHES: &'static [Topic];
    /// The answer.
    type Reply: Serialize + DeserializeOwned;
}

/// What answers depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Topic {
    Expenses,
    Catalogue,
    Photos,
    Drafts,
    Templates,
    SavedFilters,
    Settings,
    Undo,
    /// How far device and service are, conflict cards, refused changes.
    Sync,
    /// The account and its devices.
    Account,
    /// Workspaces and their members.
    Workspaces,
}

impl Topic {
    /// Every topic: what undo may touch.
    pub const ALL: &'static [Self] = &[
        Self::Expenses,
        Self::Catalogue,
        Self::Photos,
        Self::Drafts,
        Self::Templates,
        Self::SavedFilters,
        Self::Settings,
        Self::Undo,
        Self::Sync,
        Self::Account,
        Self::Workspaces,
    ];

    /// What a workspace's rows are shown by: what switching to another touches, and what pulled changes may touch.
    pub const BOOK: &'static [Self] = Self::ALL;
}

macro_rules! calls {
    ($d:tt $($name:ident = $wire:literal reads $reads:expr, touches $touches:expr, answers $reply:ty;)*) => {
        $(impl Call for $name {
            const NAME: &'static str = $wire;
            const READS: &'static [Topic] = {
                #[allow(unused_imports, reason = "some lists are empty")]
                use Topic::*;
                &$reads
            };
            const TOUCHES: &'static [Topic] = {
                #[allow(unused_imports, reason = "some lists are empty")]
                use Topic::*;
                &$touches
            };
            type Reply = $reply;
        })*

        /// Every call's name, as the hosts list them.
        pub const NAMES: &[&str] = &[$($wire,)*];

        /// Runs `callback! { Start = "start", … }` over every call; hosts build their dispatch from this, so that no list is kept
        /// by hand.
        #[macro_export]
        macro_rules! for_each_call {
            ($d callback:ident) => { $d callback! { $($name = $wire,)* } };
        }
    };
}

calls! { $
    Start = "start" reads [Settings, Catalogue, Undo], touches [], answers StartReply;
    StartEmpty = "start_empty" reads [], touches [Settings, Catalogue], answers ();
    LoadDemo = "load_demo" reads [], touches [Settings, Catalogue, Expenses, Photos, Templates, SavedFilters, Undo], answers DemoReply;
    SetSetting = "set_setting" reads [], touches [Settings, Undo], answers ();

    ListExpenses = "list_expenses" reads [Expenses, Catalogue, Photos], touches [], answers Window;
    ParseQuery = "parse_query" reads [], touches [], answers ParsedQuery;
    GetExpense = "get_expense" reads [Expenses, Catalogue, Photos], touches [], answers ExpenseDetail;
    GetHistory = "get_history" reads [Expenses, Photos], touches [], answers Vec<HistoryEntry>;
    GetTotals = "get_totals" reads [Expenses, Catalogue], touches [], answers TotalsReport;
    GetCalendar = "get_calendar" reads [Expenses], touches [], answers Vec<CalendarDay>;
    GetDashboard = "get_dashboard" reads [Expenses, Catalogue, Settings], touches [], answers Dashboard;

    OpenForm = "open_form" reads [], touches [], answers ExpenseForm;
    ListZones = "list_zones" reads [], touches [], answers Vec<ZoneRow>;
    SuggestFields = "suggest_fields" reads [], touches [], answers Vec<Suggestion>;
    ReadSentence = "read_sentence" reads [], touches [], answers SentenceReply;
    SaveExpense = "save_expense" reads [], touches [Expenses, Catalogue, Photos, Drafts, Templates, Undo], answers Saved;
    BulkEdit = "bulk_edit" reads [], touches [Expenses, Catalogue, Undo], answers Changed;
    DeleteExpenses = "delete_expenses" reads [], touches [Expenses, Undo], answers Changed;
    RestoreExpenses = "restore_expenses" reads [], touches [Expenses, Undo], answers Changed;
    VoidExpenses = "void_expenses" reads [], touches [Expenses, Undo], answers Changed;
    RestoreRevision = "restore_revision" reads [], touches [Expenses, Catalogue, Undo], answers Changed;

    EditAttachment = "edit_attachment" reads [], touches [Expenses, Photos, Undo], answers Changed;
    DeleteAttachment = "delete_attachment" reads [], touches [Expenses, Photos, Undo], answers Changed;

    SaveDraft = "save_draft" reads [], touches [Drafts], answers ();
    DiscardDraft = "discard_draft" reads [], touches [Drafts], answers ();
    ListDrafts = "list_drafts" reads [Drafts], touches [], answers Vec<DraftRow>;

    ListCatalogue = "list_catalogue" reads [Catalogue, Expenses], touches [], answers Vec<CatalogueEntry>;
    PickCatalogue = "pick_catalogue" reads [Catalogue], touches [], answers Vec<CatalogueRef>;
    GetCatalogueEntry = "get_catalogue_entry" reads [Catalogue, Expenses], touches [], answers CatalogueEntry;
    SaveCatalogueEntry = "save_catalogue_entry" reads [], touches [Catalogue, Expenses, Undo], answers CatalogueSaved;
    ArrangeCategories = "arrange_categories" reads [], touches [Catalogue, Undo], answers Changed;
    ArchiveCatalogueEntry = "archive_catalogue_entry" reads [], touches [Catalogue, Undo], answers Changed;
    DeleteCatalogueEntry = "delete_catalogue_entry" reads [], touches [Catalogue, Expenses, Undo], answers Changed;
    MergeCatalogueEntries = "merge_catalogue_entries" reads [], touches [Catalogue, Expenses, Undo], answers Changed;

    ListTemplates = "list_templates" reads [Templates, Catalogue], touches [], answers Vec<TemplateRow>;
    SaveTemplate = "save_template" reads [], touches [Templates, Undo], answers TemplateSaved;
    DeleteTemplate = "delete_template" reads [], touches [Templates, Undo], answers Changed;

    ListSavedFilters = "list_saved_filters" reads [SavedFilters], touches [], answers Vec<SavedFilterRow>;
    SaveFilter = "save_filter" reads [], touches [SavedFilters, Undo], answers Changed;
    DeleteSavedFilter = "delete_saved_filter" reads [], touches [SavedFilters, Undo], answers Changed;

    GetUndoState = "get_undo_state" reads [Undo], touches [], answers UndoState;
    UndoLast = "undo_last" reads [], touches [Expenses, Catalogue, Photos, Templates, SavedFilters, Settings, Undo], answers Undone;
    RedoNext = "redo_next" reads [], touches [Expenses, Catalogue, Photos, Templates, SavedFilters, Settings, Undo], answers Undone;

    PreviewImport = "preview_import" reads [], touches [], answers ImportPreview;
    CommitImport = "commit_import" reads [], touches [Expenses, Catalogue, Undo], answers ImportReport;
    WatchImport = "watch_import" reads [], touches [], answers ImportProgress;

    RunDoctor = "run_doctor" reads [], touches [], answers DoctorReport;

    GetAccount = "get_account" reads [Account, Sync], touches [], answers AccountReply;
    SetServer = "set_server" reads [], touches [Account, Sync], answers ();
    Register = "register" reads [], touches [Account], answers ();
    VerifyEmail = "verify_email" reads [], touches [Account, Sync, Workspaces], answers AccountReply;
    ResendCode = "resend_code" reads [], touches [], answers ();
    Login = "login" reads [], touches [Account, Sync, Workspaces], answers AccountReply;
    Logout = "logout" reads [], touches [Account, Sync], answers ();
    RequestReset = "request_reset" reads [], touches [], answers ();
    ConfirmReset = "confirm_reset" reads [], touches [Account, Sync], answers ();
    ChangePassword = "change_password" reads [], touches [Account], answers ();
    SetDisplayName = "set_display_name" reads [], touches [Account, Workspaces], answers ();
    BeginTotp = "begin_totp" reads [], touches [], answers TotpSetup;
    ConfirmTotp = "confirm_totp" reads [], touches [Account], answers RecoveryCodes;
    DisableTotp = "disable_totp" reads [], touches [Account], answers ();
    ExportAccount = "export_account" reads [], touches [], answers ExportedText;
    EraseAccount = "erase_account" reads [], touches [Account, Sync, Workspaces], answers ();
    ListDevices = "list_devices" reads [Account], touches [], answers Vec<DeviceRow>;
    RevokeDevice = "revoke_device" reads [], touches [Account], answers ();
    WipeDevice = "wipe_device" reads [], touches [Account], answers ();
    ListLogins = "list_logins" reads [Account], touches [], answers Vec<LoginRow>;
    AttachChoice = "attach_choice" reads [], touches Topic::BOOK, answers SyncReply;

    SyncStatus = "sync_status" reads [Sync, Account], touches [], answers SyncReply;
    SyncNow = "sync_now" reads [], touches [Sync], answers SyncReply;
    SetForeground = "set_foreground" reads [], touches [], answers ();
    DismissNotice = "dismiss_notice" reads [], touches [Sync], answers ();
    ListConflicts = "list_conflicts" reads [Sync, Expenses], touches [], answers Vec<ConflictCard>;
    ResolveConflict = "resolve_conflict" reads [], touches [Expenses, Catalogue, Photos, Settings, Sync, Undo], answers Changed;
    ListParked = "list_parked" reads [Sync], touches [], answers Vec<ParkedChange>;
    RetryParked = "retry_parked" reads [], touches [Sync], answers ParkedReply;
    DiscardParked = "discard_parked" reads [], touches Topic::BOOK, answers ParkedReply;
    ExportParked = "export_parked" reads [], touches [], answers ExportedText;
    ListDuplicates = "list_duplicates" reads [Expenses, Sync], touches [], answers Vec<DuplicatePair>;
    DismissDuplicate = "dismiss_duplicate" reads [], touches [Sync], answers ();
    ServerHistory = "server_history" reads [Expenses], touches [], answers Vec<ServerHistoryEntry>;

    ListWorkspaces = "list_workspaces" reads [Workspaces, Sync], touches [], answers Vec<WorkspaceRow>;
    SwitchWorkspace = "switch_workspace" reads [], touches Topic::BOOK, answers ();
    CreateWorkspace = "create_workspace" reads [], touches Topic::BOOK, answers WorkspaceRow;
    RenameWorkspace = "rename_workspace" reads [], touches [Workspaces, Undo], answers Changed;
    LeaveWorkspace = "leave_workspace" reads [], touches Topic::BOOK, answers ();
    DeleteWorkspace = "delete_workspace" reads [], touches Topic::BOOK, answers ();
    ForgetWorkspace = "forget_workspace" reads [], touches Topic::BOOK, answers ();
    RescueUnsent = "rescue_unsent" reads [], touches Topic::BOOK, answers Changed;
    ListMembers = "list_members" reads [Workspaces], touches [], answers Vec<MemberRow>;
    SetMember = "set_member" reads [], touches [Workspaces], answers ();
    RemoveMember = "remove_member" reads [], touches [Workspaces], answers ();
    TransferOwnership = "transfer_ownership" reads [], touches [Workspaces], answers ();
    ListInvitations = "list_invitations" reads [Workspaces], touches [], answers Vec<InvitationRow>;
    Invite = "invite" reads [], touches [Workspaces], answers InvitationRow;
    RevokeInvitation = "revoke_invitation" reads [], touches [Workspaces], answers ();
    AcceptInvitation = "accept_invitation" reads [], touches Topic::BOOK, answers WorkspaceRow;
}

// ---------------------------------------------------------------------------------------------------------------- start

/// What the interface needs before its first screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Start {}

/// The world at start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StartReply {
    /// Version of the program.
    pub version: String,
    /// True until the person has chosen "start empty" or "explore with demo data".
    pub is_first_start: bool,
    /// Whether the book holds demo data.
    pub is_demo: bool,
    /// The civil day where the device is.
    pub today: NaiveDate,
    /// The device's IANA zone.
    pub tz: String,
    /// Settings, defaults filled in.
    pub settings: Settings,
    /// Currencies: the ones in use first, the home currency first of all, then the rest by code.
    pub currencies: Vec<CurrencyInfo>,
    /// Something that happened when the book was opened and that the person must hear of.
    pub notice: Option<StartNotice>,
}

/// What happened when the book was opened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartNotice {
    /// The file was damaged; it was set aside and what could be read was rescued.
    Rescued {
        /// Where the damaged file is.
        damaged_file: String,
        /// Rows rescued.
        rows: u64,
        /// Tables that could not be read to the end.
        incomplete_tables: Vec<String>,
    },
}

/// A currency as the form needs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CurrencyInfo {
    /// Its code.
    pub code: CurrencyCode,
    /// English name.
    pub name: String,
    /// Its symbol.
    pub symbol: String,
    /// Decimals.
    pub exponent: u8,
    /// Whether an expense uses it.
    pub in_use: bool,
}

/// What a person has chosen. Every field has a default, and unknown keys are kept by the core.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Currency of new expenses.
    pub home_currency: CurrencyCode,
    /// Interface language (`en`, `es`, `de`, `en-XB` pseudo right-to-left); `None` = the device's.
    pub language: Option<String>,
    /// Locale of numbers and dates (`de-CH`); `None` = the language's.
    pub locale: Option<String>,
    /// `light`, `dark`, `contrast`, `system`.
    pub theme: String,
    /// First day of the week: 1 Monday … 7 Sunday; `None` = the locale's.
    pub week_start: Option<u8>,
    /// When the day ends, in minutes after midnight (E-013).
    pub day_end_minutes: u32,
    /// Whether dates are written day first; `None` = the locale's way.
    pub day_first: Option<bool>,
    /// Hide amounts until asked.
    pub hide_amounts: bool,
    /// Density of lists: `comfortable`, `compact`.
    pub density: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            home_currency: CurrencyCode::of(*b"EUR"),
            language: None,
            locale: None,
            theme: "system".into(),
            week_start: None,
            day_end_minutes: 0,
            day_first: None,
            hide_amounts: false,
            density: "comfortable".into(),
        }
    }
}

/// First start: an empty book with the usual categories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StartEmpty {
    /// The home currency.
    pub home_currency: CurrencyCode,
    /// Language the default categories are named in.
    pub language: Option<String>,
}

/// First start: a book with demo data (also `meal demo`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadDemo {
    /// How many expenses.
    pub expenses: u32,
    /// The seed: equal seeds make equal data relative to today.
    pub seed: u64,
    /// The home currency.
    pub home_currency: CurrencyCode,
    /// Language of names.
    pub language: Option<String>,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DemoReply {
    /// Expenses made.
    pub expenses: u64,
}

/// Changes settings; only the fields named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetSetting {
    /// The whole settings as they should be.
    pub settings: Settings,
}

// ------------------------------------------------------------------------------------------------------------ list, totals

/// A query as typed text or as clauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryText {
    /// The typed language.
    Text(String),
    /// Parsed already.
    Parsed(Query),
}

impl Default for QueryText {
    fn default() -> Self {
        Self::Parsed(Query::default())
    }
}

/// A window of the list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListExpenses {
    /// Which.
    pub query: QueryText,
    /// Sort key.
    pub sort: SortKey,
    /// Sort direction.
    pub direction: Direction,
    /// Grouping.
    pub group_by: GroupBy,
    /// From where; `None` = from the start of the order.
    pub cursor: Option<Cursor>,
    /// Which way.
    pub toward: Toward,
    /// Start at the first row of this day instead (sort by date only).
    pub at_day: Option<NaiveDate>,
    /// How many rows, 1 to `WINDOW_MAX`; 0 = 100.
    pub limit: u32,
}

/// Reads a typed query, for the filter chips.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParseQuery {
    /// The text.
    pub text: String,
}

/// What a typed query means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParsedQuery {
    /// The clauses; empty when the text could not be read.
    pub query: Query,
    /// One text per clause, for chips.
    pub chips: Vec<String>,
    /// The query in canonical form.
    pub canonical: String,
    /// What could not be read.
    pub error: Option<domain::query::QueryError>,
}

/// One expense.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetExpense {
    /// Which.
    pub id: ExpenseId,
}

/// Its history, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetHistory {
    /// Which.
    pub id: ExpenseId,
}

/// Totals of a selection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetTotals {
    /// Which.
    pub query: QueryText,
    /// Broken down by.
    pub by: TotalsBy,
    /// Only these expenses, when not empty: the multi-selection.
    #[serde(default)]
    pub ids: Vec<ExpenseId>,
}

/// Days with expenses, `from <= day <= to`; at most 400 days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetCalendar {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Which.
    #[serde(default)]
    pub query: QueryText,
}

/// The dashboard of the month of `day`, to date if it is the present month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetDashboard {
    /// Any day of the month; `None` = today.
    pub day: Option<NaiveDate>,
}

// ------------------------------------------------------------------------------------------------------------------ form

/// Opens a form: reserves the id, so that a double submit makes one expense.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenForm {
    /// From what.
    pub from: FormSource,
}

/// Where a form starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormSource {
    /// Nothing, or a day of the calendar.
    New {
        /// The day; `None` = today.
        on: Option<NaiveDate>,
    },
    /// An existing expense, to edit.
    Edit(ExpenseId),
    /// An existing expense, as a new one of today.
    Duplicate(ExpenseId),
    /// "Same as last time" at a place.
    LastAt(PlaceId),
    /// The newest expense of all.
    Last,
    /// A refund of an expense.
    RefundOf(ExpenseId),
    /// A template.
    Template(TemplateId),
    /// A draft that survived.
    Draft(ExpenseId),
}

/// A form to fill in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpenseForm {
    /// The id it will be saved under.
    pub id: ExpenseId,
    /// Whether it edits an existing expense.
    pub is_edit: bool,
    /// Its fields.
    pub input: ExpenseInput,
    /// Photographs added already (edits and drafts).
    pub attachments: Vec<AttachmentRow>,
    /// Which fields were filled in by a default, and why.
    pub suggestions: Vec<Suggestion>,
    /// `updated_at` of the row when it was read, in milliseconds, to notice a change meanwhile; 0 for a new one.
    pub base_ms: i64,
    /// Text typed into the amount or sentence field, when a draft kept it.
    pub typed: Option<String>,
}

/// The most zones one answer names.
pub const ZONES_MAX: usize = 60;

/// Time zones whose name or offset fits a typed text, best first; without a text the device's zone comes first. At most `ZONES_MAX`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListZones {
    /// What was typed: "zurich", "new york", "+9".
    pub text: String,
    /// The day whose offsets are meant.
    pub on: NaiveDate,
    /// The local time, for the day clocks change.
    pub time: Option<NaiveTime>,
}

/// A time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneRow {
    /// Its IANA name.
    pub name: String,
    /// Minutes east of UTC at that moment.
    pub offset_min: i32,
}

/// Defaults for what is known so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SuggestFields {
    /// The place chosen.
    pub place: Option<PlaceId>,
    /// The local time chosen.
    pub time: Option<NaiveTime>,
    /// The day chosen.
    pub on: NaiveDate,
}

/// A default and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What it fills in.
    pub value: SuggestedValue,
    /// Why.
    pub reason: SuggestionReason,
}

/// A suggested field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum SuggestedValue {
    Category {
        id: CategoryId,
        name: String,
    },
    Meal(MealType),
    Currency(CurrencyCode),
    /// Basis points.
    TipPercent(i64),
    Payment {
        id: PaymentMethodId,
        name: String,
    },
    Trip {
        id: TripId,
        name: String,
    },
    Tz(String),
    /// The brand of the place. It is shown, not filled in: an expense without a brand of its own follows its place.
    Merchant {
        id: MerchantId,
        name: String,
    },
}

/// Why a default was suggested; the interface has the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionReason {
    /// The place says so.
    PlaceDefault,
    /// Most used at the place.
    UsualHere,
    /// The usual meal at this hour.
    TimeOfDay,
    /// The home currency.
    HomeCurrency,
    /// The device's zone.
    DeviceZone,
    /// The trip of that day.
    TripDates,
    /// Used for the last expense.
    LastUsed,
}

/// Reads a quick sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadSentence {
    /// The sentence.
    pub text: String,
}

/// What a sentence means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SentenceReply {
    /// The chips.
    pub reading: QuickReading,
    /// A form filled in from the chips and from defaults (place, hour), ready to save or to correct.
    pub form: ExpenseForm,
}

/// Saves a form: a new expense, or the changes to an existing one. Saving the same id twice is an edit that changes nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveExpense {
    /// The reserved or existing id.
    pub id: ExpenseId,
    /// The fields.
    pub input: ExpenseInput,
    /// `ExpenseForm::base_ms`.
    pub base_ms: i64,
    /// How many equal ones to make (quick sentence "3x"), 1-50; the first has `id`.
    #[serde(default = "one")]
    pub count: u8,
}

fn one() -> u8 {
    1
}

/// What was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The first expense's id.
    pub id: ExpenseId,
    /// All ids made.
    pub ids: Vec<ExpenseId>,
    /// Whether anything changed; false for the second of a double submit.
    pub changed: bool,
    /// What is odd and was saved all the same.
    pub warnings: Vec<Warning>,
    /// The user action, for the undo toast.
    pub group: Option<GroupId>,
}

/// What a mutation did.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// Rows changed.
    pub rows: u64,
    /// The user action, for the undo toast; `None` when nothing changed.
    pub group: Option<GroupId>,
}

/// Several expenses at once; one undo step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BulkEdit {
    /// Which.
    pub ids: Vec<ExpenseId>,
    /// What to change.
    pub changes: Vec<BulkChange>,
}

/// One change of a bulk edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum BulkChange {
    Category(Option<CategoryId>),
    Meal(Option<MealType>),
    Order(Option<OrderType>),
    Place(Option<PlaceId>),
    Trip(Option<TripId>),
    Payment(Option<PaymentMethodId>),
    Status(ExpenseStatus),
    Business(bool),
    AddTag(TagId),
    RemoveTag(TagId),
    /// Moves the civil date by whole days.
    ShiftDays(i32),
}

/// To the trash.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeleteExpenses {
    /// Which.
    pub ids: Vec<ExpenseId>,
}

/// Out of the trash.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RestoreExpenses {
    /// Which.
    pub ids: Vec<ExpenseId>,
}

/// Voids, or takes the void back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VoidExpenses {
    /// Which.
    pub ids: Vec<ExpenseId>,
    /// The reason; `None` takes the void back.
    pub reason: Option<String>,
}

/// Sets the columns a history entry changed back to what they were before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RestoreRevision {
    /// The history entry.
    pub id: RevisionId,
}

// ---------------------------------------------------------------------------------------------------------------- photos

/// What an upload is for. The bytes travel as a raw body beside this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Upload {
    /// A photograph for an expense or for a form whose id is reserved; answered by `UploadReply::Photo` after the bytes are
    /// hashed, written, fsynced and referenced.
    Photo {
        /// The expense or reserved id.
        expense: ExpenseId,
        /// What it shows.
        kind: AttachmentKind,
        /// The name the file had.
        file_name: Option<String>,
    },
    /// A file to import; answered by `UploadReply::Import`.
    Import {
        /// The name the file had.
        file_name: String,
    },
}

/// The answer to an upload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadReply {
    /// The photograph.
    Photo(AttachmentRow),
    /// A handle for `PreviewImport` and `CommitImport`.
    Import(Uuid),
}

/// A picture of a blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Variant {
    /// At most 320 pixels on the long side, JPEG.
    Thumb,
    /// At most 1600 pixels on the long side, JPEG.
    Screen,
    /// The bytes as they came.
    Original,
}

/// The path of a picture below the host's media root: `media/<blob>/<variant>`.
pub fn media_path(blob: BlobId, variant: Variant) -> String {
    let variant = match variant {
        Variant::Thumb => "thumb",
        Variant::Screen => "screen",
        Variant::Original => "original",
    };
    format!("media/{blob}/{variant}")
}

/// Changes a photograph's kind, caption or place in the order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EditAttachment {
    /// Which.
    pub id: AttachmentId,
    /// New kind.
    pub kind: Option<AttachmentKind>,
    /// New caption.
    pub caption: Option<String>,
    /// New position, from 0.
    pub position: Option<u32>,
}

/// Takes a photograph off an expense; the bytes stay, undo brings it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeleteAttachment {
    /// Which.
    pub id: AttachmentId,
}

// ---------------------------------------------------------------------------------------------------------------- drafts

/// Keeps an unfinished form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveDraft {
    /// The reserved or existing id.
    pub id: ExpenseId,
    /// Whether it edits an existing expense.
    pub is_edit: bool,
    /// The fields so far.
    pub input: ExpenseInput,
    /// Text in the amount or sentence field.
    pub typed: Option<String>,
    /// `ExpenseForm::base_ms`.
    pub base_ms: i64,
}

/// Throws a draft away; photographs added to a never-saved form go with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DiscardDraft {
    /// Which.
    pub id: ExpenseId,
}

/// The drafts that survived, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListDrafts {}

/// A draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftRow {
    /// The id it will be saved under.
    pub id: ExpenseId,
    /// Whether it edits an existing expense.
    pub is_edit: bool,
    /// Its place and amount so far.
    pub input: ExpenseInput,
    /// When it was kept.
    pub updated_at: DateTime<Utc>,
    /// Photographs on it.
    pub photo_count: u32,
}

// ------------------------------------------------------------------------------------------------------------- catalogue

/// Rows of a catalogue with figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListCatalogue {
    /// Which catalogue.
    pub kind: CatalogueKind,
    /// Name contains this, folded.
    #[serde(default)]
    pub text: String,
    /// Archived rows too.
    #[serde(default)]
    pub with_archived: bool,
}

/// Rows of a catalogue for a picker: best matches first (prefix, then word start, then substring; more used first), at most 50.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PickCatalogue {
    /// Which catalogue.
    pub kind: CatalogueKind,
    /// Typed so far.
    #[serde(default)]
    pub text: String,
}

/// One row of a catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetCatalogueEntry {
    /// Which catalogue.
    pub kind: CatalogueKind,
    /// Which row.
    pub id: Uuid,
}

/// Makes or changes a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveCatalogueEntry {
    /// The row; `None` makes one.
    pub id: Option<Uuid>,
    /// Its fields.
    pub input: CatalogueInput,
}

/// What was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CatalogueSaved {
    /// The row.
    pub id: Uuid,
    /// The user action, for the undo toast.
    pub group: Option<GroupId>,
    /// Rows of the same folded name: a merge is proposed, never forced.
    pub same_name: Vec<CatalogueRef>,
}

/// The most categories one arrangement moves.
pub const ARRANGE_MAX: usize = 1_000;

/// Gives categories other places among their neighbours, as one step; at most `ARRANGE_MAX`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArrangeCategories {
    /// Each category that moves and its new position; lower ones stand first.
    pub positions: Vec<(Uuid, i64)>,
}

/// Hides a row from pickers, or shows it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ArchiveCatalogueEntry {
    /// Which catalogue.
    pub kind: CatalogueKind,
    /// Which row.
    pub id: Uuid,
    /// Hide or show.
    pub archive: bool,
}

/// Deletes a row; its expenses stay and keep the name they were recorded under (E-151).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeleteCatalogueEntry {
    /// Which catalogue.
    pub kind: CatalogueKind,
    /// Which row.
    pub id: Uuid,
}

/// Merges rows into one; expenses follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergeCatalogueEntries {
    /// Which catalogue.
    pub kind: CatalogueKind,
    /// The rows that go.
    pub from: Vec<Uuid>,
    /// The row that stays.
    pub into: Uuid,
}

// ---------------------------------------------------------------------------------------- templates, filters, undo

/// Templates: pinned first, then most used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListTemplates {}

/// A template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TemplateRow {
    /// Its id.
    pub id: TemplateId,
    /// Its name.
    pub name: String,
    /// The expense it makes (its date is ignored).
    pub input: ExpenseInput,
    /// How often it was used.
    pub uses: u64,
    /// Last used on.
    pub last_used_on: Option<NaiveDate>,
    /// Whether it stands first.
    pub pinned: bool,
}

/// Makes or changes a template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveTemplate {
    /// The template; `None` makes one.
    pub id: Option<TemplateId>,
    /// Its name.
    pub name: String,
    /// The expense it makes.
    pub input: ExpenseInput,
    /// Whether it stands first.
    pub pinned: bool,
}

/// What was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TemplateSaved {
    /// The template.
    pub id: TemplateId,
    /// The user action, for the undo toast.
    pub group: Option<GroupId>,
}

/// Deletes a template.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeleteTemplate {
    /// Which.
    pub id: TemplateId,
}

/// Saved filters: pinned first, then by position.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListSavedFilters {}

/// A saved filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedFilterRow {
    /// Its id.
    pub id: SavedFilterId,
    /// Its name.
    pub name: String,
    /// The typed query.
    pub query: String,
    /// Whether it stands first.
    pub pinned: bool,
}

/// Makes or changes a saved filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveFilter {
    /// The filter; `None` makes one.
    pub id: Option<SavedFilterId>,
    /// Its name.
    pub name: String,
    /// The typed query.
    pub query: String,
    /// Whether it stands first.
    pub pinned: bool,
}

/// Deletes a saved filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeleteSavedFilter {
    /// Which.
    pub id: SavedFilterId,
}

/// What could be undone and redone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetUndoState {}

/// The next undo and the next redo.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct UndoState {
    /// What undo would take back.
    pub undo: Option<UndoStep>,
    /// What redo would do again.
    pub redo: Option<UndoStep>,
}

/// One user action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UndoStep {
    /// The action.
    pub group: GroupId,
    /// `add`, `edit`, `delete`, `import`, …: the interface has the words (`action-<name>`).
    pub action: String,
    /// When.
    pub at: DateTime<Utc>,
    /// How many rows.
    pub rows: u64,
}

/// Takes the newest action back; with `group`, only if that is still the newest (an old toast must not undo something else).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UndoLast {
    /// The action the toast was for.
    pub group: Option<GroupId>,
}

/// Does the newest undone action again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RedoNext {}

/// What was undone or redone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Undone {
    /// The action.
    pub step: UndoStep,
    /// What is next.
    pub state: UndoState,
}

// ---------------------------------------------------------------------------------------------------------------- import

/// Looks at an uploaded file without changing anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewImport {
    /// The handle of the upload.
    pub file: Uuid,
    /// What the person chose.
    #[serde(default)]
    pub options: ImportOptions,
}

/// What a person may choose about an import file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportOptions {
    /// Whether dates are written day first; `None` = decide from the whole file.
    pub day_first: Option<bool>,
    /// Whether the decimal mark is a comma; `None` = decide from the whole file.
    pub decimal_comma: Option<bool>,
    /// The currency of rows that name none; `None` = the home currency.
    pub currency: Option<CurrencyCode>,
    /// Encoding label (`utf-8`, `windows-1252`, `shift_jis`); `None` = decide from the bytes.
    pub encoding: Option<String>,
    /// What the sign of an amount means; `None` = decide from the format and the whole file.
    pub sign: Option<ImportSign>,
}

/// What the sign of an amount means in an import file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportSign {
    /// Bank accounts: `-24.77` is spent, `76.89` came back.
    SpendingNegative,
    /// Credit cards and lists of expenses: `24.77` is spent, `-76.89` came back.
    SpendingPositive,
    /// The original project: `24.77` and `(24.77)` are spent, `+76.89` and `-76.89` came back.
    PlusIsReturn,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportPreview {
    /// The recognised format (`original_csv`, `original_json`, `generic_csv`, `simplifi_csv`).
    pub format: String,
    /// The encoding assumed.
    pub encoding: String,
    /// How columns were understood: header and field, `None` = ignored.
    pub columns: Vec<(String, Option<String>)>,
    /// Whether dates are read day first, and an example.
    pub day_first: Option<bool>,
    /// Whether the decimal mark is a comma.
    pub decimal_comma: Option<bool>,
    /// What signs are taken to mean.
    pub sign: ImportSign,
    /// Rows read.
    pub rows: u64,
    /// Rows that would be new.
    pub new_rows: u64,
    /// Rows that are in the book already.
    pub known_rows: u64,
    /// Rows that cannot be read.
    pub problems: Vec<ImportProblem>,
    /// How many cannot be read in all; `problems` holds the first 200.
    pub problem_count: u64,
    /// The first rows as they would be saved.
    pub sample: Vec<ImportSample>,
    /// Choices the person must make first; nothing is imported before.
    pub needs: Vec<ImportChoice>,
}

/// A choice an import file leaves open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportChoice {
    /// Day first or month first, with an example from the file.
    DayFirst {
        /// A date of the file.
        example: String,
    },
    /// Comma or dot, with an example.
    DecimalComma {
        /// An amount of the file.
        example: String,
    },
}

/// A row that cannot be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportProblem {
    /// Line in the file, from 1.
    pub line: u64,
    /// The field (`date`, `amount`, `currency`, …).
    pub field: String,
    /// The reason, a stable word (`missing`, `not_a_date`, `not_an_amount`, …).
    pub reason: String,
    /// The text found, at most 80 characters.
    pub text: String,
}

/// Asks how far the import of a file has come, while `CommitImport` is under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchImport {
    /// The handle of the upload.
    pub file: Uuid,
}

/// How far an import has come; zero of zero rows when none of that file is under way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportProgress {
    /// Rows dealt with. They are in the book when `CommitImport` is answered, all or none.
    pub done: u64,
    /// Rows of the file.
    pub rows: u64,
}

/// A row as it would be saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportSample {
    /// Line in the file.
    pub line: u64,
    /// The day.
    pub occurred_on: NaiveDate,
    /// Refund or purchase.
    pub kind: domain::ExpenseKind,
    /// The currency.
    pub currency: CurrencyCode,
    /// The amount in minor units.
    pub total_minor: i64,
    /// The place.
    pub place: Option<String>,
    /// The category.
    pub category: Option<String>,
    /// Whether it is in the book already.
    pub is_known: bool,
}

/// Imports an uploaded file: one undo step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommitImport {
    /// The handle of the upload.
    pub file: Uuid,
    /// What the person chose.
    #[serde(default)]
    pub options: ImportOptions,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Rows read.
    pub rows: u64,
    /// Expenses added.
    pub added: u64,
    /// Rows that were in the book already.
    pub known: u64,
    /// Rows that could not be read.
    pub problems: Vec<ImportProblem>,
    /// How many in all; `problems` holds the first 200.
    pub problem_count: u64,
    /// The user action; `None` when nothing was added.
    pub group: Option<GroupId>,
}

// ---------------------------------------------------------------------------------------------------------------- doctor

/// Checks the book.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunDoctor {}

/// What the check found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DoctorReport {
    /// One line for each check.
    pub checks: Vec<DoctorCheck>,
    /// Whether every check is clean.
    pub is_clean: bool,
    /// Size of the book in bytes.
    pub database_bytes: u64,
    /// Where the book is.
    pub path: String,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DoctorCheck {
    /// A stable name: `integrity`, `foreign_keys`, `totals`, `blobs`, `outbox`, `history`, `full_text`.
    pub name: String,
    /// How many things were looked at.
    pub looked_at: u64,
    /// What is wrong: ids and names of rows, at most 100.
    pub problems: Vec<String>,
}

/// The fields to mend of a fault, for tests and hosts.
pub fn invalid_fields(invalid: &[Invalid]) -> Vec<domain::expense::Field> {
    invalid.iter().map(|i| i.field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        for (at, name) in NAMES.iter().enumerate() {
            assert!(!NAMES[at + 1..].contains(name), "{name} is declared twice");
        }
    }
}
