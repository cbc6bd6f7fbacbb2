//! An output is read by everybody who may describe the stack.
use iac_aws::prelude::*;

fn outputs(stack: &mut Stack, login: &SecretHandle) {
    stack.output("Password", login.field("password"));
}

fn main() {}
