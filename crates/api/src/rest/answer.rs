//! Answers that were given under an Idempotency-Key: the same request again gets the same answer, byte for byte.

use http::{HeaderMap, HeaderName, StatusCode};
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, Row as _};
use uuid::Uuid;

use crate::{Error, Result};

/// The header.
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The longest key, in characters.
pub(crate) const KEY_CHARS_MAX: usize = 200;
/// How long answers are kept, in days.
pub const ANSWER_DAYS: i64 = 40;

/// Namespace of the ids that follow from keys (a UUID of our own, fixed for ever).
const KEY_NAMESPACE: Uuid = Uuid::from_u128(0x2e9b_6d1c_08f4_4f0b_b1a7_5c3e_91d2_7f64);

/// A key, as it stands for one request of one person in one workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    /// Where ids of ops come from.
    pub namespace: Uuid,
    key_hash: [u8; 32],
    request_hash: [u8; 32],
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status.
    pub status: StatusCode,
    /// Where the row is.
    pub location: Option<String>,
    /// Its version.
    pub etag: Option<String>,
    /// The document.
    pub body: Option<String>,
}

impl Key {
    /// The key of a request, when it has one.
    pub(crate) fn read(
        headers: &HeaderMap,
        workspace: Uuid,
        user: Uuid,
        request: &[&[u8]],
    ) -> Result<Option<Self>> {
        let Some(value) = headers.get(&IDEMPOTENCY_KEY) else { return Ok(None) };
        let key = value.to_str().ok().filter(|key| !key.is_empty() && key.len() <= KEY_CHARS_MAX);
        let key = key.ok_or_else(|| Error::field("/Idempotency-Key", "malformed"))?;
        let name = [workspace.as_bytes(), user.as_bytes(), key.as_bytes()].concat();
        let mut hasher = Sha256::new();
        for part in request {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        Ok(Some(Self {
            namespace: Uuid::new_v5(&KEY_NAMESPACE, &name),
            key_hash: Sha256::digest(key.as_bytes()).into(),
            request_hash: hasher.finalize().into(),
        }))
    }

    /// The answer that was given; refuses the key for another request.
    pub(crate) async fn find(
        &self,
        connection: &mut PgConnection,
        workspace: Uuid,
        user: Uuid,
    ) -> Result<Option<Answer>> {
        let row = sqlx::query(include_str!("find_answer.sql"))
            .bind(workspace)
            .bind(user)
            .bind(&self.key_hash[..])
            .fetch_optional(connection)
            .await?;
        let Some(row) = row else { return Ok(None) };
        if row.try_get::<Vec<u8>, _>("request_hash")? != self.request_hash {
            return Err(Error::field("/Idempotency-Key", "used_for_another_request"));
        }
        let status = u16::try_from(row.try_get::<i16, _>("status")?).unwrap_or_default();
        Ok(Some(Answer {
            status: StatusCode::from_u16(status).map_err(|_| Error::Internal("a stored answer"))?,
            location: row.try_get("location")?,
            etag: row.try_get("etag")?,
            body: row.try_get("body")?,
        }))
    }

    /// Keeps an answer; the first of two that come at the same time is kept.
    pub(crate) async fn keep(
        &self,
        connection: &mut PgConnection,
        workspace: Uuid,
        user: Uuid,
        answer: &Answer,
        now_ms: i64,
    ) -> Result<()> {
        sqlx::query(include_str!("put_answer.sql"))
            .bind(workspace)
            .bind(user)
            .bind(&self.key_hash[..])
            .bind(&self.request_hash[..])
            .bind(i16::try_from(answer.status.as_u16()).unwrap_or_default())
            .bind(&answer.location)
            .bind(&answer.etag)
            .bind(&answer.body)
            .bind(now_ms)
            .execute(connection)
            .await?;
        Ok(())
    }
}
