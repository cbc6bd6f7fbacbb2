//! The instance with all that belongs to it: as it is by default, and as setters have it.

use crate::common::{identifier, suppressed};
use crate::{database, faults};
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn a_database_is_complete_by_default() {
    let resources = database(OnDelete::Snapshot, |instance| instance.database("cloudoptimizer"));
    let ids: Vec<_> = resources.as_object().unwrap().keys().map(String::as_str).collect();
    let parts = ["", "ParameterGroup", "Secret", "SecretAttachment", "SecurityGroup", "SubnetGroup"];
    assert_eq!(ids, parts.map(|part| format!("Database{part}")));
    let instance = &resources["Database"];
    assert_eq!(
        (&instance["DeletionPolicy"], &instance["UpdateReplacePolicy"]),
        (&json!("Snapshot"), &json!("Snapshot"))
    );
    assert_eq!(suppressed(instance), ["CKV_AWS_157", "CKV_AWS_118"]);
    assert_eq!(
        instance["Properties"],
        json!({
            "DBInstanceIdentifier": identifier("database"),
            "Engine": "postgres",
            "EngineVersion": "16.10",
            "EngineLifecycleSupport": "open-source-rds-extended-support-disabled",
            "DBInstanceClass": "db.t3.small",
            "StorageType": "gp3",
            "AllocatedStorage": "20",
            "StorageEncrypted": true,
            "MultiAZ": false,
            "PubliclyAccessible": false,
            "Port": "5432",
            "DBSubnetGroupName": {"Ref": "DatabaseSubnetGroup"},
            "VPCSecurityGroups": [{"Fn::GetAtt": ["DatabaseSecurityGroup", "GroupId"]}],
            "DBParameterGroupName": {"Ref": "DatabaseParameterGroup"},
            "CACertificateIdentifier": "rds-ca-rsa2048-g1",
            "EnableIAMDatabaseAuthentication": true,
            "MasterUsername": "postgres",
            "MasterUserPassword": {"Fn::Sub": "{{resolve:secretsmanager:${DatabaseSecret}:SecretString:password}}"},
            "BackupRetentionPeriod": 7,
            "CopyTagsToSnapshot": true,
            "AutoMinorVersionUpgrade": false,
            "DeletionProtection": true,
            "DBName": "cloudoptimizer",
        })
    );
    assert_eq!(
        resources["DatabaseSecretAttachment"]["Properties"],
        json!({
            "SecretId": {"Ref": "DatabaseSecret"},
            "TargetId": {"Ref": "Database"},
            "TargetType": "AWS::RDS::DBInstance",
        })
    );
    let rule = &resources["DatabaseSecret"]["Properties"]["GenerateSecretString"];
    assert_eq!(rule["SecretStringTemplate"], r#"{"username":"postgres"}"#);
    assert_eq!(
        resources["DatabaseParameterGroup"]["Properties"],
        json!({"Description": "Settings of the database", "Family": "postgres16", "Parameters": {"rds.force_ssl": "1"}})
    );
    let subnets = json!([{"Ref": "NetworkIsolated1"}, {"Ref": "NetworkIsolated2"}]);
    assert_eq!(resources["DatabaseSubnetGroup"]["Properties"]["SubnetIds"], subnets);
}

#[test]
fn what_the_plans_ask_for() {
    let resources = database(OnDelete::Snapshot, |instance| {
        instance
            .storage(gib(100))
            .max_storage(gib(500))
            .multi_az()
            .backup_retention(days(30))
            .backup_window("03:00-04:00")
            .maintenance_window("sun:04:00-sun:05:00")
            .parameter(PgParameter::MaxConnections(100))
            .parameter(PgParameter::SharedBuffers(gib(1)))
            .preload(["pg_stat_statements", "auto_explain"])
            .master_username("owner")
            .allow_major_version_upgrade()
            .auto_minor_version_upgrade()
            .deletion_protection(false)
    });
    let properties = &resources["Database"]["Properties"];
    let expected = json!({
        "AllocatedStorage": "100",
        "MaxAllocatedStorage": 500,
        "MultiAZ": true,
        "BackupRetentionPeriod": 30,
        "PreferredBackupWindow": "03:00-04:00",
        "PreferredMaintenanceWindow": "sun:04:00-sun:05:00",
        "MasterUsername": "owner",
        "AllowMajorVersionUpgrade": true,
        "AutoMinorVersionUpgrade": true,
        "DeletionProtection": false,
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&properties[name], value, "{name}");
    }
    assert_eq!(suppressed(&resources["Database"]), ["CKV_AWS_118"]);
    assert_eq!(
        resources["DatabaseParameterGroup"]["Properties"]["Parameters"],
        json!({
            "rds.force_ssl": "1",
            "shared_preload_libraries": "pg_stat_statements,auto_explain",
            "max_connections": "100",
            "shared_buffers": "131072",
        })
    );
}

/// A retained instance cannot do without its subnet group, its settings, its security group and its password.
#[test]
fn what_a_retained_instance_needs_stays_with_it() {
    let resources =
        database(OnDelete::Retain, |instance| instance.enhanced_monitoring(seconds(30)).export_logs(Retention::Days7));
    let resources = resources.as_object().unwrap();
    assert_eq!(resources.len(), 9);
    for (id, resource) in resources {
        assert_eq!(resource["DeletionPolicy"], "Retain", "{id}");
    }
}

#[test]
fn provisioned_performance_from_400_gib_on() {
    let resources = database(OnDelete::Delete, |instance| {
        instance.storage(gib(400)).iops(16_000).throughput(4_000).database_insights(DatabaseInsights::Standard)
    });
    let properties = &resources["Database"]["Properties"];
    assert_eq!((&properties["Iops"], &properties["StorageThroughput"]), (&json!(16_000), &json!(4_000)));
    assert_eq!(properties["DatabaseInsightsMode"], "standard");
    assert_eq!(properties["PerformanceInsightsRetentionPeriod"], 7);
    assert_eq!(faults(|i| i.storage(gib(399)).iops(16_000)), ["fixed-storage-performance"]);
    assert_eq!(faults(|i| i.storage(gib(400)).iops(11_999)), ["bad-storage-performance"]);
    assert_eq!(faults(|i| i.storage(gib(400)).throughput(4_000)), ["bad-storage-performance"]);
    assert_eq!(faults(|i| i.storage(gib(400)).throughput(499)), ["bad-storage-performance"]);
}

#[test]
fn versions_name_their_family() {
    let pairs = PostgresVersion::ALL.iter().map(|version| (version.as_str(), version.family()));
    for (version, family) in pairs {
        assert_eq!(family, format!("postgres{}", version.split('.').next().unwrap()));
        assert_eq!(version.split('.').count(), 2, "{version} is pinned");
    }
    assert!(PostgresVersion::V16_10 < PostgresVersion::V17_6);
}
