//! The devices of an account.

use http::Method;
use serde_json::{Value as Json, json};
use uuid::Uuid;
use wire::v1;

use super::service::{PASSWORD, Service};

#[tokio::test]
async fn a_device_is_signed_out_or_asked_to_wipe_from_another_one() {
    let service = Service::start().await;
    let laptop = service.someone("ana").await;
    let phone = service.on_another_device(&laptop).await;
    let tablet = service.on_another_device(&laptop).await;
    let revoke = format!("/v1/account/devices/{}", phone.device);
    let wipe = format!("/v1/account/devices/{}/wipe", tablet.device);
    // Both were seen alive a moment ago, and are forgotten at once all the same.
    assert_eq!(service.get("/v1/account", &phone.token).await.status.as_u16(), 200);
    assert_eq!(service.get("/v1/account", &tablet.token).await.status.as_u16(), 200);
    let ask = async |method: Method, path: &str| {
        service.ask(method, path, Some(&laptop.token), Json::Null).await.status.as_u16()
    };
    assert_eq!(ask(Method::DELETE, &revoke).await, 204);
    assert_eq!(ask(Method::POST, &wipe).await, 204);
    for (device, code) in [(&phone, "device_revoked"), (&tablet, "device_wiped")] {
        let expected = (401, code.to_owned());
        assert_eq!(service.get("/v1/account", &device.token).await.problem(), expected);
        let refresh = json!({"refresh_token": device.refresh});
        assert_eq!(service.post("/v1/sessions/refresh", refresh).await.problem(), expected);
    }
    let devices: Vec<v1::Device> = service.get("/v1/account/devices", &laptop.token).await.read();
    let find = |id: Uuid| devices.iter().find(|device| device.id == id).unwrap();
    assert!(find(laptop.device).is_this && !find(laptop.device).is_revoked);
    assert!(find(phone.device).is_revoked && !find(phone.device).is_wiped);
    assert!(find(tablet.device).is_wiped);
}

#[tokio::test]
async fn somebody_elses_device_is_not_there() {
    let service = Service::start().await;
    let (ana, bob) = (service.someone("ana").await, service.someone("bob").await);
    let path = format!("/v1/account/devices/{}", bob.device);
    let answer = service.ask(Method::DELETE, &path, Some(&ana.token), Json::Null).await;
    assert_eq!(answer.problem(), (404, "not_found".to_owned()));
    assert_eq!(service.get("/v1/account", &bob.token).await.status.as_u16(), 200);
}

#[tokio::test]
async fn logging_in_with_the_password_lifts_a_revocation() {
    let service = Service::start().await;
    let laptop = service.someone("ana").await;
    let phone = service.on_another_device(&laptop).await;
    let path = format!("/v1/account/devices/{}", phone.device);
    service.ask(Method::DELETE, &path, Some(&laptop.token), Json::Null).await;
    let again: v1::Session = service.log_in(&phone.email, PASSWORD, phone.device, None).await.read();
    assert_eq!(service.get("/v1/account", &again.access_token).await.status.as_u16(), 200);
}
