//! A network that the compiler has not checked.
use iac_aws::cfn::ec2;

fn main() {
    let _ = ec2::Vpc::new().cidr_block("10.0.0.0/16");
}
