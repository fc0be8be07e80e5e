//! One photograph down. It goes on where it was cut, and becomes a file only when its hash is right.

use domain::WorkspaceId;
use reqwest::StatusCode;
use sha2::{Digest, Sha256};
use store::sync::Download;
use wire::v1::BLOB_BYTES_MAX;

use super::{Error, Fate, Transfers};
use crate::service::Failure;

/// How often a download goes on after a cut before it counts as failed.
const CUTS_MAX: u32 = 8;

pub(super) async fn download(
    transfers: &Transfers,
    workspace: WorkspaceId,
    download: &Download,
) -> Result<Fate, Error> {
    let Transfers { service, store, .. } = transfers;
    let size_max = if download.size > 0 { download.size.min(BLOB_BYTES_MAX) } else { BLOB_BYTES_MAX };
    let mut bytes = Vec::new();
    let mut cuts = 0;
    loop {
        let mut response = service.download(workspace.0, &download.sha256, bytes.len() as u64).await?;
        if response.status() == StatusCode::OK {
            // It begins at the beginning, whatever was asked for.
            bytes.clear();
        }
        let is_whole = loop {
            match response.chunk().await {
                Ok(Some(piece)) if (bytes.len() + piece.len()) as u64 <= size_max => {
                    bytes.extend_from_slice(&piece)
                }
                Ok(Some(_)) => return Err(Error::WrongBytes),
                Ok(None) => break download.size == 0 || bytes.len() as u64 == download.size,
                Err(_) => break false,
            }
        };
        if is_whole {
            break;
        }
        cuts += 1;
        if cuts > CUTS_MAX {
            return Err(Failure::Offline.into());
        }
    }
    if hex(&Sha256::digest(&bytes)) != download.sha256 {
        return Err(Error::WrongBytes);
    }
    store.put_blob(bytes).await?;
    store.put_blob_present(workspace, &download.sha256).await?;
    Ok(Fate::Moved)
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
