//! Properties that AWS's own interface requires, whatever the rest of the resource says.

use super::edit::require;
use crate::Result;
use crate::spec::Spec;

/// Only what holds without exception. A database instance, for one, requires nothing: restored from a snapshot or in a
/// cluster it takes everything from there.
/// <https://docs.aws.amazon.com/acm/latest/APIReference/API_DomainValidationOption.html>
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html>
/// <https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html>
pub(super) fn required_by_the_api(spec: &mut Spec) -> Result<()> {
    require(spec, ("AWS::CertificateManager::Certificate", "DomainValidationOption", "DomainName"))?;
    require(spec, ("AWS::ECS::TaskDefinition", "", "ContainerDefinitions"))?;
    require(spec, ("AWS::ElasticLoadBalancingV2::ListenerRule", "", "ListenerArn"))?;
    require(spec, ("AWS::Route53::HostedZone", "", "Name"))
}
