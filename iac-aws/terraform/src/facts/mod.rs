//! What the types of both sides take and give, one line each. `cargo codegen` writes the files beside this one: see
//! `iac-aws/codegen/src/facts.rs` for where they come from and how they are to be read.

/// What the provider's types take.
pub(crate) const PROVIDER: &str = include_str!("provider.txt");

/// What CloudFormation's types take and give.
pub(crate) const CLOUDFORMATION: &str = include_str!("cloudformation.txt");
