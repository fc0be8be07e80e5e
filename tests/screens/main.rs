//! Takes a picture of every screen, for docs/screens: light and dark on desktop and phone, high contrast, right to left.
#![allow(clippy::print_stdout, reason = "it says what it has written")]

mod cloud;

use std::path::Path;

use anyhow::Result;
use tests::browser::Target;
use tests::paths;
use tests::person::{Hands, Person};
use tests::screens;
use tests::stage::{self, Begin};
use wire::call::Settings;

/// A folder of pictures: where, and with which theme and language.
struct Series {
    name: &'static str,
    target: Target,
    theme: &'static str,
    language: &'static str,
}

const fn series(name: &'static str, target: Target, theme: &'static str, language: &'static str) -> Series {
    Series { name, target, theme, language }
}

const ALL: &[Series] = &[
    series("desktop-light", Target::Desktop, "light", "en"),
    series("desktop-dark", Target::Desktop, "dark", "en"),
    series("desktop-contrast", Target::Desktop, "contrast", "en"),
    series("desktop-rtl", Target::Desktop, "light", "en-XB"),
    series("phone-light", Target::Phone, "light", "en"),
    series("phone-dark", Target::Phone, "dark", "en"),
    series("window-light", Target::Window, "light", "en"),
];

/// What is shown of the window, of high contrast and of right to left: the same screens again would only fill the repository.
const MAIN: &[&str] = &["timeline", "add", "expense", "calendar", "dashboard"];

impl Series {
    /// Whether every screen is taken.
    fn is_whole(&self) -> bool {
        self.target != Target::Window && self.language == "en" && matches!(self.theme, "light" | "dark")
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--screens").collect();
    let folder = paths::repository().join("docs").join("screens");
    for series in
        ALL.iter().filter(|series| wanted.is_empty() || wanted.iter().any(|name| name == series.name))
    {
        take(series, &folder).await?;
    }
    Ok(())
}

async fn take(series: &Series, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder.join(series.name))?;
    let (_, shown) = stage::demo()?;
    let change = |settings: &mut Settings| {
        settings.theme = series.theme.to_owned();
        settings.language = Some(series.language.to_owned());
    };
    first_start(series, folder).await?;
    let hands = if series.target == Target::Phone { Hands::Finger } else { Hands::Mouse };
    let person = stage::set(series.target, hands, Begin::Demo, change).await?;
    let screens = screens::all(shown);
    for screen in screens.iter().filter(|screen| series.is_whole() || MAIN.contains(&screen.name.as_str())) {
        person.visit(&screen.hash).await?;
        picture(&person, &folder.join(series.name).join(format!("{}.png", screen.name))).await?;
    }
    person.session.close().await;
    if series.is_whole() {
        cloud::take(series.target, change, &folder.join(series.name)).await?;
    }
    println!("{}", folder.join(series.name).display());
    Ok(())
}

/// The first question of all has no theme yet: the system's.
async fn first_start(series: &Series, folder: &Path) -> Result<()> {
    if series.theme != "light" || series.language != "en" {
        return Ok(());
    }
    let person = stage::set(series.target, Hands::Mouse, Begin::Untouched, |_| {}).await?;
    picture(&person, &folder.join(series.name).join("first-start.png")).await?;
    person.session.close().await;
    Ok(())
}

async fn picture(person: &Person, file: &Path) -> Result<()> {
    // Pictures load on their own time, and those below the edge of what scrolls only when somebody scrolls there.
    let loaded = "return Array.from(document.images).every(image => {
      const scroller = image.closest('.list-scroll, .panel-body, main');
      const edge = Math.min(innerHeight, scroller ? scroller.getBoundingClientRect().bottom : innerHeight);
      return image.complete || image.getBoundingClientRect().top >= edge - 1;
    })";
    tests::wait::until("the pictures", async || {
        Ok((person.script(loaded, vec![]).await? == serde_json::json!(true)).then_some(()))
    })
    .await?;
    std::fs::write(file, person.session.picture().await?)?;
    Ok(())
}
