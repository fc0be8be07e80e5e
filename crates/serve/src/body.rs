//! Reads a request body up to a limit, without ever holding more than that.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;
use wire::{Code, Fault};

/// How long a sender may pause within a body.
pub const PAUSE_MAX: Duration = Duration::from_secs(30);
/// How long a whole body may take.
pub const BODY_TIME_MAX: Duration = Duration::from_secs(15 * 60);
/// How much of a refused body is still read, so that the sender gets to see the answer instead of a broken connection.
pub const DRAIN_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// How long that may take.
pub const DRAIN_TIME_MAX: Duration = Duration::from_secs(20);

/// The body, or `FileTooLarge` with the limit in bytes.
pub async fn read(headers: &HeaderMap, body: Body, limit: u64) -> Result<Vec<u8>, Fault> {
    let reading = tokio::time::timeout(BODY_TIME_MAX, collect(headers, body, limit));
    reading.await.unwrap_or_else(|_| Err(Fault::new(Code::Unreachable)))
}

async fn collect(headers: &HeaderMap, mut body: Body, limit: u64) -> Result<Vec<u8>, Fault> {
    let declared = length(headers);
    if declared.is_some_and(|length| length > limit) {
        // A sender that asked first has not sent anything yet, and need not.
        if !headers.contains_key(header::EXPECT) {
            drain(body).await;
        }
        return Err(too_large(limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(declared.unwrap_or(0)).unwrap_or(0));
    loop {
        let frame = match tokio::time::timeout(PAUSE_MAX, body.frame()).await {
            Err(_) => return Err(Fault::new(Code::Unreachable)),
            Ok(None) => return Ok(bytes),
            Ok(Some(Err(_))) => return Err(Fault::new(Code::Unreachable)),
            Ok(Some(Ok(frame))) => frame,
        };
        let Ok(data) = frame.into_data() else { continue };
        if (bytes.len() + data.len()) as u64 > limit {
            drop(bytes);
            drain(body).await;
            return Err(too_large(limit));
        }
        bytes.extend_from_slice(&data);
    }
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn too_large(limit: u64) -> Fault {
    Fault::with_number(Code::FileTooLarge, i64::try_from(limit).unwrap_or(i64::MAX))
}

async fn drain(mut body: Body) {
    let reading = async {
        let mut drained = 0;
        while let Some(Ok(frame)) = body.frame().await {
            drained += frame.data_ref().map_or(0, |data| data.len() as u64);
            if drained > DRAIN_BYTES_MAX {
                break;
            }
        }
    };
    // Too slow is as good as gone: the connection is closed after the answer.
    let _ = tokio::time::timeout(DRAIN_TIME_MAX, reading).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_of_exactly_the_limit_is_read_and_one_byte_more_is_refused() {
        let read = |size: usize| async move { read(&HeaderMap::new(), Body::from(vec![7; size]), 10).await };
        assert_eq!(read(10).await.unwrap().len(), 10);
        assert_eq!(read(11).await.unwrap_err(), Fault::with_number(Code::FileTooLarge, 10));
    }
}
