//! A worker listens on no port.
use iac_aws::prelude::*;

fn route(stack: &mut Stack, balancer: &AlbHandle, worker: &FargateServiceHandle<Worker>) {
    balancer.route_to(stack, worker);
}

fn main() {}
