//! Databases as templates.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, identifier, resources, subnets, suppressed};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn postgres(stack: &mut Stack, on_delete: OnDelete) -> RdsInstance {
    RdsInstance::postgres(subnets(stack), PostgresVersion::V16_10, DbInstanceClass::T3_SMALL, on_delete)
}

/// The resources of a database under the id `Database`, as `change` has it, without those of its network.
fn database(on_delete: OnDelete, change: impl FnOnce(RdsInstance) -> RdsInstance) -> Value {
    let mut all = resources(|stack| {
        let instance = postgres(stack, on_delete);
        stack.add("Database", change(instance));
    });
    all.as_object_mut().unwrap().retain(|id, _| id.starts_with("Database"));
    all
}

fn faults(change: impl FnOnce(RdsInstance) -> RdsInstance) -> Vec<&'static str> {
    codes(|stack| {
        let instance = postgres(stack, OnDelete::Delete);
        stack.add("Database", change(instance));
    })
}

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
fn only_a_declared_connection_gets_in() {
    let resources = resources(|stack| {
        let instance = postgres(stack, OnDelete::Delete).port(5433);
        let database = stack.add("Database", instance);
        let isolated = stack.add("Other", Vpc::new(cidr!("10.1.0.0/16"))).isolated();
        let app = stack.add("App", SecurityGroup::new(&isolated, "The application"));
        app.connects_to(stack, &database);
    });
    let egress = &resources["DatabaseSecurityGroup"]["Properties"]["SecurityGroupEgress"];
    assert_eq!(egress[0]["CidrIp"], "127.0.0.1/32");
    let group = &resources["DatabaseSecurityGroup"]["Properties"];
    assert!(group.get("SecurityGroupIngress").is_none());
    assert_eq!(
        resources["DatabaseFromApp"]["Properties"],
        json!({
            "IpProtocol": "tcp",
            "GroupId": {"Fn::GetAtt": ["DatabaseSecurityGroup", "GroupId"]},
            "SourceSecurityGroupId": {"Fn::GetAtt": ["App", "GroupId"]},
            "FromPort": 5433,
            "ToPort": 5433,
            "Description": "From App on port 5433",
        })
    );
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

#[test]
fn enhanced_monitoring_brings_a_role_for_this_instance_only() {
    let resources =
        database(OnDelete::Delete, |instance| instance.identifier("orders").enhanced_monitoring(seconds(60)));
    assert_eq!(resources["Database"]["Properties"]["MonitoringInterval"], 60);
    let role = json!({"Fn::GetAtt": ["DatabaseMonitoringRole", "Arn"]});
    assert_eq!(resources["Database"]["Properties"]["MonitoringRoleArn"], role);
    let instance = "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:orders";
    let policy = "arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole";
    assert_eq!(
        resources["DatabaseMonitoringRole"]["Properties"],
        json!({
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
                "Effect": "Allow",
                "Principal": {"Service": "monitoring.rds.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}},
                    "ArnEquals": {"aws:SourceArn": {"Fn::Sub": instance}},
                },
            }]},
            "ManagedPolicyArns": [{"Fn::Sub": policy}],
        })
    );
}

#[test]
fn log_groups_are_there_before_the_instance() {
    let resources = database(OnDelete::Delete, |instance| instance.identifier("orders").export_logs(Retention::Days30));
    let instance = &resources["Database"];
    assert_eq!(instance["DependsOn"], json!(["DatabasePostgresqlLogs", "DatabaseUpgradeLogs"]));
    assert_eq!(instance["Properties"]["EnableCloudwatchLogsExports"], json!(["postgresql", "upgrade"]));
    let group = &resources["DatabaseUpgradeLogs"];
    assert_eq!(group["DeletionPolicy"], "Delete");
    assert_eq!(group["Properties"]["RetentionInDays"], 30);
    assert_eq!(group["Properties"]["LogGroupName"], "/aws/rds/instance/orders/upgrade");
}

/// CloudFormation would find out only after the log groups are refused.
#[test]
fn a_key_must_let_cloudwatch_logs_use_it() {
    fn with(stack: &mut Stack, key: EncryptionKey) {
        let key = stack.add("Key", key);
        let instance = postgres(stack, OnDelete::Delete).encryption_key(&key).export_logs(Retention::Days30);
        stack.add("Database", instance);
        let cache = RedisCache::new(subnets_of(stack), CacheVersion::Valkey8_1, CacheNodeType::T4G_MICRO);
        stack.add("Cache", cache.encryption_key(&key).slow_log(Retention::Days30));
    }
    fn subnets_of(stack: &mut Stack) -> iac_aws::network::IsolatedSubnets {
        stack.add("Other", Vpc::new(cidr!("10.1.0.0/16"))).isolated()
    }
    assert_eq!(codes(|stack| with(stack, EncryptionKey::new("Data"))), ["key-not-usable"; 2]);
    let resources = resources(|stack| with(stack, EncryptionKey::new("Data").usable_by(KeyUser::CloudWatchLogs)));
    for group in ["DatabasePostgresqlLogs", "DatabaseUpgradeLogs", "CacheSlowLog"] {
        assert_eq!(resources[group]["Properties"]["KmsKeyId"], json!({"Fn::GetAtt": ["Key", "Arn"]}), "{group}");
        assert_eq!(suppressed(&resources[group]), [] as [&str; 0], "{group}");
    }
}

#[test]
fn a_password_that_rds_keeps() {
    let mut password = None;
    let resources = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Data"));
        let instance = postgres(stack, OnDelete::Delete).managed_password().encryption_key(&key);
        let database = stack.add("Database", instance.database_insights(DatabaseInsights::Advanced).no_backups());
        assert!(database.secret.is_none());
        password = Some(database.password());
        stack.add("Copy", iac_aws::cfn::secrets_manager::Secret::new().secret_string(database.password()));
    });
    let properties = &resources["Database"]["Properties"];
    let key = json!({"Fn::GetAtt": ["Key", "Arn"]});
    assert!(properties.get("MasterUserPassword").is_none() && resources.get("DatabaseSecret").is_none());
    assert_eq!(properties["ManageMasterUserPassword"], true);
    assert_eq!(properties["MasterUserSecret"], json!({"KmsKeyId": key}));
    assert_eq!((&properties["KmsKeyId"], &properties["PerformanceInsightsKMSKeyId"]), (&key, &key));
    assert_eq!(properties["DatabaseInsightsMode"], "advanced");
    assert_eq!(properties["PerformanceInsightsRetentionPeriod"], 465);
    assert_eq!(properties["BackupRetentionPeriod"], 0);
    let pointer = "{{resolve:secretsmanager:${Database.MasterUserSecret.SecretArn}:SecretString:password}}";
    assert_eq!(resources["Copy"]["Properties"]["SecretString"], json!({"Fn::Sub": pointer}));
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
fn wrong_storage_backups_and_windows_are_errors() {
    assert_eq!(faults(|i| i.storage(gib(19))), ["bad-storage"]);
    assert_eq!(faults(|i| i.storage(mib(20_481))), ["bad-storage"]);
    assert_eq!(faults(|i| i.storage(gib(100)).max_storage(gib(109))), ["bad-max-storage"]);
    assert_eq!(faults(|i| i.storage(gib(100)).max_storage(gib(110))), [] as [&str; 0]);
    assert_eq!(faults(|i| i.backup_retention(days(36))), ["bad-backup-retention"]);
    assert_eq!(faults(|i| i.backup_retention(days(0))), ["bad-backup-retention"]);
    assert_eq!(faults(|i| i.backup_retention(hours(36))), ["bad-backup-retention"]);
    assert_eq!(faults(|i| i.backup_window("03:00-03:29")), ["bad-window"]);
    assert_eq!(faults(|i| i.maintenance_window("Sunday 4 am")), ["bad-window"]);
    let overlapping = |i: RdsInstance| i.backup_window("03:00-04:00").maintenance_window("sun:03:30-sun:04:30");
    assert_eq!(faults(overlapping), ["overlapping-windows"]);
    assert_eq!(faults(|i| i.enhanced_monitoring(seconds(20))), ["bad-monitoring-interval"]);
}

#[test]
fn wrong_names_are_errors() {
    for name in ["", "1st", "my-db", "postgres", "template1"] {
        assert_eq!(faults(|i| i.database(name)), ["bad-database-name"], "{name}");
    }
    for name in ["admin", "rdsadmin", "rds_superuser", "pg_monitor", "my-user", ""] {
        assert_eq!(faults(|i| i.master_username(name)), ["bad-master-username"], "{name}");
    }
    for name in ["Orders", "orders-", "or--ders", "1orders"] {
        assert_eq!(faults(|i| i.identifier(name)), ["bad-identifier"], "{name}");
    }
    assert_eq!(faults(|i| i.port(1_149)), ["bad-port"]);
    let long = codes(|stack| {
        let instance = postgres(stack, OnDelete::Delete);
        stack.add("D".repeat(55), instance);
    });
    assert_eq!(long, ["bad-identifier"]);
}

#[test]
fn wrong_settings_are_errors() {
    let set = |parameter: PgParameter| faults(|i| i.parameter(parameter));
    assert_eq!(set(PgParameter::MaxConnections(5)), ["bad-pg-parameter"]);
    assert_eq!(set(PgParameter::Other("rds.force_ssl", "0".into())), ["bad-pg-parameter"]);
    assert_eq!(set(PgParameter::Other("shared_preload_libraries", "x".into())), ["bad-pg-parameter"]);
    let twice = |i: RdsInstance| i.parameter(PgParameter::WorkMem(mib(4))).parameter(PgParameter::WorkMem(mib(8)));
    assert_eq!(faults(twice), ["duplicate-pg-parameter"]);
}

#[test]
fn a_single_zone_is_not_enough() {
    let found = codes(|stack| {
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).azs(1));
        let instance =
            RdsInstance::postgres(vpc.isolated(), PostgresVersion::V16_10, DbInstanceClass::T3_SMALL, OnDelete::Delete);
        stack.add("Database", instance);
    });
    assert_eq!(found, ["too-few-subnets"]);
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

#[test]
fn the_handle_gives_an_application_what_it_needs() {
    let mut stack = Stack::new("main");
    let class = stack.add("Class", Parameter::string().allowed_values(["db.t3.small"]).default("db.t3.small"));
    let subnets = subnets(&mut stack);
    let class = DbInstanceClass::parameter(class);
    let instance = RdsInstance::postgres(subnets, PostgresVersion::V18_4, class, OnDelete::Delete);
    let database = stack.add("Database", instance.master_username("owner").port(6543));
    stack.output("Host", database.host());
    stack.output("Endpoint", database.endpoint());
    stack.output("Name", database.database_name());
    stack.output("User", database.username());
    stack.output("Port", database.port());
    let template = common::template(stack);
    let host = json!({"Fn::GetAtt": ["Database", "Endpoint.Address"]});
    assert_eq!(template["Outputs"]["Host"]["Value"], host);
    assert_eq!(template["Outputs"]["Endpoint"]["Value"], json!({"Fn::Sub": "${Database.Endpoint.Address}:6543"}));
    assert_eq!(template["Outputs"]["Name"]["Value"], "postgres");
    assert_eq!(template["Outputs"]["User"]["Value"], "owner");
    assert_eq!(template["Outputs"]["Port"]["Value"], "6543");
    assert_eq!(template["Resources"]["Database"]["Properties"]["DBInstanceClass"], json!({"Ref": "Class"}));
}

#[test]
fn backups_are_replicated_with_a_key_of_the_second_region() {
    let mut recovery = Stack::new("recovery").in_region(Region::EU_WEST_1);
    let key = recovery.add("Key", EncryptionKey::new("Replicated backups"));
    let mut main = Stack::new("main").in_region(Region::EU_CENTRAL_1);
    let instance = postgres(&mut main, OnDelete::Snapshot);
    main.add("Database", instance.replicate_backups(Region::EU_WEST_1, &key, days(14)));
    let (graph, diagnostics) = iac_core::resolve::resolve(App::new().with(main).with(recovery), "test");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let template = serde_json::to_value(iac_core::backend::cloudformation::template(&graph.stacks[0])).unwrap();
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
