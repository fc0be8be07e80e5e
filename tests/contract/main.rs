//! Whether the service answers as docs/openapi.json says: schemathesis asks every operation for what the document allows and for what
//! it does not, over HTTP, with a real PostgreSQL behind it. No answer may be a mistake of the service or differ from its description.

use std::path::PathBuf;
use std::process::Stdio;

use api::testing::TestService;
use tokio::process::Command;
use wire::v1::WorkspaceKind;

/// Requests made up for each operation.
const EXAMPLES: &str = "15";
/// Where randomness begins: the same requests every time.
const SEED: &str = "20261120";
/// What is checked of every answer.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
                      response_headers_conformance";
/// Operations that are left out: those that would end the session, the account or the workspace the others need, mails and passwords
/// (each takes a core for a second), and the one that never ends.
const LEFT_OUT: &[&str] = &[
    "/v1/sync/events",
    "/v1/sessions/current",
    "/v1/account",
    "/v1/account/password",
    "/v1/account/totp",
    "/v1/account/devices/{id}",
    "/v1/account/devices/{id}/wipe",
    "/v1/workspaces/{ws}",
    "/v1/workspaces/{ws}/leave",
    "/v1/workspaces/{ws}/transfer",
    "/v1/workspaces/{ws}/members/{user}",
];

/// The program, from the tools folder.
fn schemathesis() -> PathBuf {
    let tools = std::env::var_os("MEALBOOK_TOOLS").expect("cargo xtask test says where the tools are");
    PathBuf::from(tools).join("schemathesis").join("bin").join("st")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_answers_as_the_document_says() {
    let service = TestService::new().await;
    let ana = service.person("Ana").await;
    let ws = service.workspace(&ana, WorkspaceKind::Household).await;
    let address = service.serve().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = format!("[parameters]\n\"path.ws\" = \"{ws}\"\n");
    std::fs::write(folder.path().join("schemathesis.toml"), settings).unwrap();
    let mut run = Command::new(schemathesis());
    run.current_dir(folder.path()).args(["run", &format!("{address}/openapi.json")]);
    run.args(["--checks", CHECKS, "--max-examples", EXAMPLES, "--seed", SEED, "--workers", "1"]);
    run.args(["--phases", "examples,coverage,fuzzing", "--mode", "all", "--no-color"]);
    run.args(["--generation-database", "none", "--request-timeout", "60"]);
    run.args(["--header", &format!("Authorization: Bearer {}", ana.token)]);
    for path in LEFT_OUT {
        run.args(["--exclude-path", path]);
    }
    let output = run.stdin(Stdio::null()).output().await.expect("schemathesis starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
}
