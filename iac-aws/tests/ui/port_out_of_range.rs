//! Ports end at 65535.
use iac_aws::prelude::*;

fn app(vpc: &VpcHandle, image: Image) -> FargateService<Web> {
    FargateService::web(vpc.private(), image, Fargate::Cpu256(Mem256::Mb512), 80_000)
}

fn main() {}
