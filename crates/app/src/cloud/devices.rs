//! The devices of a person, and who tried to log in.

use chrono::DateTime;
use domain::DeviceId;
use wire::call::{DeviceRow, ListDevices, ListLogins, LoginRow, RevokeDevice, WipeDevice};

use crate::dispatch::Handle;
use crate::{App, Result};

impl Handle for ListDevices {
    async fn handle(self, app: &App) -> Result<Vec<DeviceRow>> {
        let mut devices = app.cloud().session()?.devices().await?;
        devices.sort_by_key(|device| (!device.is_this, std::cmp::Reverse(device.last_seen_ms)));
        Ok(devices
            .into_iter()
            .map(|device| DeviceRow {
                id: DeviceId(device.id),
                name: device.name,
                platform: device.platform,
                app_version: device.app_version,
                last_seen: DateTime::from_timestamp_millis(device.last_seen_ms).unwrap_or_default(),
                is_this: device.is_this,
                is_revoked: device.is_revoked,
                is_wiped: device.is_wiped,
            })
            .collect())
    }
}

impl Handle for RevokeDevice {
    async fn handle(self, app: &App) -> Result<()> {
        Ok(app.cloud().session()?.revoke_device(self.id.0).await?)
    }
}

impl Handle for WipeDevice {
    async fn handle(self, app: &App) -> Result<()> {
        Ok(app.cloud().session()?.wipe_device(self.id.0).await?)
    }
}

impl Handle for ListLogins {
    async fn handle(self, app: &App) -> Result<Vec<LoginRow>> {
        let logins = app.cloud().session()?.logins().await?;
        Ok(logins
            .into_iter()
            .map(|login| LoginRow {
                at: DateTime::from_timestamp_millis(login.at_ms).unwrap_or_default(),
                outcome: login.outcome,
                device: login.device,
                network: login.network,
            })
            .collect())
    }
}
