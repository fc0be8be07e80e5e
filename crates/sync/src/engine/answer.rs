//! Whether an answer is the service's, and what it says.

use wire::v1::{CONTENT_TYPE, PROBLEM_TYPE, Problem, ProblemCode, SyncResponse, header};

/// An answer, read.
#[derive(Debug)]
pub(crate) struct Heard {
    pub(crate) answer: Answer,
    /// The service asks to wait this long, in milliseconds.
    pub(crate) wait_ms: Option<i64>,
}

/// What an answer says.
#[derive(Debug)]
pub(crate) enum Answer {
    /// 200, and complete.
    Ok(Box<SyncResponse>),
    /// A failure of the service's.
    Problem { status: u16, code: ProblemCode, epoch: Option<i32>, floor: Option<i64> },
    /// The service's, but cut off or not to be read.
    Unreadable,
    /// Somebody else's.
    NotFromUs,
}

/// Reads an answer. Nothing in it is believed before it is known to be the service's.
pub(crate) fn read(status: u16, headers: &[(String, String)], body: &[u8]) -> Heard {
    let retry_after = number(headers, "retry-after").filter(|_| matches!(status, 429 | 503));
    if find(headers, header::PROTOCOL).is_none() {
        return Heard { answer: Answer::NotFromUs, wait_ms: retry_after };
    }
    let wait_ms = retry_after.max(number(headers, header::BACKOFF));
    Heard { answer: answer(status, media_type(headers), body), wait_ms }
}

fn answer(status: u16, media_type: &str, body: &[u8]) -> Answer {
    if media_type.eq_ignore_ascii_case(PROBLEM_TYPE) {
        return match serde_json::from_slice::<Problem>(body) {
            Ok(problem) => {
                Answer::Problem { status, code: problem.code, epoch: problem.epoch, floor: problem.floor }
            }
            Err(_) => Answer::Unreadable,
        };
    }
    if !media_type.eq_ignore_ascii_case(CONTENT_TYPE) {
        return Answer::NotFromUs;
    }
    match serde_json::from_slice::<SyncResponse>(body) {
        Ok(response) if status == 200 && response.end => Answer::Ok(Box::new(response)),
        Ok(_) | Err(_) => Answer::Unreadable,
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

fn media_type(headers: &[(String, String)]) -> &str {
    let value = find(headers, "content-type").unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim()
}

/// Seconds in a header, as milliseconds.
fn number(headers: &[(String, String)], name: &str) -> Option<i64> {
    let seconds: i64 = find(headers, name)?.parse().ok()?;
    (seconds > 0).then(|| seconds.saturating_mul(1_000))
}
