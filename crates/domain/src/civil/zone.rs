//! Deriving the instant of a meal from its civil date, time and IANA zone.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// The instant of a meal and how far its zone was from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The instant.
    pub at: DateTime<Utc>,
    /// Minutes east of UTC at that instant.
    pub utc_offset_min: i32,
}

/// The meal's hour taken for ordering when only the date is known.
const NOON: NaiveTime = NaiveTime::from_hms_opt(12, 0, 0).expect("noon exists");

/// Whether the time-zone database knows `name`, under its present or an old name (E-017).
pub fn zone_exists(name: &str) -> bool {
    name.parse::<Tz>().is_ok()
}

/// The zones a person chooses from: places of the time-zone database (`Europe/Zurich`) and UTC. Old one-word names, offsets and
/// countries' own lists (`Etc/…`, `US/…`) name the same zones again and are left out.
pub fn zone_names() -> impl Iterator<Item = &'static str> {
    let is_place = |name: &&str| {
        let area = name.split_once('/').map(|(area, _)| area);
        area.is_some_and(|area| AREAS.contains(&area)) || *name == "UTC"
    };
    chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name()).filter(is_place)
}

/// The areas of the time-zone database whose zones are named after places.
const AREAS: &[&str] = &[
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// Minutes east of UTC in `zone` on `day` at `time`, noon without one; `None` when there is no such zone.
pub fn offset_minutes(day: NaiveDate, time: Option<NaiveTime>, zone: &str) -> Option<i32> {
    zone_exists(zone).then(|| resolve(day, time, Some(zone), None).utc_offset_min)
}

/// The instant of a meal on `day` at `time` in `zone`.
///
/// A time in the hour that clocks skip is taken at the offset before the jump, so it stays on its day (E-002, E-003). A time in the
/// repeated hour uses `offset_hint_min` when it names one of the two, otherwise the first (E-004). An unknown zone falls back to the
/// hint, or to UTC (E-018). Without a time the middle of the day is used for ordering only.
pub fn resolve(
    day: NaiveDate,
    time: Option<NaiveTime>,
    zone: Option<&str>,
    offset_hint_min: Option<i32>,
) -> Resolved {
    let local = day.and_time(time.unwrap_or(NOON));
    let Some(tz) = zone.and_then(|name| name.parse::<Tz>().ok()) else {
        return fixed(local, offset_hint_min.unwrap_or(0));
    };
    match tz.from_local_datetime(&local) {
        chrono::LocalResult::Single(at) => of(at),
        chrono::LocalResult::Ambiguous(first, second) => {
            if offset_hint_min == Some(minutes(&second)) {
                of(second)
            } else {
                of(first)
            }
        }
        chrono::LocalResult::None => fixed(local, offset_before_gap(tz, local)),
    }
}

fn of(at: DateTime<Tz>) -> Resolved {
    Resolved { at: at.with_timezone(&Utc), utc_offset_min: minutes(&at) }
}

fn minutes(at: &DateTime<Tz>) -> i32 {
    at.offset().fix().local_minus_utc() / 60
}

fn fixed(local: chrono::NaiveDateTime, offset_min: i32) -> Resolved {
    Resolved { at: (local - Duration::minutes(i64::from(offset_min))).and_utc(), utc_offset_min: offset_min }
}

/// The offset in force before the gap that swallowed `local`: gaps are under a day, but a zone that skipped a whole civil day
/// (Samoa, 2011-12-30, E-008) needs a look two days back.
fn offset_before_gap(tz: Tz, local: chrono::NaiveDateTime) -> i32 {
    (1..=48)
        .filter_map(|hours| tz.from_local_datetime(&(local - Duration::hours(hours))).latest())
        .map(|at| minutes(&at))
        .next()
        .or_else(|| {
            let before = local.checked_sub_days(Days::new(3))?;
            tz.from_local_datetime(&before).latest().map(|at| minutes(&at))
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(day: &str, time: &str, zone: &str, instant: &str, offset: i32) {
        let resolved = resolve(day.parse().unwrap(), Some(time.parse().unwrap()), Some(zone), None);
        assert_eq!(resolved.at.to_rfc3339(), instant, "{day} {time} {zone}");
        assert_eq!(resolved.utc_offset_min, offset, "{day} {time} {zone}");
    }

    #[test]
    fn e001_a_late_dinner_in_auckland_is_an_instant_of_the_day_before_in_honolulu_and_keeps_its_date() {
        check("2026-01-31", "23:50:00", "Pacific/Auckland", "2026-01-31T10:50:00+00:00", 780);
    }

    #[test]
    fn e002_midnight_that_does_not_exist_stays_on_its_day() {
        check("2018-11-04", "00:00:00", "America/Sao_Paulo", "2018-11-04T03:00:00+00:00", -180);
        check("2024-03-31", "00:00:00", "Asia/Beirut", "2024-03-30T22:00:00+00:00", 120);
    }

    #[test]
    fn e003_the_skipped_hour_has_a_valid_instant() {
        check("2026-03-29", "02:30:00", "Europe/Berlin", "2026-03-29T01:30:00+00:00", 60);
    }

    #[test]
    fn e004_the_repeated_hour_keeps_which_of_the_two_it_was() {
        let (day, time) = ("2026-10-25".parse().unwrap(), Some("02:30:00".parse().unwrap()));
        assert_eq!(resolve(day, time, Some("Europe/Berlin"), None).utc_offset_min, 120);
        assert_eq!(resolve(day, time, Some("Europe/Berlin"), Some(60)).utc_offset_min, 60);
    }

    #[test]
    fn e006_quarter_hours_and_historic_offsets_round_trip() {
        check("2026-06-01", "12:00:00", "Asia/Kathmandu", "2026-06-01T06:15:00+00:00", 345);
        check("1980-06-01", "12:00:00", "Asia/Kuala_Lumpur", "1980-06-01T04:30:00+00:00", 450);
    }

    #[test]
    fn e008_the_day_samoa_skipped_does_not_crash() {
        let resolved = resolve("2011-12-30".parse().unwrap(), None, Some("Pacific/Apia"), None);
        assert_eq!(resolved.utc_offset_min, -600);
    }

    #[test]
    fn e017_old_zone_names_still_load() {
        assert!(zone_exists("Asia/Calcutta") && zone_exists("Europe/Kiev"));
    }

    #[test]
    fn the_zones_to_choose_from_are_places_and_each_exists() {
        let names: Vec<_> = zone_names().collect();
        assert!(names.len() > 400 && names.iter().all(|name| zone_exists(name)));
        for known in ["Europe/Zurich", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "UTC"] {
            assert!(names.contains(&known), "{known}");
        }
        for left_out in ["EST", "Etc/GMT+5", "US/Eastern", "Singapore"] {
            assert!(!names.contains(&left_out), "{left_out}");
        }
        assert_eq!(offset_minutes("2026-07-01".parse().unwrap(), None, "Europe/Zurich"), Some(120));
        assert_eq!(offset_minutes("2026-07-01".parse().unwrap(), None, "Mars/Olympus"), None);
    }

    #[test]
    fn e018_an_unknown_zone_falls_back_to_the_offset() {
        let resolved = resolve("2026-06-01".parse().unwrap(), None, Some("Mars/Olympus"), Some(90));
        assert_eq!(resolved.utc_offset_min, 90);
    }
}
