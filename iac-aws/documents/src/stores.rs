//! Databases and caches, as somebody who must restore them wants to know them.

use crate::words::Words;
use iac_core::check::Res;
use serde_json::{Value, json};

pub(crate) fn databases(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let instances = world.all("AWS::RDS::DBInstance").filter(|one| one.get("DBClusterIdentifier").is_absent());
    let instances = instances.map(|one| instance(words, one));
    let clusters = world.all("AWS::RDS::DBCluster").map(|one| {
        words.thing_with(
            one,
            json!({
                "cluster": true,
                "engine": words.text(one, "Engine"),
                "version": words.text(one, "EngineVersion"),
                "backup_days": words.text(one, "BackupRetentionPeriod").unwrap_or_else(|| "1".to_owned()),
                "protected": one.get("DeletionProtection").bool().unwrap_or(false),
                "on_delete": words.on_delete(one),
            }),
        )
    });
    instances.chain(clusters).collect::<Vec<_>>().into()
}

fn instance<'g>(words: &Words<'_, 'g>, one: Res<'_, 'g>) -> Value {
    let world = words.world;
    let secret = one.get("MasterUserPassword");
    let attached = world.all("AWS::SecretsManager::SecretTargetAttachment");
    let secret = attached
        .filter(|attachment| world.target(&attachment.get("TargetId")) == Some(one))
        .find_map(|attachment| world.target(&attachment.get("SecretId")))
        .or_else(|| world.target(&secret));
    let parameters = world.target(&one.get("DBParameterGroupName")).map(|group| group.get("Parameters"));
    let parameters = parameters
        .iter()
        .flat_map(|map| map.members())
        .map(|member| json!({"name": member.name, "value": words.shown(&member.value)}));
    let groups = one.get("VPCSecurityGroups");
    let groups = groups.items().iter().filter_map(|group| world.target(group)).map(|group| words.look_up(group));
    let reference = |name: &str| world.target(&one.get(name)).map(|of| words.look_up(of));
    let replicas = world.all("AWS::RDS::DBInstanceAutomatedBackupReplication").count();
    words.thing_with(
        one,
        json!({
            "engine": words.text(one, "Engine"),
            "version": words.text(one, "EngineVersion"),
            "class": words.text(one, "DBInstanceClass"),
            "storage": words.text(one, "AllocatedStorage"),
            "max_storage": words.text(one, "MaxAllocatedStorage"),
            "storage_type": words.text(one, "StorageType"),
            "multi_az": one.get("MultiAZ").bool().unwrap_or(false),
            "port": words.text(one, "Port"),
            "database": words.text(one, "DBName"),
            "user": words.text(one, "MasterUsername"),
            "backup_days": words.text(one, "BackupRetentionPeriod").unwrap_or_else(|| "1".to_owned()),
            "backup_window": words.text(one, "PreferredBackupWindow"),
            "replicated_to": words.text(one, "AutomaticBackupReplicationRegion").filter(|region| !region.is_empty()),
            "replicated": replicas > 0,
            "protected": one.get("DeletionProtection").bool().unwrap_or(false),
            "encrypted": one.get("StorageEncrypted").bool().unwrap_or(false),
            "on_delete": words.on_delete(one),
            "subnet_group": reference("DBSubnetGroupName"),
            "parameter_group": reference("DBParameterGroupName"),
            "parameters": parameters.collect::<Vec<_>>(),
            "groups": groups.collect::<Vec<_>>(),
            "secret": secret.map(|secret| words.name(secret)),
            "secret_look_up": secret.map(|secret| words.look_up(secret)),
            "host_output": words.output(one, &["Endpoint.Address"]),
        }),
    )
}

pub(crate) fn caches(words: &Words<'_, '_>) -> Value {
    let groups = words.world.all("AWS::ElastiCache::ReplicationGroup").map(|one| {
        words.thing_with(
            one,
            json!({
                "engine": words.text(one, "Engine").unwrap_or_else(|| "redis".to_owned()),
                "version": words.text(one, "EngineVersion"),
                "class": words.text(one, "CacheNodeType"),
                "nodes": words.text(one, "NumCacheClusters").unwrap_or_else(|| "1".to_owned()),
                "failover": one.get("AutomaticFailoverEnabled").bool().unwrap_or(false),
                "snapshot_days": words.text(one, "SnapshotRetentionLimit").filter(|days| days != "0"),
                "port": words.text(one, "Port"),
                "on_delete": words.on_delete(one),
                "host_output": words.output(one, &["PrimaryEndPoint.Address"]),
            }),
        )
    });
    let serverless = words.world.all("AWS::ElastiCache::ServerlessCache").map(|one| {
        let (engine, version) = (words.text(one, "Engine"), words.text(one, "MajorEngineVersion"));
        words.thing_with(one, json!({"engine": engine, "version": version, "class": "serverless"}))
    });
    groups.chain(serverless).collect::<Vec<_>>().into()
}
