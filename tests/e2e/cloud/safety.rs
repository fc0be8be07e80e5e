//! The second step of logging in, and a forgotten password.

use std::time::{SystemTime, UNIX_EPOCH};

use totp_rs::{Builder, Secret};

use super::*;

/// Another password.
const NEW_PASSWORD: &str = "four rather small words";
/// How long a code of an authenticator is the present one.
const STEP_S: u64 = 30;

/// What an authenticator shows, so many steps from now: each code is good once.
fn digits(secret: &str, steps: u64) -> Result<String> {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret)?).build()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Ok(totp.generate(now + steps * STEP_S).to_string())
}

async fn an_authenticator_and_a_new_password(two: &mut Two) -> Result<()> {
    let Two { cloud, one, other } = two;
    sign_up(cloud, one, ANA, "Ana").await?;
    one.visit("/account").await?;
    one.press(button(&t("totp-begin"))).await?;
    let secret = text_of(one, ".totp code").await?;
    picture(one, "totp-setup").await?;
    one.fill(at("#totp-code"), &digits(&secret, 0)?).await?;
    submit(one, "totp-on").await?;
    one.sees(&t("totp-codes")).await?;
    let recovery = text_of(one, ".codes code").await?;
    picture(one, "totp-codes").await?;
    one.press(button(&t("totp-kept"))).await?;
    one.sees(&t("totp-is-on")).await?;

    // The password alone opens nothing any more.
    enter::log_in(other, ANA, PASSWORD).await?;
    other.sees(&t("fault-code-needed")).await?;
    picture(other, "login-code").await?;
    other.fill(at("#account-code"), "000000").await?;
    submit(other, "account-login-do").await?;
    other.sees(&t("fault-wrong-code")).await?;
    other.fill(at("#account-code"), &digits(&secret, 1)?).await?;
    submit(other, "account-login-do").await?;
    other.sees(&t("account-who")).await?;

    let known = cloud.mails_to(ANA)?.len();
    enter::log_out(one).await?;
    picture(one, "logged-out").await?;
    one.press(button(&t("account-forgot"))).await?;
    one.fill(at("#account-email"), ANA).await?;
    submit(one, "account-forgot-do").await?;
    one.sees(&t("account-code-sent")).await?;
    picture(one, "reset").await?;
    let code = code_in(&cloud.mail_after(ANA, known).await?)?;
    one.fill(at("#account-code"), &code).await?;
    one.fill(at("#account-new-password"), NEW_PASSWORD).await?;
    submit(one, "account-reset-do").await?;
    one.sees(&t("account-password-changed")).await?;
    mark_says(other, "sync-signed-out").await?;
    enter::log_in(one, ANA, PASSWORD).await?;
    one.sees(&t("fault-wrong-password")).await?;
    enter::log_in(one, ANA, NEW_PASSWORD).await?;
    one.sees(&t("fault-code-needed")).await?;
    one.fill(at("#account-code"), &recovery).await?;
    submit(one, "account-login-do").await?;
    one.sees(&t("account-who")).await?;
    one.visit("/devices").await?;
    one.sees(&t("login-bad-password")).await?;
    picture(one, "devices-logins").await
}

#[test]
fn an_authenticator_and_a_new_password_keep_the_account_safe() {
    run_two("cloud_safety", [Target::Phone, Target::Desktop], an_authenticator_and_a_new_password);
}
