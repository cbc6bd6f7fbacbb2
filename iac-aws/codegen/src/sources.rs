//! The two public packages that everything is generated from: pinned, checked, read.

mod cfn_lint;
mod fetch;
mod packages;
mod service_spec;

use std::path::Path;

pub use fetch::fetch;
pub use packages::{PACKAGES, Package};

use crate::Result;
use crate::spec::Spec;

/// Reads both packages: types, attributes and relations from `aws-service-spec`, then values and formats from
/// `cfn-lint`.
///
/// # Errors
///
/// When a package is missing, altered or of another shape than expected.
pub fn read(cache: &Path) -> Result<Spec> {
    let mut spec = service_spec::read(&packages::SERVICE_SPEC.bytes(cache)?)?;
    cfn_lint::overlay(&mut spec, packages::CFN_LINT.bytes(cache)?)?;
    Ok(spec)
}

/// Whether every package is in the cache.
pub fn cached(cache: &Path) -> bool {
    PACKAGES.iter().all(|p| cache.join(p.file).is_file())
}
