//! A change of a resource goes through its own setters.
use iac_aws::prelude::*;

fn change(stack: &mut Stack, app: &FargateServiceHandle<Web>) {
    stack.modify(app.service, |service| service.platform_versio("1.4.0"));
}

fn main() {}
