//! Identifiers: one newtype per kind of row, all UUIDv7 made on the device, so a row exists before any server has heard of it.
//!
//! Ids are made only in `app::Env`; this crate never generates one. Link rows (a tag on an expense) have ids derived from both
//! ends (`link_id`), so two devices that add the same tag offline agree on the row.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The sixteen bytes stored in SQLite.
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text.trim()).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

ids! {
    /// A personal, household or company book of expenses.
    WorkspaceId,
    /// One meal expense; also names the form that will become it.
    ExpenseId,
    /// A line of an expense: an item, a discount, a fee.
    LineId,
    /// A category of either level.
    CategoryId,
    /// A tag.
    TagId,
    /// A brand or chain.
    MerchantId,
    /// A restaurant, shop or canteen: one branch, one address.
    PlaceId,
    /// Somebody who eats or pays.
    PersonId,
    /// A card, cash, voucher.
    PaymentMethodId,
    /// A trip that expenses belong to.
    TripId,
    /// A photograph on an expense.
    AttachmentId,
    /// The bytes of a photograph.
    BlobId,
    /// A saved set of expense defaults.
    TemplateId,
    /// A saved search.
    SavedFilterId,
    /// One entry of the history.
    RevisionId,
    /// All the changes of one user action: the unit of undo and of atomic sync.
    GroupId,
    /// This installation.
    DeviceId,
    /// An account.
    UserId,
}

/// Namespace of derived link ids (a UUID of our own, fixed for ever).
const LINK_NAMESPACE: Uuid = Uuid::from_u128(0x6f3c_2a54_9d1e_4b77_8c05_1f2e_7ab9_d310);

/// The id of a link row between two rows: UUIDv5 over `table`, `from` and `to`, the same on every device.
pub fn link_id(table: &str, from: Uuid, to: Uuid) -> Uuid {
    let mut name = Vec::with_capacity(table.len() + 32);
    name.extend_from_slice(table.as_bytes());
    name.extend_from_slice(from.as_bytes());
    name.extend_from_slice(to.as_bytes());
    Uuid::new_v5(&LINK_NAMESPACE, &name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_devices_derive_the_same_link() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(link_id("expense_tag", a, b), link_id("expense_tag", a, b));
        assert_ne!(link_id("expense_tag", a, b), link_id("expense_tag", b, a));
        assert_ne!(link_id("expense_tag", a, b), link_id("expense_attendee", a, b));
    }
}
