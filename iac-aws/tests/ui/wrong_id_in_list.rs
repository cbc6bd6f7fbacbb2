//! A subnet is no security group, in a list neither.
use iac_aws::cfn::{ec2, elastic_load_balancing_v2 as elb};
use iac_aws::prelude::*;

fn balancer(stack: &mut Stack, subnet: ec2::SubnetRef) {
    stack.add("Balancer", elb::LoadBalancer::new().security_groups([subnet.subnet_id()]));
}

fn main() {}
