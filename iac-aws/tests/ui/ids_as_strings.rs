//! Ids in a list are no texts.
use iac_aws::cfn::elastic_load_balancing_v2 as elb;
use iac_aws::prelude::*;

fn balancer(stack: &mut Stack) {
    stack.add("Balancer", elb::LoadBalancer::new().subnets(["subnet-0a1b2c3d", "subnet-1b2c3d4e"]));
}

fn main() {}
