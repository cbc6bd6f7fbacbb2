//! A prefix has at most 32 bits.
use iac_aws::prelude::*;

fn main() {
    let _ = Vpc::new(cidr!("10.0.0.0/33"));
}
