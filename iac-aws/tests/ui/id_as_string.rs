//! An id is no text.
use iac_aws::cfn::ec2;
use iac_aws::prelude::*;

fn subnet(stack: &mut Stack) {
    stack.add("Subnet", ec2::Subnet::new("vpc-0a1b2c3d").cidr_block(cidr!("10.0.0.0/24")));
}

fn main() {}
