//! Properties that the packages take for references, although they take text of the user's choice.

use super::edit::any_text;
use crate::Result;
use crate::spec::Spec;

/// An alarm may notify a topic, scale a service, stop an instance, call a function.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
pub(super) fn alarm_actions_are_of_any_kind(spec: &mut Spec) -> Result<()> {
    for property in ["OKActions", "InsufficientDataActions"] {
        any_text(spec, ("AWS::CloudWatch::Alarm", "", property))?;
    }
    for property in ["AlarmActions", "OKActions"] {
        any_text(spec, ("AWS::CloudWatch::CompositeAlarm", "", property))?;
    }
    Ok(())
}

/// The value belongs to a key that the user chooses; the packages list what it is for one of the keys.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html>
/// <https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RunCommandTarget.html>
/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryFilter.html>
pub(super) fn attribute_and_filter_values_are_free(spec: &mut Spec) -> Result<()> {
    any_text(spec, ("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerAttribute", "Value"))?;
    any_text(spec, ("AWS::Events::Rule", "RunCommandTarget", "Values"))?;
    any_text(spec, ("AWS::ECR::ReplicationConfiguration", "RepositoryFilter", "Filter"))
}

/// A group lists users by the id that the user chose, which is not what `Ref` gives.
/// <https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateUserGroup.html>
pub(super) fn elasticache_user_ids_are_chosen(spec: &mut Spec) -> Result<()> {
    any_text(spec, ("AWS::ElastiCache::UserGroup", "", "UserIds"))
}

/// They are addresses, of whatever.
/// <https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html>
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html>
pub(super) fn ip_addresses_are_no_elastic_ips(spec: &mut Spec) -> Result<()> {
    any_text(spec, ("AWS::Route53::HealthCheck", "HealthCheckConfig", "IPAddress"))?;
    any_text(spec, ("AWS::EC2::EIPAssociation", "", "EIP"))
}

/// An origin's id is a name inside the distribution.
/// <https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html>
pub(super) fn origins_are_named_freely(spec: &mut Spec) -> Result<()> {
    any_text(spec, ("AWS::CloudFront::Distribution", "Origin", "Id"))?;
    any_text(spec, ("AWS::CloudFront::Distribution", "DefaultCacheBehavior", "TargetOriginId"))
}
