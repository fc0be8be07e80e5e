//! The fields of each catalogue, in the order people fill them in.

use domain::amount::{format_minor_short, parse_decimal};
use domain::read::{
    CatalogueDetails, CatalogueKind, CategoryDetails, MerchantDetails, PaymentMethodDetails, PersonDetails,
    PlaceDetails, TagDetails, TripDetails,
};
use domain::{PaymentKind, PersonKind, ServiceLevel};
use uuid::Uuid;
use yew::prelude::*;

use super::form::Form;
use super::look::{ColorChoice, IconChoice};
use super::reference::ReferenceField;
use crate::components::TextField;
use crate::format::use_format;
use crate::hooks::{Session, use_session};
use crate::words::{Words, use_words};

/// Decimals of a percentage: it is kept in basis points.
const PERCENT_DECIMALS: u8 = 2;
/// Digits of a card that are kept.
const CARD_DIGITS: usize = 4;

/// Properties of `Fields`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The fields as they are.
    pub details: CatalogueDetails,
    /// They changed.
    pub on_details: Callback<CatalogueDetails>,
    /// The row they belong to; `None` for a new one.
    pub id: Option<Uuid>,
}

/// The fields after the name.
#[component]
pub fn Fields(props: &Props) -> Html {
    let words = use_words();
    let session = use_session();
    match props.details.clone() {
        CatalogueDetails::Place(draft) => {
            place(&form(props, &words, *draft, |d| CatalogueDetails::Place(Box::new(d))), &session)
        }
        CatalogueDetails::Merchant(draft) => {
            merchant(&form(props, &words, draft, CatalogueDetails::Merchant))
        }
        CatalogueDetails::Category(draft) => {
            category(&form(props, &words, draft, CatalogueDetails::Category), props.id)
        }
        CatalogueDetails::Tag(draft) => tag(&form(props, &words, draft, CatalogueDetails::Tag)),
        CatalogueDetails::Person(draft) => person(&form(props, &words, draft, CatalogueDetails::Person)),
        CatalogueDetails::PaymentMethod(draft) => {
            payment(&form(props, &words, draft, CatalogueDetails::PaymentMethod), &session)
        }
        CatalogueDetails::Trip(draft) => trip(&form(props, &words, draft, CatalogueDetails::Trip)),
    }
}

fn form<D: Clone + 'static>(
    props: &Props,
    words: &Words,
    draft: D,
    wrap: fn(D) -> CatalogueDetails,
) -> Form<D> {
    Form { draft, on_change: props.on_details.reform(wrap), words: words.clone() }
}

fn place(form: &Form<PlaceDetails>, session: &Session) -> Html {
    let draft = &form.draft;
    html! {
        <>
            <div class="editor-grid">
                { form.text("detail-branch", &draft.branch_name, |d, v| d.branch_name = v) }
                <ReferenceField id="detail-merchant" label={form.words.t("detail-merchant")} kind={CatalogueKind::Merchant}
                    value={draft.merchant.map(Uuid::from)}
                    on_change={form.set(|d: &mut PlaceDetails, id: Option<Uuid>| d.merchant = id.map(Into::into))} />
                { form.text("detail-cuisine", &draft.cuisine, |d, v| d.cuisine = v) }
                { service(form, draft.service_level, |d, v| d.service_level = known_service(&v)) }
                { form.select("detail-price-level", prices(&form.words), number(draft.price_level), |d, v| d.price_level = v.parse().ok()) }
                { form.select("detail-rating", ratings(), number(draft.rating_halfstars), |d, v| d.rating_halfstars = v.parse().ok()) }
            </div>
            <div class="editor-switches">
                { form.switch("detail-favorite", draft.is_favorite, |d, on| d.is_favorite = on) }
                { form.switch("detail-wish-list", draft.wish_list, |d, on| d.wish_list = on) }
            </div>
            { form.group("detail-defaults", place_defaults(form, session)) }
            { form.group("detail-address", place_address(form)) }
            { form.group("detail-contact", html! {
                <div class="editor-grid">
                    { form.typed("detail-phone", "tel", &draft.phone, |d, v| d.phone = v) }
                    { form.typed("detail-website", "url", &draft.website, |d, v| d.website = v) }
                    { form.typed("detail-email", "email", &draft.email, |d, v| d.email = v) }
                </div>
            }) }
            { form.area("detail-description", None, &draft.description, |d, v| d.description = v) }
            { form.area("detail-notes", None, &draft.notes, |d, v| d.notes = v) }
        </>
    }
}

fn place_defaults(form: &Form<PlaceDetails>, session: &Session) -> Html {
    let draft = &form.draft;
    html! {
        <div class="editor-grid">
            <ReferenceField id="detail-default-category" label={form.words.t("detail-default-category")} kind={CatalogueKind::Category}
                value={draft.default_category.map(Uuid::from)}
                on_change={form.set(|d: &mut PlaceDetails, id: Option<Uuid>| d.default_category = id.map(Into::into))} />
            { form.select("detail-default-currency", currencies(session), text_of(draft.default_currency), |d, v| d.default_currency = v.parse().ok()) }
            <PercentField id="detail-default-tip" label={form.words.t("detail-default-tip")} value={draft.default_tip_bp}
                on_change={form.set(|d: &mut PlaceDetails, bp| d.default_tip_bp = bp)} />
            { form.text("detail-tz", draft.tz.as_deref().unwrap_or_default(), |d, v| d.tz = some(v)) }
        </div>
    }
}

fn place_address(form: &Form<PlaceDetails>) -> Html {
    let draft = &form.draft;
    html! {
        <div class="editor-grid">
            { form.text("detail-address-1", &draft.address_line_1, |d, v| d.address_line_1 = v) }
            { form.text("detail-address-2", &draft.address_line_2, |d, v| d.address_line_2 = v) }
            { form.text("detail-postal-code", &draft.postal_code, |d, v| d.postal_code = v) }
            { form.text("detail-locality", &draft.locality, |d, v| d.locality = v) }
            { form.text("detail-region-name", &draft.region, |d, v| d.region = v) }
            { form.text("detail-country", &draft.country, |d, v| d.country = v) }
            { form.text("detail-located-within", &draft.located_within, |d, v| d.located_within = v) }
        </div>
    }
}

fn merchant(form: &Form<MerchantDetails>) -> Html {
    let draft = &form.draft;
    let hint = Some(form.words.t("detail-aliases-hint"));
    html! {
        <>
            <div class="editor-grid">
                { form.text("detail-short-name", &draft.short_name, |d, v| d.short_name = v) }
                { form.typed("detail-website", "url", &draft.website, |d, v| d.website = v) }
                { form.text("detail-cuisine", &draft.cuisine, |d, v| d.cuisine = v) }
                { form.text("detail-menu-focus", &draft.menu_focus, |d, v| d.menu_focus = v) }
                { form.text("detail-format", &draft.format, |d, v| d.format = v) }
                { service(form, draft.service_level, |d, v| d.service_level = known_service(&v)) }
            </div>
            { form.switch("detail-chain", draft.is_chain, |d, on| d.is_chain = on) }
            { form.area("detail-aliases", hint, &draft.aliases.join("\n"), |d, v| d.aliases = v.lines().map(str::to_owned).collect()) }
            { form.area("detail-description", None, &draft.description, |d, v| d.description = v) }
        </>
    }
}

fn category(form: &Form<CategoryDetails>, id: Option<Uuid>) -> Html {
    let draft = &form.draft;
    html! {
        <>
            <ReferenceField id="detail-parent" label={form.words.t("detail-parent")} kind={CatalogueKind::Category} except={id}
                roots_only=true value={draft.parent.map(Uuid::from)}
                on_change={form.set(|d: &mut CategoryDetails, id: Option<Uuid>| d.parent = id.map(Into::into))} />
            <ColorChoice value={draft.color.clone()} on_change={form.set(|d: &mut CategoryDetails, color| d.color = color)} />
            <IconChoice value={draft.icon.clone()} on_change={form.set(|d: &mut CategoryDetails, icon| d.icon = icon)} />
            { form.text("detail-description", &draft.description, |d, v| d.description = v) }
        </>
    }
}

fn tag(form: &Form<TagDetails>) -> Html {
    html! {
        <>
            <ColorChoice value={form.draft.color.clone()} on_change={form.set(|d: &mut TagDetails, color| d.color = color)} />
            { form.text("detail-description", &form.draft.description, |d, v| d.description = v) }
        </>
    }
}

fn person(form: &Form<PersonDetails>) -> Html {
    let draft = &form.draft;
    let kinds = PersonKind::ALL
        .iter()
        .map(|kind| (kind.as_str().to_owned(), form.words.person_kind(*kind)))
        .collect();
    html! {
        <div class="editor-grid">
            { form.select("detail-person-kind", kinds, text_of(draft.kind), |d, v| d.kind = some(v).map(|v| PersonKind::of(&v))) }
            { form.text("detail-company", &draft.company, |d, v| d.company = v) }
            { form.typed("detail-email", "email", &draft.email, |d, v| d.email = v) }
        </div>
    }
}

fn payment(form: &Form<PaymentMethodDetails>, session: &Session) -> Html {
    let draft = &form.draft;
    let kinds = PaymentKind::ALL
        .iter()
        .map(|kind| (kind.as_str().to_owned(), form.words.payment_kind(*kind)))
        .collect();
    html! {
        <div class="editor-grid">
            { form.select("detail-payment-kind", kinds, draft.kind.to_string(), |d, v| {
                if !v.is_empty() {
                    d.kind = PaymentKind::of(&v);
                }
            }) }
            { form.select("detail-currency", currencies(session), text_of(draft.currency), |d, v| d.currency = v.parse().ok()) }
            { form.text("detail-last4", draft.last4.as_deref().unwrap_or_default(), |d, v| d.last4 = some(last_digits(&v))) }
        </div>
    }
}

fn trip(form: &Form<TripDetails>) -> Html {
    let draft = &form.draft;
    html! {
        <>
            <div class="editor-grid">
                { form.day("detail-starts-on", draft.starts_on, |d, day| d.starts_on = day) }
                { form.day("detail-ends-on", draft.ends_on, |d, day| d.ends_on = day) }
            </div>
            { form.text("detail-purpose", &draft.purpose, |d, v| d.purpose = v) }
        </>
    }
}

fn service<D: Clone + 'static>(
    form: &Form<D>,
    level: Option<ServiceLevel>,
    write: fn(&mut D, String),
) -> Html {
    let levels = ServiceLevel::ALL.iter().filter(|level| **level != ServiceLevel::Unspecified);
    let choices = levels.map(|level| (level.as_str().to_owned(), form.words.service_level(*level))).collect();
    form.select("detail-service-level", choices, text_of(level), write)
}

fn known_service(text: &str) -> Option<ServiceLevel> {
    (!text.is_empty()).then(|| ServiceLevel::of(text))
}

fn currencies(session: &Session) -> Vec<(String, String)> {
    let choice = |c: &wire::call::CurrencyInfo| (c.code.to_string(), format!("{} – {}", c.code, c.name));
    session.start.currencies.iter().map(choice).collect()
}

fn prices(words: &Words) -> Vec<(String, String)> {
    (0..=4).map(|level| (level.to_string(), words.t(&format!("catalogue-price-{level}")))).collect()
}

/// Half stars from 1 to 10 as stars, `★★★½`.
fn ratings() -> Vec<(String, String)> {
    let stars =
        |halves: usize| format!("{}{}", "★".repeat(halves / 2), if halves % 2 == 1 { "½" } else { "" });
    (1..=10).map(|halves| (halves.to_string(), stars(halves))).collect()
}

fn number(value: Option<u16>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn text_of<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The last digits of what was typed: a whole card number is never kept.
fn last_digits(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(CARD_DIGITS)..].iter().collect()
}

#[derive(Properties, PartialEq)]
struct PercentProps {
    id: AttrValue,
    label: AttrValue,
    value: Option<i64>,
    on_change: Callback<Option<i64>>,
}

/// A percentage in basis points; what cannot be read is shown as wrong and not taken over.
#[component]
fn PercentField(props: &PercentProps) -> Html {
    let words = use_words();
    let numbers = use_format().numbers;
    let shown = props.value.map(|bp| format_minor_short(bp, PERCENT_DECIMALS, numbers)).unwrap_or_default();
    let text = use_state_eq(|| shown);
    let read =
        |typed: &str| parse_decimal(typed.trim().trim_end_matches('%').trim_end(), PERCENT_DECIMALS, numbers);
    let error =
        if text.trim().is_empty() { None } else { read(&text).err().map(|error| words.amount_error(error)) };
    let on_input = {
        let (text, on_change) = (text.clone(), props.on_change.clone());
        Callback::from(move |typed: String| {
            let number = typed.trim().trim_end_matches('%').trim_end().to_owned();
            match parse_decimal(&number, PERCENT_DECIMALS, numbers) {
                Ok(bp) => on_change.emit(Some(bp)),
                Err(_) if number.is_empty() => on_change.emit(None),
                Err(_) => {}
            }
            text.set(typed);
        })
    };
    html! {
        <TextField id={props.id.clone()} label={props.label.clone()} value={(*text).clone()} {on_input}
            inputmode={Some(AttrValue::Static("decimal"))} error={error.map(AttrValue::from)} />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_card_number_is_never_kept() {
        assert_eq!(last_digits("4111 1111 1111 1234"), "1234");
        assert_eq!(last_digits("12"), "12");
        assert_eq!(last_digits("abc"), "");
    }

    #[test]
    fn half_stars_are_written_as_stars() {
        assert_eq!(ratings()[6], ("7".to_owned(), "★★★½".to_owned()));
        assert_eq!(ratings().len(), 10);
    }
}
