//! The time zone of the table. The core has the list: it is larger than the rest of the form.

use domain::expense::Field;
use uuid::Uuid;
use wire::call::{ListZones, ZoneRow};
use yew::prelude::*;

use super::money::{error_of, reason_of};
use super::{Form, Shared, edit, field_id};
use crate::components::{PickOption, Picker};
use crate::hooks::{use_query_when, use_rested};
use crate::words::use_words;

/// How long typing rests before the core is asked, in milliseconds.
const REST_MS: u32 = 40;

/// A zone as it is read: `America/New York`.
pub fn zone_text(name: &str) -> String {
    name.replace('_', " ")
}

/// The IANA name of a zone as it is read; no name has a space of its own.
fn zone_name(text: &str) -> String {
    text.replace(' ', "_")
}

/// An offset as it is read: `UTC+09:00`, `UTC−03:30`.
pub fn offset_text(offset_min: i32) -> String {
    let sign = if offset_min < 0 { '−' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", offset_min.abs() / 60, offset_min.abs() % 60)
}

fn option(zone: &ZoneRow) -> PickOption {
    PickOption {
        id: Uuid::nil(),
        name: zone_text(&zone.name),
        detail: Some(offset_text(zone.offset_min)),
        color: None,
    }
}

/// The zone. Choosing another one changes neither the day nor the time of the meal.
#[yew_autoprops::autoprops]
#[component]
pub fn ZoneField(state: &Shared, form: &Form) -> Html {
    let words = use_words();
    let state = &state.0;
    let input = &state.input;
    let text = use_state_eq(|| None::<String>);
    let rested = use_rested((*text).clone(), REST_MS);
    let asked = rested.map(|text| ListZones { text, on: input.occurred_on, time: input.occurred_time });
    let found = use_query_when(asked);
    let options: Vec<PickOption> =
        found.ready().map(|zones| zones.iter().map(option).collect()).unwrap_or_default();
    let on_text = use_callback((), move |typed: String, ()| text.set(Some(typed)));
    let on_pick = edit(&form.0, Field::Tz, |input, option: &PickOption| {
        input.tz = Some(zone_name(&option.name));
        // Which of two equal hours in autumn was meant belongs to the zone before.
        input.utc_offset_min = None;
    });
    let value = input.tz.as_deref().map(zone_text).unwrap_or_default();
    let hint = reason_of(state, Field::Tz, &words).unwrap_or_else(|| words.t("zone-hint").into());
    html! {
        <Picker id={field_id(Field::Tz)} label={words.t("zone")} {value} {options} {on_text} {on_pick} hint={Some(hint)}
            class="zone-field" error={error_of(state, Field::Tz, &words)} placeholder={AttrValue::from(words.t("zone-placeholder"))} />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_the_same_after_it_was_read() {
        for name in ["America/Argentina/Buenos_Aires", "Europe/Zurich", "America/Port-au-Prince", "UTC"] {
            assert_eq!(zone_name(&zone_text(name)), name);
        }
        assert_eq!((offset_text(-210), offset_text(540)), ("UTC−03:30".into(), "UTC+09:00".into()));
    }
}
