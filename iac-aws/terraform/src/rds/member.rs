//! Instances in clusters, which hold the data, the password and the backups.

use super::insights_key;
use crate::prelude::*;

pub(super) const MEMBER: ResourceMap = ResourceMap::new("AWS::RDS::DBInstance", "aws_rds_cluster_instance")
    .reference("identifier")
    .attributes(&[
        ("DBInstanceArn", "arn"),
        ("DbiResourceId", "dbi_resource_id"),
        ("Endpoint.Address", "endpoint"),
        ("Endpoint.Port", "port"),
    ])
    .name(Name::Required("identifier", 63))
    .finish(finish)
    .properties(&[
        ("CACertificateIdentifier", To::Attribute("ca_cert_identifier")),
        ("DBClusterIdentifier", To::Attribute("cluster_identifier")),
        ("DBInstanceClass", To::Attribute("instance_class")),
        ("DBInstanceIdentifier", To::Attribute("identifier")),
        ("DBParameterGroupName", To::Attribute("db_parameter_group_name")),
        ("DeleteAutomatedBackups", To::Ignored("the cluster has the backups")),
        ("EnablePerformanceInsights", To::Attribute("performance_insights_enabled")),
        ("PerformanceInsightsKMSKeyId", To::By(insights_key)),
        ("StorageEncrypted", To::Ignored("the cluster says it")),
    ]);

fn finish(s: &mut Scope<'_, '_>) {
    s.default("apply_immediately", true);
}
