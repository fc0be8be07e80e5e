//! Access tokens: a JWT signed with EdDSA, good for fifteen minutes and one device.

use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Keys;
use crate::Error;

/// Seconds an access token is good for.
pub const ACCESS_S: i64 = 15 * 60;
/// Seconds its end may be passed: clocks of two instances differ.
const LEEWAY_S: i64 = 5;
/// Who makes them.
const ISSUER: &str = "mealbook";
/// Who they are for.
const AUDIENCE: &str = "mealbook";

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The account.
    pub sub: Uuid,
    /// The device.
    pub did: Uuid,
    /// The login.
    pub sid: Uuid,
    /// When it was made, seconds since 1970, UTC.
    pub iat: i64,
    /// When it ends.
    pub exp: i64,
    /// Who made it.
    pub iss: String,
    /// Who it is for.
    pub aud: String,
}

impl Claims {
    /// What a token made now says.
    pub fn new(account: Uuid, device: Uuid, session: Uuid, now_ms: i64) -> Self {
        let iat = now_ms / 1_000;
        Self {
            sub: account,
            did: device,
            sid: session,
            iat,
            exp: iat + ACCESS_S,
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
        }
    }

    /// The token, signed with the newest key.
    pub fn sign(&self, keys: &Keys) -> Result<String, Error> {
        let (id, key) = keys.signing();
        let header = Header { kid: Some(id), ..Header::new(Algorithm::EdDSA) };
        encode(&header, self, &key).map_err(|_| Error::Internal("access token"))
    }

    /// What a token says, when a known key signed it and it has not ended.
    pub fn read(token: &str, keys: &Keys, now_ms: i64) -> Result<Self, Error> {
        let header = decode_header(token).map_err(|_| Error::Unauthenticated)?;
        let key = header.kid.and_then(|id| keys.verifying(&id, now_ms)).ok_or(Error::Unauthenticated)?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The end is checked below, with the service's own clock.
        validation.validate_exp = false;
        let claims: Self = decode(token, &key, &validation).map_err(|_| Error::Unauthenticated)?.claims;
        if now_ms / 1_000 > claims.exp + LEEWAY_S {
            return Err(Error::Unauthenticated);
        }
        Ok(claims)
    }
}
