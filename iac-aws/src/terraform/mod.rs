//! CloudFormation's types as types of the Terraform provider hashicorp/aws: tables, one file or folder per service.
//!
//! [`ResourceMap`](iac_core::backend::terraform::ResourceMap) says what an entry means. What the names of both sides
//! already say needs none.

mod api_gateway;
mod api_gateway_v2;
mod certificate_manager;
mod cloudfront;
mod cognito;
mod facts;
mod prelude;
mod route53;
mod s3;
mod ssm;
mod wafv2;

use iac_core::backend::terraform::{Provider, ResourceMap};

/// One table per service.
const TABLES: &[&[ResourceMap]] = &[
    api_gateway::TYPES,
    api_gateway_v2::TYPES,
    certificate_manager::TYPES,
    cloudfront::TYPES,
    cognito::TYPES,
    route53::TYPES,
    s3::TYPES,
    ssm::TYPES,
    wafv2::TYPES,
];

/// The provider, as far as this library knows it.
pub(crate) const PROVIDER: Provider = Provider {
    tables: TABLES,
    facts: facts::PROVIDER,
    additions: facts::ADDITIONS,
    cloudformation: facts::CLOUDFORMATION,
};
