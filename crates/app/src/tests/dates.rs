//! EDGE_CASES, dates, zones, calendars.

use domain::expense::Warning;
use wire::call::*;

use super::book::{Book, is_code};
use wire::Code;

async fn at(
    book: &Book,
    day: &str,
    time: Option<&str>,
    zone: &str,
    offset: Option<i32>,
) -> domain::ExpenseId {
    let zone = (!zone.is_empty()).then(|| zone.to_owned());
    let (day, time) = (day.parse().unwrap(), time.map(|time| time.parse().unwrap()));
    let change = |input: &mut domain::expense::ExpenseInput| {
        (input.occurred_on, input.occurred_time, input.tz, input.utc_offset_min) = (day, time, zone, offset);
        input.total_minor = 1_000;
    };
    book.add(change).await
}

#[tokio::test]
async fn e001_a_late_dinner_keeps_its_date_on_a_device_elsewhere() {
    let book = Book::new().await;
    let id = at(&book, "2026-01-31", Some("23:50:00"), "Pacific/Auckland", None).await;
    book.env.set_zone("Pacific/Honolulu");
    let row = book.get(id).await;
    assert_eq!(row.input.occurred_on.to_string(), "2026-01-31");
    assert_eq!(
        (row.utc_offset_min, row.occurred_at.to_rfc3339().as_str()),
        (Some(780), "2026-01-31T10:50:00+00:00")
    );
    assert_eq!(book.list("on:2026-01-31").await[0].id, id);
}

#[tokio::test]
async fn e002_e003_times_that_do_not_exist_stay_on_their_day_as_typed() {
    let book = Book::new().await;
    let midnight = at(&book, "2018-11-04", Some("00:00:00"), "America/Sao_Paulo", None).await;
    let skipped = at(&book, "2026-03-29", Some("02:30:00"), "Europe/Zurich", None).await;
    for (id, day, time) in [(midnight, "2018-11-04", "00:00:00"), (skipped, "2026-03-29", "02:30:00")] {
        let row = book.get(id).await;
        assert_eq!(
            (row.input.occurred_on.to_string(), row.input.occurred_time.unwrap().to_string()),
            (day.into(), time.into())
        );
    }
    assert_eq!(book.get(skipped).await.occurred_at.to_rfc3339(), "2026-03-29T01:30:00+00:00");
}

#[tokio::test]
async fn e004_the_repeated_hour_keeps_which_of_the_two_it_was() {
    let book = Book::new().await;
    let first = at(&book, "2026-10-25", Some("02:30:00"), "Europe/Zurich", None).await;
    let second = at(&book, "2026-10-25", Some("02:30:00"), "Europe/Zurich", Some(60)).await;
    assert_eq!(book.get(first).await.utc_offset_min, Some(120));
    assert_eq!(book.get(second).await.utc_offset_min, Some(60));
    assert!(!book.edit(second, |_| ()).await.changed, "an untouched form keeps it");
}

#[tokio::test]
async fn e006_e017_odd_offsets_and_old_zone_names_round_trip() {
    let book = Book::new().await;
    for (day, zone, offset) in [
        ("2026-05-01", "Asia/Kathmandu", 345),
        ("1970-05-01", "Asia/Kuala_Lumpur", 450),
        ("2026-05-01", "Asia/Calcutta", 330),
    ] {
        let row = book.get(at(&book, day, Some("13:00:00"), zone, None).await).await;
        assert_eq!((row.utc_offset_min, row.input.tz.as_deref()), (Some(offset), Some(zone)));
    }
}

#[tokio::test]
async fn e007_two_dinners_around_the_date_line_stand_by_date() {
    let book = Book::new().await;
    let tokyo = at(&book, "2026-05-02", Some("09:00:00"), "Asia/Tokyo", None).await;
    let honolulu = at(&book, "2026-05-01", Some("22:00:00"), "Pacific/Honolulu", None).await;
    let list: Vec<_> = book.list("").await.iter().map(|row| row.id).collect();
    assert_eq!(list, [tokyo, honolulu], "by civil date, although Honolulu was later");
    assert!(book.get(tokyo).await.occurred_at < book.get(honolulu).await.occurred_at);
}

#[tokio::test]
async fn e008_a_civil_day_that_was_skipped_can_be_recorded() {
    let book = Book::new().await;
    let id = at(&book, "2011-12-30", Some("12:00:00"), "Pacific/Apia", None).await;
    assert_eq!(book.get(id).await.input.occurred_on.to_string(), "2011-12-30");
}

#[tokio::test]
async fn e009_the_zone_of_an_open_form_is_that_of_its_opening() {
    let book = Book::new().await;
    let form = book.form().await;
    assert_eq!(form.input.tz.as_deref(), Some("Europe/Zurich"));
    book.env.set_zone("America/New_York");
    let saved = book.ok(SaveExpense { id: form.id, input: form.input, base_ms: 0, count: 1 }).await;
    assert_eq!(book.get(saved.id).await.input.tz.as_deref(), Some("Europe/Zurich"));
    assert_eq!(book.form().await.input.tz.as_deref(), Some("America/New_York"));
}

#[tokio::test]
async fn e013_a_snack_after_midnight_counts_to_the_evening_before_and_keeps_its_own_date() {
    let book = Book::new().await;
    let settings = Settings { day_end_minutes: 240, ..book.ok(Start {}).await.settings };
    book.ok(SetSetting { settings }).await;
    let id = at(&book, "2026-11-20", Some("00:40:00"), "Europe/Zurich", None).await;
    let dump = book.dump().await;
    assert_eq!(dump["expense"][id.to_string()]["reporting_date"], "2026-11-19");
    assert_eq!(book.get(id).await.input.occurred_on.to_string(), "2026-11-20");
}

#[tokio::test]
async fn e014_the_29th_of_february_is_a_day_like_others() {
    let book = Book::new().await;
    let id = at(&book, "2024-02-29", None, "Europe/Zurich", None).await;
    assert_eq!(book.list("on:2024-02").await[0].id, id);
    let calendar = GetCalendar {
        from: "2024-02-29".parse().unwrap(),
        to: "2024-02-29".parse().unwrap(),
        query: QueryText::default(),
    };
    assert_eq!(book.ok(calendar).await[0].count, 1);
}

#[tokio::test]
async fn e018_an_unknown_zone_falls_back_to_its_offset_and_keeps_its_name() {
    let book = Book::new().await;
    let id = at(&book, "2026-05-01", Some("12:00:00"), "Mars/Olympus_Mons", Some(95)).await;
    let row = book.get(id).await;
    assert_eq!((row.input.tz.as_deref(), row.utc_offset_min), (Some("Mars/Olympus_Mons"), Some(95)));
    assert_eq!(row.occurred_at.to_rfc3339(), "2026-05-01T10:25:00+00:00");
}

#[tokio::test]
async fn e019_far_years_are_saved_with_a_warning_and_a_typing_error_is_refused() {
    let book = Book::new().await;
    for (day, warning) in [
        ("1970-01-01", Warning::LongAgo),
        ("1999-12-31", Warning::LongAgo),
        ("2099-01-01", Warning::FutureDate),
    ] {
        let form = book.form().await;
        let input = domain::expense::ExpenseInput { occurred_on: day.parse().unwrap(), ..form.input };
        let saved = book.ok(SaveExpense { id: form.id, input, base_ms: 0, count: 1 }).await;
        assert_eq!(saved.warnings, [warning], "{day}");
    }
    let form = book.form().await;
    let input = domain::expense::ExpenseInput { occurred_on: "0202-01-01".parse().unwrap(), ..form.input };
    let fault = book.refused(SaveExpense { id: form.id, input, base_ms: 0, count: 1 }).await;
    is_code(&fault, Code::Invalid);
    assert_eq!(invalid_fields(&fault.invalid), [domain::expense::Field::OccurredOn]);
    assert_eq!(book.count("").await, 3);
}

#[tokio::test]
async fn e023_a_meal_of_tomorrow_is_not_odd() {
    let book = Book::new().await;
    let form = book.form().await;
    let input = domain::expense::ExpenseInput { occurred_on: "2026-11-21".parse().unwrap(), ..form.input };
    assert_eq!(book.ok(SaveExpense { id: form.id, input, base_ms: 0, count: 1 }).await.warnings, []);
}
