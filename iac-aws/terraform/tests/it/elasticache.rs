//! Caches.

use crate::support::{check, diagnostics, module};
use serde_json::json;

fn log(kind: &str, destination: serde_json::Value) -> serde_json::Value {
    json!({ "DestinationDetails": destination, "DestinationType": kind, "LogFormat": "json", "LogType": "slow-log" })
}

#[test]
fn a_cache_and_what_it_needs() {
    let module = module(json!({
        "Resources": {
            "Login": { "Type": "AWS::SecretsManager::Secret", "Properties": { "GenerateSecretString": {
                "SecretStringTemplate": "{}", "GenerateStringKey": "password",
            } } },
            "Subnets": { "Type": "AWS::ElastiCache::SubnetGroup", "Properties": {
                "Description": "Subnets", "SubnetIds": ["subnet-1", "subnet-2"],
            } },
            "Settings": { "Type": "AWS::ElastiCache::ParameterGroup", "Properties": {
                "CacheParameterGroupFamily": "valkey8", "Description": "Settings",
                "Properties": { "maxmemory-policy": "allkeys-lru", "timeout": 60 },
            } },
            "User": { "Type": "AWS::ElastiCache::User", "Properties": {
                "Engine": "valkey", "UserId": "app", "UserName": "default", "AccessString": "on ~* &* +@all",
                "AuthenticationMode": { "Type": "password", "Passwords": ["{{resolve:secretsmanager:Login:SecretString:password}}"] },
            } },
            "Users": { "Type": "AWS::ElastiCache::UserGroup", "Properties": {
                "Engine": "valkey", "UserGroupId": "apps", "UserIds": [{ "Ref": "User" }],
            } },
            "Cache": {
                "Type": "AWS::ElastiCache::ReplicationGroup",
                "Properties": {
                    "ReplicationGroupDescription": "Valkey 8.1", "Engine": "valkey", "EngineVersion": "8.1",
                    "CacheNodeType": "cache.t4g.micro", "NumCacheClusters": 2, "AutomaticFailoverEnabled": true,
                    "MultiAZEnabled": true, "Port": 6380, "CacheSubnetGroupName": { "Ref": "Subnets" },
                    "CacheParameterGroupName": { "Ref": "Settings" }, "SecurityGroupIds": ["sg-1"],
                    "UserGroupIds": [{ "Ref": "Users" }], "AtRestEncryptionEnabled": true,
                    "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/k",
                    "TransitEncryptionEnabled": true, "TransitEncryptionMode": "required",
                    "AutoMinorVersionUpgrade": false, "SnapshotRetentionLimit": 7, "SnapshotWindow": "03:00-04:00",
                    "PreferredMaintenanceWindow": "sun:05:00-sun:06:00",
                    "PreferredCacheClusterAZs": ["eu-west-1a", "eu-west-1b"],
                    "LogDeliveryConfigurations": [
                        log("cloudwatch-logs", json!({ "CloudWatchLogsDetails": { "LogGroup": "/cache/slow" } })),
                    ],
                    "Tags": [{ "Key": "Team", "Value": "a" }],
                },
                "DeletionPolicy": "Snapshot",
            },
        },
        "Outputs": {
            "Host": { "Value": { "Fn::GetAtt": ["Cache", "PrimaryEndPoint.Address"] } },
            "Reader": { "Value": { "Fn::GetAtt": ["Cache", "ReaderEndPoint.Address"] } },
            "Port": { "Value": { "Fn::GetAtt": ["Cache", "PrimaryEndPoint.Port"] } },
            "Id": { "Value": { "Ref": "Cache" } },
        },
    }));
    check(&module);
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_elasticache_replication_group"]["cache"],
        json!({
            "replication_group_id": "${var.stack_name}-cache",
            "description": "Valkey 8.1", "engine": "valkey", "engine_version": "8.1", "node_type": "cache.t4g.micro",
            "num_cache_clusters": 2, "automatic_failover_enabled": true, "multi_az_enabled": true, "port": 6380,
            "subnet_group_name": "${aws_elasticache_subnet_group.subnets.name}",
            "parameter_group_name": "${aws_elasticache_parameter_group.settings.name}",
            "security_group_ids": ["sg-1"], "user_group_ids": ["${aws_elasticache_user_group.users.user_group_id}"],
            "at_rest_encryption_enabled": true, "kms_key_id": "arn:aws:kms:eu-west-1:111122223333:key/k",
            "transit_encryption_enabled": true, "transit_encryption_mode": "required",
            "auto_minor_version_upgrade": false, "snapshot_retention_limit": 7, "snapshot_window": "03:00-04:00",
            "maintenance_window": "sun:05:00-sun:06:00",
            "preferred_cache_cluster_azs": ["eu-west-1a", "eu-west-1b"],
            "log_delivery_configuration": [{
                "destination": "/cache/slow", "destination_type": "cloudwatch-logs", "log_format": "json",
                "log_type": "slow-log",
            }],
            "tags": { "Team": "a" },
            "apply_immediately": true, "final_snapshot_identifier": "${var.stack_name}-cache-final",
        })
    );
    assert_eq!(
        resources["aws_elasticache_user"]["user"],
        json!({
            "engine": "valkey", "user_id": "app", "user_name": "default", "access_string": "on ~* &* +@all",
            "passwords_wo": "${try(jsondecode(ephemeral.aws_secretsmanager_secret_version.login.secret_string), {password = \
                ephemeral.aws_secretsmanager_secret_version.login.secret_string})[\"password\"]}",
            "passwords_wo_version": 1,
            "depends_on": ["aws_secretsmanager_secret_version.login"],
        })
    );
    assert_eq!(
        resources["aws_elasticache_user_group"]["users"],
        json!({ "engine": "valkey", "user_group_id": "apps", "user_ids": ["${aws_elasticache_user.user.user_id}"] })
    );
    assert_eq!(
        resources["aws_elasticache_parameter_group"]["settings"],
        json!({
            "name": "${var.stack_name}-settings-valkey8", "family": "valkey8", "description": "Settings",
            "parameter": [{ "name": "maxmemory-policy", "value": "allkeys-lru" }, { "name": "timeout", "value": 60 }],
            "lifecycle": { "create_before_destroy": true },
        })
    );
    assert_eq!(
        resources["aws_elasticache_subnet_group"]["subnets"],
        json!({
            "name": "${var.stack_name}-subnets", "description": "Subnets", "subnet_ids": ["subnet-1", "subnet-2"],
        })
    );
    let outputs = &module["output"];
    assert_eq!(outputs["host"]["value"], "${aws_elasticache_replication_group.cache.primary_endpoint_address}");
    assert_eq!(outputs["reader"]["value"], "${aws_elasticache_replication_group.cache.reader_endpoint_address}");
    assert_eq!(outputs["port"]["value"], "${aws_elasticache_replication_group.cache.port}");
    assert_eq!(outputs["id"]["value"], "${aws_elasticache_replication_group.cache.replication_group_id}");
}

#[test]
fn shards_users_and_the_other_types() {
    let module = module(json!({
        "Resources": {
            "Sharded": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": {
                "ReplicationGroupId": "sharded", "ReplicationGroupDescription": "Shards", "ClusterMode": "enabled",
                "CacheNodeType": "cache.t4g.small",
                "NodeGroupConfiguration": [
                    { "NodeGroupId": "0001", "Slots": "0-8191", "ReplicaCount": 1, "PrimaryAvailabilityZone": "eu-west-1a",
                        "ReplicaAvailabilityZones": ["eu-west-1b"] },
                    { "NodeGroupId": "0002", "Slots": "8192-16383" },
                ],
            } },
            "Role": { "Type": "AWS::ElastiCache::User", "Properties": {
                "Engine": "redis", "UserId": "role", "UserName": "role", "AccessString": "on ~* +@read",
                "AuthenticationMode": { "Type": "iam" },
            } },
            "Nobody": { "Type": "AWS::ElastiCache::User", "Properties": {
                "Engine": "redis", "UserId": "nobody", "UserName": "default", "AccessString": "off ~* -@all",
                "NoPasswordRequired": true,
            } },
            "Memcached": { "Type": "AWS::ElastiCache::CacheCluster", "Properties": {
                "ClusterName": "pages", "Engine": "memcached", "CacheNodeType": "cache.t4g.micro", "NumCacheNodes": 2,
                "AZMode": "cross-az", "PreferredAvailabilityZones": ["eu-west-1a", "eu-west-1b"],
                "VpcSecurityGroupIds": ["sg-1"], "CacheSubnetGroupName": "pages", "PreferredMaintenanceWindow": "sun:05:00-sun:06:00",
            } },
            "Serverless": { "Type": "AWS::ElastiCache::ServerlessCache", "Properties": {
                "ServerlessCacheName": "sessions", "Engine": "valkey", "MajorEngineVersion": "8",
                "CacheUsageLimits": { "DataStorage": { "Maximum": 5, "Unit": "GB" }, "ECPUPerSecond": { "Maximum": 5000 } },
                "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"], "DailySnapshotTime": "03:00",
                "SnapshotRetentionLimit": 1, "UserGroupId": "apps",
            } },
        },
        "Outputs": {
            "Shards": { "Value": { "Fn::GetAtt": ["Sharded", "ConfigurationEndPoint.Address"] } },
            "Pages": { "Value": { "Fn::GetAtt": ["Memcached", "ConfigurationEndpoint.Address"] } },
            "Sessions": { "Value": { "Fn::GetAtt": ["Serverless", "Endpoint.Address"] } },
            "SessionsPort": { "Value": { "Fn::GetAtt": ["Serverless", "Endpoint.Port"] } },
            "Arn": { "Value": { "Fn::GetAtt": ["Serverless", "ARN"] } },
        },
    }));
    check(&module);
    let resources = &module["resource"];
    let sharded = &resources["aws_elasticache_replication_group"]["sharded"];
    assert_eq!(sharded["port"], 6379);
    assert_eq!(sharded["cluster_mode"], "enabled");
    assert_eq!(
        sharded["node_group_configuration"],
        json!([
            { "node_group_id": "0001", "slots": "0-8191", "replica_count": 1, "primary_availability_zone": "eu-west-1a",
                "replica_availability_zones": ["eu-west-1b"] },
            { "node_group_id": "0002", "slots": "8192-16383" },
        ])
    );
    assert_eq!(resources["aws_elasticache_user"]["role"]["authentication_mode"], json!({ "type": "iam" }));
    assert_eq!(resources["aws_elasticache_user"]["nobody"]["no_password_required"], true);
    assert_eq!(
        resources["aws_elasticache_cluster"]["memcached"],
        json!({
            "cluster_id": "pages", "engine": "memcached", "node_type": "cache.t4g.micro", "num_cache_nodes": 2,
            "az_mode": "cross-az", "preferred_availability_zones": ["eu-west-1a", "eu-west-1b"],
            "security_group_ids": ["sg-1"], "subnet_group_name": "pages", "maintenance_window": "sun:05:00-sun:06:00",
            "apply_immediately": true,
        })
    );
    assert_eq!(
        resources["aws_elasticache_serverless_cache"]["serverless"],
        json!({
            "name": "sessions", "engine": "valkey", "major_engine_version": "8",
            "cache_usage_limits": [{
                "data_storage": [{ "maximum": 5, "unit": "GB" }], "ecpu_per_second": [{ "maximum": 5000 }],
            }],
            "subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"], "daily_snapshot_time": "03:00",
            "snapshot_retention_limit": 1, "user_group_id": "apps",
        })
    );
    let outputs = &module["output"];
    assert_eq!(
        outputs["shards"]["value"],
        "${aws_elasticache_replication_group.sharded.configuration_endpoint_address}"
    );
    assert_eq!(outputs["pages"]["value"], "${aws_elasticache_cluster.memcached.cluster_address}");
    assert_eq!(outputs["sessions"]["value"], "${aws_elasticache_serverless_cache.serverless.endpoint[0].address}");
    assert_eq!(outputs["sessions_port"]["value"], "${aws_elasticache_serverless_cache.serverless.endpoint[0].port}");
    assert_eq!(outputs["arn"]["value"], "${aws_elasticache_serverless_cache.serverless.arn}");
}

#[test]
fn what_terraform_cannot_do_is_an_error() {
    let password = "{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:s:SecretString:a}}";
    let found = diagnostics(json!({ "Resources": {
        "Cache": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": {
            "ReplicationGroupDescription": "Old", "AuthToken": password,
        } },
        "User": { "Type": "AWS::ElastiCache::User", "Properties": {
            "Engine": "redis", "UserId": "two", "UserName": "two", "AccessString": "on ~* +@all",
            "Passwords": [password, password],
        } },
    } }));
    for part in ["the auth token in its state", "has one password"] {
        assert!(found.iter().any(|found| found.message.contains(part)), "{part}: {found:?}");
    }
}
