//! Caches as templates.

mod common;

use common::{codes, identifier, resources, subnets, suppressed};
use iac_aws::prelude::*;
use serde_json::json;

fn redis(stack: &mut Stack) -> RedisCache {
    RedisCache::new(subnets(stack), CacheVersion::Redis7_1, CacheNodeType::T3_MICRO)
}

fn faults(change: impl FnOnce(RedisCache) -> RedisCache) -> Vec<&'static str> {
    codes(|stack| {
        let cache = redis(stack);
        stack.add("Cache", change(cache));
    })
}

#[test]
fn a_cache_is_one_node_with_tls_and_a_password() {
    let resources = resources(|stack| {
        let cache = redis(stack);
        stack.add("Cache", cache);
    });
    let cache = &resources["Cache"];
    assert_eq!((&cache["DeletionPolicy"], &cache["UpdateReplacePolicy"]), (&json!("Delete"), &json!("Delete")));
    assert_eq!(suppressed(cache), ["CKV_AWS_31"]);
    assert_eq!(
        cache["Properties"],
        json!({
            "ReplicationGroupDescription": "Redis 7.1",
            "Engine": "redis",
            "EngineVersion": "7.1",
            "CacheNodeType": "cache.t3.micro",
            "NumCacheClusters": 1,
            "AutomaticFailoverEnabled": false,
            "MultiAZEnabled": false,
            "Port": 6379,
            "CacheSubnetGroupName": {"Ref": "CacheSubnetGroup"},
            "SecurityGroupIds": [{"Fn::GetAtt": ["CacheSecurityGroup", "GroupId"]}],
            "UserGroupIds": [{"Ref": "CacheUserGroup"}],
            "AtRestEncryptionEnabled": true,
            "TransitEncryptionEnabled": true,
            "TransitEncryptionMode": "required",
            "AutoMinorVersionUpgrade": false,
            "SnapshotRetentionLimit": 0,
        })
    );
    assert_eq!(
        resources["CacheUser"]["Properties"],
        json!({
            "Engine": "redis",
            "UserId": identifier("cache"),
            "UserName": "default",
            "AccessString": "on ~* &* +@all",
            "AuthenticationMode": {
                "Type": "password",
                "Passwords": [{"Fn::Sub": "{{resolve:secretsmanager:${CacheSecret}:SecretString:password}}"}],
            },
        })
    );
    assert_eq!(
        resources["CacheUserGroup"]["Properties"],
        json!({"Engine": "redis", "UserGroupId": identifier("cache"), "UserIds": [{"Ref": "CacheUser"}]})
    );
}

#[test]
fn options_reach_the_cache() {
    let resources = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Data").usable_by(KeyUser::CloudWatchLogs));
        let cache = RedisCache::new(subnets(stack), CacheVersion::Valkey8_1, CacheNodeType::R7G_LARGE)
            .port(6380)
            .replicas(2)
            .multi_az()
            .eviction(Eviction::NoEviction)
            .snapshots(days(7))
            .snapshot_window("02:00-03:00")
            .snapshot_on_delete()
            .maintenance_window("sun:04:00-sun:05:00")
            .slow_log(Retention::Days30)
            .encryption_key(&key);
        stack.add("Cache", cache);
    });
    let cache = &resources["Cache"];
    assert_eq!(cache["DeletionPolicy"], "Snapshot");
    let expected = json!({
        "Engine": "valkey",
        "EngineVersion": "8.1",
        "CacheNodeType": "cache.r7g.large",
        "NumCacheClusters": 3,
        "AutomaticFailoverEnabled": true,
        "MultiAZEnabled": true,
        "Port": 6380,
        "SnapshotRetentionLimit": 7,
        "SnapshotWindow": "02:00-03:00",
        "PreferredMaintenanceWindow": "sun:04:00-sun:05:00",
        "CacheParameterGroupName": {"Ref": "CacheParameterGroup"},
        "KmsKeyId": {"Fn::GetAtt": ["Key", "Arn"]},
        "LogDeliveryConfigurations": [{
            "DestinationDetails": {"CloudWatchLogsDetails": {"LogGroup": {"Ref": "CacheSlowLog"}}},
            "DestinationType": "cloudwatch-logs",
            "LogFormat": "json",
            "LogType": "slow-log",
        }],
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&cache["Properties"][name], value, "{name}");
    }
    assert_eq!(
        resources["CacheParameterGroup"]["Properties"],
        json!({
            "CacheParameterGroupFamily": "valkey8",
            "Description": "Settings of the cache",
            "Properties": {"maxmemory-policy": "noeviction"},
        })
    );
    assert_eq!(resources["CacheSecret"]["Properties"]["KmsKeyId"], json!({"Fn::GetAtt": ["Key", "Arn"]}));
    assert_eq!(resources["CacheUser"]["Properties"]["Engine"], "valkey");
    assert_eq!(resources["CacheUserGroup"]["Properties"]["Engine"], "valkey");
}

#[test]
fn the_handle_gives_an_application_what_it_needs() {
    let mut stack = Stack::new("main");
    let cache = redis(&mut stack);
    let cache = stack.add("Cache", cache);
    let isolated = stack.add("Other", Vpc::new(cidr!("10.1.0.0/16"))).isolated();
    let app = stack.add("App", SecurityGroup::new(&isolated, "The application"));
    app.connects_to(&mut stack, &cache);
    stack.output("Url", cache.url());
    stack.output("Reader", cache.reader_host());
    let template = common::template(stack);
    let url = json!({"Fn::Sub": "rediss://${Cache.PrimaryEndPoint.Address}:6379"});
    assert_eq!(template["Outputs"]["Url"]["Value"], url);
    let reader = json!({"Fn::GetAtt": ["Cache", "ReaderEndPoint.Address"]});
    assert_eq!(template["Outputs"]["Reader"]["Value"], reader);
    assert_eq!(template["Resources"]["CacheFromApp"]["Properties"]["FromPort"], 6379);
}

#[test]
fn wrong_caches_are_errors() {
    assert_eq!(faults(|cache| cache.replicas(6)), ["bad-replicas"]);
    assert_eq!(faults(RedisCache::multi_az), ["bad-multi-az"]);
    assert_eq!(faults(|cache| cache.port(1_023)), ["bad-port"]);
    assert_eq!(faults(|cache| cache.snapshots(days(36))), ["bad-snapshot-retention"]);
    assert_eq!(faults(|cache| cache.snapshot_window("03:00-04:00")), ["bad-snapshot-retention"]);
    assert_eq!(faults(|cache| cache.maintenance_window("sun:04:00-sun:04:59")), ["bad-window"]);
    let overlapping = |cache: RedisCache| {
        cache.snapshots(days(1)).snapshot_window("04:00-05:00").maintenance_window("sun:04:30-sun:06:00")
    };
    assert_eq!(faults(overlapping), ["overlapping-windows"]);
    let long = codes(|stack| {
        let cache = redis(stack);
        stack.add("C".repeat(32), cache);
    });
    assert_eq!(long, ["bad-identifier"]);
}
