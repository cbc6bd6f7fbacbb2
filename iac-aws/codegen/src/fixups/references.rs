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
pub(super) fn caches_are_in_subnet_and_user_groups(spec: &mut Spec) -> Result<()> {
    const CLUSTER: &str = "AWS::ElastiCache::CacheCluster";
    const GROUP: &str = "AWS::ElastiCache::ReplicationGroup";
    for resource in [CLUSTER, GROUP] {
        refers_to(spec, (resource, "", "CacheSubnetGroupName"), &[("AWS::ElastiCache::SubnetGroup", Form::Name)])?;
        refers_to(spec, (resource, "", "NotificationTopicArn"), &[("AWS::SNS::Topic", Form::Arn)])?;
    }
    refers_to(spec, (GROUP, "", "UserGroupIds"), &[("AWS::ElastiCache::UserGroup", Form::Id)])
}

/// <https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html>
/// <https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html>
pub(super) fn web_acls_are_associated_and_logged(spec: &mut Spec) -> Result<()> {
    for (resource, property) in
        [("AWS::WAFv2::WebACLAssociation", "WebACLArn"), ("AWS::WAFv2::LoggingConfiguration", "ResourceArn")]
    {
        refers_to(spec, (resource, "", property), &[("AWS::WAFv2::WebACL", Form::Arn)])?;
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html>
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html>
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SubnetMapping.html>
pub(super) fn routes_entries_and_mappings_refer_to_the_network(spec: &mut Spec) -> Result<()> {
    const ROUTE: &str = "AWS::EC2::Route";
    const BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    refers_to(spec, (ROUTE, "", "NetworkInterfaceId"), &[("AWS::EC2::NetworkInterface", Form::Id)])?;
    refers_to(spec, (ROUTE, "", "VpcEndpointId"), &[("AWS::EC2::VPCEndpoint", Form::Id)])?;
    refers_to(spec, (ROUTE, "", "DestinationPrefixListId"), &[("AWS::EC2::PrefixList", Form::Id)])?;
    refers_to(spec, ("AWS::EC2::NetworkAclEntry", "", "NetworkAclId"), &[("AWS::EC2::NetworkAcl", Form::Id)])?;
    refers_to(spec, (BALANCER, "SubnetMapping", "AllocationId"), &[("AWS::EC2::EIP", Form::Id)])
}

/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html>
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html>
pub(super) fn balancers_certificates_and_target_groups(spec: &mut Spec) -> Result<()> {
    const MORE: &str = "AWS::ElasticLoadBalancingV2::ListenerCertificate";
    let certificates =
        [("AWS::CertificateManager::Certificate", Form::Arn), ("AWS::IAM::ServerCertificate", Form::Arn)];
    refers_to(spec, (MORE, "", "ListenerArn"), &[("AWS::ElasticLoadBalancingV2::Listener", Form::Arn)])?;
    refers_to(spec, (MORE, "Certificate", "CertificateArn"), &certificates)?;
    let alternate = ("AWS::ECS::Service", "AdvancedConfiguration", "AlternateTargetGroupArn");
    refers_to(spec, alternate, &[("AWS::ElasticLoadBalancingV2::TargetGroup", Form::Arn)])
}

/// <https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html>
pub(super) fn discovery_service_is_in_a_namespace(spec: &mut Spec) -> Result<()> {
    let namespaces = [
        ("AWS::ServiceDiscovery::HttpNamespace", Form::Id),
        ("AWS::ServiceDiscovery::PrivateDnsNamespace", Form::Id),
        ("AWS::ServiceDiscovery::PublicDnsNamespace", Form::Id),
    ];
    refers_to(spec, ("AWS::ServiceDiscovery::Service", "", "NamespaceId"), &namespaces)
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html>
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html>
pub(super) fn log_deliveries_and_role_policies(spec: &mut Spec) -> Result<()> {
    const DELIVERY: &str = "AWS::Logs::Delivery";
    let destination = [("AWS::Logs::DeliveryDestination", Form::Arn)];
    refers_to(spec, (DELIVERY, "", "DeliveryDestinationArn"), &destination)?;
    refers_to(spec, (DELIVERY, "", "DeliverySourceName"), &[("AWS::Logs::DeliverySource", Form::Name)])?;
    refers_to(spec, ("AWS::IAM::RolePolicy", "", "RoleName"), &[("AWS::IAM::Role", Form::Name)])
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
    for (resource, nested) in [("AWS::Route53::RecordSet", ""), ("AWS::Route53::RecordSetGroup", "RecordSet")] {
        refers_to(spec, (resource, nested, "HealthCheckId"), &[("AWS::Route53::HealthCheck", Form::Id)])?;
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateKeySigningKey.html>
/// <https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html>
pub(super) fn hosted_zones_are_signed_and_logged(spec: &mut Spec) -> Result<()> {
    const SIGNING: &str = "AWS::Route53::KeySigningKey";
    const LOGGING: &str = "AWS::Route53::QueryLoggingConfig";
    refers_to(spec, (SIGNING, "", "HostedZoneId"), &[HOSTED_ZONE])?;
    refers_to(spec, (SIGNING, "", "KeyManagementServiceArn"), &[("AWS::KMS::Key", Form::Arn)])?;
    refers_to(spec, (LOGGING, "", "HostedZoneId"), &[HOSTED_ZONE])?;
    refers_to(spec, (LOGGING, "", "CloudWatchLogsLogGroupArn"), &[("AWS::Logs::LogGroup", Form::Arn)])
}

/// <https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html>
pub(super) fn schedule_is_in_a_group_and_runs_a_task(spec: &mut Spec) -> Result<()> {
    const SCHEDULE: &str = "AWS::Scheduler::Schedule";
    refers_to(spec, (SCHEDULE, "", "GroupName"), &[("AWS::Scheduler::ScheduleGroup", Form::Name)])?;
    let task = (SCHEDULE, "EcsParameters", "TaskDefinitionArn");
    refers_to(spec, task, &[("AWS::ECS::TaskDefinition", Form::Arn)])
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
