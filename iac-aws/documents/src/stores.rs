//! Databases and caches, as somebody who must restore them wants to know them.

use crate::restore;
use crate::secrets::changed_by;
use crate::words::Words;
use iac_core::check::Res;
use serde_json::Value;

pub(crate) fn databases(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let instances = world.all("AWS::RDS::DBInstance").filter(|one| one.get("DBClusterIdentifier").is_absent());
    let instances = instances.map(|one| instance(words, one));
    let clusters = world.all("AWS::RDS::DBCluster").map(|one| {
        words.thing_with(
            one,
            object!({
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
        .map(|member| (member.name, words.shown(&member.value)))
        .map(|(name, value)| object!({"name": name, "means": crate::units::setting(name, &value), "value": value}));
    let [restore, afterwards, by_hand] = restore::options(words, one);
    words.thing_with(
        one,
        object!({
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
            "replicated_to": words.text(one, "AutomaticBackupReplicationRegion").filter(|region| !region.is_empty()),
            "protected": one.get("DeletionProtection").bool().unwrap_or(false),
            "encrypted": one.get("StorageEncrypted").bool().unwrap_or(false),
            "on_delete": words.on_delete(one),
            "restore": restore,
            "afterwards": afterwards,
            "set_by_hand": by_hand,
            "replication_address": replication(words, one),
            "proxies": proxies(words, one),
            "parameters": parameters.collect::<Vec<_>>(),
            "managed": managed(one),
            "rotator": changed_by(words, one).map(|schedule| words.look_up(schedule)),
            "managed_key": world.target(&one.get("MasterUserSecret.KmsKeyId")).map(|key| words.look_up(key)),
            "secret": secret.map(|secret| words.name(secret)),
            "password_in": match managed(one) {
                true => Some(managed_secret(words, one)),
                false => secret.map(|secret| words.look_up(secret)),
            },
            "host_output": words.output(one, &["Endpoint.Address"]),
        }),
    )
}

/// Whether RDS keeps the password.
pub(crate) fn managed(instance: Res<'_, '_>) -> bool {
    instance.get("ManageMasterUserPassword").bool() == Some(true)
}

/// Where Terraform keeps the replication of backups: a resource of its own, with the instance's name.
fn replication<'g>(words: &Words<'_, 'g>, instance: Res<'_, 'g>) -> Option<String> {
    let address = words.thing(instance)["address"].as_str()?.to_owned();
    Some(address.replacen("aws_db_instance.", "aws_db_instance_automated_backups_replication.", 1))
}

/// The secret that RDS keeps for an instance: what a shell replaces by its ARN.
pub(crate) fn managed_secret<'g>(words: &Words<'_, 'g>, instance: Res<'_, 'g>) -> String {
    let query = "--query 'DBInstances[0].MasterUserSecret.SecretArn' --output text";
    format!("$(aws rds describe-db-instances --db-instance-identifier \"{}\" {query})", words.look_up(instance))
}

/// The proxies in front of an instance. They follow it by its resource id, not by its name.
fn proxies<'g>(words: &Words<'_, 'g>, instance: Res<'_, 'g>) -> Vec<Value> {
    let world = words.world;
    let leads_to = |group: &Res<'_, 'g>| {
        group.get("DBInstanceIdentifiers").items().iter().any(|one| world.target(one) == Some(instance))
    };
    let groups = world.all("AWS::RDS::DBProxyTargetGroup").filter(leads_to);
    let proxies = groups.filter_map(|group| world.target(&group.get("DBProxyName")));
    proxies.map(|proxy| words.thing(proxy)).collect()
}

pub(crate) fn caches(words: &Words<'_, '_>) -> Value {
    let groups = words.world.all("AWS::ElastiCache::ReplicationGroup").map(|one| {
        words.thing_with(
            one,
            object!({
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
        words.thing_with(one, object!({"engine": engine, "version": version, "class": "serverless"}))
    });
    groups.chain(serverless).collect::<Vec<_>>().into()
}
