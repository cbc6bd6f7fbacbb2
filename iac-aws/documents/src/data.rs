//! Buckets, tables, backup vaults, keys, image repositories.

use crate::words::Words;
use iac_core::check::{Eval, Res};
use serde_json::Value;

pub(crate) fn buckets(words: &Words<'_, '_>) -> Value {
    let buckets = words.world.all("AWS::S3::Bucket").map(|one| {
        let lifecycle = one.get("LifecycleConfiguration.Rules");
        let replicas = one.get("ReplicationConfiguration.Rules");
        let replicas: Vec<String> =
            replicas.items().iter().map(|rule| words.shown(rule.at("Destination.Bucket"))).collect();
        words.thing_with(
            one,
            object!({
                "versioned": one.get("VersioningConfiguration.Status").text().is_some_and(|status| status == "Enabled"),
                "lifecycle": lifecycle.items().iter().filter_map(|rule| rule_of(words, rule)).collect::<Vec<_>>(),
                "replicas": replicas,
                "on_delete": words.on_delete(one),
                "output": words.output(one, &["Ref"]),
            }),
        )
    });
    buckets.collect::<Vec<_>>().into()
}

fn rule_of<'g>(words: &Words<'_, 'g>, rule: &Eval<'g>) -> Option<String> {
    let mut parts = Vec::new();
    for move_to in rule.at("Transitions").items() {
        let (class, days) = (words.shown(move_to.at("StorageClass")), words.shown(move_to.at("TransitionInDays")));
        parts.push(format!("{class} after {days} days"));
    }
    let expires = words.shown(rule.at("ExpirationInDays"));
    if !expires.is_empty() {
        parts.push(format!("deleted after {expires} days"));
    }
    let old = words.shown(rule.at("NoncurrentVersionExpiration.NoncurrentDays"));
    if !old.is_empty() {
        parts.push(format!("old versions deleted after {old} days"));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

pub(crate) fn tables(words: &Words<'_, '_>) -> Value {
    let tables = words.world.all("AWS::DynamoDB::Table").map(|one| {
        let point = one.get("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled").bool().unwrap_or(false);
        words.thing_with(one, object!({"point_in_time": point, "on_delete": words.on_delete(one)}))
    });
    tables.collect::<Vec<_>>().into()
}

/// Vaults with the plans that fill them.
pub(crate) fn vaults(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let vaults = world.all("AWS::Backup::BackupVault").map(|vault| {
        let mut rules = Vec::new();
        for plan in world.all("AWS::Backup::BackupPlan") {
            for rule in plan.get("BackupPlan.BackupPlanRule").items() {
                if world.target(rule.at("TargetBackupVault")) == Some(vault) {
                    rules.push(backup(words, rule));
                }
            }
        }
        words.thing_with(vault, object!({"rules": rules}))
    });
    vaults.collect::<Vec<_>>().into()
}

fn backup<'g>(words: &Words<'_, 'g>, rule: &Eval<'g>) -> Value {
    let copies = rule.at("CopyActions").items().iter().map(|copy| words.shown(copy.at("DestinationBackupVaultArn")));
    object!({
        "name": words.shown(rule.at("RuleName")),
        "schedule": words.shown(rule.at("ScheduleExpression")),
        "kept_days": words.shown(rule.at("Lifecycle.DeleteAfterDays")),
        "copies": copies.collect::<Vec<_>>(),
        "continuous": rule.at("EnableContinuousBackup").bool().unwrap_or(false),
    })
}

pub(crate) fn keys(words: &Words<'_, '_>) -> Value {
    let keys = words.world.all("AWS::KMS::Key").map(|one| {
        let rotated = one.get("EnableKeyRotation").bool().unwrap_or(false);
        let description = words.text(one, "Description");
        words.thing_with(
            one,
            object!({"description": description, "rotated": rotated, "on_delete": words.on_delete(one)}),
        )
    });
    keys.collect::<Vec<_>>().into()
}

pub(crate) fn repositories(words: &Words<'_, '_>) -> Value {
    let row = |one: Res<'_, '_>| {
        let immutable = one.get("ImageTagMutability").text().is_some_and(|tags| tags.starts_with("IMMUTABLE"));
        let output = words.output(one, &["RepositoryUri"]);
        words.thing_with(
            one,
            object!({"immutable": immutable, "output": output, "of": words.text(one, "RepositoryName")}),
        )
    };
    words.world.all("AWS::ECR::Repository").map(row).collect::<Vec<_>>().into()
}
