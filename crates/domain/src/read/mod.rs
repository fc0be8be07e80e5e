//! What a person gets to see: rows, windows, totals, figures. `store` fills these from SQL and `wire` carries them as they are,
//! because both sides of the call are one release and a second set of equal structs would only be a place to make mistakes
//! (docs/adr/0004).

mod catalogue;
mod detail;
mod figures;
mod list;

pub use catalogue::{
    AliasRow, CatalogueDetails, CatalogueEntry, CatalogueInput, CatalogueKind, CatalogueRef, CategoryDetails,
    MerchantDetails, PaymentMethodDetails, PersonDetails, PlaceDetails, TagDetails, TripDetails,
};
pub use detail::{
    AttachmentRow, ExpenseDetail, ExpenseLinkRow, HistoryChange, HistoryEntry, HistoryOperation,
};
pub use figures::{
    CalendarDay, CurrencyTotal, Dashboard, DashboardCurrency, MonthPoint, Slice, SliceKey, TotalsBy,
    TotalsReport,
};
pub use list::{Cursor, ExpenseRow, GroupHeader, GroupKey, SyncMark, Toward, Window};
