//! Sync as a person meets it before there is a service: a book without an account has nothing of it, and when no service answers the
//! screen says so in words, keeps what was typed, and the book works on.

use std::io::{Read, Write};
use std::net::TcpListener;

use anyhow::{Result, ensure};
use serde_json::json;
use tests::browser::Target;
use tests::person::{Hands, Person, at, button};
use tests::stage::{Begin, run};
use tests::words::t;

/// A password the form takes.
const PASSWORD: &str = "three small words";

async fn a_book_without_an_account_is_quiet(person: &mut Person) -> Result<()> {
    person.visit("/").await?;
    ensure!(person.count(&at("#sync-mark")).await? == 0, "a mark of sync without an account");
    person.visit("/settings").await?;
    person.press(button(&t("sync-begin"))).await?;
    person.sees(&t("account-local")).await?;
    person.visit("/workspaces").await?;
    person.sees(&t("workspaces-need-account")).await?;
    person.visit("/conflicts").await?;
    person.sees(&t("conflicts-empty")).await?;
    person.visit("/refused").await?;
    person.sees(&t("parked-empty")).await
}

async fn submit(person: &Person) -> Result<()> {
    let press = "document.querySelector('form.ask [type=submit]').click()";
    person.script(press, vec![]).await.map(drop)
}

async fn a_short_password_is_refused_beside_its_field(person: &mut Person) -> Result<()> {
    person.visit("/account").await?;
    person.fill(at("#account-name"), "Ana").await?;
    person.fill(at("#account-email"), "ana@example.org").await?;
    person.fill(at("#account-new-password"), "short").await?;
    submit(person).await?;
    person.find(&at("#account-new-password-error")).await?;
    let focused = person.script("return document.activeElement.id", vec![]).await?;
    ensure!(focused == json!("account-new-password"), "the focus is on {focused}");
    Ok(())
}

/// Types an address of a service and tries to create an account there.
async fn try_at(person: &Person, server: &str) -> Result<()> {
    person.visit("/account").await?;
    person.script("document.querySelectorAll('details').forEach(fold => fold.open = true)", vec![]).await?;
    person.fill(at("#account-server"), server).await?;
    person.fill(at("#account-name"), "Ana").await?;
    person.fill(at("#account-email"), "ana@example.org").await?;
    person.fill(at("#account-new-password"), PASSWORD).await?;
    submit(person).await
}

async fn keeps_what_was_typed(person: &Person) -> Result<()> {
    let typed = person.script("return document.getElementById('account-email').value", vec![]).await?;
    ensure!(typed == json!("ana@example.org"), "the form has lost the address: {typed}");
    ensure!(person.count(&at("#sync-mark")).await? == 0, "a mark of sync without an account");
    person.visit("/").await?;
    person.find(&at(".row")).await.map(drop)
}

async fn a_service_that_is_not_there_is_said_in_words(person: &mut Person) -> Result<()> {
    // Bound and dropped: nobody listens there any more.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    try_at(person, &format!("http://127.0.0.1:{port}")).await?;
    person.sees(&t("fault-offline")).await?;
    keeps_what_was_typed(person).await
}

async fn a_page_that_answers_for_the_service_is_said_in_words(person: &mut Person) -> Result<()> {
    let portal = TcpListener::bind("127.0.0.1:0")?;
    let port = portal.local_addr()?.port();
    std::thread::spawn(move || {
        for stream in portal.incoming() {
            let Ok(mut stream) = stream else { return };
            let _ = stream.read(&mut [0; 16 * 1024]);
            let page = "<!doctype html><title>Hotel</title><p>Please log in.";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{page}",
                page.len()
            );
        }
    });
    try_at(person, &format!("http://127.0.0.1:{port}")).await?;
    person.sees(&t("fault-captive-portal")).await?;
    keeps_what_was_typed(person).await
}

async fn another_language_is_loaded_when_it_is_chosen(person: &mut Person) -> Result<()> {
    person.visit("/settings").await?;
    person.choose(at("#language"), "Deutsch").await?;
    person.sees("Einstellungen").await?;
    let language = person.script("return document.documentElement.lang", vec![]).await?;
    ensure!(language == json!("de"), "the page says it is {language}");
    person.visit("/help").await?;
    person.sees("Abgleich und Konten").await
}

#[test]
fn a_book_without_an_account_shows_nothing_of_sync() {
    run("sync_quiet", Target::Desktop, Hands::Mouse, Begin::Demo, a_book_without_an_account_is_quiet);
}

#[test]
fn a_book_without_an_account_shows_nothing_of_sync_on_a_phone() {
    run("sync_quiet_phone", Target::Phone, Hands::Finger, Begin::Demo, a_book_without_an_account_is_quiet);
}

#[test]
fn a_short_password_never_leaves_the_form() {
    run(
        "sync_password",
        Target::Desktop,
        Hands::Mouse,
        Begin::Demo,
        a_short_password_is_refused_beside_its_field,
    );
}

#[test]
fn no_service_is_no_disaster() {
    run(
        "sync_nobody",
        Target::Desktop,
        Hands::Mouse,
        Begin::Demo,
        a_service_that_is_not_there_is_said_in_words,
    );
}

#[test]
fn a_captive_portal_is_recognised() {
    run(
        "sync_portal",
        Target::Desktop,
        Hands::Mouse,
        Begin::Demo,
        a_page_that_answers_for_the_service_is_said_in_words,
    );
}

#[test]
fn words_of_another_language_come_from_their_file() {
    run(
        "sync_words",
        Target::Desktop,
        Hands::Mouse,
        Begin::Empty,
        another_language_is_loaded_when_it_is_chosen,
    );
}
