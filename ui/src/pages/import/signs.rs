//! What a minus means in the file: spent, as banks write it, or given back, as lists of expenses have it.

use wire::call::ImportSign;
use yew::prelude::*;

use crate::components::Select;
use crate::words::{Words, use_words};

/// Each meaning, the value it has in the list, and its words.
const SIGNS: [(ImportSign, &str, &str); 3] = [
    (ImportSign::SpendingPositive, "positive", "import-sign-positive"),
    (ImportSign::SpendingNegative, "negative", "import-sign-negative"),
    (ImportSign::PlusIsReturn, "plus", "import-sign-plus"),
];

/// Properties of `Signs`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What signs are taken to mean.
    pub sign: ImportSign,
    /// The person says otherwise.
    pub on_change: Callback<ImportSign>,
}

/// The meanings to choose from.
#[component]
pub fn Signs(props: &Props) -> Html {
    let words = use_words();
    let options: Vec<(AttrValue, AttrValue)> =
        SIGNS.iter().map(|(_, value, key)| (AttrValue::from(*value), words.t(key).into())).collect();
    let value = SIGNS.iter().find(|(sign, ..)| *sign == props.sign).map_or("", |(_, value, _)| *value);
    let on_change = {
        let on_change = props.on_change.clone();
        Callback::from(move |chosen: String| {
            if let Some((sign, ..)) = SIGNS.iter().find(|(_, value, _)| *value == chosen) {
                on_change.emit(*sign);
            }
        })
    };
    html! { <Select id="import-sign" label={words.t("import-sign")} {options} {value} {on_change} /> }
}

/// Said above the rows when a minus is taken for spending, because that turns the figures of the file round.
pub fn note(sign: ImportSign, words: &Words) -> Html {
    match sign {
        ImportSign::SpendingNegative => html! { <p class="import-how">{ words.t("import-sign-note") }</p> },
        ImportSign::SpendingPositive | ImportSign::PlusIsReturn => Html::default(),
    }
}
