//! What a person does at a device: one user action, chosen by its own randomness among what the device shows.

use anyhow::Result;
use domain::fold::fold;
use domain::schema::{Patch, Table};
use domain::{GroupId, WorkspaceId};
use serde_json::Value as Json;
use store::{Store, WriteContext, WriteTx};
use tests::random::Random;
use uuid::Uuid;

use crate::dump::{Dump, Held};
use crate::script::Habit;

/// Names of tags and categories: few, so that several devices choose the same.
const NAMES: &[&str] = &["Lunch", "lunch ", "Dinner", "Team", "Kantine"];
/// Meals.
const MEALS: &[&str] = &["breakfast", "lunch", "dinner", "snack"];
/// Noon of the first day of a run, in milliseconds since 1970, UTC.
const FIRST_NOON_MS: i64 = 1_795_003_200_000;

/// A person at a device, about to do something.
pub struct Person<'a> {
    /// The device's file.
    pub store: &'a Store,
    /// The book.
    pub workspace: Uuid,
    /// The installation.
    pub device: Uuid,
    /// The device's clock.
    pub clock_ms: i64,
    /// What the device shows.
    pub shown: &'a Dump,
    /// What its people mostly do.
    pub habit: Habit,
    /// The randomness of this action.
    pub random: Random,
    /// Makes ids no other device and no other moment makes.
    pub ids: &'a mut Ids,
}

/// Ids and texts that occur once in a run.
#[derive(Debug, Clone)]
pub struct Ids {
    random: Random,
    count: u64,
}

impl Ids {
    /// Those of one device.
    pub fn new(seed: u64, device: usize) -> Self {
        Self { random: Random::new(seed ^ ((device as u64 + 1) << 48)), count: device as u64 * 1_000_000 }
    }

    /// A UUIDv7 of this moment of the device's clock.
    pub fn id(&mut self, clock_ms: i64) -> Uuid {
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&self.random.any().to_be_bytes());
        bytes[8..].copy_from_slice(&(self.random.any() as u16).to_be_bytes());
        let ms = u64::try_from(clock_ms).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(ms, &bytes).into_uuid()
    }

    /// A number that occurs once.
    pub fn number(&mut self) -> i64 {
        self.count += 1;
        self.count as i64
    }
}

/// What a person can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    AddExpense,
    EditNote,
    EditMoney,
    EditWhen,
    EditMeal,
    EditCategory,
    EditSeveral,
    SameNote,
    Status,
    Visibility,
    Delete,
    Restore,
    Tag,
    Untag,
    NewTag,
    NewCategory,
    Rename,
    Merge,
    Archive,
    AddLine,
    EditLine,
    Template,
    Workspace,
    ResolveCard,
    Several,
}

/// Deeds by how often they are done.
const DEEDS: &[Deed] = &[
    Deed::AddExpense,
    Deed::AddExpense,
    Deed::AddExpense,
    Deed::EditNote,
    Deed::EditNote,
    Deed::EditMoney,
    Deed::EditMoney,
    Deed::EditMoney,
    Deed::EditWhen,
    Deed::EditMeal,
    Deed::EditCategory,
    Deed::EditSeveral,
    Deed::SameNote,
    Deed::Status,
    Deed::Visibility,
    Deed::Visibility,
    Deed::Delete,
    Deed::Delete,
    Deed::Restore,
    Deed::Tag,
    Deed::Tag,
    Deed::Untag,
    Deed::NewTag,
    Deed::NewTag,
    Deed::NewCategory,
    Deed::Rename,
    Deed::Merge,
    Deed::Archive,
    Deed::AddLine,
    Deed::EditLine,
    Deed::Template,
    Deed::Workspace,
    Deed::ResolveCard,
    Deed::ResolveCard,
    Deed::Several,
    Deed::Several,
];
/// Deeds of people who keep their tags and categories.
const DEEDS_WITH_NAMES: &[Deed] = &[
    Deed::NewTag,
    Deed::NewTag,
    Deed::NewCategory,
    Deed::NewCategory,
    Deed::Tag,
    Deed::Tag,
    Deed::AddExpense,
    Deed::EditCategory,
    Deed::EditCategory,
    Deed::Rename,
    Deed::Merge,
    Deed::Archive,
    Deed::Untag,
];
/// Deeds of people who change much in one go.
const DEEDS_IN_BULK: &[Deed] = &[
    Deed::AddExpense,
    Deed::AddExpense,
    Deed::AddExpense,
    Deed::Several,
    Deed::Several,
    Deed::Several,
    Deed::Delete,
    Deed::Delete,
    Deed::Visibility,
    Deed::AddLine,
    Deed::EditLine,
    Deed::NewCategory,
    Deed::Merge,
];
/// Deeds of people who all work on one expense.
const DEEDS_ON_ONE: &[Deed] = &[
    Deed::AddExpense,
    Deed::EditNote,
    Deed::EditNote,
    Deed::EditMoney,
    Deed::EditMoney,
    Deed::EditSeveral,
    Deed::EditSeveral,
    Deed::EditWhen,
    Deed::AddLine,
    Deed::Status,
    Deed::ResolveCard,
    Deed::SameNote,
    Deed::Delete,
    Deed::Restore,
];
/// The most expenses changed in one go.
const SEVERAL_MAX: u64 = 4;

/// One more keystroke in an expense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// In the note.
    Note,
    /// In the amount.
    Amount,
    /// In both.
    Both,
}

impl Person<'_> {
    /// Does one thing; answers what it was.
    pub async fn act(&mut self) -> Result<String> {
        let deed = *self.random.one_of(match self.habit {
            Habit::Mixed => DEEDS,
            Habit::Names => DEEDS_WITH_NAMES,
            Habit::Bulk => DEEDS_IN_BULK,
            Habit::OneRow => DEEDS_ON_ONE,
        });
        let mut tx = self.store.write(self.context("edit")).await?;
        match self.write(&mut tx, deed).await {
            Ok(()) => {}
            Err(error) => {
                tx.rollback().await?;
                return Err(error);
            }
        }
        let committed = tx.commit().await?;
        Ok(format!("{deed:?} {}", committed.changes))
    }

    /// One more keystroke in `row`.
    pub async fn type_on(&mut self, row: Uuid, stroke: Stroke) -> Result<()> {
        let patch = match stroke {
            Stroke::Note => self.note(),
            Stroke::Amount => self.money(),
            Stroke::Both => self.money_and_note(),
        };
        let mut tx = self.store.write(self.context("edit")).await?;
        match tx.update(Table::named("expense"), row, patch).await {
            Ok(_) => {}
            Err(error) => {
                tx.rollback().await?;
                return Err(error.into());
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// An expense on the screen, to be edited.
    pub fn any_expense(&mut self) -> Option<Uuid> {
        self.any("expense", |row| !row.is_deleted)
    }

    fn context(&mut self, action: &'static str) -> WriteContext {
        let group = self.ids.id(self.clock_ms);
        let mut ids = self.ids.clone();
        // The clone must not make the ids this one makes later.
        ids.random = Random::new(self.ids.random.any());
        let clock_ms = self.clock_ms;
        WriteContext {
            workspace: WorkspaceId(self.workspace),
            device: domain::DeviceId(self.device),
            at_ms: clock_ms,
            group: GroupId(group),
            action,
            ids: Box::new(move || ids.id(clock_ms)),
            undoable: true,
        }
    }

    fn any(&mut self, kind: &str, fits: impl Fn(&Held) -> bool) -> Option<Uuid> {
        let fitting: Vec<Uuid> =
            self.shown.iter().filter(|(key, row)| key.0 == kind && fits(row)).map(|(key, _)| key.1).collect();
        match (fitting.first(), self.habit) {
            (Some(first), Habit::OneRow) if self.random.below(4) != 0 => Some(*first),
            (Some(_), _) => Some(*self.random.one_of(&fitting)),
            (None, _) => None,
        }
    }

    fn note(&mut self) -> Patch {
        Patch::new().set("notes", format!("note {}", self.ids.number()))
    }

    fn money(&mut self) -> Patch {
        let total = self.ids.number();
        let currency = *self.random.one_of(&["EUR", "CHF", "JPY"]);
        Patch::new().set("total_minor", total).set("currency", currency).set("tax_minor", total / 10)
    }

    fn money_and_note(&mut self) -> Patch {
        let (money, note) = (self.money(), self.note());
        note.iter().fold(money, |mut patch, (column, value)| {
            patch.put(column, value.clone());
            patch
        })
    }

    fn when(&mut self) -> Patch {
        let minute = self.ids.number();
        let at = FIRST_NOON_MS + minute * 60_000;
        let day = chrono::DateTime::from_timestamp_millis(at).unwrap_or_default().date_naive();
        Patch::new().set("occurred_on", day).set("reporting_date", day).set("occurred_at", at)
    }

    fn expense(&mut self) -> Patch {
        let category = self.any("category", |row| row.text("archived_at").is_empty());
        let visibility =
            *self.random.one_of(&["workspace", "workspace", "workspace", "amount_only", "private"]);
        let mut patch = Patch::new()
            .set("kind", "purchase")
            .set("status", "confirmed")
            .set("tip_base", "none")
            .set("amount_is_estimate", false)
            .set("visibility", visibility)
            .set("is_business", false)
            .set("is_billable", false)
            .set("reimbursable", false)
            .set("receipt_state", "not_needed")
            .set("source", "manual")
            .set("category_id", category);
        for part in [self.money(), self.when(), self.note()] {
            for (column, value) in part.iter() {
                patch.put(column, value.clone());
            }
        }
        patch
    }

    fn named(&mut self, table: &str) -> Patch {
        // Who keeps to names makes the same again and again.
        let names = if self.habit == Habit::Names { &NAMES[..2] } else { NAMES };
        let name = *self.random.one_of(names);
        let patch = Patch::new().set("name", name.trim()).set("name_fold", fold(name));
        if table == "category" {
            patch.set("position", self.ids.number()).set("is_default", false)
        } else {
            patch
        }
    }

    fn line(&mut self, expense: Uuid) -> Patch {
        Patch::new()
            .set("expense_id", expense)
            .set("position", 0i64)
            .set("line_kind", "item")
            .set("description", "Soup")
            .set("amount_minor", self.ids.number())
            .set("tax_included", true)
            .set("is_alcohol", false)
    }

    async fn write(&mut self, tx: &mut WriteTx, deed: Deed) -> Result<()> {
        match deed {
            Deed::AddExpense => self.add_expense(tx).await,
            Deed::EditNote => {
                let patch = self.note();
                self.edit_expense(tx, patch).await
            }
            Deed::EditMoney => {
                let patch = self.money();
                self.edit_expense(tx, patch).await
            }
            Deed::EditWhen => {
                let patch = self.when();
                self.edit_expense(tx, patch).await
            }
            Deed::EditMeal => {
                let meal = *self.random.one_of(MEALS);
                self.edit_expense(tx, Patch::new().set("meal_type", meal)).await
            }
            Deed::EditCategory => {
                let category = self.any("category", |_| true);
                self.edit_expense(tx, Patch::new().set("category_id", category)).await
            }
            Deed::EditSeveral => {
                let patch = self.money_and_note();
                self.edit_expense(tx, patch).await
            }
            Deed::SameNote => self.edit_expense(tx, Patch::new().set("notes", "team lunch")).await,
            Deed::Status => {
                let status = *self.random.one_of(&["draft", "confirmed", "confirmed"]);
                self.edit_expense(tx, Patch::new().set("status", status)).await
            }
            Deed::Visibility => {
                let visibility = *self.random.one_of(&["workspace", "amount_only", "private"]);
                self.edit_expense(tx, Patch::new().set("visibility", visibility)).await
            }
            Deed::Delete => self.delete(tx).await,
            Deed::Restore => self.restore(tx).await,
            Deed::Tag | Deed::Untag => self.tag(tx, deed == Deed::Tag).await,
            Deed::NewTag => self.new_named(tx, "tag").await,
            Deed::NewCategory => self.new_named(tx, "category").await,
            Deed::Rename => self.rename(tx).await,
            Deed::Merge => self.merge(tx).await,
            Deed::Archive => self.archive(tx).await,
            Deed::AddLine => {
                let Some(expense) = self.any_expense() else { return Ok(()) };
                let line = self.line(expense);
                let id = tx.new_id();
                tx.insert(Table::named("expense_line"), id, line).await?;
                let money = self.money();
                tx.update(Table::named("expense"), expense, money).await?;
                Ok(())
            }
            Deed::EditLine => {
                let Some(line) = self.any("expense_line", |row| !row.is_deleted) else { return Ok(()) };
                let amount = self.ids.number();
                tx.update(Table::named("expense_line"), line, Patch::new().set("amount_minor", amount))
                    .await?;
                Ok(())
            }
            Deed::Template => self.template(tx).await,
            Deed::Workspace => {
                let name = format!("Book {}", self.ids.number());
                let Some(id) = self.any("workspace", |_| true) else { return Ok(()) };
                tx.update(Table::named("workspace"), id, Patch::new().set("name", name)).await?;
                Ok(())
            }
            Deed::ResolveCard => self.resolve_card(tx).await,
            Deed::Several => self.edit_several(tx).await,
        }
    }

    async fn add_expense(&mut self, tx: &mut WriteTx) -> Result<()> {
        let (id, patch) = (tx.new_id(), self.expense());
        tx.insert(Table::named("expense"), id, patch).await?;
        // Several rows of one action: a group.
        if self.random.below(2) == 0 {
            let (line_id, line) = (tx.new_id(), self.line(id));
            tx.insert(Table::named("expense_line"), line_id, line).await?;
        }
        if self.random.below(3) == 0
            && let Some(tag) = self.any("tag", |row| !row.is_deleted)
        {
            tx.put_member(Table::named("expense_tag"), id, tag, Patch::new()).await?;
        }
        Ok(())
    }

    async fn edit_expense(&mut self, tx: &mut WriteTx, patch: Patch) -> Result<()> {
        let Some(id) = self.any_expense() else { return self.add_expense(tx).await };
        tx.update(Table::named("expense"), id, patch).await?;
        Ok(())
    }

    /// Several expenses are given something in one go: a group.
    async fn edit_several(&mut self, tx: &mut WriteTx) -> Result<()> {
        let several = self.shown.iter().filter(|(key, row)| key.0 == "expense" && !row.is_deleted);
        let mut several: Vec<Uuid> = several.map(|(key, _)| key.1).collect();
        while several.len() as u64 > SEVERAL_MAX {
            several.remove(self.random.below(several.len() as u64) as usize);
        }
        let is_money = self.random.below(2) == 0;
        for id in several {
            let patch = if is_money {
                self.money()
            } else {
                Patch::new().set("meal_type", *self.random.one_of(MEALS))
            };
            tx.update(Table::named("expense"), id, patch).await?;
        }
        Ok(())
    }

    async fn delete(&mut self, tx: &mut WriteTx) -> Result<()> {
        let Some(id) = self.any_expense() else { return Ok(()) };
        tx.delete(Table::named("expense"), id).await?;
        Ok(())
    }

    async fn restore(&mut self, tx: &mut WriteTx) -> Result<()> {
        let Some(id) = self.any("expense", |row| row.is_deleted) else { return Ok(()) };
        tx.restore(Table::named("expense"), id).await?;
        Ok(())
    }

    async fn tag(&mut self, tx: &mut WriteTx, is_on: bool) -> Result<()> {
        let links = Table::named("expense_tag");
        if is_on {
            let (Some(expense), Some(tag)) = (self.any_expense(), self.any("tag", |row| !row.is_deleted))
            else {
                return Ok(());
            };
            tx.put_member(links, expense, tag, Patch::new()).await?;
            return Ok(());
        }
        let Some(id) = self.any("expense_tag", |row| !row.is_deleted) else { return Ok(()) };
        tx.delete(links, id).await?;
        Ok(())
    }

    async fn new_named(&mut self, tx: &mut WriteTx, kind: &'static str) -> Result<()> {
        let patch = self.named(kind);
        let name_fold = patch.get("name_fold").map(|value| value.to_json()).unwrap_or_default();
        // The picker offers what is there: nobody makes a second tag of a name they see.
        let is_there = self.shown.iter().any(|(key, row)| {
            key.0 == kind
                && row.columns.get("name_fold") == Some(&name_fold)
                && !row.columns.contains_key("archived_at")
                && !row.columns.contains_key("merged_into_id")
        });
        if !is_there {
            let id = tx.new_id();
            tx.insert(Table::named(kind), id, patch).await?;
        }
        Ok(())
    }

    fn catalogue(&mut self) -> (&'static str, Option<Uuid>) {
        let kind = *self.random.one_of(&["tag", "category"]);
        (kind, self.any(kind, |row| !row.is_deleted && !row.columns.contains_key("merged_into_id")))
    }

    async fn rename(&mut self, tx: &mut WriteTx) -> Result<()> {
        let (kind, Some(id)) = self.catalogue() else { return Ok(()) };
        let name = if self.random.below(2) == 0 {
            format!("Name {}", self.ids.number())
        } else {
            self.random.one_of(NAMES).trim().to_owned()
        };
        let patch = Patch::new().set("name", name.as_str()).set("name_fold", fold(&name));
        tx.update(Table::named(kind), id, patch).await?;
        Ok(())
    }

    async fn merge(&mut self, tx: &mut WriteTx) -> Result<()> {
        let (kind, Some(from)) = self.catalogue() else { return Ok(()) };
        let Some(into) = self.any(kind, |row| {
            !row.columns.contains_key("merged_into_id") && !row.columns.contains_key("archived_at")
        }) else {
            return Ok(());
        };
        if from == into {
            return Ok(());
        }
        let column = if kind == "tag" { "tag_id" } else { "category_id" };
        let table = Table::named(kind);
        for (user, _, ids) in tx.referring(table, from).await? {
            for id in ids {
                if user.name == "expense" {
                    tx.update(user, id, Patch::new().set(column, into)).await?;
                }
            }
        }
        let at = self.clock_ms.max(1);
        tx.update(table, from, Patch::new().set("merged_into_id", into).set("archived_at", at)).await?;
        Ok(())
    }

    async fn archive(&mut self, tx: &mut WriteTx) -> Result<()> {
        let (kind, Some(id)) = self.catalogue() else { return Ok(()) };
        let at = self.clock_ms.max(1);
        tx.update(Table::named(kind), id, Patch::new().set("archived_at", at)).await?;
        Ok(())
    }

    async fn template(&mut self, tx: &mut WriteTx) -> Result<()> {
        let payload = Json::from(self.ids.number()).to_string();
        if let Some(id) = self.any("template", |row| !row.is_deleted)
            && self.random.below(2) == 0
        {
            tx.update(Table::named("template"), id, Patch::new().set("payload", payload)).await?;
            return Ok(());
        }
        let name = format!("Template {}", self.ids.number());
        let id = tx.new_id();
        let patch = Patch::new()
            .set("name", name.as_str())
            .set("name_fold", fold(&name))
            .set("payload", payload)
            .set("uses", 0i64)
            .set("pinned", false);
        tx.insert(Table::named("template"), id, patch).await?;
        Ok(())
    }

    async fn resolve_card(&mut self, tx: &mut WriteTx) -> Result<()> {
        let Some(id) = self.any("conflict", |row| !row.columns.contains_key("resolved_at")) else {
            return Ok(());
        };
        let at = self.clock_ms.max(1);
        let patch = Patch::new().set("resolved_at", at).set("resolution", "keep");
        tx.update(Table::named("conflict"), id, patch).await?;
        Ok(())
    }
}
