//! A session that ended keeps what was typed until its owner logs in again; nobody else sees or sends it.

use super::*;

async fn the_queue_waits_for_its_owner(two: &mut Two) -> Result<()> {
    let Two { cloud, one, other } = two;
    sign_up(cloud, one, ANA, "Ana").await?;
    sign_up(cloud, other, BOB, "Bob").await?;
    add(one, "10", "Casa Lola").await?;
    rests(one).await?;
    let end = "update session set ended_at = 1, end_reason = 'revoked' where account_id = (select id from account where email = ";
    cloud.sql(&format!("{end}'{ANA}')"))?;
    // A service that has just started believes no session without asking.
    cloud.start_again().await?;
    let kept = add(one, "4.20", "Bar Nueve").await?;
    mark_says(one, "sync-signed-out").await?;
    one.visit("/").await?;
    one.sees("Bar Nueve").await?;
    picture(one, "timeline-signed-out").await?;
    behind_the_mark(one, "sync-signed-out-text", "account-login-do").await?;
    one.sees(&t("account-login-again")).await?;
    picture(one, "account-login-again").await?;

    // Somebody else at this book.
    enter::log_in(one, BOB, PASSWORD).await?;
    one.sees(&t("fault-other-account")).await?;
    picture(one, "account-other").await?;
    ensure!(one.total_count().await? == 2, "the book is as it was");
    sync_now(other).await?;
    ensure!(other.total_count().await? == 0, "Bob has got Ana's meals");
    let sent = format!("select count(*) from expense where id = '{kept}'");
    ensure!(cloud.sql(&sent)? == "0", "it was sent though nobody was logged in");

    enter::log_in(one, ANA, PASSWORD).await?;
    one.sees(&t("account-who")).await?;
    rests(one).await?;
    let of_ana = format!(
        "select count(*) from expense where id = '{kept}' and created_by = (select id from account where email = '{ANA}')"
    );
    ensure!(cloud.sql(&of_ana)? == "1", "it is not there as Ana's");
    sync_now(other).await?;
    ensure!(other.total_count().await? == 0, "Bob has got Ana's meals");
    Ok(())
}

#[test]
fn a_queue_waits_for_its_owner() {
    run_two("cloud_session", [Target::Phone, Target::Desktop], the_queue_waits_for_its_owner);
}
