//! What is typed in and not echoed does not come out again.
use iac_aws::prelude::*;

fn outputs(stack: &mut Stack) {
    let password = stack.add("Password", Parameter::secret());
    stack.output("Password", password);
}

fn main() {}
