//! A subnet stands in a VPC.
use iac_aws::cfn::ec2;

fn main() {
    let _ = ec2::Subnet::new().map_public_ip_on_launch(true);
}
