//! The time zones a person can choose for a meal. The list stays in the core: it is larger than the rest of the form.

use domain::civil::{offset_minutes, zone_names};
use domain::fold::fold;
use wire::call::{ListZones, ZONES_MAX, ZoneRow};

use crate::dispatch::Handle;
use crate::{App, Result};

impl Handle for ListZones {
    async fn handle(self, app: &App) -> Result<Vec<ZoneRow>> {
        let device = app.env().zone();
        let typed = fold(&self.text.replace(['_', '/'], " "));
        let words: Vec<&str> = typed.split_whitespace().collect();
        let mut found: Vec<(u8, ZoneRow)> = zone_names()
            .filter_map(|name| {
                let offset_min = offset_minutes(self.on, self.time, name)?;
                let rank =
                    if words.is_empty() { u8::from(name != device) } else { rank(name, offset_min, &words)? };
                Some((rank, ZoneRow { name: name.to_owned(), offset_min }))
            })
            .collect();
        found.sort_by(|one, other| (one.0, &one.1.name).cmp(&(other.0, &other.1.name)));
        Ok(found.into_iter().take(ZONES_MAX).map(|(_, zone)| zone).collect())
    }
}

/// How well a zone fits what was typed, 0 best: its city begins so, a later word of it does, only its area or offset does; `None`
/// when some word does not fit at all.
fn rank(name: &str, offset_min: i32, words: &[&str]) -> Option<u8> {
    let parts = fold(&name.replace(['_', '/'], " "));
    let city = fold(&name.rsplit('/').next().unwrap_or(name).replace('_', " "));
    let offset = offset_words(offset_min);
    let fits = |word: &&str| {
        parts.split(' ').any(|part| part.starts_with(word)) || offset.iter().any(|known| known == word)
    };
    if !words.iter().all(fits) {
        return None;
    }
    Some(match words.first() {
        Some(first) if city.starts_with(first) => 0,
        Some(first) if city.split(' ').any(|part| part.starts_with(first)) => 1,
        _ => 2,
    })
}

/// The ways an offset is typed: `+9`, `+09:00`, `utc+9`, `gmt+9`.
fn offset_words(offset_min: i32) -> Vec<String> {
    let sign = if offset_min < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset_min.abs() / 60, offset_min.abs() % 60);
    let long = format!("{sign}{hours:02}:{minutes:02}");
    let short = if minutes == 0 { format!("{sign}{hours}") } else { format!("{sign}{hours}:{minutes:02}") };
    ["", "utc", "gmt"]
        .iter()
        .flat_map(|prefix| [format!("{prefix}{long}"), format!("{prefix}{short}")])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_comes_before_the_area_of_that_name() {
        assert_eq!(rank("Europe/Zurich", 60, &["zur"]), Some(0));
        assert_eq!(rank("America/New_York", -300, &["york"]), Some(1));
        assert_eq!(rank("Asia/Tokyo", 540, &["+9"]), Some(2));
        assert_eq!(rank("Asia/Tokyo", 540, &["tokyo", "europe"]), None);
    }

    #[test]
    fn quarter_hours_are_typed_with_their_minutes() {
        assert!(offset_words(345).contains(&"+5:45".to_owned()));
        assert!(offset_words(-210).contains(&"utc-03:30".to_owned()));
    }
}
