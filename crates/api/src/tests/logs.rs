//! What is logged of a login: that it was, and nothing of whom.

use std::io::Write;
use std::sync::{Arc, Mutex};

use tracing_subscriber::fmt::MakeWriter;
use uuid::Uuid;

use super::service::{PASSWORD, Service};
use crate::logging;

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Memory {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn neither_address_nor_password_nor_token_nor_code_is_logged() {
    let memory = Memory::default();
    // For the whole program: what other tests log meanwhile must hold none of this either.
    tracing::subscriber::set_global_default(logging::subscriber("trace", memory.clone())).unwrap();
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    service.log_in(&ana.email, "a wrong secret", Uuid::now_v7(), None).await;
    service.get("/v1/account", &ana.token).await;
    let mail = service.mails(&ana.email).await.pop().unwrap();
    let log = String::from_utf8(memory.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("\"request_id\"") && log.contains("/v1/sessions"), "{log}");
    let code = mail.split_whitespace().find(|word| word.len() == 9 && word.contains('-')).unwrap();
    for secret in ["ana@example.com", "Ana", PASSWORD, "a wrong secret", &ana.token, &ana.refresh, code] {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
}
