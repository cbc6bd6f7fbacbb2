//! The pipeline of a system.

use super::{Page, Pages};
use iac_core::{Environment, Platform};

/// What the pipeline is made of.
pub(super) const PAGES: &[(&str, &str)] = &[];

/// The pipeline of a system, from the operations of all of its environments.
pub(crate) fn pipeline(
    _pages: &Pages,
    _platform: &Platform,
    _environments: &[&Environment],
) -> Result<Vec<Page>, String> {
    Ok(Vec::new())
}
