//! Clusters.

use super::insights_key;
use super::password::{MASTER_USER_SECRET, managed_password};
use super::snapshot::last_snapshot;
use crate::kms::key_id;
use crate::prelude::*;

pub(super) const CLUSTER: ResourceMap = ResourceMap::new("AWS::RDS::DBCluster", "aws_rds_cluster")
    .reference("cluster_identifier")
    .attributes(&[
        ("DBClusterArn", "arn"),
        ("DBClusterResourceId", "cluster_resource_id"),
        ("Endpoint.Address", "endpoint"),
        ("Endpoint.Port", "port"),
        ("MasterUserSecret.SecretArn", "{}.master_user_secret[0].secret_arn"),
        ("ReadEndpoint.Address", "reader_endpoint"),
    ])
    .name(Name::Required("cluster_identifier", 63))
    .finish(finish)
    .properties(&[
        ("AssociatedRoles", To::Part(&ROLE)),
        ("DBClusterIdentifier", To::Attribute("cluster_identifier")),
        ("EnableCloudwatchLogsExports", To::Attribute("enabled_cloudwatch_logs_exports")),
        ("EnableIAMDatabaseAuthentication", To::Attribute("iam_database_authentication_enabled")),
        ("KmsKeyId", To::By(key_id)),
        ("ManageMasterUserPassword", To::By(managed_password)),
        ("MasterUserPassword", To::WriteOnly("master_password_wo")),
        ("MasterUserSecret", MASTER_USER_SECRET),
        ("PerformanceInsightsKmsKeyId", To::By(insights_key)),
        ("RestoreToTime", To::Within(RESTORE, &To::Attribute("restore_to_time"))),
        ("RestoreType", To::Within(RESTORE, &To::Attribute("restore_type"))),
        ("ServerlessV2ScalingConfiguration", To::Block("serverlessv2_scaling_configuration", &[])),
        ("SourceDBClusterIdentifier", To::Within(RESTORE, &To::Attribute("source_cluster_identifier"))),
        ("SourceDbClusterResourceId", To::Within(RESTORE, &To::Attribute("source_cluster_resource_id"))),
        ("UseLatestRestorableTime", To::Within(RESTORE, &To::Attribute("use_latest_restorable_time"))),
    ]);

const ROLE: Part = Part::new("aws_rds_cluster_role_association", "db_cluster_identifier", "cluster_identifier")
    .key(&["FeatureName", "RoleArn"]);

const RESTORE: &str = "restore_to_point_in_time";

/// CloudFormation changes a cluster at once, another major version included.
/// Source: <https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds>
fn finish(s: &mut Scope<'_, '_>) {
    s.set("apply_immediately", true);
    s.set("allow_major_version_upgrade", true);
    last_snapshot(s, "cluster_identifier");
}
