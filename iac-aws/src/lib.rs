//! AWS constructs, complete and safe by default, that compile to CloudFormation.
//!
//! What is exposed, costs money or can lose data is written out by the program; everything else has a safe default.
//! Behind each construct the generated resource is reachable: `stack.modify(handle.…, |resource| …)`.

pub mod compute;
pub mod database;
pub mod edge;
pub mod marketplace;
pub mod monitoring;
pub mod network;
pub mod parameters;
pub mod policy;
pub mod prelude;
pub mod security;
pub mod storage;
mod whole_days;

/// Every resource type of CloudFormation, generated: the crate `iac-aws-cfn`.
pub mod cfn {
    pub use iac_aws_cfn::*;
}

/// What this library is built on: the crate `iac-core`.
pub mod core {
    pub use iac_core::*;
}
