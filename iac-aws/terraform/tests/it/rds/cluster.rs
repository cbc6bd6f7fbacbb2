//! Clusters, proxies and what is around them.

use super::instance;
use crate::support::{check, module};
use serde_json::json;

#[test]
fn the_other_types() {
    let module = module(json!({ "Resources": {
        "Cluster": {
            "Type": "AWS::RDS::DBCluster",
            "Properties": {
                "Engine": "aurora-postgresql", "EngineVersion": "16.6", "DatabaseName": "orders", "MasterUsername": "app",
                "ManageMasterUserPassword": true, "EnableIAMDatabaseAuthentication": true, "StorageEncrypted": true,
                "ServerlessV2ScalingConfiguration": { "MinCapacity": 0.5, "MaxCapacity": 4 },
                "EnableCloudwatchLogsExports": ["postgresql"], "DBSubnetGroupName": { "Ref": "Subnets" },
                "AssociatedRoles": [{ "RoleArn": "arn:aws:iam::111122223333:role/i", "FeatureName": "Lambda" }],
            },
            "DeletionPolicy": "Delete",
        },
        "Subnets": { "Type": "AWS::RDS::DBSubnetGroup", "Properties": {
            "DBSubnetGroupName": "orders", "DBSubnetGroupDescription": "Subnets", "SubnetIds": ["subnet-1", "subnet-2"],
        } },
        "Settings": { "Type": "AWS::RDS::DBClusterParameterGroup", "Properties": {
            "Description": "Settings", "Family": "aurora-postgresql16", "Parameters": { "work_mem": 4096 },
        } },
        "Options": { "Type": "AWS::RDS::OptionGroup", "Properties": {
            "EngineName": "mysql", "MajorEngineVersion": "8.0", "OptionGroupDescription": "Audit",
            "OptionConfigurations": [{
                "OptionName": "MARIADB_AUDIT_PLUGIN", "OptionVersion": "1.0",
                "OptionSettings": [{ "Name": "SERVER_AUDIT_EVENTS", "Value": "CONNECT" }],
            }],
        } },
        "Proxy": { "Type": "AWS::RDS::DBProxy", "Properties": {
            "DBProxyName": "orders", "EngineFamily": "POSTGRESQL", "RequireTLS": true, "IdleClientTimeout": 120,
            "RoleArn": "arn:aws:iam::111122223333:role/p", "VpcSubnetIds": ["subnet-1", "subnet-2"],
            "Auth": [{ "AuthScheme": "SECRETS", "IAMAuth": "REQUIRED",
                "SecretArn": { "Fn::GetAtt": ["Cluster", "MasterUserSecret.SecretArn"] } }],
            "Tags": [{ "Key": "Team", "Value": "a" }], "EndpointNetworkType": "IPV4",
        } },
        "Targets": { "Type": "AWS::RDS::DBProxyTargetGroup", "Properties": {
            "DBProxyName": { "Ref": "Proxy" }, "TargetGroupName": "default",
            "DBClusterIdentifiers": [{ "Ref": "Cluster" }],
            "ConnectionPoolConfigurationInfo": { "MaxConnectionsPercent": 90, "SessionPinningFilters": ["EXCLUDE_VARIABLE_SETS"] },
        } },
        "Reads": { "Type": "AWS::RDS::DBProxyEndpoint", "Properties": {
            "DBProxyEndpointName": "reads", "DBProxyName": { "Ref": "Proxy" }, "TargetRole": "READ_ONLY",
            "VpcSubnetIds": ["subnet-1", "subnet-2"],
        } },
        "Failures": { "Type": "AWS::RDS::EventSubscription", "Properties": {
            "SnsTopicArn": "arn:aws:sns:eu-west-1:111122223333:t", "SourceType": "db-cluster",
            "SourceIds": [{ "Ref": "Cluster" }], "EventCategories": ["failover"], "Enabled": true,
        } },
    } }));
    check(&module);
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_rds_cluster"]["cluster"],
        json!({
            "cluster_identifier": "${var.stack_name}-cluster",
            "engine": "aurora-postgresql", "engine_version": "16.6", "database_name": "orders", "master_username": "app",
            "manage_master_user_password": true, "iam_database_authentication_enabled": true, "storage_encrypted": true,
            "serverlessv2_scaling_configuration": { "min_capacity": 0.5, "max_capacity": 4 },
            "enabled_cloudwatch_logs_exports": ["postgresql"],
            "db_subnet_group_name": "${aws_db_subnet_group.subnets.name}",
            "apply_immediately": true, "allow_major_version_upgrade": true, "skip_final_snapshot": true,
        })
    );
    assert_eq!(
        resources["aws_rds_cluster_role_association"]["cluster_lambda_i"],
        json!({
            "db_cluster_identifier": "${aws_rds_cluster.cluster.cluster_identifier}",
            "role_arn": "arn:aws:iam::111122223333:role/i", "feature_name": "Lambda",
        })
    );
    assert_eq!(
        resources["aws_db_option_group"]["options"],
        json!({
            "name_prefix": "${var.stack_name}-options-", "engine_name": "mysql", "major_engine_version": "8.0",
            "option_group_description": "Audit",
            "option": [{
                "option_name": "MARIADB_AUDIT_PLUGIN", "version": "1.0",
                "option_settings": [{ "name": "SERVER_AUDIT_EVENTS", "value": "CONNECT" }],
            }],
            "lifecycle": { "create_before_destroy": true },
        })
    );
    assert_eq!(
        resources["aws_db_proxy"]["proxy"],
        json!({
            "name": "orders", "engine_family": "POSTGRESQL", "require_tls": true, "idle_client_timeout": 120,
            "role_arn": "arn:aws:iam::111122223333:role/p", "vpc_subnet_ids": ["subnet-1", "subnet-2"],
            "auth": [{ "auth_scheme": "SECRETS", "iam_auth": "REQUIRED",
                "secret_arn": "${aws_rds_cluster.cluster.master_user_secret[0].secret_arn}" }],
            "tags": { "Team": "a" }, "endpoint_network_type": "IPV4",
            "depends_on": ["aws_rds_cluster_role_association.cluster_lambda_i"],
        })
    );
    assert_eq!(
        resources["aws_db_proxy_default_target_group"]["targets"]["connection_pool_config"],
        json!({ "max_connections_percent": 90, "session_pinning_filters": ["EXCLUDE_VARIABLE_SETS"] })
    );
    let target = &resources["aws_db_proxy_target"]["targets_cluster"];
    assert_eq!(target["db_proxy_name"], "${aws_db_proxy_default_target_group.targets.db_proxy_name}");
    assert_eq!(target["target_group_name"], "${aws_db_proxy_default_target_group.targets.name}");
    assert_eq!(target["db_cluster_identifier"], "${aws_rds_cluster.cluster.cluster_identifier}");
    assert_eq!(
        resources["aws_db_proxy_endpoint"]["reads"],
        json!({
            "db_proxy_endpoint_name": "reads", "db_proxy_name": "${aws_db_proxy.proxy.name}",
            "target_role": "READ_ONLY", "vpc_subnet_ids": ["subnet-1", "subnet-2"],
        })
    );
    let failures = &resources["aws_db_event_subscription"]["failures"];
    assert_eq!(failures["sns_topic"], "arn:aws:sns:eu-west-1:111122223333:t");
    assert_eq!(failures["name_prefix"], "${var.stack_name}-failures-");
    assert_eq!(failures["source_ids"], json!(["${aws_rds_cluster.cluster.cluster_identifier}"]));
}

/// A key's `Ref` is its id, but the provider takes its ARN alone.
#[test]
fn a_member_of_a_cluster() {
    let module = module(json!({ "Resources": {
        "Key": { "Type": "AWS::KMS::Key" },
        "Cluster": { "Type": "AWS::RDS::DBCluster", "Properties": { "Engine": "aurora-mysql", "KmsKeyId": { "Ref": "Key" } } },
        "Member": instance(json!({
            "Engine": "aurora-mysql", "DBClusterIdentifier": { "Ref": "Cluster" }, "PromotionTier": 1,
            "EnablePerformanceInsights": true, "PerformanceInsightsKMSKeyId": { "Ref": "Key" },
            "DBParameterGroupName": "settings", "StorageEncrypted": true,
        })),
    } }));
    assert_eq!(module["resource"]["aws_rds_cluster"]["cluster"]["kms_key_id"], "${aws_kms_key.key.arn}");
    assert_eq!(
        module["resource"]["aws_rds_cluster_instance"]["member"],
        json!({
            "identifier": "${var.stack_name}-member", "cluster_identifier": "${aws_rds_cluster.cluster.cluster_identifier}",
            "engine": "aurora-mysql", "instance_class": "db.t4g.small", "publicly_accessible": false, "promotion_tier": 1,
            "performance_insights_enabled": true, "performance_insights_kms_key_id": "${aws_kms_key.key.arn}",
            "db_parameter_group_name": "settings", "apply_immediately": true,
        })
    );
}
