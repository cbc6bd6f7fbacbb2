//! A tag is read by everybody who may list resources.
use iac_aws::prelude::*;

fn tags(login: &SecretHandle) -> Tag {
    Tag::new("password", login.field("password"))
}

fn main() {}
