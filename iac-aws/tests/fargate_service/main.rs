//! Services on Fargate as templates, and what is said about those that cannot run.

#[path = "../common/mod.rs"]
mod common;
mod deployment;
mod faults;
mod scaling;
mod service;
mod steps;
mod telemetry;

use common::{faults, template};
use iac_aws::prelude::*;
use serde_json::Value;

const IMAGE: &str = "ghcr.io/acme/api:1.4.2";

fn private(stack: &mut Stack) -> PrivateSubnets {
    let vpc = Vpc::import(Val::imported("vpc-1"))
        .public(["subnet-c", "subnet-d"].map(Val::imported))
        .private(["subnet-a", "subnet-b"].map(Val::imported));
    stack.add("Network", vpc).private()
}

fn web(stack: &mut Stack) -> FargateService<Web> {
    FargateService::web(private(stack), Image::registry(IMAGE), Fargate::Cpu256(Mem256::Mb512), 8000)
}

/// The resources of a stack with one web service `App`, changed by `change`.
fn changed(change: impl FnOnce(FargateService<Web>) -> FargateService<Web>) -> Value {
    let mut stack = Stack::new("main");
    let service = web(&mut stack);
    stack.add("App", change(service));
    template(stack)["Resources"].take()
}

/// What is said about a stack with one web service, changed by `change`.
fn said(change: impl FnOnce(FargateService<Web>) -> FargateService<Web>) -> Vec<String> {
    let mut stack = Stack::new("main");
    let service = web(&mut stack);
    stack.add("App", change(service));
    faults(stack)
}
