//! A photograph made on one device is on the other, byte for byte.

use anyhow::Result;
use domain::AttachmentKind;
use tests::photo;
use wire::call::Variant;

use tests::cloud::Cloud;
use tests::device::Device;

const ANA: &str = "ana@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn a_photograph_arrives_with_its_hash() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let meal = laptop.add(12_90, "").await?;
    let photograph = laptop.photograph(meal, AttachmentKind::Meal, photo::jpeg(7, 1_600, 1_200)).await?;
    let original = laptop.picture(photograph.blob, Variant::Original).await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    assert_eq!(phone.picture(photograph.blob, Variant::Original).await?, original);
    Ok(())
}
