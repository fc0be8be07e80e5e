//! Conflict cards: what two people must look at. They are rows like any other, made and closed here.

use domain::merge::{Card, UnitValue};
use domain::schema::{DELETED_UNIT, Table};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use crate::push::row::{StoredRow, UnitStamp, Visibility};
use crate::push::visibility;
use crate::push::work::Work;

/// Namespace of card ids (a UUID of our own, fixed for ever).
const CARD_NAMESPACE: Uuid = Uuid::from_u128(0x5b1d_77c0_3f0e_4c1a_9a42_6f0d_18e7_2b95);

/// Why there is a card; the words in its column `reason`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Two people gave a unit different values without knowing of each other.
    TwoValues,
    /// One deleted what another changed.
    DeletedWhileEdited,
    /// A name was given that another row bears: should they be one?
    Merge,
}

impl Reason {
    /// The stored word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TwoValues => "two_values",
            Self::DeletedWhileEdited => "deleted_while_edited",
            Self::Merge => "merge",
        }
    }
}

impl From<Card> for Reason {
    fn from(card: Card) -> Self {
        match card {
            Card::TwoValues => Self::TwoValues,
            Card::DeletedWhileEdited => Self::DeletedWhileEdited,
        }
    }
}

/// One side of a card.
pub(crate) struct Side {
    pub value: UnitValue,
    pub by: Uuid,
    pub at_ms: i64,
}

/// The id of the card an op raises on a unit: the same however often it is decided.
pub(crate) fn card_id(op: Uuid, unit: &str) -> Uuid {
    let mut name = op.as_bytes().to_vec();
    name.extend_from_slice(unit.as_bytes());
    Uuid::new_v5(&CARD_NAMESPACE, &name)
}

/// Raises a card; gives its id. A deletion somebody should look at has one open card, not one for each edit.
pub(crate) fn raise(
    work: &mut Work<'_>,
    subject: &StoredRow,
    op: Uuid,
    unit: &str,
    reason: Reason,
    kept: Side,
    other: Side,
) -> Uuid {
    if unit == DELETED_UNIT
        && let Some(open) = open_cards(work, subject.id).find(|card| card.text("unit") == Some(DELETED_UNIT))
    {
        return open.id;
    }
    let id = card_id(op, unit);
    let seq = work.next_seq();
    let stamp = UnitStamp::new(seq, work.desk.now_ms, op, work.member.user);
    let mut columns = Map::new();
    let mut put = |name: &str, json: Json| columns.insert(name.to_owned(), json);
    put("subject_table", Json::from(subject.table.name));
    put("subject_id", Json::from(subject.id.to_string()));
    if let Some(expense) = subject.expense() {
        put("expense_id", Json::from(expense.to_string()));
    }
    put("unit", Json::from(unit));
    put("reason", Json::from(reason.as_str()));
    for (name, side) in [("kept", kept), ("other", other)] {
        put(name, Json::from(Json::Object(side.value).to_string()));
        put(&format!("{name}_by"), Json::from(side.by.to_string()));
        put(&format!("{name}_at"), Json::from(side.at_ms));
    }
    let mut card = StoredRow {
        table: Table::named("conflict"),
        id,
        seq,
        made_seq: seq,
        scope_seq: 0,
        owner: work.member.user,
        visibility: Visibility::Workspace,
        stamps: [("card".to_owned(), stamp)].into(),
        columns,
        ext: Default::default(),
        created_at: work.desk.now_ms,
        updated_at: work.desk.now_ms,
        created_by: work.member.user,
        updated_by: work.member.user,
    };
    visibility::inherit(work, &mut card);
    work.touch(card.key());
    work.put(card);
    id
}

/// Closes the open cards on a unit: somebody who had seen what stood gave it a new value.
pub(crate) fn close(work: &mut Work<'_>, subject: Uuid, unit: &str, op: Uuid) {
    let mut open: Vec<StoredRow> =
        open_cards(work, subject).filter(|card| card.text("unit") == Some(unit)).cloned().collect();
    open.sort_by_key(|card| (card.seq, card.id));
    for mut card in open {
        card.seq = work.next_seq();
        let now_ms = work.desk.now_ms;
        let stamp = UnitStamp::new(card.seq, now_ms, op, work.member.user);
        let mut value = UnitValue::new();
        value.insert("resolved_at".to_owned(), Json::from(now_ms));
        value.insert("resolution".to_owned(), Json::from("edited"));
        card.set_unit("resolution", value, stamp);
        (card.updated_at, card.updated_by) = (now_ms, work.member.user);
        work.touch(card.key());
        work.put(card);
    }
}

fn open_cards<'w>(work: &'w Work<'_>, subject: Uuid) -> impl Iterator<Item = &'w StoredRow> {
    work.rows_of("conflict").filter(move |card| {
        card.uuid("subject_id") == Some(subject)
            && !card.columns.contains_key("resolved_at")
            && !card.is_deleted()
    })
}
