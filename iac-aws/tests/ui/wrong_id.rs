//! A security group is no VPC.
use iac_aws::cfn::ec2;
use iac_aws::prelude::*;

fn subnet(stack: &mut Stack, group: ec2::SecurityGroupRef) {
    stack.add("Subnet", ec2::Subnet::new(group.group_id()).cidr_block(cidr!("10.0.0.0/24")));
}

fn main() {}
