//! `meal sync [--watch]`

use wire::Topic;
use wire::call::{NoticeKind, SyncNow, SyncReply, SyncState, SyncStatus};

use super::serve::stopped;
use crate::book::Book;
use crate::output::{Output, clean, cloud};
use crate::{OK, Result};

/// The exit code of a sync that did not get through.
const NOT_THROUGH: u8 = 1;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Go on until stopped; every change of state is a line.
    #[arg(long, conflicts_with = "status")]
    watch: bool,
    /// Only say how far it is; nothing is sent.
    #[arg(long)]
    status: bool,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    if args.watch {
        return watch(book, output).await;
    }
    if args.status {
        return answer(&book.ask(SyncStatus {}).await?, output).map(|_| OK);
    }
    answer(&book.ask(SyncNow {}).await?, output)
}

/// Shows the state; the exit code says whether everything is exchanged.
pub fn answer(reply: &SyncReply, output: &mut Output<'_>) -> Result<u8> {
    output.answer(&cloud::Status::from(reply), |to| writeln!(to, "{}", clean(&text(reply))))?;
    let is_through =
        matches!(reply.state, SyncState::UpToDate | SyncState::PhotosWaiting { .. } | SyncState::LocalOnly);
    Ok(if is_through { OK } else { NOT_THROUGH })
}

async fn watch(book: &Book, output: &mut Output<'_>) -> Result<u8> {
    let mut touched = book.app.subscribe();
    book.app.start_sync().await;
    let mut shown = None;
    let mut stop = std::pin::pin!(stopped());
    loop {
        let reply = book.ask(SyncStatus {}).await?;
        if shown.as_ref() != Some(&reply) {
            answer(&reply, output)?;
            shown = Some(reply);
        }
        loop {
            tokio::select! {
                () = &mut stop => return Ok(OK),
                heard = touched.recv() => match heard {
                    Ok(topics) if !topics.contains(&Topic::Sync) => {}
                    Ok(_) | Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => break,
                    Err(tokio::sync::broadcast::error::RecvError::Closed) => return Ok(OK),
                },
            }
        }
    }
}

fn text(reply: &SyncReply) -> String {
    let mut parts = vec![state(&reply.state)];
    let counts = [
        (reply.pending, "changes to send"),
        (reply.photos_to_send, "photographs to send"),
        (reply.photos_to_fetch, "photographs to fetch"),
        (reply.conflicts, "conflicts (`meal conflicts`)"),
        (reply.parked, "refused changes (`meal parked`)"),
        (reply.duplicates, "pairs that look alike"),
    ];
    parts
        .extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    if let Some(at) = reply.last_success {
        parts.push(format!("last success {}", at.format("%Y-%m-%d %H:%M:%S UTC")));
    }
    for notice in &reply.notices {
        parts.push(self::notice(&notice.kind));
    }
    parts.join("; ")
}

fn state(state: &SyncState) -> String {
    match state {
        SyncState::LocalOnly => "this book has no account and lives on this device alone".to_owned(),
        SyncState::ChooseAttach => {
            "logged in; choose what becomes of the local history: `meal account attach`".to_owned()
        }
        SyncState::UpToDate => "up to date".to_owned(),
        SyncState::Waiting => "not synced yet".to_owned(),
        SyncState::Syncing { done, total: 0, .. } => format!("syncing, {done} rows"),
        SyncState::Syncing { done, total, .. } => format!("syncing, {done} of about {total} rows"),
        SyncState::PhotosWaiting { count } => format!("rows are exchanged; {count} photographs wait"),
        SyncState::Offline { is_captive: false } => "offline: the service cannot be reached".to_owned(),
        SyncState::Offline { is_captive: true } => {
            "offline: something else answers; log in to the network".to_owned()
        }
        SyncState::WaitingUntil { at } => format!("waiting until {}", at.format("%H:%M:%S UTC")),
        SyncState::SignedOut => "not logged in: `meal account login`; changes are kept".to_owned(),
        SyncState::Revoked => "you are no longer in this workspace".to_owned(),
        SyncState::WorkspaceDeleted => "this workspace was deleted".to_owned(),
        SyncState::UpdateNeeded => "update Mealbook to sync; changes are kept".to_owned(),
        SyncState::DiskFull => "the disk is full; sync pauses".to_owned(),
        SyncState::NotSynced => "this workspace is only on this device".to_owned(),
    }
}

fn notice(kind: &NoticeKind) -> String {
    match kind {
        NoticeKind::ManyDeleted { count, .. } => format!("somebody deleted {count} expenses"),
        NoticeKind::Wiped => "this device was asked to remove its copy, and did so".to_owned(),
        NoticeKind::Healed { rows } => format!("the service was restored; {rows} rows were given back"),
        NoticeKind::Attached { expenses, .. } => format!("{expenses} expenses were merged"),
        NoticeKind::ClockOff { seconds } => format!("the clock of this device is {seconds} s off"),
        NoticeKind::PhotoLost { .. } => "a photograph was lost before it was sent".to_owned(),
    }
}
