//! Installations that were cloned, or restored from a backup of the phone (E-116). Nothing breaks while two of them share an id, for
//! changes have ids of their own; but a person must be able to tell their devices apart and to sign one of them out. The service
//! notices that one refresh token is used by two and ends the login; each then logs in as a device of its own.

use domain::DeviceId;
use sync::service::Ended;

use crate::{App, Result, start};

/// The key that says that this installation has a copy.
const KEY: &str = "has_copy";

/// Keeps what the service said, over restarts.
pub(super) async fn note(app: &App) -> Result<()> {
    let Some(service) = app.cloud().find_service() else { return Ok(()) };
    if *service.ended().borrow() == Some(Ended::Copied) {
        app.store().put_local_meta(KEY, "1").await?;
    }
    Ok(())
}

/// The device to log in as: another one than before when this installation has a copy.
pub(super) async fn device(app: &App) -> Result<DeviceId> {
    note(app).await?;
    let has_copy = app.store().local_meta(KEY).await?.is_some_and(|kept| !kept.is_empty());
    Ok(if has_copy { DeviceId(app.env().new_id()) } else { app.device() })
}

/// The login was taken: this is that device from now on.
pub(super) async fn become_device(app: &App, device: DeviceId) -> Result<()> {
    if device != app.device() {
        app.cloud().background.stop().await;
        app.store().put_local_meta(start::DEVICE, &device.to_string()).await?;
        app.set_device(device);
    }
    app.store().put_local_meta(KEY, "").await.map_err(Into::into)
}
