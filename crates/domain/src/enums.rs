//! The closed vocabularies of an expense, stored as text.
//!
//! A newer program may write a value this one has not heard of. It is kept as it is (`Unknown`), shown as "other", and written
//! back unchanged, so an old device never damages what a new one said (DATA_MODEL, rule "Enums").

use std::collections::BTreeSet;
use std::sync::Mutex;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How many distinct unknown values one process keeps; beyond that they read as `other`.
const UNKNOWN_VALUES_MAX: usize = 1_000;
/// The longest unknown value kept, in bytes.
const UNKNOWN_LENGTH_MAX: usize = 64;

static UNKNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// Keeps `text` for the life of the process, so the enums can stay `Copy`; bounded by the two constants above.
fn intern(text: &str) -> &'static str {
    if text.len() > UNKNOWN_LENGTH_MAX {
        return "other";
    }
    let mut known = UNKNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(found) = known.get(text) {
        return found;
    }
    if known.len() >= UNKNOWN_VALUES_MAX {
        return "other";
    }
    let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
    known.insert(kept);
    kept
}

macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
            /// A value of a newer version, kept as it was written.
            Unknown(&'static str),
        }

        impl $name {
            /// Every value this version knows, in display order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stored text.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }

            /// The value of a stored text; an unknown text is kept.
            pub fn of(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::Unknown(intern(other)),
                }
            }

            /// The value of a text a person typed; `None` when it is not one this version knows.
            pub fn known(text: &str) -> Option<Self> {
                match Self::of(&text.trim().to_lowercase().replace([' ', '-'], "_")) {
                    Self::Unknown(_) => None,
                    value => Some(value),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(|text| Self::of(&text))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

text_enum! {
    /// What kind of money movement an expense is. The amount is positive; the kind says which way it went.
    ExpenseKind {
        /// Money spent on a meal.
        Purchase = "purchase",
        /// Money that came back for an earlier purchase.
        Refund = "refund",
        /// Money someone paid back; neither income nor a negative meal (E-049).
        Reimbursement = "reimbursement_in",
        /// A charge beside the meal: a card fee, a booking fee.
        Fee = "fee",
        /// A correction.
        Adjustment = "adjustment",
    }
}

text_enum! {
    /// Where an expense stands.
    ExpenseStatus {
        /// Being written.
        Draft = "draft",
        /// Saved by a machine or in a hurry; somebody should look.
        Unreviewed = "unreviewed",
        /// As it should be.
        Confirmed = "confirmed",
        /// In the future: not in actual totals.
        Planned = "planned",
        /// In a claim.
        Submitted = "submitted",
        /// Accepted.
        Approved = "approved",
        /// Paid back.
        Paid = "paid",
    }
}

text_enum! {
    /// Which meal it was.
    MealType {
        /// Breakfast.
        Breakfast = "breakfast",
        /// Brunch.
        Brunch = "brunch",
        /// Lunch.
        Lunch = "lunch",
        /// Dinner.
        Dinner = "dinner",
        /// A snack or coffee.
        Snack = "snack",
        /// Drinks.
        Drinks = "drinks",
        /// Dessert.
        Dessert = "dessert",
        /// After midnight.
        LateNight = "late_night",
        /// Food to cook.
        Groceries = "groceries",
        /// Anything else.
        Other = "other",
    }
}

text_enum! {
    /// How the meal was ordered.
    OrderType {
        /// At the table.
        DineIn = "dine_in",
        /// Taken away.
        Takeout = "takeout",
        /// Brought.
        Delivery = "delivery",
        /// Through the car window.
        DriveThru = "drive_thru",
        /// For a group.
        Catering = "catering",
        /// Anything else.
        Other = "other",
    }
}

text_enum! {
    /// What a percentage tip is a percentage of.
    TipBase {
        /// The subtotal, before tax.
        PreTax = "pre_tax",
        /// Subtotal and tax.
        PostTax = "post_tax",
        /// The tip was typed as an amount.
        None = "none",
    }
}

text_enum! {
    /// What a line of an expense is.
    LineKind {
        /// A dish, a drink.
        Item = "item",
        /// "extra cheese".
        Modifier = "modifier",
        /// A coupon, a loyalty discount; negative.
        Discount = "discount",
        /// A tax, included or added.
        Tax = "tax",
        /// A tip.
        Tip = "tip",
        /// A service charge.
        ServiceCharge = "service_charge",
        /// A delivery fee.
        DeliveryFee = "delivery_fee",
        /// A bottle deposit.
        Deposit = "deposit",
        /// Rounding of a cash bill (E-047).
        CashRounding = "cash_rounding",
        /// A fee of the bank.
        BankFee = "bank_fee",
        /// What the lines do not explain (E-044).
        Difference = "difference",
    }
}

text_enum! {
    /// What a photograph shows.
    AttachmentKind {
        /// The meal.
        Meal = "meal",
        /// The receipt.
        Receipt = "receipt",
        /// The menu.
        Menu = "menu",
        /// Anything else.
        Other = "other",
    }
}

text_enum! {
    /// What a person is to the owner.
    PersonKind {
        /// Of the same company.
        Colleague = "colleague",
        /// A client.
        Client = "client",
        /// Family.
        Family = "family",
        /// A friend.
        Friend = "friend",
        /// An employee of another company.
        External = "employee_external",
    }
}

text_enum! {
    /// What an expense was paid with.
    PaymentKind {
        /// A private card.
        Card = "card",
        /// Cash.
        Cash = "cash",
        /// A company card.
        CompanyCard = "company_card",
        /// A phone wallet.
        Wallet = "wallet",
        /// A meal voucher.
        Voucher = "voucher",
        /// A gift card.
        GiftCard = "gift_card",
        /// Loyalty points.
        Points = "points",
        /// A bank transfer.
        Bank = "bank",
    }
}

text_enum! {
    /// Whether the receipt is where it should be.
    ReceiptState {
        /// None is needed.
        NotNeeded = "not_needed",
        /// Needed and not there.
        Missing = "missing",
        /// There.
        Present = "present",
        /// There and checked.
        Verified = "verified",
        /// Lost, and said so.
        DeclaredMissing = "declared_missing",
    }
}

text_enum! {
    /// How an expense came into the book.
    ExpenseSource {
        /// Typed in the form or as a sentence.
        Manual = "manual",
        /// From a photograph.
        Capture = "capture",
        /// From a file.
        Import = "import",
        /// From a recurring meal.
        Recurrence = "recurrence",
        /// From the interface for programs.
        Api = "api",
        /// From a mail.
        Email = "email",
    }
}

text_enum! {
    /// How exclusive and how fast a restaurant is.
    ServiceLevel {
        /// Fine dining.
        FineDining = "fine_dining",
        /// Casual dining.
        CasualDining = "casual_dining",
        /// Fast casual.
        FastCasual = "fast_casual",
        /// Quick service.
        QuickService = "quick_service",
        /// Not known.
        Unspecified = "unknown",
    }
}

text_enum! {
    /// How one expense relates to another.
    LinkRelation {
        /// A refund of a purchase.
        RefundOf = "refund_of",
        /// A reimbursement of a purchase.
        Reimburses = "reimburses",
        /// A tip slip of an itemised check.
        TipSlipOf = "tip_slip_of",
        /// A deposit paid in advance.
        DepositOf = "deposit_of",
        /// A duplicate.
        DuplicateOf = "duplicate_of",
        /// A transfer.
        TransferOf = "transfer_of",
    }
}

impl ExpenseKind {
    /// `1` when the amount is spending, `-1` when it came back, `0` when it does not count as spending at all (E-049).
    pub fn spending_sign(self) -> i64 {
        match self {
            Self::Purchase | Self::Fee | Self::Adjustment | Self::Unknown(_) => 1,
            Self::Refund => -1,
            Self::Reimbursement => 0,
        }
    }
}

impl MealType {
    /// The meal people usually eat at `hour` (0-23): a default that the form explains and lets them change.
    pub fn usual_at(hour: u32) -> Self {
        match hour {
            0..=4 => Self::LateNight,
            5..=10 => Self::Breakfast,
            11..=15 => Self::Lunch,
            16..=17 => Self::Snack,
            18..=22 => Self::Dinner,
            _ => Self::LateNight,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_reads_back_as_itself() {
        for meal in MealType::ALL {
            assert_eq!(MealType::of(meal.as_str()), *meal);
        }
        for kind in ExpenseKind::ALL {
            assert_eq!(ExpenseKind::of(kind.as_str()), *kind);
        }
    }

    #[test]
    fn e109_a_value_of_a_newer_version_is_kept() {
        let second_breakfast = MealType::of("second_breakfast");
        assert_eq!(second_breakfast.as_str(), "second_breakfast");
        assert_eq!(serde_json::to_string(&second_breakfast).unwrap(), "\"second_breakfast\"");
        assert_eq!(MealType::known("second breakfast"), None);
    }

    #[test]
    fn a_reimbursement_is_not_spending() {
        assert_eq!(ExpenseKind::Reimbursement.spending_sign(), 0);
        assert_eq!(ExpenseKind::Refund.spending_sign(), -1);
    }

    #[test]
    fn typed_names_are_forgiving() {
        assert_eq!(OrderType::known(" Dine in "), Some(OrderType::DineIn));
        assert_eq!(MealType::known("late-night"), Some(MealType::LateNight));
    }
}
