//! Instances.

use super::insights_key;
use super::member::MEMBER;
use super::password::{MASTER_USER_SECRET, managed_password};
use super::snapshot::last_snapshot;
use crate::kms::key_id;
use crate::prelude::*;

pub(super) const INSTANCE: ResourceMap = ResourceMap::new("AWS::RDS::DBInstance", "aws_db_instance")
    .reference("identifier")
    .attributes(&[
        ("CertificateDetails.CAIdentifier", "ca_cert_identifier"),
        ("DBInstanceArn", "arn"),
        ("DBInstanceStatus", "status"),
        ("DbiResourceId", "resource_id"),
        ("Endpoint.Address", "address"),
        ("Endpoint.HostedZoneId", "hosted_zone_id"),
        ("Endpoint.Port", "port"),
        ("ListenerEndpoint.Address", "{}.listener_endpoint[0].address"),
        ("ListenerEndpoint.HostedZoneId", "{}.listener_endpoint[0].hosted_zone_id"),
        ("ListenerEndpoint.Port", "{}.listener_endpoint[0].port"),
        ("MasterUserSecret.SecretArn", "{}.master_user_secret[0].secret_arn"),
        ("ReadReplicaDBInstanceIdentifiers", "replicas"),
    ])
    .instead(&["DBClusterIdentifier"], &MEMBER)
    .name(Name::Required("identifier", 63))
    .finish(finish)
    .properties(&[
        ("AssociatedRoles", To::Part(&ROLE)),
        ("AutomaticBackupReplicationKmsKeyId", WITH_REGION),
        ("AutomaticBackupReplicationRegion", To::By(backup_replication)),
        ("AutomaticBackupReplicationRetentionPeriod", WITH_REGION),
        ("CACertificateIdentifier", To::Attribute("ca_cert_identifier")),
        ("DBInstanceClass", To::Attribute("instance_class")),
        ("DBInstanceIdentifier", To::Attribute("identifier")),
        ("DBParameterGroupName", To::Attribute("parameter_group_name")),
        ("DBSecurityGroups", To::Ignored("EC2-Classic, which they are of, was retired in 2023")),
        ("DBSnapshotIdentifier", To::Attribute("snapshot_identifier")),
        ("EnableCloudwatchLogsExports", To::Attribute("enabled_cloudwatch_logs_exports")),
        ("EnableIAMDatabaseAuthentication", To::Attribute("iam_database_authentication_enabled")),
        ("EnablePerformanceInsights", To::Attribute("performance_insights_enabled")),
        ("EngineVersion", To::By(engine_version)),
        ("KmsKeyId", To::By(key_id)),
        ("ManageMasterUserPassword", To::By(managed_password)),
        ("MasterUserPassword", To::WriteOnly("password_wo")),
        ("MasterUserSecret", MASTER_USER_SECRET),
        ("MasterUsername", To::Attribute("username")),
        ("PerformanceInsightsKMSKeyId", To::By(insights_key)),
        ("PreferredBackupWindow", To::Attribute("backup_window")),
        ("PreferredMaintenanceWindow", To::Attribute("maintenance_window")),
        ("PromotionTier", To::Ignored("it only counts in a cluster")),
        ("RestoreTime", To::Within(RESTORE, &To::Attribute("restore_time"))),
        (
            "SourceDBInstanceAutomatedBackupsArn",
            To::Within(RESTORE, &To::Attribute("source_db_instance_automated_backups_arn")),
        ),
        ("SourceDBInstanceIdentifier", To::By(source)),
        ("SourceDbiResourceId", To::Within(RESTORE, &To::Attribute("source_dbi_resource_id"))),
        ("SourceRegion", To::Ignored("the provider takes it from the ARN of the source")),
        ("UseLatestRestorableTime", To::Within(RESTORE, &To::Attribute("use_latest_restorable_time"))),
        ("VPCSecurityGroups", To::Attribute("vpc_security_group_ids")),
    ]);

const ROLE: Part =
    Part::new("aws_db_instance_role_association", "db_instance_identifier", "identifier").key(&["FeatureName"]);

const RESTORE: &str = "restore_to_point_in_time";

/// The property of the region writes them.
const WITH_REGION: To = To::All(&[]);

fn backup_replication<'g>(s: &mut Scope<'_, 'g>, region: &'g Field) {
    let arn = s.reference("arn");
    s.part("aws_db_instance_automated_backups_replication", "", |s| {
        s.to(region, &To::Attribute("region"));
        s.set("source_db_instance_arn", arn);
        for (property, attribute) in [
            ("AutomaticBackupReplicationKmsKeyId", "kms_key_id"),
            ("AutomaticBackupReplicationRetentionPeriod", "retention_period"),
        ] {
            if let Some(value) = s.property(property) {
                let term = s.term(value);
                s.set(attribute, term);
            }
        }
    });
}

/// Without its last number where RDS raises that by itself, as it does unless it is told not to: CloudFormation sends a
/// version only when the template's changes, Terraform whenever the database's is another, and RDS does not go back.
/// Source: <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance#engine_version-1>
fn engine_version<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let raised = !matches!(s.property("AutoMinorVersionUpgrade"), Some(Value::Bool(false)));
    let is_postgres = s.property("Engine").and_then(Value::as_str) == Some("postgres");
    // PostgreSQL's minor version is its second number, MySQL's and MariaDB's their third.
    let dots = if is_postgres { 1 } else { 2 };
    match field.value.as_str().and_then(|version| Some((version, version.rsplit_once('.')?))) {
        Some((version, (kept, minor)))
            if raised && version.matches('.').count() >= dots && minor.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            s.set("engine_version", Term::Text(kept.into()));
        }
        _ => s.to(field, &To::Attribute("engine_version")),
    }
}

/// Where a time is given, the source is one to restore from; otherwise it is one to follow.
fn source<'g>(s: &mut Scope<'_, 'g>, source: &'g Field) {
    let restored = ["RestoreTime", "UseLatestRestorableTime"].iter().any(|property| s.property(property).is_some());
    s.to(
        source,
        match restored {
            true => &To::Within(RESTORE, &To::Attribute("source_db_instance_identifier")),
            false => &To::Attribute("replicate_source_db"),
        },
    );
}

fn finish(s: &mut Scope<'_, '_>) {
    // Both are CloudFormation's defaults and not the provider's.
    // Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html>
    s.default("apply_immediately", true);
    let copy = ["replicate_source_db", "snapshot_identifier", RESTORE].iter().any(|source| s.has(source));
    if !copy {
        s.default("backup_retention_period", 1);
    }
    if !s.has("publicly_accessible") {
        s.note("the database is private; CloudFormation would make it public in a network with an internet gateway");
    }
    // RDS takes no last snapshot of what follows another instance.
    match s.has("replicate_source_db") {
        true => s.set("skip_final_snapshot", true),
        false => last_snapshot(s, "identifier"),
    }
}
