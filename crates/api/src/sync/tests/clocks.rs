//! The service's own clock jumps, back and ahead.

use serde_json::json;
use uuid::Uuid;
use wire::v1::{Outcome, WorkspaceKind};

use super::bench::{Bench, expense, op};
use crate::state::Clock;

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// A moment to begin at.
const START_MS: i64 = 1_795_000_000_000;

#[tokio::test]
async fn e126_sequences_go_on_whatever_the_services_clock_does() {
    let clock = Clock::stopped(START_MS);
    let bench = Bench::with_clock(WorkspaceKind::Personal, clock.clone()).await;
    let edited = Uuid::now_v7();
    let first =
        bench.sync(bench.ana, None, vec![op("expense", edited, 0, expense("workspace"))]).await.unwrap();
    let (mut last, mut cursor) = (first.acks[0].seq.unwrap(), first.cursor);
    for (round, jump_ms) in [0, -1, -DAY_MS, -400 * DAY_MS, 0, 800 * DAY_MS, -DAY_MS].into_iter().enumerate()
    {
        clock.advance(jump_ms);
        let made = Uuid::now_v7();
        let note = json!({ "note": { "notes": format!("round {round}") } });
        let ops = vec![op("expense", made, 0, expense("workspace")), op("expense", edited, last, note)];
        let pushed = bench.sync(bench.ana, None, ops).await.unwrap();
        for ack in &pushed.acks {
            assert_eq!(ack.r, Outcome::Ok, "round {round}");
            assert!(ack.seq.unwrap() > last, "round {round}");
            last = ack.seq.unwrap();
        }
        // Who pulls from where they were gets both, and nothing else.
        let pulled = bench.sync(bench.ana, Some(&cursor), Vec::new()).await.unwrap();
        let ids: Vec<Uuid> = pulled.rows.iter().map(|row| row.id).collect();
        assert_eq!(ids, [made, edited], "round {round}");
        assert_eq!(pulled.rows[1].d["notes"], format!("round {round}"));
        assert_eq!(pulled.head, last);
        cursor = pulled.cursor;
    }
}
