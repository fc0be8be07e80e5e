//! The service is away: meals are typed, stay and are marked; the mark says why; then they arrive.

use super::*;

/// What says on a row that it was not sent.
const PENDING: &str = ".row-sync";

async fn meals_wait_and_then_arrive(two: &mut Two) -> Result<()> {
    one_meal_on_both(two).await?;
    let Two { cloud, one, other } = two;
    cloud.kill();
    add(one, "4.20", "Bar Nueve").await?;
    add(other, "8.40", "Bar Doce").await?;
    for (person, place, elsewhere) in [(&*one, "Bar Nueve", "Bar Doce"), (&*other, "Bar Doce", "Bar Nueve")] {
        person.visit("/").await?;
        person.sees(place).await?;
        mark_says(person, "sync-offline").await?;
        person.find(&at(PENDING)).await?;
        ensure!(person.count(&at(PENDING)).await? == 1, "one row was not sent, and one was");
        ensure!(!person.reads(elsewhere).await?, "{elsewhere} came without a service");
        picture(person, "timeline-offline").await?;
        person.press(at("#sync-mark")).await?;
        person.sees(&t("sync-offline-text")).await?;
        person.sees(&t("sync-fact-pending")).await?;
        picture(person, "mark-offline").await?;
        person.press(at(".popover-panel button").labelled(&t("sync-now"))).await?;
        mark_says(person, "sync-offline").await?;
        person.visit("/settings").await?;
        picture(person, "settings-offline").await?;
    }
    // What is typed survives the program, too.
    one.session.kill_and_reopen().await?;
    one.arrives().await?;
    one.sees("Bar Nueve").await?;
    cloud.start_again().await?;
    sync_now(one).await?;
    sync_now(other).await?;
    for (person, place) in [(&*one, "Bar Doce"), (&*other, "Bar Nueve")] {
        person.visit("/").await?;
        person.sees(place).await?;
        rests(person).await?;
        mark_says(person, "sync-up-to-date").await?;
        wait::until("the marks of rows to be gone", async || {
            Ok((person.count(&at(PENDING)).await? == 0).then_some(()))
        })
        .await?;
        ensure!(person.total_count().await? == 3, "three meals");
    }
    Ok(())
}

#[test]
fn meals_typed_offline_wait_and_then_arrive() {
    run_two("cloud_offline", [Target::Desktop, Target::Phone], meals_wait_and_then_arrive);
}
