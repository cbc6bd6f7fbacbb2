//! Writes the crate `iac-aws-cfn` from the public CloudFormation schemas.
//!
//! Four steps, each a plain function: [`sources`] reads two pinned packages into one [`spec`], [`fixups`] corrects
//! what the packages have wrong, [`model`] decides every Rust name and type, [`emit`] writes the files. [`check`]
//! compares them with what is committed. Nothing here is needed to build the project.
//!
//! ```text
//! cargo codegen fetch     download the pinned packages into target/codegen (npm and pip)
//! cargo codegen           write iac-aws/cfn
//! cargo codegen --check   exit 1 when iac-aws/cfn is not what the packages give
//! ```

pub mod check;
pub mod emit;
pub mod fixups;
pub mod model;
pub mod names;
pub mod sources;
pub mod spec;

use std::collections::BTreeMap;
use std::path::Path;

/// What went wrong, as one sentence that tells what to do.
pub type Result<T> = std::result::Result<T, String>;

/// The generated files: path below `iac-aws/cfn`, text.
pub type Files = BTreeMap<String, String>;

/// Reads the packages in `cache` and gives every generated file.
///
/// # Errors
///
/// When a package is missing or altered, when the data does not have the expected shape, or when a fix-up no longer
/// applies.
pub fn generate(cache: &Path) -> Result<Files> {
    let mut spec = sources::read(cache)?;
    fixups::apply(&mut spec)?;
    Ok(emit::files(&model::build(&spec)?))
}
