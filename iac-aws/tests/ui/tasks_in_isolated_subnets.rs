//! A task that cannot pull its image.
use iac_aws::prelude::*;

fn app(vpc: &VpcHandle, image: Image) -> FargateService<Worker> {
    FargateService::worker(vpc.isolated(), image, Fargate::Cpu256(Mem256::Mb512))
}

fn main() {}
