//! A secret does not become part of a text.
use iac_aws::prelude::*;

fn url(login: &SecretHandle) -> Val<Str> {
    join!["postgres://app:", login.field("password"), "@db:5432/app"]
}

fn main() {}
