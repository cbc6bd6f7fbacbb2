//! CloudFormation's types as types of the Terraform provider hashicorp/aws: tables, one file or folder per service.
//!
//! [`ResourceMap`](iac_core::backend::terraform::ResourceMap) says what an entry means. What the names of both sides
//! already say needs none.

mod facts;
mod prelude;
mod ssm;

use iac_core::backend::terraform::{Provider, ResourceMap};

/// One table per service.
const TABLES: &[&[ResourceMap]] = &[ssm::TYPES];

/// The provider, as far as this library knows it.
pub(crate) const PROVIDER: Provider = Provider {
    tables: TABLES,
    facts: facts::PROVIDER,
    additions: include_str!("additions.txt"),
    cloudformation: facts::CLOUDFORMATION,
};
