//! Clocks that are wrong, by an hour or by decades, or jump.

use anyhow::{Context, Result};
use app::Env;
use chrono::{DateTime, Duration, Utc};
use domain::ExpenseId;
use tests::cloud::Cloud;
use tests::device::Device;
use wire::call::{ConflictCard, ListConflicts, SyncNow, SyncState};

use crate::line::Line;

const ANA: &str = "ana@example.org";

/// A clock that is off by so much and runs when it is told to.
struct Off {
    env: Env,
    by: Duration,
}

impl Off {
    fn new(by: Duration) -> Self {
        Self { env: Env::fixed(Utc::now() + by, "Europe/Zurich"), by }
    }

    /// The time that passed shows.
    fn run(&self) {
        self.env.set_now(Utc::now() + self.by);
    }

    /// Somebody sets it.
    fn set(&mut self, by: Duration) {
        self.by = by;
        self.run();
    }
}

fn to(moment: &str) -> Result<Duration> {
    Ok(moment.parse::<DateTime<Utc>>()? - Utc::now())
}

/// What everything ends as, whatever the phone's clock says.
#[derive(Debug, PartialEq)]
struct End {
    total: i64,
    note: String,
    cards: Vec<(String, i64)>,
}

async fn end(device: &Device, meal: ExpenseId) -> Result<End> {
    let form = device.form(meal).await?.0;
    let amount = |card: &ConflictCard| {
        let kept = card.values.iter().find(|value| value.column == "total_minor");
        kept.and_then(|value| value.kept.as_deref()).map_or(0, |kept| kept.len() as i64)
    };
    let cards = device.ask(ListConflicts::default()).await?;
    let cards = cards.iter().map(|card| (card.unit.clone(), amount(card))).collect();
    Ok(End { total: form.total_minor, note: form.notes, cards })
}

#[tokio::test(flavor = "multi_thread")]
async fn e101_whatever_a_clock_says_everything_ends_alike() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let jumps =
        [Duration::days(1), Duration::days(-1), to("1970-01-01T00:00:10Z")?, to("2038-01-19T03:14:08Z")?];
    let mut runs: Vec<Vec<Duration>> =
        [0, 1, -1, 24, -24].into_iter().map(|hours| vec![Duration::hours(hours)]).collect();
    runs.extend([vec![jumps[2]], vec![jumps[3]], jumps.to_vec()]);
    let mut ends = Vec::new();
    for run in runs {
        let mut clock = Off::new(run[0]);
        let phone = Device::joined_at(cloud.url(), clock.env.clone(), ANA).await?;
        let mut next = run.iter().copied().cycle();
        let mut tick = |clock: &mut Off| clock.set(next.next().unwrap_or_default());

        // One after the other: the later stands without a card.
        let meal = laptop.add(10_00, "one").await?;
        laptop.sync().await?;
        tick(&mut clock);
        phone.sync().await?;
        phone.change(meal, |input| input.total_minor = 11_00).await?;
        tick(&mut clock);
        phone.sync().await?;
        laptop.sync().await?;
        laptop.change(meal, |input| input.notes = "two".into()).await?;
        laptop.sync().await?;
        assert_eq!(laptop.ask(ListConflicts { expense: Some(meal), resolved: true }).await?, []);

        // Without knowing of each other: both amounts are on the card, and what stands is the same everywhere.
        tick(&mut clock);
        phone.sync().await?;
        laptop.change(meal, |input| input.total_minor = 12_00).await?;
        clock.run();
        phone.change(meal, |input| input.total_minor = 13_00).await?;
        for device in [&laptop, &phone, &laptop, &phone] {
            clock.run();
            device.sync().await?;
        }
        let (here, there) = (end(&laptop, meal).await?, end(&phone, meal).await?);
        assert_eq!(here, there, "{run:?}");
        let card = laptop.ask(ListConflicts::default()).await?;
        let card = card.iter().find(|card| card.expense == Some(meal)).context("there is no card")?;
        laptop
            .ask(wire::call::ResolveConflict { id: card.id, choice: wire::call::ConflictChoice::Keep })
            .await?;
        laptop.sync().await?;
        // Which of two edits of the same second stands depends on how long the line took when the clocks were compared.
        assert!([12_00, 13_00].contains(&here.total), "{run:?}");
        ends.push((run, End { total: 0, ..here }));
    }
    for (run, end) in &ends {
        assert_eq!(*end, ends[0].1, "{run:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e186_a_clock_a_day_ahead_refreshes_no_token_that_is_still_good() -> Result<()> {
    let cloud = Cloud::start().await?;
    let line = Line::to(&cloud).await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    for by in [Duration::days(1), Duration::days(-1)] {
        let clock = Off::new(by);
        let phone = Device::joined_at(line.url(), clock.env.clone(), ANA).await?;
        let before = line.count("/sessions/refresh");
        for cents in 0..10 {
            clock.run();
            phone.add(10_00 + cents, "tomorrow").await?;
            assert_eq!(phone.ask(SyncNow {}).await?.state, SyncState::UpToDate);
        }
        assert_eq!(line.count("/sessions/refresh") - before, 0);
        // After a restart there is no access token: it is asked for once.
        let phone = phone.restarted().await?;
        for _ in 0..5 {
            phone.sync().await?;
        }
        assert_eq!(line.count("/sessions/refresh") - before, 1);
    }
    Ok(())
}
