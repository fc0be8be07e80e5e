//! What two people do at random with their devices: meals and what is in them, the trash, names, photographs, cards, and a sync now
//! and then.

use std::collections::BTreeMap;

use anyhow::Result;
use chrono::{Days, NaiveTime};
use domain::expense::{ExpenseInput, LineInput, Named};
use domain::read::{CatalogueDetails, CatalogueInput, CatalogueKind, TagDetails};
use domain::{AttachmentKind, ExpenseId, LineKind, MealType, OrderType};
use serde_json::json;
use tests::photo;
use tests::random::Random;
use wire::call::{
    ConflictChoice, DeleteExpenses, ListCatalogue, ListConflicts, MergeCatalogueEntries, ResolveConflict,
    RestoreExpenses, SaveCatalogueEntry, SyncNow,
};

use crate::typed::Typed;
use tests::device::Device;

/// Names of tags, places, people and brands: few, so that both people make the same ones.
const NAMES: u64 = 25;
/// The most meals two people have.
const MEALS_MAX: usize = 600;

/// Both people and what they remember.
pub struct People {
    /// Their devices.
    pub devices: [Device; 2],
    /// What they typed.
    pub typed: Typed,
    /// How often each thing was done.
    pub done: BTreeMap<&'static str, u64>,
    random: Random,
    meals: Vec<ExpenseId>,
    number: u64,
}

impl People {
    /// Two people who have done nothing yet.
    pub fn new(devices: [Device; 2], seed: u64) -> Self {
        let random = Random::new(seed);
        let (typed, done, meals) = (Typed::default(), BTreeMap::new(), Vec::new());
        Self { devices, typed, done, random, meals, number: 0 }
    }

    /// One of them does something; what cannot be done at the moment is not counted.
    pub async fn act(&mut self) -> Result<()> {
        let who = usize::try_from(self.random.below(2))?;
        loop {
            let did = match self.random.below(1_000) {
                0..180 if self.meals.len() < MEALS_MAX => self.add(who).await?,
                0..640 => self.change(who).await?,
                640..710 => self.delete(who).await?,
                710..770 => self.restore(who).await?,
                770..810 => self.rename(who).await?,
                810..825 => self.merge(who).await?,
                825..835 => self.photograph(who).await?,
                835..860 => self.decide(who).await?,
                _ => {
                    // Offline as often as the weather says.
                    let _ = self.devices[who].ask(SyncNow {}).await;
                    Some("sync")
                }
            };
            if let Some(what) = did {
                *self.done.entry(what).or_default() += 1;
                return Ok(());
            }
        }
    }

    fn number(&mut self) -> u64 {
        self.number += 1;
        self.number
    }

    fn meal(&mut self) -> Option<ExpenseId> {
        let at = self.random.below(self.meals.len().max(1) as u64);
        self.meals.get(usize::try_from(at).ok()?).copied()
    }

    fn name(&mut self, of: &str) -> String {
        format!("{of} {}", self.random.below(NAMES))
    }

    async fn add(&mut self, who: usize) -> Result<Option<&'static str>> {
        let (id, fresh) = self.devices[who].new_form().await?;
        let mut input = fresh.clone();
        for _ in 0..=self.random.below(4) {
            self.edit(&mut input);
        }
        let number = self.number();
        input.total_minor = i64::try_from(number)? + 1_00;
        self.devices[who].save(id, input.clone(), 0).await?;
        self.remember(id, &fresh, &input);
        self.meals.push(id);
        Ok(Some("add"))
    }

    async fn change(&mut self, who: usize) -> Result<Option<&'static str>> {
        let Some(id) = self.meal() else { return Ok(None) };
        // Not heard of yet, or in the trash.
        let Ok((shown, base_ms)) = self.devices[who].form(id).await else { return Ok(None) };
        let mut input = shown.clone();
        for _ in 0..=self.random.below(3) {
            self.edit(&mut input);
        }
        if self.devices[who].save(id, input.clone(), base_ms).await.is_err() {
            return Ok(None);
        }
        self.remember(id, &shown, &input);
        Ok(Some("change"))
    }

    /// What was typed, in the columns whose values nobody else types.
    fn remember(&mut self, id: ExpenseId, shown: &ExpenseInput, input: &ExpenseInput) {
        let typed = &mut self.typed;
        typed.note(id.0, "notes", &json!(shown.notes), &json!(input.notes));
        typed.note(id.0, "purpose", &json!(shown.purpose), &json!(input.purpose));
        typed.note(id.0, "total_minor", &json!(shown.total_minor), &json!(input.total_minor));
    }

    fn edit(&mut self, input: &mut ExpenseInput) {
        let number = self.number();
        let cents = i64::try_from(number).unwrap_or(0);
        match self.random.below(16) {
            0 | 1 => input.total_minor = cents + 1_00,
            2 | 3 => input.notes = format!("note {number}"),
            4 => (input.purpose, input.is_business) = (format!("purpose {number}"), true),
            5 => input.occurred_on = input.occurred_on - Days::new(self.random.below(3)),
            6 => {
                let minutes = u32::try_from(self.random.below(24 * 60)).unwrap_or(0);
                input.occurred_time = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0);
            }
            7 => {
                input.meal_type =
                    Some(*self.random.one_of(&[MealType::Breakfast, MealType::Lunch, MealType::Dinner]))
            }
            8 => input.order_type = Some(*self.random.one_of(&[OrderType::DineIn, OrderType::Takeout])),
            9 => input.party_size = u16::try_from(1 + self.random.below(6)).ok(),
            10 => input.place = Some(Named { id: None, name: self.name("Place") }),
            11 => input.merchant = Some(Named { id: None, name: self.name("Brand") }),
            12 => {
                let name = self.name("Tag");
                input.tags.retain(|tag| tag.name != name);
                input.tags.truncate(3);
                input.tags.push(Named { id: None, name });
            }
            13 => {
                let name = self.name("Person");
                input.people.retain(|person| person.name != name);
                input.people.truncate(3);
                input.people.push(Named { id: None, name });
            }
            14 => {
                input.lines.truncate(3);
                input.lines.push(LineInput {
                    id: None,
                    kind: LineKind::Item,
                    description: format!("line {number}"),
                    quantity_milli: None,
                    amount_minor: cents,
                    tax_rate_bp: None,
                    tax_included: true,
                    category: None,
                    person: None,
                });
            }
            _ => {
                input.tags.pop();
                input.lines.pop();
                input.dish_rating = u16::try_from(1 + self.random.below(10)).ok();
            }
        }
    }

    async fn delete(&mut self, who: usize) -> Result<Option<&'static str>> {
        let Some(id) = self.meal() else { return Ok(None) };
        let done = self.devices[who].ask(DeleteExpenses { ids: vec![id] }).await;
        Ok(done.is_ok_and(|done| done.rows > 0).then_some("delete"))
    }

    async fn restore(&mut self, who: usize) -> Result<Option<&'static str>> {
        let Some(id) = self.meal() else { return Ok(None) };
        let done = self.devices[who].ask(RestoreExpenses { ids: vec![id] }).await;
        Ok(done.is_ok_and(|done| done.rows > 0).then_some("restore"))
    }

    async fn rename(&mut self, who: usize) -> Result<Option<&'static str>> {
        let list = ListCatalogue { kind: CatalogueKind::Tag, text: String::new(), with_archived: false };
        let tags = self.devices[who].ask(list).await?;
        let at = usize::try_from(self.random.below(tags.len() as u64 + 1))?;
        let id = tags.get(at).map(|tag| tag.id);
        let details = TagDetails { color: None, description: format!("tag of {}", self.number()) };
        let input = CatalogueInput { name: self.name("Tag"), details: CatalogueDetails::Tag(details) };
        let saved = self.devices[who].ask(SaveCatalogueEntry { id, input }).await;
        Ok(saved.is_ok().then_some("name"))
    }

    async fn merge(&mut self, who: usize) -> Result<Option<&'static str>> {
        let list = ListCatalogue { kind: CatalogueKind::Place, text: String::new(), with_archived: false };
        let places = self.devices[who].ask(list).await?;
        if places.len() < 2 {
            return Ok(None);
        }
        let from = self.random.one_of(&places).id;
        let into = self.random.one_of(&places).id;
        let merge = MergeCatalogueEntries { kind: CatalogueKind::Place, from: vec![from], into };
        Ok(self.devices[who].ask(merge).await.is_ok().then_some("merge"))
    }

    async fn photograph(&mut self, who: usize) -> Result<Option<&'static str>> {
        let Some(id) = self.meal() else { return Ok(None) };
        let bytes = photo::jpeg(self.number(), 64, 48);
        let made = self.devices[who].photograph(id, AttachmentKind::Meal, bytes).await;
        Ok(made.is_ok().then_some("photograph"))
    }

    async fn decide(&mut self, who: usize) -> Result<Option<&'static str>> {
        let cards = self.devices[who].ask(ListConflicts::default()).await?;
        if cards.is_empty() {
            return Ok(None);
        }
        let id = self.random.one_of(&cards).id;
        let choice = *self.random.one_of(&[ConflictChoice::Keep, ConflictChoice::UseOther]);
        Ok(self.devices[who].ask(ResolveConflict { id, choice }).await.is_ok().then_some("card"))
    }
}
