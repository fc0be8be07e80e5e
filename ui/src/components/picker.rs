//! A combobox: type to narrow, arrows to move, Enter to choose, and a last entry that makes a new row (ARIA 1.2 combobox pattern).

use uuid::Uuid;
use yew::prelude::*;

use super::{Dot, Field, Icon, IconButton, IconName, describe};
use crate::backend;
use crate::fold::fold;
use crate::words::use_words;

/// One row to pick.
#[derive(Debug, Clone, PartialEq)]
pub struct PickOption {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What tells two of one name apart.
    pub detail: Option<String>,
    /// A colour, `#rrggbb`.
    pub color: Option<String>,
}

/// Whether every word of what was typed, folded, is in the name or the detail of a row.
fn fits(option: &PickOption, folded: &str) -> bool {
    let row = fold(&format!("{} {}", option.name, option.detail.as_deref().unwrap_or_default()));
    folded.split_whitespace().all(|word| row.contains(word))
}

/// A combobox over `options`, which the page narrows by what `on_text` tells it.
#[yew_autoprops::autoprops]
#[component]
pub fn Picker(
    id: &AttrValue,
    label: &AttrValue,
    /// The name of what is chosen; empty for nothing.
    value: &AttrValue,
    options: &Vec<PickOption>,
    on_text: &Callback<String>,
    on_pick: &Callback<PickOption>,
    /// Makes a new row of the typed name.
    #[prop_or_default]
    on_create: &Option<Callback<String>>,
    #[prop_or_default] on_clear: &Option<Callback<()>>,
    #[prop_or_default] hint: &Option<AttrValue>,
    #[prop_or_default] error: &Option<AttrValue>,
    #[prop_or_default] placeholder: &Option<AttrValue>,
    #[prop_or_default] class: &Classes,
    /// Empties the field after each choice, to choose several.
    #[prop_or_default]
    many: bool,
    /// What stands before the field: chips of what is chosen already.
    #[prop_or_default]
    children: &Html,
) -> Html {
    let words = use_words();
    let text = use_state_eq(|| None::<String>);
    let active = use_state_eq(|| None::<usize>);
    let node = use_node_ref();
    let is_open = text.is_some();
    let typed = (*text).clone().unwrap_or_default();
    let folded = fold(&typed);
    // The core answers a moment after a key; until then rows of the older text must not be chosen by Enter. Where nothing fits
    // letter by letter, the core has found more than we can see ("strasse" finds "Straße").
    let fitting: Vec<PickOption> = options.iter().filter(|option| fits(option, &folded)).cloned().collect();
    let none_fits = fitting.is_empty();
    let options = if none_fits { options } else { &fitting };
    let exact = options.iter().find(|option| fold(&option.name) == folded);
    let creates = on_create.is_some() && !typed.trim().is_empty() && exact.is_none();
    let count = options.len() + usize::from(creates);
    let first = if none_fits && creates { options.len() } else { 0 };
    let at = active.map_or(first, |moved| moved.min(count.saturating_sub(1)));

    {
        // A list that opens at the end of what is seen comes into view; the field above it stays where it is if it can.
        let list = format!("{id}-list");
        use_effect_with((is_open, count), move |(is_open, count)| {
            if *is_open && *count > 0 {
                backend::scroll_to_id(&list);
            }
        });
    }
    let close = {
        let (text, on_text) = (text.clone(), on_text.clone());
        Callback::from(move |()| {
            text.set(None);
            on_text.emit(String::new());
        })
    };
    let choose = {
        let (options, on_pick, on_create, close) =
            (options.clone(), on_pick.clone(), on_create.clone(), close.clone());
        let typed = typed.clone();
        Callback::from(move |at: usize| {
            if let Some(option) = options.get(at) {
                on_pick.emit(option.clone());
            } else if let Some(create) = &on_create {
                create.emit(typed.trim().to_owned());
            }
            close.emit(());
        })
    };
    let open = {
        let (text, on_text, active) = (text.clone(), on_text.clone(), active.clone());
        Callback::from(move |typed: String| {
            on_text.emit(typed.clone());
            text.set(Some(typed));
            active.set(None);
        })
    };
    let oninput = open.reform(|event: InputEvent| backend::input_value(&event));
    let onfocus = {
        let node = node.clone();
        Callback::from(move |_: FocusEvent| backend::select_text(&node))
    };
    let onclick = {
        let (open, text) = (open.clone(), text.clone());
        Callback::from(move |_: MouseEvent| {
            if text.is_none() {
                open.emit(String::new());
            }
        })
    };
    let onblur = {
        let (close, text, on_create, value) = (close.clone(), text.clone(), on_create.clone(), value.clone());
        let (exact, on_pick) = (exact.cloned(), on_pick.clone());
        Callback::from(move |_: FocusEvent| {
            // What was typed counts, even when nothing was chosen from the list.
            match text.as_deref().map(str::trim) {
                Some(typed) if !typed.is_empty() && typed != value.as_str() => match (&exact, &on_create) {
                    (Some(option), _) => on_pick.emit(option.clone()),
                    (None, Some(create)) => create.emit(typed.to_owned()),
                    (None, None) => {}
                },
                _ => {}
            }
            close.emit(());
        })
    };
    let onkeydown = {
        let (text, active, choose, close, open) =
            (text.clone(), active.clone(), choose.clone(), close.clone(), open.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() || event.ctrl_key() || event.meta_key() {
                return;
            }
            match event.key().as_str() {
                "ArrowDown" | "ArrowUp" => {
                    event.prevent_default();
                    if text.is_none() {
                        open.emit(String::new());
                    } else if count > 0 {
                        let step = if event.key() == "ArrowDown" { 1 } else { count - 1 };
                        active.set(Some((at + step) % count));
                    }
                }
                "Enter" if text.is_some() && count > 0 => {
                    event.prevent_default();
                    choose.emit(at);
                }
                "Escape" if text.is_some() => {
                    event.prevent_default();
                    event.stop_propagation();
                    close.emit(());
                }
                _ => {}
            }
        })
    };
    let row = |(index, name, detail, color): (usize, Html, Option<String>, Option<String>)| {
        let onpointerdown = {
            let choose = choose.clone();
            Callback::from(move |event: PointerEvent| {
                event.prevent_default();
                choose.emit(index);
            })
        };
        html! {
            <li key={index} role="option" id={format!("{id}-option-{index}")} class="pick-option" {onpointerdown}
                aria-selected={if index == at { "true" } else { "false" }}>
                if let Some(color) = color { <Dot color={AttrValue::from(color)} /> }
                <bdi class="pick-name">{ name }</bdi>
                if let Some(detail) = detail { <bdi class="pick-detail">{ detail }</bdi> }
            </li>
        }
    };
    let mut rows: Vec<Html> = options
        .iter()
        .enumerate()
        .map(|(index, option)| {
            row((index, html! { &option.name }, option.detail.clone(), option.color.clone()))
        })
        .collect();
    if creates {
        let label = words.with("create-named", &[("name", typed.trim().to_owned().into())]);
        rows.push(row((options.len(), html! { <><Icon name={IconName::Plus} />{ label }</> }, None, None)));
    }
    let is_empty = rows.is_empty();
    html! {
        <Field {id} {label} hint={hint.clone()} error={error.clone()} class={class.clone()}>
            <div class={classes!("picker", many.then_some("picker-many"))}>
                { children.clone() }
                <span class="picker-box">
                <input ref={node} id={id.clone()} class="input" type="text" role="combobox" autocomplete="off" dir="auto"
                    aria-expanded={if is_open { "true" } else { "false" }} aria-controls={format!("{id}-list")} aria-autocomplete="list"
                    aria-activedescendant={(is_open && count > 0).then(|| format!("{id}-option-{at}"))}
                    aria-invalid={error.is_some().then_some("true")} aria-describedby={describe(id, hint.is_some(), error.is_some())}
                    placeholder={placeholder.clone()} {oninput} {onfocus} {onclick} {onblur} {onkeydown}
                    value={(*text).clone().map_or_else(|| value.clone(), AttrValue::from)} />
                if let Some(on_clear) = on_clear {
                    if !value.is_empty() {
                        <IconButton icon={IconName::Close} class="picker-clear" onclick={on_clear.reform(|_: MouseEvent| ())}
                            label={words.with("clear-field", &[("field", label.to_string().into())])} />
                    }
                }
                <ul class="pick-list" role="listbox" id={format!("{id}-list")} aria-label={label.clone()} hidden={!is_open || is_empty}>
                    { for rows }
                </ul>
                </span>
            </div>
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_an_older_text_do_not_fit_the_newer_one() {
        let row = |name: &str, detail: Option<&str>| PickOption {
            id: Uuid::nil(),
            name: name.into(),
            detail: detail.map(str::to_owned),
            color: None,
        };
        assert!(!fits(&row("Restaurants", None), "Groc"));
        assert!(fits(&row("Groceries", None), "groc"));
        assert!(fits(&row("Café Noño", Some("Madrid")), "nono mad"));
        assert!(fits(&row("Restaurants", None), ""));
    }
}
