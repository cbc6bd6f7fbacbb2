//! What is left when the region is lost: copies of objects and of backups in another one, and a plan that makes them.

use super::choices::Choices;
use super::data::{Data, bucket_name, tiering};
use iac_aws::prelude::*;
use iac_core::Region;

#[derive(Clone, Copy)]
pub(super) struct Copies {
    pub(super) bucket: BucketHandle,
    vault: BackupVaultHandle,
}

pub(super) fn stack(choices: &Choices) -> Option<(Stack, Copies)> {
    if !choices.replica {
        return None;
    }
    let mut stack = choices.stack("replica", "CTIScraper: copies in another region").in_region(Region::US_WEST_2);
    let bucket =
        Bucket::new(OnDelete::Retain).regional_name(format!("{}-replica", bucket_name(choices))).lifecycle(tiering());
    let bucket = stack.add("Copies", bucket);
    let key = stack.add("Key", EncryptionKey::new("Copies of CTIScraper's backups"));
    let vault = stack.add("Backups", BackupVault::new().encryption_key(&key));
    Some((stack, Copies { bucket, vault }))
}

/// Every day, kept for seven days here and there; every third month, the drill that the plan wants: the last backup is
/// restored beside the database, looked at for four hours, and deleted.
pub(super) fn back_up(
    stack: &mut Stack,
    data: &Data,
    copies: &Copies,
    key: &EncryptionKeyHandle,
    topics: &AlarmTopics,
) {
    key.allow(stack, publishes_faults());
    let vault = stack.add("Backups", BackupVault::new().encryption_key(key).faults_to(&topics.warning));
    let daily = BackupRule::new("Daily", Schedule::daily("04:00"), days(7)).copy_to(&copies.vault, days(7));
    let drill = Schedule::cron("0 6 5 1,4,7,10 ? *");
    let drill = RestoreTest::new("Drill", &data.database, drill).validation(hours(4));
    stack.add("BackupPlan", BackupPlan::new(&vault).rule(daily).resource(&data.database).restore_test(drill));
}

/// AWS Backup publishes to the topic by itself, so that the topic's key must let it.
/// Source: <https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html>
fn publishes_faults() -> Statement {
    let topics = join!["arn:", partition(), ":sns:", region(), ":", account_id(), ":*"];
    Statement::allow(["kms:Decrypt", "kms:GenerateDataKey*"])
        .sid("Backup")
        .by(Principal::Service("backup.amazonaws.com"))
        .when("ArnLike", "kms:EncryptionContext:aws:sns:topicArn", topics)
}
