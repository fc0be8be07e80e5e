//! Small things done to the page: focus, scrolling, dialogs, values of controls, the address, the clipboard.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
};
use yew::{Event, InputEvent, KeyboardEvent, NodeRef};

/// How long a file that is handed over stays readable, in milliseconds.
const SAVE_MS: u32 = 60_000;

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

/// The element of an id. A link inside a drawing is no `HtmlElement`, but it has the same methods.
fn by_id(id: &str) -> Option<HtmlElement> {
    Some(web_sys::window()?.document()?.get_element_by_id(id)?.unchecked_into())
}

/// Sets an attribute of `<html>`: theme, density, language, direction.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute(name, value);
    }
}

/// Sets the window's title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Sets a custom property on an element through the CSSOM; style attributes are forbidden by the content security policy.
pub fn set_css_property(node: &NodeRef, name: &str, value: &str) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let _ = element.style().set_property(name, value);
    }
}

/// Focuses an element without scrolling to it.
pub fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Focuses the element of an id; says whether there is one.
pub fn focus_id(id: &str) -> bool {
    by_id(id).is_some_and(|element| element.focus().is_ok())
}

/// Focuses the element of an id where it stands, without scrolling; says whether there is one.
pub fn focus_quietly(id: &str) -> bool {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    by_id(id).is_some_and(|element| element.focus_with_options(&options).is_ok())
}

/// Focuses the element of an id and scrolls to it by the shortest way; says whether there is one.
pub fn focus_nearest(id: &str) -> bool {
    let focused = focus_quietly(id);
    if focused {
        scroll_to_id(id);
    }
    focused
}

/// Whether nothing has the focus, or only the element of this id, which is a place to put it and not a control.
pub fn focus_is_lost(place: &str) -> bool {
    active_element().is_none_or(|element| {
        matches!(element.tag_name().as_str(), "BODY" | "HTML")
            || ["main", place].contains(&element.id().as_str())
    })
}

/// How tall the element of an id is, in CSS pixels; `None` when it is not there or not drawn.
pub fn height_of(id: &str) -> Option<f64> {
    Some(f64::from(by_id(id)?.offset_height())).filter(|height| *height > 0.0)
}

/// How tall the visible part of a scrolling node is, in CSS pixels.
pub fn client_height(node: &NodeRef) -> f64 {
    node.cast::<Element>().map_or(0.0, |element| f64::from(element.client_height()))
}

/// Opens the folded sections around the element of an id.
pub fn open_details_of(id: &str) {
    let mut next = by_id(id).and_then(|element| element.closest("details").ok().flatten());
    while let Some(details) = next {
        let _ = details.set_attribute("open", "");
        next = details.parent_element().and_then(|parent| parent.closest("details").ok().flatten());
    }
}

/// Selects the whole text of an input.
pub fn select_text(node: &NodeRef) {
    if let Some(input) = node.cast::<HtmlInputElement>() {
        input.select();
    }
}

/// The element that has the focus now, to give it back later.
pub fn active_element() -> Option<HtmlElement> {
    web_sys::window()?.document()?.active_element()?.dyn_into().ok()
}

/// The id of the element that has the focus now.
pub fn active_id() -> Option<String> {
    active_element().map(|element| element.id()).filter(|id| !id.is_empty())
}

/// Gives an element the focus.
pub fn focus_element(element: &HtmlElement) {
    let _ = element.focus();
}

/// Moves the focus to the next (1) or previous (-1) focusable sibling among `selector` inside a node; wraps around.
pub fn move_focus(node: &NodeRef, selector: &str, step: i32) {
    let Some(container) = node.cast::<Element>() else { return };
    let Ok(list) = container.query_selector_all(selector) else { return };
    let count = i32::try_from(list.length()).unwrap_or(0);
    if count == 0 {
        return;
    }
    let active = active_element().map(JsValue::from);
    let at = (0..count).find(|at| {
        list.get(at.unsigned_abs())
            .is_some_and(|item| active.as_ref().is_some_and(|a| *a == JsValue::from(item)))
    });
    let next = at.map_or(if step > 0 { 0 } else { count - 1 }, |at| (at + step).rem_euclid(count));
    if let Some(element) = list.get(next.unsigned_abs()).and_then(|item| item.dyn_into::<HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}

/// Scrolls the element of an id into view, as little as needed.
pub fn scroll_to_id(id: &str) {
    if let Some(element) = by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// How far a node is scrolled, in CSS pixels.
pub fn scroll_top(node: &NodeRef) -> f64 {
    node.cast::<Element>().map_or(0.0, |element| f64::from(element.scroll_top()))
}

/// Scrolls a node.
pub fn set_scroll_top(node: &NodeRef, top: f64) {
    if let Some(element) = node.cast::<Element>() {
        element.set_scroll_top(top as i32);
    }
}

/// Pixels below the visible part of a scrolling node.
pub fn scroll_rest(node: &NodeRef) -> f64 {
    node.cast::<Element>().map_or(0.0, |e| {
        f64::from(e.scroll_height()) - f64::from(e.scroll_top()) - f64::from(e.client_height())
    })
}

/// Top of the element of an id, measured from the top of a node's visible part; `None` when it is not there.
pub fn top_within(node: &NodeRef, id: &str) -> Option<f64> {
    let element = by_id(id)?;
    let container = node.cast::<Element>()?;
    Some(element.get_bounding_client_rect().top() - container.get_bounding_client_rect().top())
}

/// The first element of `selector` inside a node whose bottom edge is below the node's top edge: its id and offset.
pub fn first_visible(node: &NodeRef, selector: &str) -> Option<(String, f64)> {
    let container = node.cast::<Element>()?;
    let top = container.get_bounding_client_rect().top();
    let list = container.query_selector_all(selector).ok()?;
    (0..list.length()).find_map(|at| {
        let element: Element = list.get(at)?.dyn_into().ok()?;
        let rect = element.get_bounding_client_rect();
        (rect.bottom() > top + 1.0).then(|| (element.id(), rect.top() - top))
    })
}

/// Opens a native dialog as modal and puts the focus on the first control of its body.
pub fn show_modal(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>()
        && !dialog.open()
    {
        let _ = dialog.show_modal();
        let first = dialog.query_selector(".dialog-body :is(input, select, textarea)").ok().flatten();
        let coarse = matches_media("(pointer: coarse)");
        if let Some(first) =
            first.and_then(|element| element.dyn_into::<HtmlElement>().ok()).filter(|_| !coarse)
        {
            let _ = first.focus();
        }
    }
}

/// Closes a native dialog.
pub fn close_dialog(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>()
        && dialog.open()
    {
        dialog.close();
    }
}

/// Presses a control from code: opens the file chooser behind a button.
pub fn click(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        element.click();
    }
}

/// Whether an event happened on the node itself and not on something inside it (a click on a dialog's backdrop).
pub fn is_on(event: &Event, node: &NodeRef) -> bool {
    match (event.target(), node.get()) {
        (Some(target), Some(node)) => JsValue::from(target) == JsValue::from(node),
        _ => false,
    }
}

/// Whether the element that gets the focus next lies inside the node.
pub fn focus_stays_in(event: &yew::FocusEvent, node: &NodeRef) -> bool {
    let next = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    node.get().is_some_and(|node| next.is_some_and(|next| node.contains(Some(&next))))
}

/// The text of the control an input event came from.
pub fn input_value(event: &InputEvent) -> String {
    event.target().map(|target| value_of(&target)).unwrap_or_default()
}

/// The value of the control a change event came from.
pub fn change_value(event: &Event) -> String {
    event.target().map(|target| value_of(&target)).unwrap_or_default()
}

/// Whether the box a change event came from is ticked.
pub fn change_checked(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.checked())
}

fn value_of(target: &web_sys::EventTarget) -> String {
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else {
        target.dyn_ref::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default()
    }
}

/// Whether a key was pressed while text is being entered or composed, when shortcuts must stay out of the way (E-159).
pub fn is_typing(event: &KeyboardEvent) -> bool {
    if event.is_composing() || event.key_code() == 229 {
        return true;
    }
    let Some(element) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    let tag = element.tag_name();
    let takes_text = match tag.as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            let kind = element.get_attribute("type").unwrap_or_default();
            // Radio buttons take the arrows for themselves.
            !matches!(kind.as_str(), "checkbox" | "button" | "file")
        }
        _ => element.is_content_editable(),
    };
    takes_text || element.closest("[role=menu],[role=listbox]").ok().flatten().is_some()
}

/// Whether an event happened on a link or inside one.
pub fn is_in_link(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest("a").ok().flatten().is_some())
}

/// Whether the page is in sight.
pub fn is_in_sight() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_none_or(|document| !document.hidden())
}

/// Whether a modal dialog is open.
pub fn has_open_dialog() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("dialog[open]").ok().flatten())
        .is_some()
}

/// Whether a media query holds.
pub fn matches_media(query: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

/// Languages the person prefers, best first.
pub fn languages() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|language| language.as_string()).collect()
}

/// The address after `#`.
pub fn address_hash() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Goes to `#hash`, as a new entry of the browser's history or in place of the present one.
pub fn go_to_hash(hash: &str, replace: bool) {
    let Some(window) = web_sys::window() else { return };
    if replace {
        let history = window.history().ok();
        let _ = history.map(|h| h.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{hash}"))));
        let _ = web_sys::Event::new("hashchange").map(|event| window.dispatch_event(&event));
    } else {
        let _ = window.location().set_hash(hash);
    }
}

/// Changes the address without going anywhere: the same screen, under a name that survives a reload.
pub fn rename_hash(hash: &str) {
    if let Some(Ok(history)) = web_sys::window().map(|window| window.history()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{hash}")));
    }
}

/// Hands text over as a file.
pub fn save_text(file_name: &str, text: &str) {
    let save = || -> Option<()> {
        let parts = js_sys::Array::of1(&JsValue::from_str(text));
        let blob = web_sys::Blob::new_with_str_sequence(&parts).ok()?;
        let url = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
        let link = web_sys::window()?.document()?.create_element("a").ok()?;
        link.set_attribute("href", &url).ok()?;
        link.set_attribute("download", file_name).ok()?;
        link.unchecked_into::<HtmlElement>().click();
        // The browser reads it in its own time; it is forgotten when it surely has.
        super::after_ms(SAVE_MS, move || drop(web_sys::Url::revoke_object_url(&url))).forget();
        Some(())
    };
    let _ = save();
}

/// Puts text on the clipboard.
pub fn copy_text(text: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.navigator().clipboard().write_text(text);
    }
}

/// Takes the focus away from a field, so that what was typed in it counts; anything else keeps the focus.
pub fn leave_field() {
    if let Some(input) = active_element().filter(|element| element.is_instance_of::<HtmlInputElement>()) {
        let _ = input.blur();
    }
}
