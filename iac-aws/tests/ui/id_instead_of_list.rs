//! A list of one is written as a list.
use iac_aws::cfn::{ec2, elastic_load_balancing_v2 as elb};
use iac_aws::prelude::*;

fn balancer(stack: &mut Stack, subnet: ec2::SubnetRef) {
    stack.add("Balancer", elb::LoadBalancer::new().subnets(subnet.subnet_id()));
}

fn main() {}
