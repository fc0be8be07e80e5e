//! A change the service refuses is kept with its content, said why, and marked on its row.

use super::*;

/// Bob may only read, or read and write.
async fn bob_may(two: &Two, home: &str, role: &str) -> Result<()> {
    two.one.visit("/").await?;
    two.one.visit(&format!("/workspaces/{home}")).await?;
    two.one.choose(at("select[id^=role-]"), &t(role)).await
}

/// So many changes wait for a decision; the last one asked shows its page.
async fn refused(person: &Person, count: usize) -> Result<()> {
    wait::until(&format!("{count} refused changes"), async || {
        let parked = person.ask("list_parked", json!({})).await?;
        if parked.as_array().map(Vec::len) == Some(count) { Ok(Some(())) } else { bail!("{parked}") }
    })
    .await
}

async fn what_is_refused_is_kept(two: &mut Two) -> Result<()> {
    let home = household::share(two).await?;
    let meal = add(&two.one, "10", "Casa Lola").await?;
    has_amount(&two.other, &meal, 1_000).await?;
    bob_may(two, &home, "role-viewer").await?;
    let bob = &two.other;
    change_amount(bob, &meal, "15").await?;
    refused(bob, 1).await?;
    bob.visit("/").await?;
    bob.sees(&t("row-refused")).await?;
    picture(bob, "timeline-refused").await?;
    bob.visit("/refused").await?;
    bob.sees(&t("parked-reason-forbidden")).await?;
    bob.sees("15.00").await?;
    picture(bob, "refused").await?;
    ensure!(amount_of(&two.one, &meal).await? == json!(1_000), "it was taken all the same");
    Ok(())
}

#[test]
fn a_refused_change_waits_for_a_decision() {
    run_two("cloud_refused", [Target::Desktop, Target::Phone], what_is_refused_is_kept);
}
