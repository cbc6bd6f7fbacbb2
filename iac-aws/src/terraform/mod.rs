//! CloudFormation's types as types of the Terraform provider hashicorp/aws: tables, one file or folder per service.
//!
//! [`ResourceMap`](iac_core::backend::terraform::ResourceMap) says what an entry means. What the names of both sides
//! already say needs none.

mod backup;
mod dynamodb;
mod elasticache;
mod facts;
mod kms;
mod lightsail;
mod prelude;
mod rds;
mod secrets_manager;
mod ssm;

use iac_core::backend::terraform::{Provider, ResourceMap};

/// One table per service.
const TABLES: &[&[ResourceMap]] = &[
    backup::TYPES,
    dynamodb::TYPES,
    elasticache::TYPES,
    kms::TYPES,
    lightsail::TYPES,
    rds::TYPES,
    secrets_manager::TYPES,
    ssm::TYPES,
];

/// The provider, as far as this library knows it.
pub(crate) const PROVIDER: Provider = Provider {
    tables: TABLES,
    facts: facts::PROVIDER,
    additions: facts::ADDITIONS,
    cloudformation: facts::CLOUDFORMATION,
};
