//! A number is no text.
use iac_aws::cfn::ecs;

fn main() {
    let _ = ecs::Service::new().desired_count("2");
}
