//! What becomes of a message on its way: the faults of SYNC.md 10.2, drawn for each message from its own randomness.

use tests::random::Random;

use crate::script::Weather;

/// The longest a device waits for an answer, in milliseconds.
pub const PATIENCE_MS: i64 = 30_000;
/// How late a request that was doubled on its way may still arrive, in milliseconds.
const LATE_MS: u64 = 30 * 60_000;

/// What becomes of a request and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// When the request reaches the service, once for each time it does; in milliseconds from now.
    pub arrivals: Vec<i64>,
    /// What comes back of the first arrival, or instead of it.
    pub answer: Answer,
    /// How long the answer is on its way, in milliseconds.
    pub back_ms: i64,
}

/// What the device hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What the service said.
    Whole,
    /// The beginning of what the service said: this share of it, in thousandths.
    CutOff(u64),
    /// Nothing.
    Nothing,
    /// A page of a hotel.
    LoginPage,
    /// A redirect to a page of a hotel.
    Redirect,
    /// Something between answers with this status, without what the protocol asks for.
    Gateway(u16),
    /// The service itself answers with this status and a problem, without having looked at the request.
    Problem(u16),
}

/// Draws the fate of one message.
pub fn fate(weather: Weather, random: &mut Random) -> Fate {
    let there_ms = 5 + random.below(120) as i64;
    let back_ms = 5 + random.below(120) as i64;
    let plain = Fate { arrivals: vec![there_ms], answer: Answer::Whole, back_ms };
    let unheard = |answer| Fate { arrivals: vec![], answer, back_ms };
    match weather {
        Weather::Clear => plain,
        Weather::Offline => unheard(Answer::Nothing),
        Weather::Portal => unheard(if random.below(3) == 0 { Answer::Redirect } else { Answer::LoginPage }),
        Weather::OneWay => Fate { answer: Answer::Nothing, ..plain },
        Weather::Storm => storm(plain, random),
        Weather::Slow if random.below(2) == 0 => {
            Fate { back_ms: PATIENCE_MS - 1_000 + random.below(PATIENCE_MS as u64) as i64, ..plain }
        }
        Weather::Slow => plain,
    }
}

fn storm(plain: Fate, random: &mut Random) -> Fate {
    let there_ms = plain.arrivals[0];
    let unheard = |answer| Fate { arrivals: vec![], answer, back_ms: plain.back_ms };
    match random.below(16) {
        0 | 1 => unheard(Answer::Nothing),
        2 | 3 => Fate { answer: Answer::Nothing, ..plain },
        4 => Fate { arrivals: vec![there_ms, there_ms + 1 + random.below(2_000) as i64], ..plain },
        5 => Fate { arrivals: vec![there_ms, there_ms + random.below(LATE_MS) as i64], ..plain },
        6 => Fate { arrivals: vec![there_ms + random.below(2 * PATIENCE_MS as u64) as i64], ..plain },
        7 => Fate { back_ms: plain.back_ms + random.below(2 * PATIENCE_MS as u64) as i64, ..plain },
        8 => Fate { answer: Answer::CutOff(random.below(1_000)), ..plain },
        9 => unheard(Answer::LoginPage),
        10 => Fate { answer: Answer::Gateway(*random.one_of(&[500, 502, 503, 504, 200])), ..plain },
        11 => unheard(Answer::Gateway(*random.one_of(&[301, 302, 400, 403, 404, 407, 408, 413, 502, 511]))),
        12 => unheard(Answer::Problem(*random.one_of(&[401, 413, 429, 500, 503]))),
        _ => plain,
    }
}
