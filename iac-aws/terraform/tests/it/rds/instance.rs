//! Instances.

use super::instance;
use crate::support::{check, diagnostics, module};
use serde_json::json;

/// What our construct writes, and everything else that has another name in Terraform.
#[test]
fn an_instance() {
    let mut database = instance(json!({
        "DBInstanceIdentifier": { "Fn::Sub": "orders-${AWS::Region}" },
        "EngineVersion": "16.10", "EngineLifecycleSupport": "open-source-rds-extended-support-disabled",
        "StorageType": "gp3", "AllocatedStorage": 100, "MaxAllocatedStorage": 500, "Iops": 12000,
        "StorageThroughput": 500, "StorageEncrypted": true, "KmsKeyId": { "Fn::GetAtt": ["Key", "Arn"] },
        "MultiAZ": true, "Port": 5433, "DBName": "orders", "MasterUsername": "app",
        "MasterUserPassword": "{{resolve:secretsmanager:Login:SecretString:password}}",
        "ManageMasterUserPassword": false,
        "DBSubnetGroupName": { "Ref": "Subnets" }, "VPCSecurityGroups": ["sg-1"],
        "DBParameterGroupName": { "Ref": "Settings" }, "OptionGroupName": { "Ref": "Options" },
        "CACertificateIdentifier": "rds-ca-rsa2048-g1", "EnableIAMDatabaseAuthentication": true,
        "BackupRetentionPeriod": 30, "PreferredBackupWindow": "03:00-04:00",
        "PreferredMaintenanceWindow": "sun:05:00-sun:06:00", "CopyTagsToSnapshot": true,
        "AutoMinorVersionUpgrade": false, "AllowMajorVersionUpgrade": true, "DeletionProtection": true,
        "DeleteAutomatedBackups": { "Fn::If": ["KeepBackups", false, true] },
        "MonitoringInterval": 60, "MonitoringRoleArn": "arn:aws:iam::111122223333:role/m",
        "EnablePerformanceInsights": true, "PerformanceInsightsRetentionPeriod": 465,
        "PerformanceInsightsKMSKeyId": { "Fn::GetAtt": ["Key", "Arn"] }, "DatabaseInsightsMode": "advanced",
        "EnableCloudwatchLogsExports": ["postgresql", "upgrade"],
        "AssociatedRoles": [{ "FeatureName": "Lambda", "RoleArn": "arn:aws:iam::111122223333:role/i" }],
        "AutomaticBackupReplicationRegion": "eu-west-1", "AutomaticBackupReplicationRetentionPeriod": 14,
        "Tags": [{ "Key": "Team", "Value": "a" }],
    }));
    database["DeletionPolicy"] = json!("Snapshot");
    let module = module(json!({
        "Parameters": { "Keep": { "Type": "String", "Default": "true" } },
        "Conditions": { "KeepBackups": { "Fn::Equals": [{ "Ref": "Keep" }, "true"] } },
        "Resources": {
            "Key": { "Type": "AWS::KMS::Key" },
            "Login": { "Type": "AWS::SecretsManager::Secret", "Properties": { "GenerateSecretString": {
                "SecretStringTemplate": "{}", "GenerateStringKey": "password",
            } } },
            "Subnets": { "Type": "AWS::RDS::DBSubnetGroup", "Properties": {
                "DBSubnetGroupDescription": "Subnets", "SubnetIds": ["subnet-1", "subnet-2"],
            } },
            "Settings": { "Type": "AWS::RDS::DBParameterGroup", "Properties": {
                "Description": "Settings", "Family": "postgres16", "Parameters": { "work_mem": "4096" },
            } },
            "Options": { "Type": "AWS::RDS::OptionGroup", "Properties": {
                "EngineName": "postgres", "MajorEngineVersion": "16", "OptionGroupDescription": "None",
            } },
            "Database": database,
        },
        "Outputs": {
            "Host": { "Value": { "Fn::GetAtt": ["Database", "Endpoint.Address"] } },
            "Port": { "Value": { "Fn::GetAtt": ["Database", "Endpoint.Port"] } },
            "Arn": { "Value": { "Fn::GetAtt": ["Database", "DBInstanceArn"] } },
            "Name": { "Value": { "Ref": "Database" } },
            "Resource": { "Value": { "Fn::GetAtt": ["Database", "DbiResourceId"] } },
        },
    }));
    check(&module);
    assert_eq!(
        module["resource"]["aws_db_instance"]["database"],
        json!({
            "instance_class": "db.t4g.small", "engine": "postgres", "publicly_accessible": false,
            "identifier": "orders-${data.aws_region.current.region}",
            "engine_version": "16.10", "engine_lifecycle_support": "open-source-rds-extended-support-disabled",
            "storage_type": "gp3", "allocated_storage": 100, "max_allocated_storage": 500, "iops": 12000,
            "storage_throughput": 500, "storage_encrypted": true, "kms_key_id": "${aws_kms_key.key.arn}",
            "multi_az": true, "port": 5433, "db_name": "orders", "username": "app",
            "password_wo": "${try(jsondecode(ephemeral.aws_secretsmanager_secret_version.login.secret_string), {password = \
                ephemeral.aws_secretsmanager_secret_version.login.secret_string})[\"password\"]}",
            "password_wo_version": 1,
            "db_subnet_group_name": "${aws_db_subnet_group.subnets.name}", "vpc_security_group_ids": ["sg-1"],
            "parameter_group_name": "${aws_db_parameter_group.settings.name}",
            "option_group_name": "${aws_db_option_group.options.name}",
            "ca_cert_identifier": "rds-ca-rsa2048-g1", "iam_database_authentication_enabled": true,
            "backup_retention_period": 30, "backup_window": "03:00-04:00",
            "maintenance_window": "sun:05:00-sun:06:00", "copy_tags_to_snapshot": true,
            "auto_minor_version_upgrade": false, "allow_major_version_upgrade": true, "deletion_protection": true,
            "delete_automated_backups": "${local.keep_backups ? false : true}",
            "monitoring_interval": 60, "monitoring_role_arn": "arn:aws:iam::111122223333:role/m",
            "performance_insights_enabled": true, "performance_insights_retention_period": 465,
            "performance_insights_kms_key_id": "${aws_kms_key.key.arn}", "database_insights_mode": "advanced",
            "enabled_cloudwatch_logs_exports": ["postgresql", "upgrade"],
            "tags": { "Team": "a" },
            "apply_immediately": true,
            "final_snapshot_identifier": "orders-${data.aws_region.current.region}-final",
            "depends_on": ["aws_secretsmanager_secret_version.login"],
        })
    );
    let role = &module["resource"]["aws_db_instance_role_association"]["database_lambda"];
    assert_eq!(role["db_instance_identifier"], "${aws_db_instance.database.identifier}");
    assert_eq!(role["feature_name"], "Lambda");
    assert_eq!(role["role_arn"], "arn:aws:iam::111122223333:role/i");
    let replication = &module["resource"]["aws_db_instance_automated_backups_replication"]["database"];
    assert_eq!(replication["source_db_instance_arn"], "${aws_db_instance.database.arn}");
    assert_eq!(replication["region"], "eu-west-1");
    assert_eq!(replication["retention_period"], 14);
    let outputs = &module["output"];
    assert_eq!(outputs["host"]["value"], "${aws_db_instance.database.address}");
    assert_eq!(outputs["port"]["value"], "${aws_db_instance.database.port}");
    assert_eq!(outputs["arn"]["value"], "${aws_db_instance.database.arn}");
    assert_eq!(outputs["name"]["value"], "${aws_db_instance.database.identifier}");
    assert_eq!(outputs["resource"]["value"], "${aws_db_instance.database.resource_id}");
}

/// CloudFormation keeps backups for a day, takes a last snapshot and changes at once where nothing else is said.
#[test]
fn what_is_not_said() {
    let template = json!({ "Resources": { "Database": { "Type": "AWS::RDS::DBInstance", "Properties": {
        "DBInstanceClass": "db.t4g.small", "Engine": "postgres", "MasterUsername": "app",
        "ManageMasterUserPassword": true,
        "MasterUserSecret": { "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:key/k" },
    } } } });
    let module = module(template.clone());
    assert_eq!(
        module["resource"]["aws_db_instance"]["database"],
        json!({
            "identifier": "${var.stack_name}-database",
            "instance_class": "db.t4g.small", "engine": "postgres", "username": "app",
            "manage_master_user_password": true,
            "master_user_secret_kms_key_id": "arn:aws:kms:eu-west-1:111122223333:key/k",
            "apply_immediately": true, "backup_retention_period": 1,
            "final_snapshot_identifier": "${var.stack_name}-database-final",
        })
    );
    let notes = diagnostics(template);
    assert!(notes.iter().any(|note| note.message.contains("the database is private")), "{notes:?}");
}

/// RDS raises minor versions by itself unless it is told not to, and refuses to go back to the one that is written.
#[test]
fn minor_versions_that_rds_raises_are_left_out() {
    let written = |engine: &str, version: &str, raised: Option<bool>| {
        let mut database = instance(json!({ "Engine": engine, "EngineVersion": version }));
        if let Some(raised) = raised {
            database["Properties"]["AutoMinorVersionUpgrade"] = json!(raised);
        }
        let module = module(json!({ "Resources": { "Database": database } }));
        module["resource"]["aws_db_instance"]["database"]["engine_version"].as_str().unwrap().to_owned()
    };
    assert_eq!(written("postgres", "15.19", Some(true)), "15");
    assert_eq!(written("postgres", "15.19", None), "15");
    assert_eq!(written("postgres", "15.19", Some(false)), "15.19");
    assert_eq!(written("postgres", "15", None), "15");
    assert_eq!(written("mysql", "8.0.43", None), "8.0");
    assert_eq!(written("mysql", "8.0", None), "8.0");
    assert_eq!(written("sqlserver-ex", "15.00.4236.7.v1", None), "15.00.4236.7.v1");
}

#[test]
fn deletion_policies() {
    let database = |policy: &str| {
        let mut database = instance(json!({ "DBInstanceIdentifier": "orders" }));
        database["DeletionPolicy"] = json!(policy);
        module(json!({ "Resources": { "Database": database } }))["resource"]["aws_db_instance"]["database"].clone()
    };
    let (deleted, kept) = (database("Delete"), database("Retain"));
    assert_eq!(deleted["skip_final_snapshot"], true);
    assert_eq!(deleted.get("final_snapshot_identifier"), None);
    assert_eq!(kept["final_snapshot_identifier"], "orders-final");
    assert_eq!(kept.get("skip_final_snapshot"), None);
    assert_eq!(kept["lifecycle"], json!({ "prevent_destroy": true }));
}

#[test]
fn copies_of_other_databases() {
    let module = module(json!({ "Resources": {
        "Replica": instance(json!({ "SourceDBInstanceIdentifier": "orders" })),
        "Restored": instance(json!({
            "SourceDBInstanceIdentifier": "orders", "UseLatestRestorableTime": true, "DBInstanceIdentifier": "back",
        })),
        "Copied": instance(json!({ "DBSnapshotIdentifier": "before" })),
    } }));
    let databases = &module["resource"]["aws_db_instance"];
    assert_eq!(databases["replica"]["replicate_source_db"], "orders");
    assert_eq!(databases["replica"]["skip_final_snapshot"], true);
    assert_eq!(databases["replica"].get("backup_retention_period"), None);
    assert_eq!(
        databases["restored"]["restore_to_point_in_time"],
        json!({ "source_db_instance_identifier": "orders", "use_latest_restorable_time": true })
    );
    assert_eq!(databases["restored"]["final_snapshot_identifier"], "back-final");
    assert_eq!(databases["copied"]["snapshot_identifier"], "before");
}

#[test]
fn a_proxy_leads_to_an_instance() {
    let module = module(json!({ "Resources": {
        "Secret": { "Type": "AWS::SecretsManager::Secret", "Properties": { "GenerateSecretString": {
            "GenerateStringKey": "password", "SecretStringTemplate": "{\"username\":\"app\"}", "PasswordLength": 32,
        } } },
        "Names": { "Type": "AWS::RDS::DBSubnetGroup", "Properties": {
            "DBSubnetGroupDescription": "Data", "SubnetIds": ["subnet-1", "subnet-2"],
        } },
        "Database": { "Type": "AWS::RDS::DBInstance", "DeletionPolicy": "Delete", "Properties": {
            "DBInstanceClass": "db.t4g.medium", "Engine": "postgres", "EngineVersion": "16.10", "AllocatedStorage": "20",
            "DBSubnetGroupName": { "Ref": "Names" }, "MasterUsername": "app",
            "MasterUserPassword": "{{resolve:secretsmanager:Secret:SecretString:password}}",
        } },
        "Proxy": { "Type": "AWS::RDS::DBProxy", "Properties": {
            "DBProxyName": "proxy-1", "EngineFamily": "POSTGRESQL", "RequireTLS": true, "IdleClientTimeout": 1800,
            "RoleArn": "arn:aws:iam::111122223333:role/p", "VpcSubnetIds": ["subnet-1", "subnet-2"],
            "VpcSecurityGroupIds": ["sg-1"],
            "Auth": [{ "AuthScheme": "SECRETS", "IAMAuth": "DISABLED", "SecretArn": { "Ref": "Secret" },
                "ClientPasswordAuthType": "POSTGRES_SCRAM_SHA_256" }],
        } },
        "Targets": { "Type": "AWS::RDS::DBProxyTargetGroup", "Properties": {
            "DBProxyName": { "Ref": "Proxy" }, "TargetGroupName": "default",
            "DBInstanceIdentifiers": [{ "Ref": "Database" }],
            "ConnectionPoolConfigurationInfo": {
                "ConnectionBorrowTimeout": 120, "MaxConnectionsPercent": 100, "MaxIdleConnectionsPercent": 50,
            },
        } },
        "Host": { "Type": "AWS::SSM::Parameter", "DependsOn": "Targets", "Properties": {
            "Type": "String", "Value": { "Fn::GetAtt": ["Proxy", "Endpoint"] },
        } },
    } }));
    check(&module);
    let resources = &module["resource"];
    let proxy = &resources["aws_db_proxy"]["proxy"];
    assert_eq!(
        proxy["auth"],
        json!([{ "auth_scheme": "SECRETS", "iam_auth": "DISABLED", "secret_arn": "${aws_secretsmanager_secret.secret.arn}",
            "client_password_auth_type": "POSTGRES_SCRAM_SHA_256" }])
    );
    assert_eq!(
        resources["aws_db_proxy_default_target_group"]["targets"]["connection_pool_config"],
        json!({ "connection_borrow_timeout": 120, "max_connections_percent": 100, "max_idle_connections_percent": 50 })
    );
    assert_eq!(
        resources["aws_db_proxy_target"]["targets_database"],
        json!({
            "db_proxy_name": "${aws_db_proxy_default_target_group.targets.db_proxy_name}",
            "target_group_name": "${aws_db_proxy_default_target_group.targets.name}",
            "db_instance_identifier": "${aws_db_instance.database.identifier}",
        })
    );
    let host = &resources["aws_ssm_parameter"]["host"];
    assert_eq!(host["insecure_value"], "${aws_db_proxy.proxy.endpoint}");
    let waits = host["depends_on"].as_array().unwrap();
    assert!(waits.contains(&json!("aws_db_proxy_target.targets_database")), "{waits:?}");
}
