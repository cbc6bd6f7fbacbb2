//! A launch type that does not exist.
use iac_aws::cfn::ecs;

fn main() {
    let _ = ecs::Service::new().launch_type(ecs::service::LaunchType::Fargat);
}
