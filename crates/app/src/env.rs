//! The clock, the device's time zone and new ids. Nothing else in the core asks for them, so a test sets all three.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// The zone taken when the device does not say.
const ZONE_DEFAULT: &str = "UTC";

/// Where now, here and new ids come from. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Env {
    source: Arc<Source>,
}

#[derive(Debug)]
enum Source {
    Device,
    Fixed(Fixed),
}

#[derive(Debug)]
struct Fixed {
    world: Mutex<World>,
    ids: AtomicU64,
}

#[derive(Debug, Clone)]
struct World {
    now: DateTime<Utc>,
    zone: String,
    locale: String,
}

impl Env {
    /// The device's own clock and zone.
    pub fn device() -> Self {
        Self { source: Arc::new(Source::Device) }
    }

    /// A world for tests: time stands still at `now` in `zone`, and ids count up.
    pub fn fixed(now: DateTime<Utc>, zone: &str) -> Self {
        let world = World { now, zone: zone.to_owned(), locale: "en".to_owned() };
        Self { source: Arc::new(Source::Fixed(Fixed { world: Mutex::new(world), ids: AtomicU64::new(1) })) }
    }

    /// Moves the fixed clock; the device's clock is left alone.
    pub fn set_now(&self, now: DateTime<Utc>) {
        self.change(|world| world.now = now);
    }

    /// Moves the fixed world to another zone (E-009).
    pub fn set_zone(&self, zone: &str) {
        self.change(|world| zone.clone_into(&mut world.zone));
    }

    fn change(&self, change: impl FnOnce(&mut World)) {
        if let Source::Fixed(fixed) = &*self.source {
            change(&mut fixed.world.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    fn world(&self) -> Option<World> {
        match &*self.source {
            Source::Device => None,
            Source::Fixed(fixed) => Some(fixed.world.lock().unwrap_or_else(PoisonError::into_inner).clone()),
        }
    }

    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        self.world().map_or_else(Utc::now, |world| world.now)
    }

    /// Now in milliseconds since 1970, UTC.
    pub fn now_ms(&self) -> i64 {
        self.now().timestamp_millis()
    }

    /// The IANA zone where the device is.
    pub fn zone(&self) -> String {
        let named =
            self.world().map_or_else(|| iana_time_zone::get_timezone().ok(), |world| Some(world.zone));
        named.filter(|zone| zone.parse::<Tz>().is_ok()).unwrap_or_else(|| ZONE_DEFAULT.to_owned())
    }

    /// The device's locale, such as `de-CH`, where the system says it.
    pub fn locale(&self) -> String {
        if let Some(world) = self.world() {
            return world.locale;
        }
        let named = ["LC_ALL", "LC_NUMERIC", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        let named = named.unwrap_or_default();
        let locale = named.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
        if locale.is_empty() || locale == "C" || locale == "POSIX" { "en".to_owned() } else { locale }
    }

    /// Civil date and time where the device is.
    pub fn local_now(&self) -> NaiveDateTime {
        let zone = self.zone().parse::<Tz>().unwrap_or(Tz::UTC);
        self.now().with_timezone(&zone).naive_local()
    }

    /// The civil day where the device is.
    pub fn today(&self) -> NaiveDate {
        self.local_now().date()
    }

    /// A new UUIDv7.
    pub fn new_id(&self) -> Uuid {
        match &*self.source {
            Source::Device => Uuid::now_v7(),
            Source::Fixed(fixed) => {
                let count = fixed.ids.fetch_add(1, Ordering::Relaxed);
                let ms = u64::try_from(self.now_ms()).unwrap_or(0);
                let mut random = [0; 10];
                random[2..].copy_from_slice(&count.to_be_bytes());
                uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_ids_are_version_seven_and_ordered() {
        let env = Env::fixed("2026-11-20T12:00:00Z".parse().unwrap(), "Europe/Zurich");
        let ids: Vec<Uuid> = (0..1_000).map(|_| env.new_id()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(ids[0].get_version_num(), 7);
    }

    #[test]
    fn today_is_the_day_where_the_device_is() {
        let env = Env::fixed("2026-11-20T11:30:00Z".parse().unwrap(), "Pacific/Auckland");
        assert_eq!(env.today().to_string(), "2026-11-21");
        env.set_zone("America/New_York");
        assert_eq!(env.today().to_string(), "2026-11-20");
        env.set_zone("Mars/Olympus");
        assert_eq!(env.zone(), "UTC");
    }
}
