//! The meals of the demo: which, when, where, with whom and for how much.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use domain::expense::{ExpenseInput, LineInput};
use domain::money::percent_of;
use domain::{ExpenseKind, ExpenseStatus, LineKind, MealType, OrderType, TipBase};

use super::random::Random;
use super::world::{City, DISHES, FREE, HOME, NOTES, PEOPLE, Spot, TAGS, cities_abroad, home_city};

/// Meals with their weights on working days and at weekends, and the hours they begin at.
const MEALS: &[(MealType, u64, u64, i64, i64)] = &[
    (MealType::Breakfast, 12, 9, 7, 10),
    (MealType::Brunch, 0, 9, 10, 13),
    (MealType::Lunch, 32, 17, 12, 15),
    (MealType::Dinner, 20, 27, 19, 22),
    (MealType::Snack, 14, 9, 15, 18),
    (MealType::Drinks, 4, 10, 18, 23),
    (MealType::Dessert, 2, 5, 15, 22),
    (MealType::LateNight, 1, 3, 0, 3),
    (MealType::Groceries, 13, 20, 9, 20),
];

/// A meal with positions into the world's lists instead of ids.
#[derive(Debug, Clone)]
pub(crate) struct Meal {
    /// Day, time, money, kind, meal, party, notes, lines.
    pub input: ExpenseInput,
    /// Position in `Plan::spots`.
    pub spot: usize,
    /// Position in `Plan::trips`.
    pub trip: Option<usize>,
    /// Positions in `TAGS`.
    pub tags: Vec<usize>,
    /// Positions in `PEOPLE`.
    pub people: Vec<usize>,
    /// Position in the payment methods: card, cash, company card, wallet, voucher.
    pub payment: usize,
    /// Position of the meal this one refunds or pays back.
    pub refund_of: Option<usize>,
}

/// A stay in another city.
#[derive(Debug, Clone)]
pub(crate) struct Stay {
    pub city: usize,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub is_business: bool,
}

/// Everything there is in the demo.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Home first, then the two abroad.
    pub cities: Vec<City>,
    /// All places with their city.
    pub spots: Vec<(usize, Spot)>,
    pub trips: Vec<Stay>,
    /// In order of their days.
    pub meals: Vec<Meal>,
}

/// Who asks for a demo, and when.
#[derive(Debug, Clone)]
pub(crate) struct Wish<'a> {
    pub expenses: usize,
    pub seed: u64,
    pub currency: domain::CurrencyCode,
    pub language: usize,
    pub today: NaiveDate,
    pub now: NaiveTime,
    pub device_zone: &'a str,
}

/// Plans the whole demo: equal wishes make equal plans.
pub(crate) fn plan(wish: &Wish<'_>) -> Plan {
    let abroad = cities_abroad(wish.currency);
    let home = home_city(wish.currency, wish.device_zone);
    let mut spots: Vec<(usize, Spot)> = HOME.iter().map(|spot| (0, *spot)).collect();
    for (at, (_, list)) in abroad.iter().enumerate() {
        spots.extend(list.iter().map(|spot| (at + 1, *spot)));
    }
    let cities = std::iter::once(home).chain(abroad.into_iter().map(|(city, _)| city)).collect();
    // Three meals a day, for two to fourteen years.
    let days = (wish.expenses as u64 / 3).clamp(730, 14 * 365);
    let mut random = Random::of(wish.seed);
    let trips = stays(&mut random, wish.today, days);
    let mut made = Plan { cities, spots, trips, meals: Vec::with_capacity(wish.expenses) };
    let mut trip = 0;
    for index in 0..wish.expenses as u64 {
        let gone = days * (index * 1_000 + random.next() % 1_000) / (wish.expenses as u64 * 1_000).max(1);
        let back = days - gone.min(days);
        let day = wish.today.checked_sub_days(Days::new(back)).unwrap_or(wish.today);
        while made.trips.get(trip).is_some_and(|stay| stay.to < day) {
            trip += 1;
        }
        let on_trip = made.trips.get(trip).is_some_and(|stay| stay.from <= day).then_some(trip);
        let meal = meal(&mut random, wish, &made, day, on_trip, index);
        made.meals.push(meal);
    }
    made
}

/// A stay of three to six days every ten weeks or so, in turn.
fn stays(random: &mut Random, today: NaiveDate, days: u64) -> Vec<Stay> {
    let mut stays = Vec::new();
    let mut at = today.checked_sub_days(Days::new(days)).unwrap_or(today);
    loop {
        let start = at.checked_add_days(Days::new(random.within(45, 90).unsigned_abs()));
        let Some(from) = start.filter(|from| *from < today) else { return stays };
        let to =
            from.checked_add_days(Days::new(random.within(2, 6).unsigned_abs())).unwrap_or(from).min(today);
        stays.push(Stay { city: 1 + stays.len() % 2, from, to, is_business: random.chance(550) });
        at = to;
    }
}

fn meal(
    random: &mut Random,
    wish: &Wish<'_>,
    world: &Plan,
    day: NaiveDate,
    trip: Option<usize>,
    index: u64,
) -> Meal {
    let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let weights = MEALS.iter().map(|meal| if is_weekend { meal.2 } else { meal.1 });
    let (meal_type, _, _, from, to) = MEALS[random.weighted(weights)];
    let city_at = trip.map_or(0, |trip| world.trips[trip].city);
    let spot_at = spot_for(random, world, city_at, meal_type);
    let (_, spot) = world.spots[spot_at];
    let city = &world.cities[city_at];
    let hour = u32::try_from(random.within(from, to)).unwrap_or(12);
    let minute = u32::try_from(random.within(0, 12) * 5 + random.within(0, 5)).unwrap_or(0);
    let time = NaiveTime::from_hms_opt(hour, minute, 0);
    // Nothing of today lies in the future.
    let day = if day == wish.today && time.is_some_and(|time| time > wish.now) {
        day.pred_opt().unwrap_or(day)
    } else {
        day
    };

    let is_business = trip.is_some_and(|trip| world.trips[trip].is_business) || random.chance(25);
    let people = company(random, spot, meal_type, is_business);
    let mut input = ExpenseInput::blank(day, city.currency);
    input.occurred_time = time;
    input.tz = Some(city.zone.clone());
    input.meal_type = Some(meal_type);
    input.order_type = (spot.order != OrderType::Other).then_some(spot.order);
    let eats = 1 + i64::try_from(people.len()).unwrap_or(0);
    input.party_size = (meal_type != MealType::Groceries && (eats > 1 || random.chance(400)))
        .then(|| u16::try_from(eats).unwrap_or(1));
    input.is_business = is_business;
    input.reimbursable = is_business && random.chance(800);
    if random.chance(130) {
        NOTES[random.index(NOTES.len())][wish.language].clone_into(&mut input.notes);
    }
    if spot.order == OrderType::DineIn && random.chance(240) {
        input.dish_rating = u16::try_from(random.within(5, 11)).ok();
    }
    price(random, &mut input, spot, city, eats, years_back(wish.today, day));
    let payment = payment(random, spot, is_business);
    let mut made = Meal {
        input,
        spot: spot_at,
        trip,
        tags: tags(random, is_business, trip, people.len()),
        people,
        payment,
        refund_of: None,
    };
    make_special(random, wish, world, &mut made, index);
    made
}

fn spot_for(random: &mut Random, world: &Plan, city: usize, meal: MealType) -> usize {
    let fits = |(at, spot): &(usize, Spot)| *at == city && spot.meals.contains(&meal);
    let weights = world.spots.iter().map(|entry| if fits(entry) { entry.1.weight } else { 0 });
    if weights.clone().sum::<u64>() == 0 {
        let any = world.spots.iter().map(|(at, spot)| if *at == city { spot.weight } else { 0 });
        return random.weighted(any);
    }
    random.weighted(weights)
}

fn years_back(today: NaiveDate, day: NaiveDate) -> i64 {
    (today - day).num_days() / 365
}

fn company(random: &mut Random, spot: Spot, meal: MealType, is_business: bool) -> Vec<usize> {
    let is_shared =
        spot.order == OrderType::DineIn && meal != MealType::Breakfast && spot.category != "canteen";
    if !is_shared || !random.chance(520) {
        return Vec::new();
    }
    let circle: &[usize] = if is_business { &[4, 5, 6, 7] } else { &[0, 1, 2, 3, 8, 4] };
    let mut people = Vec::new();
    for _ in 0..random.within(1, 4) {
        let person = *random.pick(circle);
        if !people.contains(&person) {
            people.push(person);
        }
    }
    debug_assert!(people.iter().all(|at| *at < PEOPLE.len()));
    people
}

fn tags(random: &mut Random, is_business: bool, trip: Option<usize>, company: usize) -> Vec<usize> {
    let mut tags = Vec::new();
    if is_business {
        tags.push(usize::from(trip.is_some() && random.chance(400)));
        if random.chance(200) {
            tags.push(2);
        }
    } else if random.chance(180) {
        let private = if company == 1 { 3 } else { random.index(TAGS.len() - 4) + 4 };
        tags.push(private);
    }
    tags
}

fn payment(random: &mut Random, spot: Spot, is_business: bool) -> usize {
    match (is_business, spot.category) {
        (true, _) => 2,
        (false, "canteen") => 4,
        (false, "market" | "street_food") if random.chance(650) => 1,
        _ => random.weighted([60u64, 14, 0, 26].into_iter()),
    }
}

/// Total, and where the custom asks for it subtotal, tax and tip; sometimes the lines of the bill.
fn price(random: &mut Random, input: &mut ExpenseInput, spot: Spot, city: &City, eats: i64, years: i64) {
    let spread = random.within(68, 146);
    // Three percent dearer every year.
    let then = 1_000 - 27 * years.min(14);
    let raw = spot.price * eats * spread / 100 * then / 1_000 * city.price_milli / 1_000;
    let step = match (input.currency.exponent(), city.currency.as_str()) {
        (0, _) => 10,
        (_, "CHF") => 5,
        _ if spot.category == "supermarket" => 1,
        _ => 10,
    };
    let food = (raw / step).max(1) * step;
    let tax = percent_of(food, city.added_tax_bp).unwrap_or(0);
    let sits = spot.order == OrderType::DineIn || spot.order == OrderType::Delivery;
    let tip_bp = match (sits, city.tip_bp) {
        (false, _) => 0,
        (true, 0) => {
            if random.chance(300) {
                random.within(4, 11) * 100
            } else {
                0
            }
        }
        (true, custom) => custom + random.within(-2, 4) * 100,
    };
    let tip = percent_of(food, tip_bp).unwrap_or(0);
    input.total_minor = food + tax + tip;
    if tax > 0 || tip > 0 {
        input.subtotal_minor = Some(food);
        input.tax_minor = (tax > 0).then_some(tax);
        input.tip_minor = (tip > 0).then_some(tip);
        input.tip_base = if tip > 0 { TipBase::PreTax } else { TipBase::None };
    }
    if sits && random.chance(110) {
        input.lines = lines(random, food, eats);
    }
}

fn lines(random: &mut Random, food: i64, eats: i64) -> Vec<LineInput> {
    let count = random.within(2, 3 + eats.min(4));
    let mut left = food;
    let mut lines = Vec::new();
    for index in 0..count {
        let amount = if index + 1 == count {
            left
        } else {
            (left / (count - index) * random.within(70, 130) / 100).clamp(0, left)
        };
        left -= amount;
        lines.push(LineInput {
            id: None,
            kind: LineKind::Item,
            description: (*random.pick(DISHES)).to_owned(),
            quantity_milli: Some(1_000),
            amount_minor: amount,
            tax_rate_bp: None,
            tax_included: false,
            category: None,
            person: None,
        });
    }
    lines
}

/// Now and then: a free meal, a refund, money paid back, an estimate, something to look at again.
fn make_special(random: &mut Random, wish: &Wish<'_>, world: &Plan, made: &mut Meal, index: u64) {
    match random.next() % 1_000 {
        0..=3 => {
            FREE[wish.language].clone_into(&mut made.input.notes);
            free(&mut made.input);
        }
        4..=9 => come_back(random, world, made, index, ExpenseKind::Refund),
        10..=16 => come_back(random, world, made, index, ExpenseKind::Reimbursement),
        17..=29 => made.input.amount_is_estimate = true,
        30..=39 => made.input.status = ExpenseStatus::Unreviewed,
        _ => {}
    }
}

fn free(input: &mut ExpenseInput) {
    (input.total_minor, input.subtotal_minor, input.tax_minor, input.tip_minor) = (0, None, None, None);
    input.tip_base = TipBase::None;
    input.lines.clear();
}

/// Money that came back for one of the last meals at the same place and in the same currency.
fn come_back(random: &mut Random, world: &Plan, made: &mut Meal, index: u64, kind: ExpenseKind) {
    let start = usize::try_from(index).unwrap_or(0).saturating_sub(60);
    let fits = |meal: &Meal| {
        meal.spot == made.spot && meal.input.kind == ExpenseKind::Purchase && meal.input.total_minor > 0
    };
    let recent = world.meals.get(start..).unwrap_or_default();
    let Some(at) = recent.iter().rposition(fits) else { return };
    let purchase = &recent[at];
    let share = if kind == ExpenseKind::Refund { random.within(30, 101) } else { 100 };
    let total = purchase.input.total_minor * share / 100;
    free(&mut made.input);
    made.input.kind = kind;
    made.input.total_minor = total;
    made.input.notes.clear();
    made.input.party_size = None;
    made.people.clear();
    made.refund_of = Some(start + at);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(expenses: usize, currency: &[u8; 3]) -> Wish<'static> {
        Wish {
            expenses,
            seed: 7,
            currency: domain::CurrencyCode::of(*currency),
            language: 0,
            today: "2026-11-20".parse().unwrap(),
            now: "14:00:00".parse().unwrap(),
            device_zone: "Asia/Kolkata",
        }
    }

    #[test]
    fn equal_wishes_make_equal_plans() {
        let (one, other) = (plan(&wish(500, b"EUR")), plan(&wish(500, b"EUR")));
        let inputs = |plan: &Plan| plan.meals.iter().map(|meal| meal.input.clone()).collect::<Vec<_>>();
        assert_eq!(inputs(&one), inputs(&other));
        let another = plan(&Wish { seed: 8, ..wish(500, b"EUR") });
        assert_ne!(inputs(&one), inputs(&another));
    }

    #[test]
    fn every_planned_meal_is_valid_and_none_lies_in_the_future() {
        for currency in [b"EUR", b"USD", b"JPY", b"KWD", b"CLF"] {
            let wish = wish(2_000, currency);
            let plan = plan(&wish);
            assert_eq!(plan.meals.len(), 2_000);
            for meal in &plan.meals {
                assert_eq!(meal.input.validate(), Ok(()), "{:?}", meal.input);
                let at = (meal.input.occurred_on, meal.input.occurred_time.unwrap());
                assert!(at <= (wish.today, wish.now), "{at:?}");
                let difference = meal.input.parts_difference();
                assert!(difference.is_none_or(|d| d == 0), "{currency:?} {difference:?}");
            }
        }
    }

    #[test]
    fn a_small_demo_spans_two_years_and_a_large_one_fourteen() {
        let years = |count| {
            let plan = plan(&wish(count, b"EUR"));
            let first = plan.meals.first().unwrap().input.occurred_on;
            ("2026-11-20".parse::<NaiveDate>().unwrap() - first).num_days() / 365
        };
        assert!((1..=2).contains(&years(300)));
        assert!((13..=14).contains(&years(100_000)));
    }

    #[test]
    fn meals_come_in_three_currencies_with_trips_people_tags_and_refunds() {
        let plan = plan(&wish(3_000, b"CHF"));
        let mut currencies: Vec<_> = plan.meals.iter().map(|meal| meal.input.currency).collect();
        currencies.sort();
        currencies.dedup();
        assert_eq!(currencies.len(), 3);
        assert!(plan.spots.len() >= 40);
        for (what, count) in [
            ("trips", plan.meals.iter().filter(|m| m.trip.is_some()).count()),
            ("people", plan.meals.iter().filter(|m| !m.people.is_empty()).count()),
            ("tags", plan.meals.iter().filter(|m| !m.tags.is_empty()).count()),
            ("lines", plan.meals.iter().filter(|m| !m.input.lines.is_empty()).count()),
            ("refunds", plan.meals.iter().filter(|m| m.refund_of.is_some()).count()),
            ("free", plan.meals.iter().filter(|m| m.input.total_minor == 0).count()),
        ] {
            assert!(count > 0, "no {what}");
        }
    }
}
