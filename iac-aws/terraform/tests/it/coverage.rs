//! What has a place in Terraform is counted, and what has none is known.

use iac_core::backend::terraform::{PropertyState, coverage};
use std::collections::BTreeSet;

/// The types that the constructs of this library add to stacks.
const OF_CONSTRUCTS: &[&str] = &[
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::CertificateManager::Certificate",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::VpcOrigin",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::EC2::EIP",
    "AWS::EC2::FlowLog",
    "AWS::EC2::InternetGateway",
    "AWS::EC2::NatGateway",
    "AWS::EC2::Route",
    "AWS::EC2::RouteTable",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::Subnet",
    "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::VPC",
    "AWS::EC2::VPCEndpoint",
    "AWS::EC2::VPCGatewayAttachment",
    "AWS::ECR::Repository",
    "AWS::ECS::Cluster",
    "AWS::ECS::Service",
    "AWS::ECS::TaskDefinition",
    "AWS::ElastiCache::ParameterGroup",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::ElastiCache::SubnetGroup",
    "AWS::ElastiCache::User",
    "AWS::ElastiCache::UserGroup",
    "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::ElasticLoadBalancingV2::ListenerCertificate",
    "AWS::ElasticLoadBalancingV2::ListenerRule",
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "AWS::ElasticLoadBalancingV2::TargetGroup",
    "AWS::Events::Rule",
    "AWS::IAM::Policy",
    "AWS::IAM::Role",
    "AWS::KMS::Alias",
    "AWS::KMS::Key",
    "AWS::Logs::LogGroup",
    "AWS::Logs::MetricFilter",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBParameterGroup",
    "AWS::RDS::DBSubnetGroup",
    "AWS::Route53::HostedZone",
    "AWS::Route53::RecordSet",
    "AWS::S3::Bucket",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::Topic",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::Queue",
    "AWS::SQS::QueuePolicy",
    "AWS::Scheduler::Schedule",
    "AWS::SecretsManager::RotationSchedule",
    "AWS::SecretsManager::Secret",
    "AWS::SecretsManager::SecretTargetAttachment",
    "AWS::WAFv2::IPSet",
    "AWS::WAFv2::LoggingConfiguration",
    "AWS::WAFv2::WebACL",
    "AWS::WAFv2::WebACLAssociation",
];

/// The gaps that were reviewed: the provider has no counterpart.
const LACKING: &str = include_str!("../../src/lacking.txt");

#[test]
fn every_property_of_what_constructs_add_has_a_place_or_none_in_the_provider() {
    let all = coverage(&iac_aws_terraform::PROVIDER);
    for name in OF_CONSTRUCTS {
        let one = all.iter().find(|one| one.cloudformation == *name).unwrap_or_else(|| panic!("{name} has no table"));
        let missing: Vec<&str> = one
            .properties
            .iter()
            .filter(|(_, state)| *state == PropertyState::Missing)
            .map(|(path, _)| &**path)
            .collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

#[test]
fn a_reviewed_gap_is_still_one() {
    let all = coverage(&iac_aws_terraform::PROVIDER);
    let gaps: BTreeSet<String> = all
        .iter()
        .flat_map(|one| one.properties.iter().map(move |property| (one.cloudformation, property)))
        .filter(|(_, (_, state))| *state == PropertyState::Lacking)
        .map(|(name, (path, _))| format!("{name} {path}"))
        .collect();
    let lines: BTreeSet<String> = LACKING.lines().map(str::to_owned).collect();
    assert_eq!(lines.difference(&gaps).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_ignored_property_says_why() {
    for one in coverage(&iac_aws_terraform::PROVIDER) {
        for (path, state) in one.properties {
            assert!(!matches!(state, PropertyState::Ignored("")), "{} {path}", one.cloudformation);
        }
    }
}

#[test]
fn the_types_that_most_systems_use_are_native() {
    assert!(coverage(&iac_aws_terraform::PROVIDER).len() >= 100);
}
