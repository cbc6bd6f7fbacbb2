//! What only the VPC reaches does not stand where the internet does.
use iac_aws::prelude::*;

fn balancer(vpc: &VpcHandle) -> Alb {
    Alb::internal(vpc.public(), AlbListener::Http)
}

fn main() {}
