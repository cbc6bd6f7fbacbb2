//! Memory of another CPU.
use iac_aws::prelude::*;

fn main() {
    let _ = Fargate::Cpu256(Mem512::Gb1);
}
