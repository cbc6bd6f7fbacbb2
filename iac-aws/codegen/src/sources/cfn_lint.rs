//! Reads `cfn-lint`: CloudFormation's registry schemas with many corrections, and rules beyond them.

mod archive;
mod attributes;
mod overlay;
mod rules;
mod schemas;

pub(super) use archive::Archive;
pub(super) use overlay::{overlay, reference};
pub use rules::Rule as LintRule;
pub(super) use schemas::read;
pub use schemas::{Lint, LintType};
