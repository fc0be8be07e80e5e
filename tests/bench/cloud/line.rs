//! A line between a device and the service: so long a way, so many bytes a second, cut so often. It counts what goes through.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, mpsc};
use tokio::time::sleep_until;

/// Read at once, at most.
const CHUNK_BYTES: usize = 16 * 1024;
/// Chunks on their way at the same time.
const ON_THE_WAY_MAX: usize = 1_024;
/// What ends the first line of a request of HTTP/1.1.
const REQUEST: &[u8] = b" HTTP/1.1\r\n";

/// What a line is like.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shape {
    /// How long every byte is on its way, one way.
    pub delay: Duration,
    /// Bytes a second, each way.
    pub bytes_per_second: Option<u64>,
    /// All connections end this often.
    pub cut_every: Option<Duration>,
}

/// What went through so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Bytes to the service.
    pub up: u64,
    /// Bytes to the device.
    pub down: u64,
    /// Requests.
    pub requests: u64,
}

/// A line that is open until it is dropped.
pub struct Line {
    address: SocketAddr,
    counts: Arc<[Way; 2]>,
    task: tokio::task::JoinHandle<()>,
}

/// One direction of all connections together.
#[derive(Default)]
struct Way {
    bytes: AtomicU64,
    requests: AtomicU64,
    /// When the line has sent what it was given.
    free_at: Mutex<Option<Instant>>,
}

impl Line {
    /// A line to this address.
    pub async fn open(to: String, shape: Shape) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let counts: Arc<[Way; 2]> = Arc::default();
        let ways = counts.clone();
        let opened = Instant::now();
        let to = to.trim_start_matches("http://").to_owned();
        let task = tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let (to, ways) = (to.clone(), ways.clone());
                tokio::spawn(async move {
                    let Ok(far) = TcpStream::connect(&to).await else { return };
                    let carried = carry(near, far, &ways, shape);
                    match shape.cut_every {
                        Some(every) => {
                            let rounds = opened.elapsed().as_nanos() / every.as_nanos() + 1;
                            let cut = opened + every * u32::try_from(rounds).unwrap_or(u32::MAX);
                            let _ = tokio::time::timeout_at(cut.into(), carried).await;
                        }
                        None => carried.await,
                    }
                });
            }
        });
        Ok(Self { address, counts, task })
    }

    /// Where a device finds the service through this line.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What went through since the last time somebody asked.
    pub fn take(&self) -> Traffic {
        let [up, down] = &*self.counts;
        Traffic {
            up: up.bytes.swap(0, Ordering::Relaxed),
            down: down.bytes.swap(0, Ordering::Relaxed),
            requests: up.requests.swap(0, Ordering::Relaxed),
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Carries both ways until either end is closed.
async fn carry(near: TcpStream, far: TcpStream, ways: &[Way; 2], shape: Shape) {
    let _ = (near.set_nodelay(true), far.set_nodelay(true));
    let (near_reads, near_writes) = near.into_split();
    let (far_reads, far_writes) = far.into_split();
    tokio::select! {
        () = one_way(near_reads, far_writes, &ways[0], shape) => {}
        () = one_way(far_reads, near_writes, &ways[1], shape) => {}
    }
}

async fn one_way(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, way: &Way, shape: Shape) {
    let (sender, mut on_the_way) = mpsc::channel::<(Instant, Vec<u8>)>(ON_THE_WAY_MAX);
    let reading = async {
        let mut chunk = vec![0; CHUNK_BYTES];
        let mut tail = Vec::new();
        while let Ok(length @ 1..) = from.read(&mut chunk).await {
            let bytes = chunk[..length].to_vec();
            way.bytes.fetch_add(length as u64, Ordering::Relaxed);
            tail.extend_from_slice(&bytes);
            let seen = tail.windows(REQUEST.len()).filter(|window| *window == REQUEST).count();
            way.requests.fetch_add(seen as u64, Ordering::Relaxed);
            tail.drain(..tail.len().saturating_sub(REQUEST.len() - 1));
            let sent_at = way.send(length, shape).await;
            if sender.send((sent_at + shape.delay, bytes)).await.is_err() {
                return;
            }
        }
        drop(sender);
    };
    let writing = async {
        while let Some((due, bytes)) = on_the_way.recv().await {
            sleep_until(due.into()).await;
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
    };
    tokio::join!(reading, writing);
}

impl Way {
    /// Waits until the line has taken so many bytes, and says when that was.
    async fn send(&self, bytes: usize, shape: Shape) -> Instant {
        let Some(rate) = shape.bytes_per_second else { return Instant::now() };
        let takes = Duration::from_secs_f64(bytes as f64 / rate as f64);
        let mut free_at = self.free_at.lock().await;
        let begins = free_at.map_or_else(Instant::now, |free_at| free_at.max(Instant::now()));
        let ends = begins + takes;
        *free_at = Some(ends);
        drop(free_at);
        sleep_until(ends.into()).await;
        ends
    }
}
