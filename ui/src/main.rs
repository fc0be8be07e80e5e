//! Mealbook's interface: Yew, compiled to WebAssembly, the same in the desktop shell, a browser and a phone.

mod app;
mod backend;
mod charts;
mod components;
mod fold;
mod format;
mod handover;
mod hooks;
mod pages;
mod route;
mod shell;
mod words;

#[cfg(test)]
mod design_tests;

fn main() {
    yew::Renderer::<app::App>::new().render();
}
