//! Behind the prefix there are zeros.
use iac_aws::prelude::*;

fn main() {
    let _ = Vpc::new(cidr!("10.0.3.7/16"));
}
