//! The workload W1 of the benchmarks: a production stack of 77 resources, written with the generated types alone so
//! that it is the same stack as its peers'. With the constructs of `iac-aws` it is about 40 lines.
//!
//! `w1 synth w1/prod --out DIR` is the command line.

mod alarms;
mod data;
mod network;
mod service;

use iac_aws::core::ParameterType;
use iac_aws::prelude::*;
use std::process::ExitCode;

fn app() -> App {
    let mut stack = Stack::new("prod");
    let certificate = stack.add("CertificateArn", Parameter::<service::CertificateArn>::of_type(ParameterType::String));
    let network = network::add(&mut stack);
    let data = data::add(&mut stack, &network);
    let service = service::add(&mut stack, &network, &data, certificate);
    alarms::add(&mut stack, &service, data.database);
    stack.output("AlbDns", service.balancer.dns_name());
    stack.into()
}

const ENVIRONMENTS: &[Environment] = &[Environment { system: "w1", name: "prod", regions: &[Region::US_EAST_1], app }];

fn main() -> ExitCode {
    cli::run(&iac_aws::PLATFORM, ENVIRONMENTS)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    /// The types of the peers' stack: of the `serde-floor` of `bench/`, which are those of aws-cdk-lib and troposphere.
    const TYPES: &[(&str, usize)] = &[
        ("AWS::ApplicationAutoScaling::ScalableTarget", 1),
        ("AWS::ApplicationAutoScaling::ScalingPolicy", 1),
        ("AWS::CloudWatch::Alarm", 4),
        ("AWS::EC2::EIP", 3),
        ("AWS::EC2::InternetGateway", 1),
        ("AWS::EC2::NatGateway", 3),
        ("AWS::EC2::Route", 6),
        ("AWS::EC2::RouteTable", 9),
        ("AWS::EC2::SecurityGroup", 4),
        ("AWS::EC2::SecurityGroupIngress", 3),
        ("AWS::EC2::Subnet", 9),
        ("AWS::EC2::SubnetRouteTableAssociation", 9),
        ("AWS::EC2::VPC", 1),
        ("AWS::EC2::VPCGatewayAttachment", 1),
        ("AWS::ECR::Repository", 1),
        ("AWS::ECS::Cluster", 1),
        ("AWS::ECS::Service", 1),
        ("AWS::ECS::TaskDefinition", 1),
        ("AWS::ElastiCache::ReplicationGroup", 1),
        ("AWS::ElastiCache::SubnetGroup", 1),
        ("AWS::ElasticLoadBalancingV2::Listener", 2),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", 1),
        ("AWS::ElasticLoadBalancingV2::TargetGroup", 1),
        ("AWS::IAM::Policy", 2),
        ("AWS::IAM::Role", 2),
        ("AWS::Logs::LogGroup", 2),
        ("AWS::RDS::DBInstance", 1),
        ("AWS::RDS::DBSubnetGroup", 1),
        ("AWS::S3::Bucket", 1),
        ("AWS::S3::BucketPolicy", 1),
        ("AWS::SecretsManager::Secret", 1),
        ("AWS::SecretsManager::SecretTargetAttachment", 1),
    ];

    #[test]
    fn has_the_resources_of_its_peers() {
        let (graph, diagnostics) = super::ENVIRONMENTS[0].resolve();
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        let mut types = BTreeMap::new();
        for resource in graph.stacks[0].resources.values() {
            *types.entry(&*resource.resource_type).or_insert(0) += 1;
        }
        assert_eq!(types.into_iter().collect::<Vec<_>>(), TYPES);
        assert_eq!(TYPES.iter().map(|(_, count)| count).sum::<usize>(), 77);
    }
}
