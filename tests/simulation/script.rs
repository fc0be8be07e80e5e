//! What happens in one run: a list of steps made from a seed alone, so that a failing run can be repeated with fewer of them.

use tests::random::Random;

/// Milliseconds of an hour.
pub const HOUR_MS: i64 = 3_600_000;
/// Milliseconds of a day.
pub const DAY_MS: i64 = 24 * HOUR_MS;
/// Milliseconds of a century.
const CENTURY_MS: i64 = 36_525 * DAY_MS;
/// The most devices of one run.
pub const DEVICES_MAX: usize = 8;
/// The most people of one run.
const PEOPLE_MAX: u64 = 3;

/// One thing that happens at one moment.
#[derive(Debug, Clone)]
pub struct Step {
    /// When, in milliseconds since the run began.
    pub at_ms: i64,
    /// Its own randomness: taking other steps away does not change what this one does.
    pub salt: u64,
    /// What happens.
    pub what: What,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A person does something on a device.
    Act { device: usize },
    /// A person edits one expense again and again, faster than it can be sent.
    Type { device: usize },
    /// Two people do so with the same expense at the same time.
    Duel { device: usize, other: usize },
    /// A device is without network for a while. When it is back, its person types while it catches up.
    Away { device: usize, for_ms: i64 },
    /// The process dies at the `effects`th effect from now, before or after it is carried out.
    Crash { device: usize, effects: u32, after: bool },
    /// Power fails in the middle of what an engine has done: this many commits from now, before the next.
    Tear { device: usize, commits: u32 },
    /// Power fails and the last commits were never on the disk.
    LoseCommits { device: usize },
    /// A copy of the installation is kept.
    Keep { device: usize },
    /// The copy kept is put back.
    PutBack { device: usize },
    /// The installation is copied to another device of the same person, which lives on beside it.
    Clone { device: usize },
    /// A second process works on the same file for a while.
    Twin { device: usize },
    /// The device's clock jumps.
    ClockJump { device: usize, by_ms: i64 },
    /// The network of a device is in this state from now on.
    Network { device: usize, weather: Weather },
    /// The disk is full for some writes.
    DiskFull { device: usize },
    /// The service is backed up.
    BackUp,
    /// The service goes back to a backup.
    RestoreServer { forgets_epoch: bool },
    /// A person loses access, and gets it back later.
    Revoke { person: usize },
    /// A person who lost access has it again.
    Readmit { person: usize },
    /// What a person sees changes between everything and their own.
    Rescope { person: usize },
    /// What a person may do changes between reading and writing.
    Demote { person: usize },
    /// Old deletions are forgotten by the service.
    Purge,
    /// The service does not know templates for a while.
    OlderService { is_older: bool },
    /// A newer program writes what this one does not know.
    NewerClient,
}

/// What a device's network does to messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// Everything arrives.
    Clear,
    /// Some messages are lost, doubled, late, cut off or answered by something else.
    Storm,
    /// Many answers come when nobody waits for them any more.
    Slow,
    /// Nothing arrives.
    Offline,
    /// A login page answers everything.
    Portal,
    /// Requests arrive and no answer comes back.
    OneWay,
}

/// What the people of a run mostly do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Everything.
    Mixed,
    /// They make, rename and use tags and categories of few names.
    Names,
    /// They change several rows in one go, delete and hide.
    Bulk,
    /// They all work on one expense.
    OneRow,
}

/// Everything that happens in one run.
#[derive(Debug, Clone)]
pub struct Script {
    /// The seed it was made from.
    pub seed: u64,
    /// For each device the person it belongs to.
    pub owners: Vec<usize>,
    /// For each device how far its clock is off.
    pub clocks_ms: Vec<i64>,
    /// Whether the workspace is a company, where members may see only their own.
    pub is_company: bool,
    /// What its people mostly do.
    pub habit: Habit,
    /// Rows of one page.
    pub page_rows: u32,
    /// What happens, in order.
    pub steps: Vec<Step>,
    /// How long people and faults go on, in milliseconds.
    pub length_ms: i64,
}

impl Script {
    /// The script of `seed`, with this many devices when it is said.
    pub fn new(seed: u64, devices: Option<usize>) -> Self {
        let mut random = Random::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x6d65_616c);
        let drawn = [1, 2, 2, 2, 3, 3, 3, 4, 4, 5][random.below(10) as usize];
        let drawn = if random.below(40) == 0 { DEVICES_MAX } else { drawn };
        let devices = devices.unwrap_or(drawn).clamp(1, DEVICES_MAX);
        let people = 1 + random.below(PEOPLE_MAX.min(devices as u64)) as usize;
        let owners = (0..devices).map(|device| device % people).collect();
        let clocks_ms = (0..devices).map(|_| clock(&mut random)).collect();
        let mut script = Self {
            seed,
            owners,
            clocks_ms,
            is_company: people > 1 && random.below(3) == 0,
            habit: *random.one_of(&[
                Habit::Mixed,
                Habit::Mixed,
                Habit::Mixed,
                Habit::Names,
                Habit::Bulk,
                Habit::OneRow,
            ]),
            page_rows: [2, 3, 5, 8, 1_000][random.below(5) as usize],
            steps: Vec::new(),
            length_ms: 0,
        };
        script.fill(&mut random, devices, people);
        script
    }

    fn fill(&mut self, random: &mut Random, devices: usize, people: usize) {
        // Each run has its own character: a run with every fault at once hides what one alone would show.
        let is_rough = random.below(4) != 0;
        let faults = Faults::drawn(random, is_rough);
        let count = 12 + random.below(18) + 4 * devices as u64;
        let pace_ms = [400, 2_000, 20_000, 120_000][random.below(4) as usize];
        let mut at_ms = 1_000;
        let is_away_often = random.below(3) == 0;
        for _ in 0..count {
            at_ms += 1 + random.below(pace_ms * 2) as i64;
            let device = random.below(devices as u64) as usize;
            let what = if is_away_often && random.below(8) == 0 {
                What::Away { device, for_ms: (2 + random.below(8) as i64) * pace_ms as i64 }
            } else {
                faults.draw(random, device, people)
            };
            self.steps.push(Step { at_ms, salt: random.any(), what });
        }
        self.length_ms = at_ms + 2_000;
    }

    /// The script with only the steps named.
    pub fn with_steps(&self, kept: &[usize]) -> Self {
        let steps = kept.iter().map(|at| self.steps[*at].clone()).collect();
        Self { steps, ..self.clone() }
    }
}

/// Most clocks are a little off, some are a century off.
fn clock(random: &mut Random) -> i64 {
    let around = |random: &mut Random, most: i64| random.below(2 * most as u64) as i64 - most;
    match random.below(6) {
        0 => around(random, CENTURY_MS),
        1 => around(random, 400 * DAY_MS),
        2 | 3 => around(random, 2 * HOUR_MS),
        4 => around(random, 5_000),
        _ => 0,
    }
}

/// Draws a step other than a person's edit, for a device and so many people.
type Fault = fn(&mut Random, usize, usize) -> What;

/// How often, of a hundred steps, something other than a person's edit happens.
struct Faults {
    weights: Vec<(u64, Fault)>,
}

impl Faults {
    fn drawn(random: &mut Random, is_rough: bool) -> Self {
        let all: &[Fault] = &[
            |random, device, _| What::Crash {
                device,
                effects: random.below(12) as u32,
                after: random.below(2) == 0,
            },
            |random, device, _| What::Tear { device, commits: random.below(3) as u32 },
            |_, device, _| What::LoseCommits { device },
            |_, device, _| What::Keep { device },
            |_, device, _| What::PutBack { device },
            |_, device, _| What::Clone { device },
            |_, device, _| What::Twin { device },
            |random, device, _| What::ClockJump { device, by_ms: clock(random) },
            |random, device, _| What::Network { device, weather: weather(random) },
            |_, device, _| What::DiskFull { device },
            |_, _, _| What::BackUp,
            |random, _, _| What::RestoreServer { forgets_epoch: random.below(4) == 0 },
            |random, _, people| What::Revoke { person: random.below(people as u64) as usize },
            |random, _, people| What::Readmit { person: random.below(people as u64) as usize },
            |random, _, people| What::Rescope { person: random.below(people as u64) as usize },
            |random, _, people| What::Demote { person: random.below(people as u64) as usize },
            |_, _, _| What::Purge,
            |random, _, _| What::OlderService { is_older: random.below(2) == 0 },
            |_, _, _| What::NewerClient,
        ];
        let mut weights = Vec::new();
        for fault in all {
            let weight = if !is_rough { 0 } else { [0, 0, 1, 2, 5][random.below(5) as usize] };
            weights.push((weight, *fault));
        }
        Self { weights }
    }

    fn draw(&self, random: &mut Random, device: usize, people: usize) -> What {
        let mut at = random.below(100);
        for (weight, fault) in &self.weights {
            if at < *weight {
                return fault(random, device, people);
            }
            at -= weight;
        }
        match random.below(16) {
            0 => What::Type { device },
            1 => What::Duel { device, other: random.below(DEVICES_MAX as u64) as usize },
            _ => What::Act { device },
        }
    }
}

fn weather(random: &mut Random) -> Weather {
    *random.one_of(&[
        Weather::Clear,
        Weather::Storm,
        Weather::Storm,
        Weather::Storm,
        Weather::Slow,
        Weather::Slow,
        Weather::Offline,
        Weather::Portal,
        Weather::OneWay,
    ])
}
