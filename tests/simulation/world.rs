//! One run: devices, people, a network and a service in virtual time, one event after the other.

mod applied;
mod finish;
mod messages;
mod programs;
mod steps;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use sync::engine::{Event, RequestId};
use tests::random::Random;
use uuid::Uuid;

use crate::coverage::Coverage;
use crate::device::{Copy, Device};
use crate::network::Answer;
use crate::person::Stroke;
use crate::script::{Script, Weather};
use crate::server::{Reply, Server};
use crate::trace::{self, Trace};
use crate::typed::Typed;

/// The workspace of every run.
pub const WORKSPACE: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
/// The most events of one run: beyond it something goes round in circles.
const EVENTS_MAX: u64 = 60_000;

/// What a run came to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Count and hash of the lines of its trace.
    pub print: (u64, u64),
    /// What happened in it.
    pub coverage: Coverage,
    /// What was wrong, if anything was.
    pub failure: Option<String>,
    /// The last lines of its trace.
    pub tail: String,
}

/// A run under way.
pub struct World {
    script: Script,
    now_ms: i64,
    order: u64,
    queue: BinaryHeap<Reverse<Entry>>,
    events: u64,
    server: Server,
    devices: Vec<Device>,
    typed: Typed,
    /// Every op the service ever answered, in times that were taken back too.
    answered: BTreeSet<Uuid>,
    /// Ops of user actions that changed several rows, and all ops of that action.
    actions: BTreeMap<Uuid, Arc<BTreeSet<Uuid>>>,
    trace: Trace,
    coverage: Coverage,
    template: Copy,
    folder: PathBuf,
    backups: Vec<Server>,
    /// Faults have stopped, and everything has to come to rest.
    is_calm: bool,
    /// Service and devices were made to lose what nobody else has: some checks say less then.
    restores: u32,
}

/// Something that will happen.
#[derive(Debug)]
struct Entry {
    at_ms: i64,
    order: u64,
    due: Due,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        (self.at_ms, self.order) == (other.at_ms, other.order)
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at_ms, self.order).cmp(&(other.at_ms, other.order))
    }
}

/// What will happen.
#[derive(Debug)]
enum Due {
    /// A step of the script.
    Step(usize),
    /// A keystroke of a burst.
    Keystroke { device: usize, row: Uuid, stroke: Stroke },
    /// An engine is told something.
    Tell { at: ProcessAt, event: Event },
    /// An engine's timer, unless it was set anew.
    Timer { at: ProcessAt, serial: u64 },
    /// A request reaches the service.
    Arrival { message: Message, is_first: bool },
    /// An answer reaches a device.
    Answer { at: ProcessAt, id: RequestId, reply: Reply },
    /// A device stops waiting for an answer.
    Patience { at: ProcessAt, id: RequestId },
    /// A program starts again.
    Boot { device: usize },
    /// The second program of a device ends.
    TwinEnds { device: usize },
    /// A device that was away has a network again.
    Return { device: usize, salt: u64 },
    /// The disk of a device has room again.
    DiskFreed { device: usize },
}

/// A program: it is no longer there when its device has started another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ProcessAt {
    device: usize,
    slot: usize,
    boot: u64,
}

/// A request on its way.
#[derive(Debug, Clone)]
struct Message {
    at: ProcessAt,
    person: usize,
    id: RequestId,
    body: Vec<u8>,
    answer: Answer,
    back_ms: i64,
}

impl World {
    /// Everything as it is before the first step.
    async fn new(script: Script, folder: PathBuf, template: Copy) -> Result<Self> {
        let server = Server::new(&script);
        let mut world = Self {
            now_ms: 0,
            order: 0,
            queue: BinaryHeap::new(),
            events: 0,
            server,
            devices: Vec::new(),
            typed: Typed::default(),
            answered: BTreeSet::new(),
            actions: BTreeMap::new(),
            trace: Trace::default(),
            coverage: Coverage::default(),
            template,
            folder,
            backups: Vec::new(),
            is_calm: false,
            restores: 0,
            script,
        };
        for index in 0..world.script.owners.len() {
            world.add_device(index).await?;
        }
        for (at, step) in world.script.steps.clone().iter().enumerate() {
            world.schedule(step.at_ms - world.now_ms, Due::Step(at));
        }
        Ok(world)
    }

    /// Runs `script` from beginning to end.
    pub async fn run(script: Script, folder: PathBuf, template: Copy) -> Outcome {
        let mut world = match Self::new(script, folder, template).await {
            Ok(world) => world,
            Err(error) => {
                return Outcome {
                    print: (0, 0),
                    coverage: Coverage::default(),
                    failure: Some(format!("could not begin: {error:#}")),
                    tail: String::new(),
                };
            }
        };
        let failure = world.play().await.err().map(|error| format!("{error:#}"));
        for device in &mut world.devices {
            device.close().await;
        }
        Outcome { print: world.trace.print(), tail: world.trace.tail(), coverage: world.coverage, failure }
    }

    async fn play(&mut self) -> Result<()> {
        self.until(self.script.length_ms).await?;
        self.calm_down().await?;
        self.check_everything().await
    }

    /// Lets everything happen that is due up to this moment.
    async fn until(&mut self, end_ms: i64) -> Result<()> {
        while let Some(Reverse(entry)) = self.queue.peek() {
            if entry.at_ms > end_ms {
                break;
            }
            self.next().await?;
        }
        self.now_ms = self.now_ms.max(end_ms);
        Ok(())
    }

    /// The next event; `false` when there is none.
    async fn next(&mut self) -> Result<bool> {
        let Some(Reverse(entry)) = self.queue.pop() else { return Ok(false) };
        self.now_ms = self.now_ms.max(entry.at_ms);
        self.events += 1;
        anyhow::ensure!(self.events < EVENTS_MAX, "I16: {EVENTS_MAX} events and no end");
        match entry.due {
            Due::Step(at) => self.step(at).await?,
            Due::Keystroke { device, row, stroke } => self.keystroke(device, row, stroke).await?,
            Due::Tell { at, event } => self.tell(at, event).await?,
            Due::Timer { at, serial } => self.timer(at, serial).await?,
            Due::Arrival { message, is_first } => self.arrival(message, is_first)?,
            Due::Answer { at, id, reply } => self.answer(at, id, reply).await?,
            Due::Patience { at, id } => self.patience(at, id).await?,
            Due::Boot { device } => self.boot(device, 0).await?,
            Due::TwinEnds { device } => self.devices[device].processes[1] = None,
            Due::Return { device, salt } => self.come_back(device, Random::new(salt)).await?,
            Due::DiskFreed { device } => self.devices[device].limit_disk(None).await?,
        }
        Ok(true)
    }

    fn schedule(&mut self, in_ms: i64, due: Due) {
        self.order += 1;
        let at_ms = self.now_ms + in_ms.max(0);
        self.queue.push(Reverse(Entry { at_ms, order: self.order, due }));
    }

    fn note(&mut self, line: std::fmt::Arguments<'_>) {
        self.trace.line(self.now_ms, line);
    }

    /// Randomness that depends on what is asked for and not on what was asked before.
    fn random(&self, what: &str, a: u64, b: u64) -> Random {
        let text = format!("{} {what} {a} {b}", self.script.seed);
        Random::new(trace::hash(text.as_bytes()))
    }

    fn weather(&self, device: usize) -> Weather {
        if self.is_calm { Weather::Clear } else { self.devices[device].weather }
    }
}
