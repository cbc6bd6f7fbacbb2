//! Two compact lists for the Terraform back end, which it embeds and reads at run time: what the provider's types take,
//! and what CloudFormation's types give. Only types that its tables name are listed; the tables name a type by writing
//! it as a string.

mod cloudformation;
mod named;
mod provider;

use crate::provider::Provider;
use crate::sources::{CFN_LINT, SERVICE_SPEC};
use crate::spec::Spec;
use crate::{Files, Result};

pub use named::{Named, named};

/// How the first line of both files ends.
const WRITTEN_BY: &str = "Written by `cargo codegen`; do not edit.";

/// The files, by name.
///
/// # Errors
///
/// When a CloudFormation type is named that the spec does not have.
pub fn files(named: &Named, spec: &Spec, provider: &Provider) -> Result<Files> {
    let packages =
        [SERVICE_SPEC, CFN_LINT].map(|p| format!("{} {}", p.name.trim_start_matches("@aws-cdk/"), p.version));
    let cloudformation = format!("# {}. {WRITTEN_BY}\n", packages.join(", ")) + &cloudformation::text(named, spec)?;
    let types = format!("# hashicorp/aws {}. {WRITTEN_BY}\n", provider.version) + &provider::text(provider);
    Ok(Files::from([("cloudformation.txt".into(), cloudformation.into()), ("provider.txt".into(), types.into())]))
}
