//! The resources and their fields.

use domain::expense::{LINES_MAX, LINKS_MAX, NAME_CHARS_MAX, NOTE_CHARS_MAX, PARTY_MAX, RATING_MAX};
use domain::{
    AttachmentKind, ExpenseKind, ExpenseSource, ExpenseStatus, LineKind, MealType, OrderType, PaymentKind,
    PersonKind, ReceiptState, ServiceLevel, TipBase,
};

use super::resource::Form::{
    Currency, Date, Document, Flag, Moment, Money, MoneyOfExpense, Reference, Sha256, Text, Time, Whole,
    Word, Zone,
};
use super::resource::{Access, Field, Key, Order, Part, Removal, Resource, field, named};

/// The most photographs on one expense.
const ATTACHMENTS_MAX: usize = 100;
/// The most payments on one expense.
const PAYMENTS_MAX: usize = 20;
/// The longest short text: colours, codes, digits.
const CODE_CHARS_MAX: usize = 64;
/// The longest address of a web page.
const LINK_CHARS_MAX: usize = 1_000;
/// The largest template, in bytes.
const TEMPLATE_BYTES_MAX: usize = 32 * 1024;
/// The largest position in a list.
const POSITION_MAX: i64 = 1_000_000;
/// The largest quantity, in thousandths.
const QUANTITY_MILLI_MAX: i64 = 1_000_000_000;
/// The largest rate, in basis points: ten times the bill.
const RATE_BP_MAX: i64 = 100_000;
/// Ninety degrees in ten-millionths.
const LATITUDE_E7_MAX: i64 = 900_000_000;
/// A hundred and eighty degrees in ten-millionths.
const LONGITUDE_E7_MAX: i64 = 1_800_000_000;
/// The furthest any zone is from UTC, in minutes.
const OFFSET_MIN_MAX: i64 = 18 * 60;

macro_rules! words {
    ($($name:ident = $of:ty;)*) => {$(
        fn $name() -> Vec<&'static str> {
            <$of>::ALL.iter().map(|word| word.as_str()).collect()
        }
    )*};
}

words! {
    attachment_kinds = AttachmentKind;
    expense_kinds = ExpenseKind;
    expense_sources = ExpenseSource;
    expense_statuses = ExpenseStatus;
    line_kinds = LineKind;
    meal_types = MealType;
    order_types = OrderType;
    payment_kinds = PaymentKind;
    person_kinds = PersonKind;
    receipt_states = ReceiptState;
    service_levels = ServiceLevel;
    tip_bases = TipBase;
}

fn visibilities() -> Vec<&'static str> {
    vec!["workspace", "amount_only", "private"]
}

const NAME: Field = field("name", Text(NAME_CHARS_MAX), "What people call it.", "\"Casa Lola\"").needed();
const ARCHIVED: Field =
    field("archived_at", Moment, "When it was hidden; `DELETE` hides, `restore` shows again.", "null")
        .shown();
const fn merged(form: Field) -> Field {
    form.shown()
}

const BY_NAME: Order =
    Order { name: "name", keys: &[Key { sql: "e.name_fold", kind: "text" }], is_usually_down: false };
const BY_CREATED: Order =
    Order { name: "created_at", keys: &[Key { sql: "e.created_at", kind: "bigint" }], is_usually_down: true };
const BY_SEQ: Order =
    Order { name: "seq", keys: &[Key { sql: "e.seq", kind: "bigint" }], is_usually_down: true };
const CATALOGUE_ORDERS: &[Order] = &[BY_NAME, BY_CREATED, BY_SEQ];

/// Every resource.
pub(crate) const RESOURCES: &[Resource] = &[
    Resource {
        path: "expenses",
        name: "Expense",
        one: "an expense",
        kind: "expense",
        fields: EXPENSE,
        parts: EXPENSE_PARTS,
        orders: &[
            Order {
                name: "occurred_at",
                keys: &[
                    Key { sql: "e.occurred_on", kind: "date" },
                    Key { sql: "e.occurred_at", kind: "bigint" },
                ],
                is_usually_down: true,
            },
            Order {
                name: "amount",
                keys: &[Key { sql: "e.total_minor", kind: "bigint" }],
                is_usually_down: true,
            },
            BY_CREATED,
            BY_SEQ,
        ],
        removal: Removal::Tombstone,
    },
    catalogue("places", "Place", "a place", "place", PLACE),
    catalogue("merchants", "Merchant", "a brand", "merchant", MERCHANT),
    catalogue("categories", "Category", "a category", "category", CATEGORY),
    catalogue("tags", "Tag", "a tag", "tag", TAG),
    catalogue("people", "Person", "a person", "person", PERSON),
    catalogue("payment-methods", "PaymentMethod", "a payment method", "payment_method", PAYMENT_METHOD),
    Resource {
        path: "templates",
        name: "Template",
        one: "a template",
        kind: "template",
        fields: TEMPLATE,
        parts: &[],
        orders: CATALOGUE_ORDERS,
        removal: Removal::Tombstone,
    },
    Resource {
        path: "attachments",
        name: "Attachment",
        one: "an attachment",
        kind: "attachment",
        fields: ATTACHMENT,
        parts: &[],
        orders: &[BY_CREATED, BY_SEQ],
        removal: Removal::Tombstone,
    },
];

const fn catalogue(
    path: &'static str,
    name: &'static str,
    one: &'static str,
    kind: &'static str,
    fields: &'static [Field],
) -> Resource {
    Resource {
        path,
        name,
        one,
        kind,
        fields,
        parts: &[],
        orders: CATALOGUE_ORDERS,
        removal: Removal::Archive,
    }
}

const EXPENSE: &[Field] = &[
    field(
        "kind",
        Word(expense_kinds),
        "Which way the money went; the amount is never negative.",
        "\"purchase\"",
    )
    .usually("\"purchase\""),
    field("status", Word(expense_statuses), "Where it stands.", "\"confirmed\"").usually("\"confirmed\""),
    field("voided_at", Moment, "When it was made void.", "null").shown(),
    field("void_reason", Text(NOTE_CHARS_MAX), "Why it is void.", "null").shown(),
    field("occurred_on", Date, "The civil day at the table.", "\"2026-11-20\"").needed(),
    field("occurred_time", Time, "The local time at the table.", "\"13:45:00\""),
    field("tz", Zone, "The zone of the table.", "\"Europe/Madrid\""),
    field(
        "utc_offset_min",
        Whole(-OFFSET_MIN_MAX, OFFSET_MIN_MAX),
        "Minutes east of UTC; follows from the zone, and says which of two repeated hours is meant.",
        "60",
    ),
    field(
        "occurred_at",
        Moment,
        "The moment that follows from day, time and zone.",
        "\"2026-11-20T12:45:00.000Z\"",
    )
    .shown(),
    field(
        "reporting_date",
        Date,
        "The day it counts to; the day at the table unless said.",
        "\"2026-11-20\"",
    ),
    named(
        "total",
        "total_minor",
        Money,
        "What was paid in all, tip and tax included.",
        r#"{"amount_minor":4850,"currency":"EUR"}"#,
    )
    .needed(),
    named(
        "subtotal",
        "subtotal_minor",
        Money,
        "Before tax and tip.",
        r#"{"amount_minor":4000,"currency":"EUR"}"#,
    ),
    named("tax", "tax_minor", Money, "Tax.", r#"{"amount_minor":400,"currency":"EUR"}"#),
    named("tip", "tip_minor", Money, "Tip.", r#"{"amount_minor":450,"currency":"EUR"}"#),
    named("other", "other_minor", Money, "Other charges.", "null"),
    field("tip_base", Word(tip_bases), "What a tip in percent refers to.", "\"none\"").usually("\"none\""),
    field("amount_is_estimate", Flag, "Whether the amount is a guess.", "false").usually("false"),
    field("meal_type", Word(meal_types), "Which meal it was.", "\"lunch\""),
    field("order_type", Word(order_types), "How it was ordered.", "\"dine_in\""),
    field("party_size", Whole(1, PARTY_MAX as i64), "How many people ate, the owner included.", "2"),
    field("purpose", Text(NOTE_CHARS_MAX), "Business purpose.", "\"Kick-off with the client\""),
    field("notes", Text(NOTE_CHARS_MAX), "Free text.", "\"the table by the window\""),
    field("place_id", Reference, "The place.", "null"),
    field("merchant_id", Reference, "The brand, when it is known without the place.", "null"),
    named(
        "place_name",
        "place_name_snapshot",
        Text(NAME_CHARS_MAX),
        "The place's name at the time; taken from the place unless said.",
        "\"Casa Lola\"",
    ),
    field("category_id", Reference, "The category.", "null"),
    field("trip_id", Reference, "The trip.", "null"),
    field("paid_by_person_id", Reference, "Who paid, when it was somebody else.", "null"),
    field("visibility", Word(visibilities), "Who in the workspace sees it.", "\"workspace\"")
        .usually("\"workspace\""),
    field("is_business", Flag, "Whether it is a business meal.", "true").usually("false"),
    field("is_billable", Flag, "Whether a client is billed.", "false").usually("false"),
    field("reimbursable", Flag, "Whether somebody is to pay it back.", "true").usually("false"),
    field("cleared_on", Date, "The day it showed on the statement.", "null"),
    field(
        "receipt_state",
        Word(receipt_states),
        "Whether the receipt is where it should be.",
        "\"not_needed\"",
    )
    .usually("\"not_needed\""),
    field("source", Word(expense_sources), "How it came into the book.", "\"api\"")
        .usually("\"api\"")
        .shown(),
    named(
        "rating_halfstars",
        "dish_rating",
        Whole(1, RATING_MAX as i64),
        "How good it was, in half stars.",
        "9",
    ),
];

const EXPENSE_PARTS: &[Part] = &[
    Part {
        name: "lines",
        schema: "ExpenseLine",
        kind: "expense_line",
        member: None,
        access: Access::Write,
        most: LINES_MAX,
        fields: &[
            named("kind", "line_kind", Word(line_kinds), "What the line is.", "\"item\"").usually("\"item\""),
            field("description", Text(NOTE_CHARS_MAX), "What it says.", "\"2 tacos al pastor\""),
            field(
                "quantity_milli",
                Whole(-QUANTITY_MILLI_MAX, QUANTITY_MILLI_MAX),
                "Quantity in thousandths.",
                "2000",
            ),
            named("unit_price", "unit_price_minor", MoneyOfExpense, "Price of one.", "null"),
            named(
                "amount",
                "amount_minor",
                MoneyOfExpense,
                "Amount of the whole line, negative for a discount.",
                r#"{"amount_minor":1200,"currency":"EUR"}"#,
            )
            .needed(),
            field("tax_rate_bp", Whole(0, RATE_BP_MAX), "Tax rate in hundredths of a percent.", "1000"),
            field("tax_name", Text(NAME_CHARS_MAX), "Name of the tax.", "\"VAT\""),
            field("tax_included", Flag, "Whether the tax is inside the other lines already.", "true")
                .usually("false"),
            field("category_id", Reference, "Its own category.", "null"),
            field("person_id", Reference, "Who had it.", "null"),
            field("is_alcohol", Flag, "Whether it is alcohol.", "false").usually("false"),
        ],
    },
    Part {
        name: "payments",
        schema: "ExpensePayment",
        kind: "expense_payment",
        member: None,
        access: Access::Write,
        most: PAYMENTS_MAX,
        fields: &[
            field(
                "payment_method_id",
                Reference,
                "What it was paid with.",
                "\"019aa000-0000-7000-8000-000000000005\"",
            )
            .needed(),
            named("amount", "amount_minor", Money, "How much.", r#"{"amount_minor":4850,"currency":"EUR"}"#)
                .needed(),
        ],
    },
    Part {
        name: "tags",
        schema: "ExpenseTag",
        kind: "expense_tag",
        member: Some("tag_id"),
        access: Access::Write,
        most: LINKS_MAX,
        fields: &[field("tag_id", Reference, "The tag.", "\"019aa000-0000-7000-8000-000000000003\"").needed()],
    },
    Part {
        name: "attendees",
        schema: "ExpenseAttendee",
        kind: "expense_attendee",
        member: Some("person_id"),
        access: Access::Write,
        most: LINKS_MAX,
        fields: &[
            field("person_id", Reference, "Who ate along.", "\"019aa000-0000-7000-8000-000000000004\"")
                .needed(),
            field("is_host", Flag, "Whether they were the host.", "false").usually("false"),
        ],
    },
    Part {
        name: "attachments",
        schema: "ExpenseAttachment",
        kind: "attachment",
        member: None,
        access: Access::Write,
        most: ATTACHMENTS_MAX,
        fields: ATTACHMENT_OF_EXPENSE,
    },
];

const ATTACHMENT_OF_EXPENSE: &[Field] = &[
    SHA256,
    field("kind", Word(attachment_kinds), "What it shows.", "\"receipt\"").usually("\"receipt\""),
    field("caption", Text(NOTE_CHARS_MAX), "What it says below.", "null"),
    field("file_name", Text(NAME_CHARS_MAX), "The name the file had.", "\"receipt.jpg\"").once(),
    field("taken_at_local", Text(CODE_CHARS_MAX), "When the picture was taken, as the camera says.", "null")
        .once(),
];

const SHA256: Field = named(
    "sha256",
    "blob_id",
    Sha256,
    "SHA-256 of the bytes, which were uploaded before.",
    "\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"",
)
.needed()
.once();

const ATTACHMENT: &[Field] = &[
    field("expense_id", Reference, "The expense it hangs on.", "\"019aa000-0000-7000-8000-000000000001\"")
        .needed()
        .once(),
    SHA256,
    field("kind", Word(attachment_kinds), "What it shows.", "\"receipt\"").usually("\"receipt\""),
    field("caption", Text(NOTE_CHARS_MAX), "What it says below.", "null"),
    field("position", Whole(0, POSITION_MAX), "Its place among the others.", "0").usually("0"),
    field("file_name", Text(NAME_CHARS_MAX), "The name the file had.", "\"receipt.jpg\"").once(),
    field("taken_at_local", Text(CODE_CHARS_MAX), "When the picture was taken, as the camera says.", "null")
        .once(),
];

const PLACE: &[Field] = &[
    NAME,
    field("branch_name", Text(NAME_CHARS_MAX), "Which branch.", "null"),
    field("merchant_id", Reference, "The brand.", "null"),
    field("kind", Text(CODE_CHARS_MAX), "What kind of place.", "\"restaurant\""),
    field("located_within", Text(NAME_CHARS_MAX), "What it is inside of.", "null"),
    field("description", Text(NOTE_CHARS_MAX), "What it is.", "null"),
    field("address_line_1", Text(NAME_CHARS_MAX), "Street and number.", "\"Carrer de la Mar 1\""),
    field("address_line_2", Text(NAME_CHARS_MAX), "More of the address.", "null"),
    field("locality", Text(NAME_CHARS_MAX), "Town.", "\"Barcelona\""),
    field("region", Text(NAME_CHARS_MAX), "Region or state.", "null"),
    field("postal_code", Text(CODE_CHARS_MAX), "Postal code.", "\"08003\""),
    field("country", Text(CODE_CHARS_MAX), "ISO 3166 code.", "\"ES\""),
    named("phone", "phone_e164", Text(CODE_CHARS_MAX), "Telephone, E.164.", "null"),
    field("website", Text(LINK_CHARS_MAX), "Website.", "null"),
    field("email", Text(NAME_CHARS_MAX), "E-mail address.", "null"),
    field("cuisine_code", Text(CODE_CHARS_MAX), "Cuisine.", "\"spanish\""),
    field("service_level", Word(service_levels), "How exclusive and fast it is.", "\"casual_dining\""),
    field("price_level", Whole(0, 4), "How expensive it is.", "2"),
    field("rating_halfstars", Whole(1, RATING_MAX as i64), "How good it is, in half stars.", "9"),
    field(
        "latitude_e7",
        Whole(-LATITUDE_E7_MAX, LATITUDE_E7_MAX),
        "Latitude in ten-millionths of a degree.",
        "413798000",
    ),
    field(
        "longitude_e7",
        Whole(-LONGITUDE_E7_MAX, LONGITUDE_E7_MAX),
        "Longitude in ten-millionths of a degree.",
        "21894000",
    ),
    field("notes", Text(NOTE_CHARS_MAX), "Free text.", "null"),
    field("default_category_id", Reference, "The category expenses here begin with.", "null"),
    field("default_currency", Currency, "The currency expenses here begin with.", "\"EUR\""),
    field(
        "default_tip_bp",
        Whole(0, RATE_BP_MAX),
        "The tip expenses here begin with, in hundredths of a percent.",
        "null",
    ),
    field("tz", Zone, "Its zone.", "\"Europe/Madrid\""),
    field("is_favorite", Flag, "Whether it is a favourite.", "false").usually("false"),
    field("wish_list", Flag, "Whether somebody wants to go there.", "false").usually("false"),
    field("closed_on", Date, "The day it closed for good.", "null"),
    ARCHIVED,
    merged(field("merged_into_id", Reference, "The place it was merged into.", "null")),
];

const MERCHANT: &[Field] = &[
    NAME,
    field("short_name", Text(NAME_CHARS_MAX), "A shorter name.", "null"),
    field("website", Text(LINK_CHARS_MAX), "Website.", "null"),
    field("description", Text(NOTE_CHARS_MAX), "What it is.", "null"),
    field("format", Text(CODE_CHARS_MAX), "What kind of business.", "null"),
    field("menu_focus", Text(CODE_CHARS_MAX), "What it is known for.", "\"tacos\""),
    field("cuisine_code", Text(CODE_CHARS_MAX), "Cuisine.", "\"mexican\""),
    field("service_level", Word(service_levels), "How exclusive and fast it is.", "\"fast_casual\""),
    field("is_chain", Flag, "Whether it has branches.", "true").usually("false"),
    ARCHIVED,
    merged(field("merged_into_id", Reference, "The brand it was merged into.", "null")),
];

const CATEGORY: &[Field] = &[
    NAME,
    field("parent_id", Reference, "The category above it.", "null"),
    field("description", Text(NOTE_CHARS_MAX), "What belongs here.", "null"),
    field("color", Text(CODE_CHARS_MAX), "Colour.", "\"#e0a030\""),
    field("icon", Text(CODE_CHARS_MAX), "Icon.", "null"),
    field("position", Whole(0, POSITION_MAX), "Its place in the list.", "0").usually("0"),
    field("is_default", Flag, "Whether new expenses begin with it.", "false").usually("false"),
    ARCHIVED,
    merged(field("merged_into_id", Reference, "The category it was merged into.", "null")),
];

const TAG: &[Field] = &[
    NAME,
    field("color", Text(CODE_CHARS_MAX), "Colour.", "\"#3080c0\""),
    field("description", Text(NOTE_CHARS_MAX), "What it is for.", "null"),
    ARCHIVED,
    merged(field("merged_into_id", Reference, "The tag it was merged into.", "null")),
];

const PERSON: &[Field] = &[
    named("name", "display_name", Text(NAME_CHARS_MAX), "Their name.", "\"Ana\"").needed(),
    field("kind", Word(person_kinds), "What they are to the owner.", "\"colleague\""),
    field("company", Text(NAME_CHARS_MAX), "Their company.", "null"),
    field("email", Text(NAME_CHARS_MAX), "E-mail address.", "null"),
    ARCHIVED,
    merged(field("merged_into_id", Reference, "The person they were merged into.", "null")),
];

const PAYMENT_METHOD: &[Field] = &[
    NAME,
    field("kind", Word(payment_kinds), "What it is.", "\"card\"").usually("\"card\""),
    field("currency", Currency, "Its currency.", "\"EUR\""),
    field("last4", Text(CODE_CHARS_MAX), "The last four digits.", "\"4242\""),
    ARCHIVED,
    merged(field("merged_into_id", Reference, "The one it was merged into.", "null")),
];

const TEMPLATE: &[Field] = &[
    NAME,
    field(
        "payload",
        Document(TEMPLATE_BYTES_MAX),
        "What the expense begins with, as the app writes it.",
        "{}",
    )
    .usually("{}"),
    field("uses", Whole(0, i32::MAX as i64), "How often it was used.", "0").usually("0"),
    field("last_used_on", Date, "When it was last used.", "null"),
    field("pinned", Flag, "Whether it stands at the top.", "false").usually("false"),
];
