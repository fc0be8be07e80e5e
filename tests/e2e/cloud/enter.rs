//! Creating an account and logging in on the screens people see.

use super::*;

/// Creates an account with the code of the mail.
pub async fn create_account(cloud: &Cloud, person: &Person, email: &str) -> Result<()> {
    person.visit("/account").await?;
    picture(person, "account-create").await?;
    person.fill(at("#account-name"), "Ana").await?;
    person.fill(at("#account-email"), email).await?;
    person.fill(at("#account-new-password"), PASSWORD).await?;
    submit(person, "account-create-do").await?;
    person.sees(&t("account-verify")).await?;
    picture(person, "account-verify").await?;
    let code = code_in(&cloud.mail_to(email).await?)?;
    person.fill(at("#account-code"), &code).await?;
    submit(person, "account-verify-do").await?;
    person.sees(&t("account-who")).await?;
    mark_says(person, "sync-up-to-date").await?;
    picture(person, "account").await
}

/// Types an address and a password into the screen of logging in.
pub async fn log_in(person: &Person, email: &str, password: &str) -> Result<()> {
    person.visit("/account").await?;
    if person.count(&at(".segment")).await? > 0 {
        person.press(at(".segment").labelled(&t("account-login"))).await?;
    }
    person.fill(at("#account-email"), email).await?;
    person.fill(at("#account-password"), password).await?;
    submit(person, "account-login-do").await
}

/// Logs out.
pub async fn log_out(person: &Person) -> Result<()> {
    person.visit("/account").await?;
    person.press(at("button").labelled(&t("account-logout"))).await?;
    picture(person, "log-out").await?;
    confirm(person, "account-logout").await?;
    person.sees(&t("account-login-again")).await
}
