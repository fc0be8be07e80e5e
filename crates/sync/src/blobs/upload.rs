//! One photograph up. Chunks the service has are not sent again, so a cut costs half a megabyte at most.

use domain::WorkspaceId;
use store::sync::Upload;
use wire::v1::{BeginUpload, UploadState};

use super::{Error, Fate, Transfers};

pub(super) async fn upload(
    transfers: &Transfers,
    workspace: WorkspaceId,
    upload: &Upload,
) -> Result<Fate, Error> {
    let Transfers { service, store, .. } = transfers;
    let path = store.blob_path(&upload.sha256)?;
    let bytes = match tokio::fs::read(path).await {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            store.put_blob_lost(workspace, &upload.sha256).await?;
            return Ok(Fate::Lost);
        }
        Err(error) => return Err(store::Error::Io(error).into()),
    };
    let begin = BeginUpload { size: bytes.len() as u64, mime: upload.mime.clone() };
    let state = service.begin_upload(workspace.0, &upload.sha256, &begin).await?;
    let UploadState::Chunks { chunk, count, mut have } = state else {
        store.put_upload_complete(workspace, &upload.sha256).await?;
        return Ok(Fate::Moved);
    };
    let size = (chunk as usize).max(1);
    for (index, part) in (0..count).zip(bytes.chunks(size)) {
        if have.contains(&index) {
            continue;
        }
        service.put_chunk(workspace.0, &upload.sha256, index, part.to_vec()).await?;
        have.push(index);
        store.put_upload_chunks(workspace, &upload.sha256, &have).await?;
    }
    match service.complete_upload(workspace.0, &upload.sha256).await? {
        UploadState::Present => {
            store.put_upload_complete(workspace, &upload.sha256).await?;
            Ok(Fate::Moved)
        }
        UploadState::Chunks { .. } => Err(Error::NotTaken),
    }
}
