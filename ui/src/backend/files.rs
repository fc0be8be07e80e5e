//! Files a person hands over: chosen, photographed, pasted or dropped.

use wasm_bindgen::JsCast;
pub use web_sys::File;
use yew::{DragEvent, Event};

/// The files of `<input type=file>`, which is emptied so that the same file can be chosen again.
pub fn files_of_input(event: &Event) -> Vec<File> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
    else {
        return Vec::new();
    };
    let files = input.files().map(|list| files_of(&list)).unwrap_or_default();
    input.set_value("");
    files
}

/// The files of a drop.
pub fn files_of_drag(event: &DragEvent) -> Vec<File> {
    event.data_transfer().and_then(|data| data.files()).map(|list| files_of(&list)).unwrap_or_default()
}

/// The files of a paste; none when text was pasted.
pub fn files_of_paste(event: &Event) -> Vec<File> {
    let event: &web_sys::ClipboardEvent = event.unchecked_ref();
    event.clipboard_data().and_then(|data| data.files()).map(|list| files_of(&list)).unwrap_or_default()
}

/// Whether a drag carries files.
pub fn drag_has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// Its name; photographs pasted from memory are called `image.png`.
pub fn file_name(file: &File) -> String {
    file.name()
}

/// Its size in bytes.
pub fn file_size(file: &File) -> u64 {
    file.size() as u64
}

/// Whether the browser takes it for a picture (by name or type; the core decides by the bytes).
pub fn is_picture(file: &File) -> bool {
    let name = file.name().to_lowercase();
    file.type_().starts_with("image/") || [".heic", ".heif", ".avif"].iter().any(|end| name.ends_with(end))
}

fn files_of(list: &web_sys::FileList) -> Vec<File> {
    (0..list.length()).filter_map(|at| list.get(at)).collect()
}

/// Begins to drag a part of the page; without data some browsers do not begin at all.
pub fn begin_drag(event: &DragEvent) {
    if let Some(data) = event.data_transfer() {
        data.set_effect_allowed("move");
        let _ = data.set_data("text/plain", "");
    }
}
