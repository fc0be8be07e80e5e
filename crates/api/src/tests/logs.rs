//! What is logged of a login: that it was, and nothing of whom.

use uuid::Uuid;

use super::service::{PASSWORD, Service};
use crate::testing::log;

#[tokio::test]
async fn neither_address_nor_password_nor_token_nor_code_is_logged() {
    log::keep();
    let service = Service::start().await;
    let ana = service.someone("ana-who-is-logged").await;
    service.log_in(&ana.email, "a wrong secret", Uuid::now_v7(), None).await;
    service.get("/v1/account", &ana.token).await;
    let mail = service.mails(&ana.email).await.pop().unwrap();
    let log = log::read();
    assert!(log.contains("\"request_id\"") && log.contains("/v1/sessions"), "{log}");
    let code = mail.split_whitespace().find(|word| word.len() == 9 && word.contains('-')).unwrap();
    for secret in [&ana.email, PASSWORD, "a wrong secret", &ana.token, &ana.refresh, code] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
}
