//! A household: made, joined with a code, shared, with roles that change.

use super::*;

/// Ana at `one` makes a household, and Bob at `other` joins it with her code; its id.
pub async fn share(two: &Two) -> Result<String> {
    let Two { cloud, one, other } = two;
    sign_up(cloud, one, ANA, "Ana").await?;
    sign_up(cloud, other, BOB, "Bob").await?;
    one.visit("/workspaces").await?;
    unfold(one, "workspace-create").await?;
    one.fill(at("#workspace-name"), "Home").await?;
    picture(one, "workspace-create").await?;
    submit(one, "workspace-create").await?;
    one.sees(&t("members-title")).await?;
    submit(one, "invite").await?;
    let code = text_of(one, ".code-line code").await?;
    picture(one, "invitation").await?;
    other.visit("/workspaces").await?;
    unfold(other, "workspace-join").await?;
    other.fill(at("#invitation-code"), &code).await?;
    picture(other, "workspace-join").await?;
    submit(other, "workspace-join").await?;
    other.sees("Ana").await?;
    let found = one.ask("list_workspaces", json!({})).await?;
    let home = found.as_array().and_then(|all| all.iter().find(|row| row["name"] == "Home"));
    Ok(home.and_then(|home| home["id"].as_str()).context("the household is not listed")?.to_owned())
}

async fn it_is_shared(two: &mut Two) -> Result<()> {
    let home = share(two).await?;
    let Two { cloud, one, other } = two;
    let meal = add(one, "20", "Casa Lola").await?;
    other.visit("/").await?;
    other.sees("Casa Lola").await?;
    change_amount(other, &meal, "21").await?;
    has_amount(one, &meal, 2_100).await?;
    one.visit(&format!("/expense/{meal}")).await?;
    one.sees("21.00").await?;
    picture(one, "expense-shared").await?;
    let page = format!("/workspaces/{home}");
    one.visit(&page).await?;
    one.sees("Bob").await?;
    one.choose(at("select[id^=role-]"), &t("role-admin")).await?;
    let role = format!(
        "select role from member where workspace_id = '{home}' and display_name = 'Bob' and deleted_at is null"
    );
    wait::until("the role", async || Ok((cloud.sql(&role)? == "admin").then_some(()))).await?;
    picture(one, "members").await?;
    one.visit("/workspaces").await?;
    one.sees(&t("role-owner")).await?;
    picture(one, "workspaces").await?;
    Ok(())
}

#[test]
fn a_household_is_joined_and_shared() {
    run_two("cloud_household", [Target::Desktop, Target::Phone], it_is_shared);
}
