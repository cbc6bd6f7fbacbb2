//! A launch type is no text.
use iac_aws::cfn::ecs;

fn main() {
    let _ = ecs::Service::new().launch_type("FARGATE");
}
