//! Nobody connects to what listens on no port.
use iac_aws::prelude::*;

fn connect(stack: &mut Stack, app: &FargateServiceHandle<Web>, worker: &FargateServiceHandle<Worker>) {
    app.connects_to(stack, worker);
}

fn main() {}
