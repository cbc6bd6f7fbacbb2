//! Exactly one task is not scaled.
use iac_aws::prelude::*;

fn scale(service: FargateService<Singleton>) -> FargateService<Singleton> {
    service.scale(1..=4, cpu_percent(70))
}

fn main() {}
