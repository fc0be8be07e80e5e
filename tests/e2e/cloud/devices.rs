//! A device is signed out from another one, keeps what it has, and comes back; asked to remove its copy, it does and says so.

use super::*;

async fn from_afar(two: &mut Two) -> Result<()> {
    one_meal_on_both(two).await?;
    let Two { one, other, .. } = two;
    one.visit("/devices").await?;
    one.sees("Phone").await?;
    one.sees(&t("device-this")).await?;
    picture(one, "devices").await?;
    choose_beside(one, "Phone", "device-revoke").await?;
    picture(one, "device-revoke").await?;
    confirm(one, "device-revoke").await?;
    one.sees(&t("device-revoked")).await?;
    mark_says(other, "sync-signed-out").await?;
    add(other, "4.20", "Bar Nueve").await?;
    ensure!(one.total_count().await? == 1, "a device that was signed out still sends");
    enter::log_in(other, ANA, PASSWORD).await?;
    one.becomes(2).await?;

    one.visit("/").await?;
    one.visit("/devices").await?;
    choose_beside(one, "Phone", "device-wipe").await?;
    picture(one, "device-wipe").await?;
    confirm(one, "device-wipe").await?;
    one.sees(&t("device-wiped")).await?;
    picture(one, "devices-wiped").await?;
    other.becomes(0).await?;
    other.visit("/").await?;
    other.sees(&t("account-wiped")).await?;
    picture(other, "timeline-wiped").await?;
    other.visit("/account").await?;
    other.sees(&t("account-wiped")).await?;
    picture(other, "account-wiped").await?;
    ensure!(other.count(&at("#sync-mark")).await? == 0, "a wiped book has no account");
    ensure!(one.total_count().await? == 2, "the others keep theirs");
    Ok(())
}

#[test]
fn a_device_is_signed_out_and_wiped_from_afar() {
    run_two("cloud_devices", [Target::Desktop, Target::Phone], from_afar);
}
