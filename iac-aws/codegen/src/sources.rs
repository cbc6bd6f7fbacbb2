//! The public packages that everything is generated from: pinned, checked, read.

mod cfn_lint;
mod fetch;
mod packages;
mod provider;
mod service_spec;

use std::collections::BTreeSet;
use std::path::Path;

use cfn_lint::Archive;
pub use cfn_lint::{Lint, LintRule, LintType};
pub use fetch::fetch;
pub(crate) use packages::{CFN_LINT, SERVICE_SPEC};
pub use packages::{PACKAGES, Package, Registry};

use crate::Result;
use crate::provider::Provider;
use crate::spec::{Format, Spec};

/// Reads CloudFormation's types: properties, attributes and relations from `aws-service-spec`, then values and formats from
/// `cfn-lint`.
///
/// # Errors
///
/// When a package is missing, altered or of another shape than expected.
pub fn read(cache: &Path) -> Result<Spec> {
    let mut spec = service_spec::read(&packages::SERVICE_SPEC.bytes(cache)?)?;
    cfn_lint::overlay(&mut spec, &mut Archive::new(packages::CFN_LINT.bytes(cache)?)?)?;
    Ok(spec)
}

/// Reads everything that `cfn-lint` knows of CloudFormation's types.
///
/// # Errors
///
/// When the package is missing, altered or of another shape than expected.
pub fn lint(cache: &Path) -> Result<Lint> {
    cfn_lint::read(&mut Archive::new(packages::CFN_LINT.bytes(cache)?)?)
}

/// `AWS::EC2::Subnet.Id` as a form of a reference; nothing for other formats.
pub(crate) fn reference(format: &str) -> Option<Format> {
    cfn_lint::reference(format)
}

/// Reads Terraform's types: those of `named` that the provider has, from `@cdktf/provider-aws`.
///
/// # Errors
///
/// When the package is missing, altered or of another shape than expected.
pub fn provider(cache: &Path, named: &BTreeSet<String>) -> Result<Provider> {
    provider::read(&packages::PROVIDER.bytes(cache)?, named)
}

/// Whether every package is in the cache.
pub fn cached(cache: &Path) -> bool {
    PACKAGES.iter().all(|p| cache.join(p.file).is_file())
}
