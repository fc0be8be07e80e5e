//! The demo's photographs on the newest meals: plates where one sat down, receipts that say what the expense says.

use domain::amount::{NumberFormat, format_minor};
use domain::{AttachmentKind, ExpenseId, ExpenseKind, MealType};
use store::WriteTx;

use super::meals::{Meal, Plan};
use super::pictures::{DISHES, Printed, plate, receipt};
use super::random::Random;
use super::world::{DISHES as FOOD, GOODS};
use crate::drafts::PendingPhoto;
use crate::photos::{attach, keep_bytes};
use crate::{App, Error, Result};

/// How many plates, and how many receipts.
const EACH: usize = 6;

/// A photograph and the meal it is of.
pub(super) struct AlbumPhoto {
    /// Position of the meal in the plan.
    meal: usize,
    pub photo: PendingPhoto,
}

/// Draws the pictures and writes their bytes.
pub(super) async fn draw(app: &App, plan: &Plan, seed: u64) -> Result<Vec<AlbumPhoto>> {
    let wanted = wanted(plan);
    let printed: Vec<_> = wanted.iter().map(|(at, kind)| (*kind, printed(plan, &plan.meals[*at]))).collect();
    let drawn = tokio::task::spawn_blocking(move || {
        let mut random = Random::of(seed ^ 0x5eed_f00d);
        let draw = |(number, (kind, printed)): (usize, (AttachmentKind, Printed))| match kind {
            AttachmentKind::Receipt => receipt(&printed, &mut random),
            _ => plate(number % DISHES, &mut random),
        };
        printed.into_iter().enumerate().map(draw).collect::<Result<Vec<_>>>()
    });
    let drawn = drawn.await.map_err(|_| Error::Stopped)??;
    let mut album = Vec::with_capacity(drawn.len());
    for ((meal, kind), bytes) in wanted.into_iter().zip(drawn) {
        album.push(AlbumPhoto { meal, photo: keep(app, plan, meal, kind, bytes).await? });
    }
    Ok(album)
}

/// The newest meals that somebody would have photographed.
fn wanted(plan: &Plan) -> Vec<(usize, AttachmentKind)> {
    let newest = || {
        let real = |meal: &Meal| meal.input.kind == ExpenseKind::Purchase && meal.input.total_minor > 0;
        plan.meals.iter().enumerate().rev().filter(move |(_, meal)| real(meal))
    };
    let is_plate = |meal: &Meal| {
        matches!(meal.input.meal_type, Some(MealType::Dinner | MealType::Lunch | MealType::Brunch))
    };
    let plates = newest()
        .filter(|(_, meal)| is_plate(meal))
        .step_by(2)
        .take(EACH)
        .map(|(at, _)| (at, AttachmentKind::Meal));
    let receipts = newest().step_by(3).take(EACH).map(|(at, _)| (at, AttachmentKind::Receipt));
    plates.chain(receipts).collect()
}

fn printed(plan: &Plan, meal: &Meal) -> Printed {
    let amount = |minor: i64| format_minor(minor, meal.input.currency.exponent(), NumberFormat::default());
    let time = meal.input.occurred_time.map(|time| time.format(" %H:%M").to_string()).unwrap_or_default();
    let mut lines: Vec<(String, String)> =
        meal.input.lines.iter().map(|line| (line.description.clone(), amount(line.amount_minor))).collect();
    if lines.is_empty() {
        let food = meal.input.subtotal_minor.unwrap_or(meal.input.total_minor);
        lines.extend(itemised(food, meal).into_iter().map(|(what, minor)| (what.to_owned(), amount(minor))));
    }
    for (what, minor) in [("Tax", meal.input.tax_minor), ("Tip", meal.input.tip_minor)] {
        lines.extend(minor.map(|minor| (what.to_owned(), amount(minor))));
    }
    Printed {
        place: plan.spots[meal.spot].1.name.to_owned(),
        when: format!("{}{time}", meal.input.occurred_on),
        lines,
        total: format!("{} {}", meal.input.currency, amount(meal.input.total_minor)),
    }
}

/// A bill whose lines nobody typed, as it was printed: three things that add up.
fn itemised(food: i64, meal: &Meal) -> [(&'static str, i64); 3] {
    let list = if meal.input.meal_type == Some(MealType::Groceries) { GOODS } else { FOOD };
    let at = meal.spot % (list.len() - 2);
    let (first, second) = (food * 52 / 100, food * 31 / 100);
    [(list[at], first), (list[at + 1], second), (list[at + 2], food - first - second)]
}

async fn keep(
    app: &App,
    plan: &Plan,
    meal: usize,
    kind: AttachmentKind,
    bytes: Vec<u8>,
) -> Result<PendingPhoto> {
    let input = &plan.meals[meal].input;
    let file_name = format!("{}-{}.jpg", kind.as_str(), input.occurred_on);
    let kept = keep_bytes(app, ExpenseId(app.env().new_id()), kind, Some(file_name), bytes).await?;
    let taken_at_local = input.occurred_time.map(|time| format!("{}T{time}", input.occurred_on));
    Ok(PendingPhoto { taken_at_local, ..kept })
}

/// Hangs the pictures on their expenses; `ids` stand in the order of the plan's meals.
pub(super) async fn attach_album(tx: &mut WriteTx, ids: &[ExpenseId], album: &[AlbumPhoto]) -> Result<()> {
    for picture in album {
        attach(tx, ids[picture.meal], &picture.photo).await?;
    }
    Ok(())
}
