//! The brand of a meal. A place has one already, and the meal follows it unless the person says another; a meal without a place can
//! have one, too.

use domain::MerchantId;
use domain::expense::{Field, Named};
use domain::read::CatalogueKind;
use wire::call::SuggestedValue;
use yew::prelude::*;

use super::money::error_of;
use super::state::FormState;
use super::{Form, edit, field_id};
use crate::components::PickOption;
use crate::pages::pickers::CataloguePicker;
use crate::words::Words;

/// The brand.
pub fn brand_field(state: &FormState, form: &Form, words: &Words) -> Html {
    let of_place = state.suggestions.iter().find_map(|suggestion| match &suggestion.value {
        SuggestedValue::Merchant { id, .. } => Some(*id),
        _ => None,
    });
    let on_pick = edit(&form.0, Field::Merchant, move |input, option: &PickOption| {
        let id = MerchantId(option.id);
        // The place's own brand is not said again: it follows the place.
        input.merchant = (Some(id) != of_place).then(|| Named { id: Some(id), name: option.name.clone() });
    });
    let on_create = edit(&form.0, Field::Merchant, |input, name: &String| {
        input.merchant = Some(Named { id: None, name: name.clone() });
    });
    let on_clear = edit(&form.0, Field::Merchant, |input, (): &()| input.merchant = None);
    let (value, is_of_place) = state.brand().unwrap_or_default();
    let is_new = state.input.merchant.as_ref().is_some_and(|merchant| merchant.id.is_none());
    let hint = if is_of_place {
        words.t("reason-place-default")
    } else if is_new {
        words.t("brand-new")
    } else if state.input.merchant.is_some() && of_place.is_some() {
        words.t("brand-own")
    } else {
        words.t("brand-hint")
    };
    html! {
        <CataloguePicker id={field_id(Field::Merchant)} kind={CatalogueKind::Merchant} label={words.t("brand")} {value} {on_pick} on_create={Some(on_create)}
            on_clear={(!is_of_place).then_some(on_clear)} hint={Some(AttrValue::from(hint))} error={error_of(state, Field::Merchant, words)}
            placeholder={AttrValue::from(words.t("brand-placeholder"))} />
    }
}
