//! The parts screens are made of: they take props and raise callbacks, and never ask the core (pages do, through pickers' options).

mod amount;
mod ask_form;
mod button;
mod choice;
mod dialog;
mod dot;
mod field;
mod icon;
mod menu;
mod money_field;
mod pair;
mod picker;
mod popover;
mod section;
mod states;
mod tabs;
mod time;
mod toast;

pub use amount::{AmountText, TotalsText};
pub use ask_form::{Ask, AskForm, AskKind};
pub use button::{Button, ButtonKind, IconButton};
pub use choice::{Chip, Segmented, Switch};
pub use dialog::{ConfirmDialog, Dialog, Sheet};
pub use dot::{Dot, Tint};
pub use field::{Field, Select, TextArea, TextField, describe};
pub use icon::{Icon, IconName};
pub use menu::{Menu, MenuItem};
pub use money_field::{AmountEdit, MoneyField};
pub use pair::PairScreen;
pub use picker::{PickOption, Picker};
pub use popover::Popover;
pub use section::{page, section};
pub use states::{EmptyState, FailedState, Skeleton};
pub use tabs::{Tab, Tabs};
pub use time::{DateField, TimeField};
pub use toast::ToastStack;
