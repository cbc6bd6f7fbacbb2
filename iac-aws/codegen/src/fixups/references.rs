//! References that the packages do not know, or know too widely.

use super::edit::refers_to;
use crate::Result;
use crate::spec::{Form, Spec};

const HOSTED_ZONE: (&str, Form) = ("AWS::Route53::HostedZone", Form::Id);

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-certificatemanager-certificate-domainvalidationoption.html>
pub(super) fn certificate_is_validated_in_a_hosted_zone(spec: &mut Spec) -> Result<()> {
    refers_to(spec, ("AWS::CertificateManager::Certificate", "DomainValidationOption", "HostedZoneId"), &[HOSTED_ZONE])
}

/// The id is for the classic firewall only.
/// <https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html>
pub(super) fn distribution_takes_the_arn_of_a_web_acl(spec: &mut Spec) -> Result<()> {
    let path = ("AWS::CloudFront::Distribution", "DistributionConfig", "WebACLId");
    refers_to(spec, path, &[("AWS::WAFv2::WebACL", Form::Arn)])
}

/// <https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_VpcOriginConfig.html>
pub(super) fn distribution_refers_to_a_vpc_origin(spec: &mut Spec) -> Result<()> {
    let path = ("AWS::CloudFront::Distribution", "VpcOriginConfig", "VpcOriginId");
    refers_to(spec, path, &[("AWS::CloudFront::VpcOrigin", Form::Id)])
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html>
pub(super) fn ecs_service_cluster_by_name_or_arn(spec: &mut Spec) -> Result<()> {
    const CLUSTER: &str = "AWS::ECS::Cluster";
    refers_to(spec, ("AWS::ECS::Service", "", "Cluster"), &[(CLUSTER, Form::Arn), (CLUSTER, Form::Name)])
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html>
pub(super) fn ecs_service_registry_is_a_discovery_service(spec: &mut Spec) -> Result<()> {
    let path = ("AWS::ECS::Service", "ServiceRegistry", "RegistryArn");
    refers_to(spec, path, &[("AWS::ServiceDiscovery::Service", Form::Arn)])
}

/// <https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html>
pub(super) fn elasticache_subnet_groups(spec: &mut Spec) -> Result<()> {
    for resource in ["AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup"] {
        refers_to(spec, (resource, "", "CacheSubnetGroupName"), &[("AWS::ElastiCache::SubnetGroup", Form::Name)])?;
    }
    Ok(())
}

/// The property is called an id, but takes the ARN only.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html>
pub(super) fn log_group_takes_the_arn_of_a_key(spec: &mut Spec) -> Result<()> {
    refers_to(spec, ("AWS::Logs::LogGroup", "", "KmsKeyId"), &[("AWS::KMS::Key", Form::Arn)])
}

/// <https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html>
pub(super) fn record_sets_are_in_a_hosted_zone(spec: &mut Spec) -> Result<()> {
    for (resource, nested) in [
        ("AWS::Route53::RecordSet", ""),
        ("AWS::Route53::RecordSetGroup", ""),
        ("AWS::Route53::RecordSetGroup", "RecordSet"),
    ] {
        refers_to(spec, (resource, nested, "HostedZoneId"), &[HOSTED_ZONE])?;
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html>
pub(super) fn schedule_is_in_a_group(spec: &mut Spec) -> Result<()> {
    refers_to(spec, ("AWS::Scheduler::Schedule", "", "GroupName"), &[("AWS::Scheduler::ScheduleGroup", Form::Name)])
}

/// <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html>
pub(super) fn secret_rotation_and_attachment_refer_to_a_secret(spec: &mut Spec) -> Result<()> {
    for resource in ["AWS::SecretsManager::RotationSchedule", "AWS::SecretsManager::SecretTargetAttachment"] {
        refers_to(spec, (resource, "", "SecretId"), &[("AWS::SecretsManager::Secret", Form::Arn)])?;
    }
    Ok(())
}

/// The id of a group has a property of its own.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html>
pub(super) fn security_group_rule_names_are_names(spec: &mut Spec) -> Result<()> {
    refers_to(spec, ("AWS::EC2::SecurityGroupIngress", "", "GroupName"), &[("AWS::EC2::SecurityGroup", Form::Name)])
}
