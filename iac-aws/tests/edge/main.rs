//! Balancers, routes, certificates, names, web access control lists and distributions as templates.

#[path = "../common/mod.rs"]
mod common;

mod alb;
mod distribution;
mod mail_domain;
mod names;
mod routes;
mod service;
mod static_site;
mod web_acl;

use iac_aws::prelude::*;

/// An empty stack and a VPC that exists elsewhere, so that templates hold the edge alone.
fn stack() -> (Stack, VpcHandle) {
    let mut stack = Stack::new("main");
    let subnets = |first: &'static str, second: &'static str| [Val::imported(first), Val::imported(second)];
    let vpc = Vpc::import(Val::imported("vpc-1"))
        .public(subnets("subnet-a", "subnet-b"))
        .private(subnets("subnet-c", "subnet-d"))
        .isolated(subnets("subnet-e", "subnet-f"));
    let vpc = stack.add("Network", vpc);
    (stack, vpc)
}

fn certificate() -> Certificate {
    Certificate::imported("arn:aws:acm:eu-central-1:111122223333:certificate/1")
}

/// What is said about a stack that has faults, without what to do about it.
fn messages(stack: Stack) -> Vec<String> {
    common::faults(stack).iter().filter_map(|fault| fault.split(" (").next().map(str::to_owned)).collect()
}
