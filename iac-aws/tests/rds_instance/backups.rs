//! Backups in a second region.

use crate::common::{codes, written};
use crate::postgres;
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn backups_are_replicated_with_a_key_of_the_second_region() {
    let mut recovery = Stack::new("recovery").in_region(Region::EU_WEST_1);
    let key = recovery.add("Key", EncryptionKey::new("Replicated backups"));
    let mut main = Stack::new("main").in_region(Region::EU_CENTRAL_1);
    let instance = postgres(&mut main, OnDelete::Snapshot);
    main.add("Database", instance.replicate_backups(Region::EU_WEST_1, &key, days(14)));
    let (graph, diagnostics) = iac_core::resolve::resolve(App::new().with(main).with(recovery), "test");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let template = written(&graph.stacks[0]);
    let instance = &template["Resources"]["Database"]["Properties"];
    assert_eq!(instance["AutomaticBackupReplicationRegion"], "eu-west-1");
    assert_eq!(instance["AutomaticBackupReplicationKmsKeyId"], json!({"Ref": "FromRecoveryKeyArn"}));
    assert_eq!(instance["AutomaticBackupReplicationRetentionPeriod"], 14);
}

#[test]
fn backups_that_cannot_be_replicated_are_errors() {
    let replicated = |change: fn(RdsInstance) -> RdsInstance, retention: Duration| {
        codes(|stack| {
            let mut recovery = Stack::new("recovery").in_region(Region::EU_WEST_1);
            let key = recovery.add("Key", EncryptionKey::new("Replicated backups"));
            let instance = postgres(stack, OnDelete::Delete);
            stack.add("Database", change(instance.replicate_backups(Region::EU_WEST_1, &key, retention)));
        })
    };
    // The other stack is not in the app of this test.
    assert_eq!(replicated(|instance| instance, days(36)), ["bad-backup-retention", "foreign-reference"]);
    assert_eq!(replicated(RdsInstance::no_backups, days(7)), ["no-backups-to-replicate", "foreign-reference"]);
    let own = codes(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Replicated backups"));
        let instance = postgres(stack, OnDelete::Delete);
        stack.add("Database", instance.replicate_backups(Region::EU_WEST_1, &key, days(7)));
    });
    assert_eq!(own, ["replication-key"]);
}
