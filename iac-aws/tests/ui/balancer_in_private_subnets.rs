//! The internet does not reach private subnets.
use iac_aws::prelude::*;

fn balancer(vpc: &VpcHandle) -> Alb {
    Alb::internet_facing(vpc.private(), Certificate::parameter("CertificateArn"))
}

fn main() {}
