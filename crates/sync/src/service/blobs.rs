//! The bytes of photographs.

use reqwest::{Method, StatusCode, header};
use uuid::Uuid;
use wire::v1;

use super::request::{As, NOTHING, read};
use super::{Failure, Service};

impl Service {
    /// Asks to upload: what the service has of it.
    pub async fn begin_upload(
        &self,
        workspace: Uuid,
        sha256: &str,
        begin: &v1::BeginUpload,
    ) -> Result<v1::UploadState, Failure> {
        self.ask(Method::POST, &at(workspace, sha256), Some(begin), As::Account).await
    }

    /// Sends a chunk; one the service has already changes nothing.
    pub async fn put_chunk(
        &self,
        workspace: Uuid,
        sha256: &str,
        index: u32,
        bytes: Vec<u8>,
    ) -> Result<(), Failure> {
        let path = format!("{}/chunks/{index}", at(workspace, sha256));
        let mut token = self.access_token().await?;
        for is_last in [false, true] {
            let request = self
                .asking(Method::PUT, &path, &token)
                .header(header::CONTENT_TYPE, "application/octet-stream")
                .body(bytes.clone());
            let response = request.send().await.map_err(|_| Failure::Offline)?;
            if response.status() == StatusCode::UNAUTHORIZED && !is_last {
                token = self.refresh(&token).await?;
                continue;
            }
            return read::<serde::de::IgnoredAny>(response).await.map(|_| ());
        }
        Err(Failure::SignedOut)
    }

    /// Every chunk is there: the service checks the hash.
    pub async fn complete_upload(&self, workspace: Uuid, sha256: &str) -> Result<v1::UploadState, Failure> {
        let path = format!("{}/complete", at(workspace, sha256));
        self.ask(Method::POST, &path, NOTHING, As::Account).await
    }

    /// Opens a download from this byte on. The answer is the service's, or the object storage's it redirects to.
    pub async fn download(
        &self,
        workspace: Uuid,
        sha256: &str,
        from: u64,
    ) -> Result<reqwest::Response, Failure> {
        let token = self.access_token().await?;
        let mut request = self.asking(Method::GET, &at(workspace, sha256), &token);
        if from > 0 {
            request = request.header(header::RANGE, format!("bytes={from}-"));
        }
        let response = request.send().await.map_err(|_| Failure::Offline)?;
        if !response.headers().contains_key(v1::header::PROTOCOL) {
            return Err(Failure::NotFromUs);
        }
        match response.status() {
            StatusCode::OK | StatusCode::PARTIAL_CONTENT => Ok(response),
            StatusCode::FOUND | StatusCode::TEMPORARY_REDIRECT => self.follow(&response, from).await,
            StatusCode::UNAUTHORIZED => {
                self.refresh(&token).await?;
                Err(Failure::Offline)
            }
            _ => Err(read::<serde::de::IgnoredAny>(response).await.err().unwrap_or(Failure::Unreadable)),
        }
    }

    /// Follows to the storage, without the token: the address itself lets in.
    async fn follow(&self, response: &reqwest::Response, from: u64) -> Result<reqwest::Response, Failure> {
        let place = response.headers().get(header::LOCATION).and_then(|place| place.to_str().ok());
        let url = place.and_then(|place| response.url().join(place).ok()).ok_or(Failure::Unreadable)?;
        if !super::may_talk_to(&url) {
            return Err(Failure::NotFromUs);
        }
        let mut request = self.http().get(url);
        if from > 0 {
            request = request.header(header::RANGE, format!("bytes={from}-"));
        }
        let response = request.send().await.map_err(|_| Failure::Offline)?;
        let is_there = matches!(response.status(), StatusCode::OK | StatusCode::PARTIAL_CONTENT);
        if is_there { Ok(response) } else { Err(Failure::Unreadable) }
    }
}

fn at(workspace: Uuid, sha256: &str) -> String {
    format!("/v1/workspaces/{workspace}/blobs/{sha256}")
}
