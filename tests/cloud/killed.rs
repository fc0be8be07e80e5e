//! SIGKILL of the service under load: whatever was acknowledged is there, once, and no reader missed anything.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value as Json, json};
use sqlx::Row as _;
use tests::random::Random;
use tests::wait::LOOK_EVERY;
use tokio::task::JoinSet;
use uuid::Uuid;
use wire::call::SyncNow;
use wire::v1::{Op, Outcome, SyncRequest, UnitSet};

use crate::cloud::Cloud;
use crate::held;
use crate::wire::Wire;
use tests::device::Device;

const ANA: &str = "ana@example.org";
/// How often the service is killed.
const KILLS: u64 = 15;
/// Programs that push by hand.
const PUSHERS: u64 = 4;
/// How long the service runs at most before it is killed, in milliseconds.
const RUNS_MS_MAX: u64 = 900;

/// What a pusher was told.
#[derive(Default)]
struct Told {
    /// Ops that were acknowledged, and the sequence each was given.
    ops: BTreeMap<Uuid, i64>,
    /// The note each expense has by its last acknowledged op.
    notes: BTreeMap<Uuid, String>,
    /// Requests that were sent again because their answer was lost.
    again: u64,
    /// Ops of those that had been done before: the service was killed between its commit and its answer.
    done_before: u64,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_killed_under_load_keeps_what_it_acknowledged_exactly_once() -> Result<()> {
    let seed = Random::seed_from("MEALBOOK_CLOUD_SEED");
    println!("MEALBOOK_CLOUD_SEED={seed}");
    let mut random = Random::new(seed);
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let workspace = laptop.sync().await?.workspace.0;
    let phone = Device::joined(&cloud, ANA).await?;
    let (is_over, is_quiet) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let mut pushers = JoinSet::new();
    for number in 0..PUSHERS {
        let wire = Wire::login(&cloud, ANA).await?;
        let random = Random::new(seed ^ (number + 1));
        pushers.spawn(push(wire, workspace, random, is_over.clone()));
    }
    let reader = tokio::spawn(read(Wire::login(&cloud, ANA).await?, workspace, is_quiet.clone()));
    let devices = {
        let is_over = is_over.clone();
        tokio::spawn(async move {
            let added = tokio::try_join!(work(&laptop, &is_over), work(&phone, &is_over))?;
            anyhow::Ok((laptop, phone, added.0 + added.1))
        })
    };

    for _ in 0..KILLS {
        tokio::time::sleep(Duration::from_millis(random.below(RUNS_MS_MAX))).await;
        cloud.kill()?;
        cloud.serve().await?;
    }
    is_over.store(true, Ordering::SeqCst);
    let mut told = Vec::new();
    while let Some(pusher) = pushers.join_next().await {
        told.push(pusher??);
    }
    let (laptop, phone, added) = devices.await??;
    for device in [&laptop, &phone, &laptop] {
        device.sync().await?;
    }
    is_quiet.store(true, Ordering::SeqCst);
    let read = reader.await??;

    let everything = cloud.everything();
    let stored = held::of_cloud(&everything, workspace).await?;
    let mut log: BTreeMap<Uuid, (i64, Option<i64>)> = BTreeMap::new();
    let statement =
        "select op_id, count(*) as times, max(seq) as seq from op_log where workspace_id = $1 group by op_id";
    for row in sqlx::query(statement).bind(workspace).fetch_all(&everything).await? {
        log.insert(row.try_get("op_id")?, (row.try_get("times")?, row.try_get("seq")?));
    }
    ensure!(log.values().all(|(times, _)| *times == 1), "an op is there twice");
    let mut acknowledged = 0;
    for told in &told {
        for (op, seq) in &told.ops {
            ensure!(log.get(op) == Some(&(1, Some(*seq))), "op {op} at {seq} is {:?}", log.get(op));
            acknowledged += 1;
        }
        for (expense, note) in &told.notes {
            let row = stored.get(&("expense", *expense));
            ensure!(
                row.is_some_and(|row| row.columns["notes"] == **note),
                "{expense} has not {note}: {row:?}"
            );
        }
    }
    let head: i64 = sqlx::query_scalar("select head_seq from workspace_clock where workspace_id = $1")
        .bind(workspace)
        .fetch_one(&everything)
        .await?;
    let mut seqs: Vec<i64> = stored.values().map(|row| row.rev).collect();
    seqs.sort_unstable();
    ensure!(seqs.windows(2).all(|two| two[0] < two[1]), "two rows have one sequence");
    ensure!(seqs.last().is_some_and(|last| *last <= head), "a row lies beyond the head {head}");
    for ((kind, id), row) in &stored {
        let seen = read.get(&((*kind).to_owned(), *id));
        ensure!(seen == Some(&row.rev), "the reader has {kind} {id} at {seen:?}, not at {}", row.rev);
    }
    ensure!(read.len() == stored.len(), "the reader has {} rows of {}", read.len(), stored.len());
    for (who, device) in [("the laptop", &laptop), ("the phone", &phone)] {
        held::compare(who, &held::of_device(device, workspace).await?, &stored)?;
    }
    println!(
        "{KILLS} kills, {acknowledged} ops acknowledged by hand ({} requests again, {} ops done before), {} ops in the log, \
         {added} meals by devices, {} rows, head {head}",
        told.iter().map(|told| told.again).sum::<u64>(),
        told.iter().map(|told| told.done_before).sum::<u64>(),
        log.len(),
        stored.len()
    );
    ensure!(acknowledged > 0 && added > 0);
    Ok(())
}

/// Makes and changes expenses by hand; each request is repeated until it is answered.
async fn push(wire: Wire, workspace: Uuid, mut random: Random, is_over: Arc<AtomicBool>) -> Result<Told> {
    let mut told = Told::default();
    let mut bases: Vec<(Uuid, i64)> = Vec::new();
    let mut number = 0;
    while !is_over.load(Ordering::SeqCst) {
        let mut ops = Vec::new();
        for _ in 0..=random.below(4) {
            number += 1;
            let note = format!("number {number}");
            let old = bases.get(random.below(bases.len().max(1) as u64) as usize).copied();
            let changed = |op: &Op| old.is_some_and(|(id, _)| op.id == id);
            match old.filter(|_| random.below(2) == 0) {
                // Two edits of one row in one request would have to name each other.
                Some((id, base)) if !ops.iter().any(changed) => {
                    ops.push(op(id, base, json!({ "note": { "notes": note } })));
                }
                Some(_) | None => ops.push(op(Uuid::now_v7(), 0, expense(&note))),
            }
        }
        let request = SyncRequest { cursor: None, limit: 1, ops };
        let answer = loop {
            match wire.sync(workspace, &request).await {
                Ok(answer) => break answer,
                // Killed, or not there yet.
                Err(_) => {
                    told.again += 1;
                    tokio::time::sleep(LOOK_EVERY).await;
                }
            }
        };
        for (op, ack) in request.ops.iter().zip(&answer.acks) {
            ensure!(op.op == ack.op && matches!(ack.r, Outcome::Ok | Outcome::Dup), "{ack:?}");
            let Some(seq) = ack.seq else { anyhow::bail!("no sequence: {ack:?}") };
            told.done_before += u64::from(ack.r == Outcome::Dup);
            told.ops.insert(op.op, seq);
            let note = op.set["note"].v["notes"].as_str().unwrap_or_default();
            told.notes.insert(op.id, note.to_owned());
            bases.retain(|(id, _)| *id != op.id);
            bases.push((op.id, seq));
        }
    }
    Ok(told)
}

/// Reads on and on from where it stands; gives the version of every row it was told of.
async fn read(
    wire: Wire,
    workspace: Uuid,
    is_quiet: Arc<AtomicBool>,
) -> Result<BTreeMap<(String, Uuid), i64>> {
    let mut seen = BTreeMap::new();
    let mut cursor = None;
    loop {
        // Asked before the page: whatever was written by then is on it or on one that follows.
        let was_quiet = is_quiet.load(Ordering::SeqCst);
        let request = SyncRequest { cursor: cursor.clone(), limit: 50, ops: Vec::new() };
        match wire.sync(workspace, &request).await {
            Ok(answer) => {
                let is_end = was_quiet && !answer.more && answer.rows.is_empty();
                seen.extend(answer.rows.into_iter().map(|row| ((row.k, row.id), row.seq)));
                cursor = Some(answer.cursor);
                if is_end {
                    return Ok(seen);
                }
            }
            Err(_) => tokio::time::sleep(LOOK_EVERY).await,
        }
    }
}

/// A person with a device: writes and syncs.
async fn work(device: &Device, is_over: &AtomicBool) -> Result<u32> {
    let mut added = 0;
    let mut meals = Vec::new();
    while !is_over.load(Ordering::SeqCst) {
        meals.push(device.add(i64::from(added) + 1_00, "under load").await?);
        added += 1;
        if let Some(meal) = meals.get(meals.len() / 2) {
            device.change(*meal, |input| input.notes = format!("changed {added}")).await?;
        }
        // Offline as often as not.
        let _ = device.ask(SyncNow {}).await;
    }
    Ok(added)
}

fn op(id: Uuid, base: i64, units: Json) -> Op {
    let units = units.as_object().cloned().unwrap_or_default();
    let set = units.into_iter().map(|(unit, v)| {
        let v = v.as_object().cloned().unwrap_or_default();
        (unit, UnitSet { v, b: base, a: Vec::new() })
    });
    let (op, t) = (Uuid::now_v7(), chrono::Utc::now().timestamp_millis());
    Op { op, g: None, k: "expense".into(), id, t, set: set.collect(), heal: false, by: None }
}

fn expense(note: &str) -> Json {
    json!({
        "kind": { "kind": "purchase" },
        "status": { "status": "confirmed" },
        "when": { "occurred_on": "2026-11-20", "occurred_at": 1_763_600_000_000_i64, "reporting_date": "2026-11-20" },
        "money": { "currency": "EUR", "total_minor": 1_290, "tip_base": "none", "amount_is_estimate": false },
        "visibility": { "visibility": "workspace" },
        "business": { "is_business": false, "is_billable": false, "reimbursable": false },
        "receipt": { "receipt_state": "not_needed" },
        "origin": { "source": "manual" },
        "note": { "notes": note },
    })
}
