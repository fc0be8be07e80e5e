//! What a resource of the plain REST interface is: which JSON field is which column. The fields themselves are in `fields`.
//!
//! One description makes the JSON people read, the JSON they send, the checks, and the OpenAPI document, so none of them can say
//! something the others do not.

use domain::schema::{Column, Table};

/// A resource: `places`, `expenses`, …
#[derive(Debug)]
pub(crate) struct Resource {
    /// In the address: `payment-methods`.
    pub path: &'static str,
    /// In the document: `PaymentMethod`.
    pub name: &'static str,
    /// What one is, for people: `a payment method`.
    pub one: &'static str,
    /// The kind of its rows.
    pub kind: &'static str,
    /// Its fields, in the order they are written.
    pub fields: &'static [Field],
    /// What hangs on it.
    pub parts: &'static [Part],
    /// The orders a list may have; the first is the usual one.
    pub orders: &'static [Order],
    /// What `DELETE` does.
    pub removal: Removal,
}

/// What `DELETE` does to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Removal {
    /// Puts it into the trash.
    Tombstone,
    /// Hides it: what refers to it stays whole (E-151).
    Archive,
}

/// Rows that hang on an expense and travel inside it.
#[derive(Debug)]
pub(crate) struct Part {
    /// The field of the expense.
    pub name: &'static str,
    /// In the document: `ExpenseLine`.
    pub schema: &'static str,
    /// The kind of its rows.
    pub kind: &'static str,
    /// For members of a set: the column that says which.
    pub member: Option<&'static str>,
    /// Whether it may be sent, or is only shown.
    pub access: Access,
    /// The most of them.
    pub most: usize,
    /// Its fields.
    pub fields: &'static [Field],
}

/// A field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// Its name in JSON.
    pub name: &'static str,
    /// The column; for money the one with the minor units.
    pub column: &'static str,
    /// Its form.
    pub form: Form,
    /// Who may set it.
    pub access: Access,
    /// Whether a new row must say it.
    pub is_needed: bool,
    /// What a new row has when nothing is said, as JSON.
    pub default: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// A value, as JSON.
    pub example: &'static str,
}

/// Who may set a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Whoever may write the row.
    Write,
    /// Only whoever makes the row.
    Create,
    /// The service.
    Read,
}

/// The form of a field.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// Text of at most so many characters.
    Text(usize),
    /// One of these words; a newer version may show others.
    Word(fn() -> Vec<&'static str>),
    /// ISO 4217.
    Currency,
    /// IANA zone.
    Zone,
    /// A whole number in this range.
    Whole(i64, i64),
    /// Yes or no.
    Flag,
    /// A civil date.
    Date,
    /// A local time, `13:45` or `13:45:00`.
    Time,
    /// A moment, in UTC.
    Moment,
    /// The id of a row of another kind.
    Reference,
    /// Minor units and the currency of the same row.
    Money,
    /// Minor units in the currency of the expense it hangs on.
    MoneyOfExpense,
    /// Any JSON object of at most so many bytes.
    Document(usize),
    /// 64 hexadecimal digits.
    Sha256,
}

/// An order of a list.
#[derive(Debug)]
pub(crate) struct Order {
    /// Its name in `order=`.
    pub name: &'static str,
    /// The expressions over the row `e`, before its id.
    pub keys: &'static [Key],
    /// Whether the usual direction is down.
    pub is_usually_down: bool,
}

/// One expression of an order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    /// SQL over `e`.
    pub sql: &'static str,
    /// Its type in PostgreSQL.
    pub kind: &'static str,
}

impl Resource {
    /// The description of its rows.
    pub(crate) fn table(&self) -> &'static Table {
        Table::named(self.kind)
    }

    /// The field of that name.
    pub(crate) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The part of that name.
    pub(crate) fn part(&self, name: &str) -> Option<&'static Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// Whether its rows can be archived.
    pub(crate) fn can_archive(&self) -> bool {
        self.table().column("archived_at").is_some()
    }
}

impl Part {
    /// The description of its rows.
    pub(crate) fn table(&self) -> &'static Table {
        Table::named(self.kind)
    }
}

impl Field {
    /// Its column in a table.
    pub(crate) fn column_of(&self, table: &'static Table) -> Option<&'static Column> {
        table.column(self.column)
    }

    /// The field, said when a row is made or refused.
    pub(crate) const fn needed(self) -> Self {
        Self { is_needed: true, ..self }
    }

    /// The field, with what it is when nothing is said.
    pub(crate) const fn usually(self, default: &'static str) -> Self {
        Self { default, ..self }
    }

    /// The field, set only when the row is made.
    pub(crate) const fn once(self) -> Self {
        Self { access: Access::Create, ..self }
    }

    /// The field, shown only.
    pub(crate) const fn shown(self) -> Self {
        Self { access: Access::Read, ..self }
    }
}

/// A field whose column has its name.
pub(crate) const fn field(name: &'static str, form: Form, doc: &'static str, example: &'static str) -> Field {
    named(name, name, form, doc, example)
}

/// A field of another column.
pub(crate) const fn named(
    name: &'static str,
    column: &'static str,
    form: Form,
    doc: &'static str,
    example: &'static str,
) -> Field {
    Field { name, column, form, access: Access::Write, is_needed: false, default: "null", doc, example }
}
