//! Answers: the service's, and those of whatever stands between it and a device.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use api::push::{Member, StoredRow};
use serde_json::Value as Json;
use uuid::Uuid;
use wire::v1::{
    Ack, Op, Outcome, PROBLEM_TYPE, PROTOCOL, Problem, ProblemCode, Row, Scope, SyncRequest, SyncResponse,
    header,
};

use super::{Reply, Served, Server};
use crate::coverage::Coverage;
use crate::device::EPOCH_MS;
use crate::dump::print_of;
use crate::network::Answer;

impl Served {
    /// An answer that changed nothing.
    pub(super) fn only(reply: Reply) -> Self {
        let lines = vec![format!("{}", reply.status)];
        Self {
            reply,
            acks: Vec::new(),
            log: Vec::new(),
            cards: Vec::new(),
            again: Vec::new(),
            split: Vec::new(),
            remaps: Vec::new(),
            has_moved: false,
            lines,
        }
    }
}

impl Server {
    pub(super) fn reply(now_ms: i64, status: u16, media_type: &str, body: Vec<u8>) -> Reply {
        let headers = [
            ("content-type", media_type.to_owned()),
            (header::PROTOCOL, PROTOCOL.to_string()),
            (header::TIME, (EPOCH_MS + now_ms).to_string()),
        ];
        let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Reply { status, headers, body, is_portal: false }
    }

    pub(super) fn refusal(&self, now_ms: i64, status: u16, code: ProblemCode) -> Reply {
        let is_epoch = code == ProblemCode::Epoch;
        let problem = Problem {
            kind: "https://mealbook.app/problems/simulated".to_owned(),
            status,
            title: "simulated".to_owned(),
            detail: None,
            code,
            request_id: None,
            fields: Vec::new(),
            epoch: is_epoch.then_some(self.epoch),
            floor: is_epoch.then_some(self.floor),
            limit: None,
            protocols: None,
        };
        Self::reply(now_ms, status, PROBLEM_TYPE, serde_json::to_vec(&problem).unwrap_or_default())
    }

    /// What somebody else answers, or the service without having looked; `None` when nothing comes.
    pub fn stranger(&self, now_ms: i64, answer: &Answer) -> Option<Reply> {
        let page = |status: u16| Reply {
            status,
            headers: vec![("content-type".to_owned(), "text/html".to_owned())],
            body: b"<html><title>Welcome to our Wi-Fi</title></html>".to_vec(),
            is_portal: true,
        };
        match answer {
            Answer::Whole | Answer::CutOff(_) | Answer::Nothing => None,
            Answer::LoginPage => Some(page(200)),
            Answer::Redirect => Some(page(302)),
            Answer::Gateway(status) => Some(page(*status)),
            Answer::Problem(status) => {
                let code = match status {
                    401 => ProblemCode::Unauthenticated,
                    413 => ProblemCode::TooLarge,
                    429 => ProblemCode::RateLimited,
                    503 => ProblemCode::Unavailable,
                    _ => ProblemCode::Internal,
                };
                Some(self.refusal(now_ms, *status, code))
            }
        }
    }

    /// I10: nothing in an answer is for other eyes. The rule is written down here once more, by people and not by code.
    pub(super) fn check_isolation(&self, member: &Member, response: &SyncResponse) -> Result<()> {
        for row in response.rows.iter().chain(&response.own).filter(|row| !row.gone) {
            let Some(expense) = self.expense_of(row) else { continue };
            if expense.created_by == member.user {
                continue;
            }
            let visibility = expense.text("visibility").unwrap_or("private");
            let is_child = row.k != "expense";
            let is_allowed = member.scope == Scope::All
                && (visibility == "workspace" || (visibility == "amount_only" && !is_child && row.masked));
            ensure!(is_allowed, "I10: {} {} ({visibility}) is shown to somebody else", row.k, row.id);
            let shows_note = row.d.contains_key("notes") || row.d.contains_key("place_id");
            ensure!(!(row.masked && shows_note), "I10: a masked expense shows its note");
        }
        Ok(())
    }

    fn expense_of(&self, row: &Row) -> Option<&StoredRow> {
        let id = match row.k.as_str() {
            "expense" => row.id,
            _ => Uuid::parse_str(row.d.get("expense_id").and_then(Json::as_str)?).ok()?,
        };
        self.loaded.rows.get(&("expense", id))
    }

    pub(super) fn remember_refused(&mut self, ops: &[Op], acks: &[Ack]) {
        for (op, _) in ops.iter().zip(acks).filter(|(_, ack)| ack.r == Outcome::Rejected) {
            for (unit, set) in &op.set {
                self.refused.insert((op.id, unit.clone(), print_of(&op.k, unit, &set.v)));
            }
        }
    }
}

/// Groups of which a part was refused and a part was not.
pub(super) fn split(ops: &[Op], acks: &[Ack]) -> Vec<Uuid> {
    let of = |is_refused: bool| -> BTreeSet<Uuid> {
        ops.iter()
            .zip(acks)
            .filter(|(_, ack)| (ack.r == Outcome::Rejected) == is_refused && ack.r != Outcome::Dup)
            .filter_map(|(op, _)| op.g)
            .collect()
    };
    of(true).intersection(&of(false)).copied().collect()
}

pub(super) fn cover(response: &SyncResponse, coverage: &mut Coverage) {
    if response.more {
        coverage.saw("paged");
    }
    for row in response.rows.iter().chain(&response.own) {
        if row.gone {
            coverage.saw("gone");
        }
        if row.masked {
            coverage.saw("masked");
        }
        if row.k == "conflict" && row.d.contains_key("resolved_at") {
            coverage.saw("card_resolved");
        }
    }
}

pub(super) fn lines(request: &SyncRequest, response: &SyncResponse) -> Vec<String> {
    let mut lines = Vec::new();
    for (op, ack) in request.ops.iter().zip(&response.acks) {
        let units: Vec<String> = op
            .set
            .iter()
            .map(|(unit, set)| format!("{unit}@{}+{:?}={}", set.b, set.a, Json::Object(set.v.clone())))
            .collect();
        lines.push(format!(
            "{} {} {} t {} heal {}: {:?} {:?} {:?} {}",
            op.op,
            op.k,
            op.id,
            op.t,
            op.heal,
            ack.r,
            ack.seq,
            ack.code,
            units.join(" ")
        ));
    }
    let names = |rows: &[Row]| {
        rows.iter()
            .map(|row| format!("{} {}@{}{}", row.k, row.id, row.seq, if row.gone { " gone" } else { "" }))
            .collect::<Vec<_>>()
            .join(", ")
    };
    lines.push(format!(
        "{:?} to {} of {}, more {}: {} / {}",
        request.cursor,
        response.cursor,
        response.head,
        response.more,
        names(&response.rows),
        names(&response.own)
    ));
    lines
}
