//! `AWS::XRay`.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::XRay::Group", "aws_xray_group")
        .reference("arn")
        .attributes(&[("GroupARN", "arn")])
        .name(Name::Required("group_name", 32)),
    ResourceMap::new("AWS::XRay::ResourcePolicy", "aws_xray_resource_policy").reference("policy_name"),
    ResourceMap::new("AWS::XRay::SamplingRule", "aws_xray_sampling_rule")
        .reference("arn")
        .attributes(&[("RuleARN", "arn")])
        .name(Name::Required("rule_name", 32))
        .properties(&[("SamplingRule", To::Flatten(&[]))])
        .finish(version),
];

/// Only one version of rules exists.
/// Source: <https://docs.aws.amazon.com/xray/latest/api/API_SamplingRule.html>
fn version(s: &mut Scope<'_, '_>) {
    if !s.has("version") {
        s.set("version", 1_i64);
    }
}
