//! Static sites.

mod access;
mod faults;
mod headers;
mod pages;

use crate::common::template;
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn us_certificate() -> Certificate {
    Certificate::imported("arn:aws:acm:us-east-1:111122223333:certificate/1")
}

fn built(site: StaticSite) -> (Value, StaticSiteHandle) {
    let mut stack = Stack::new("main");
    let site = stack.add("Site", site);
    (template(stack)["Resources"].take(), site)
}

fn name() -> Value {
    let uuid = json!({"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]});
    json!({"Fn::Join": ["", ["Site-", {"Fn::Select": [0, {"Fn::Split": ["-", uuid]}]}]]})
}
