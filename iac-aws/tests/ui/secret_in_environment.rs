//! The environment of a container is read by everybody who may describe the task.
use iac_aws::prelude::*;

fn app(service: FargateService<Web>, login: &SecretHandle) -> FargateService<Web> {
    service.env("DATABASE_PASSWORD", login.field("password"))
}

fn main() {}
