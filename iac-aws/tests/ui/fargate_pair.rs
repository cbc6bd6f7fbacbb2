//! With a quarter of a CPU there are at most 2 GB.
use iac_aws::prelude::*;

fn main() {
    let _ = Fargate::Cpu256(Mem256::Gb4);
}
