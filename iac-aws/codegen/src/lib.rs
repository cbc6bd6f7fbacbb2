//! Writes the crate `iac-aws-cfn` and the data of `iac-aws-schema` from the public CloudFormation schemas, and the facts
//! of the Terraform back end.
//!
//! Four steps, each a plain function: [`sources`] reads two pinned packages into one [`spec`], [`fixups`] corrects
//! what the packages have wrong, [`model`] decides every Rust name and type, [`emit`] writes the files. [`check`]
//! compares them with what is committed. Nothing here is needed to build the project.
//!
//! A third package tells what the Terraform provider takes ([`provider`]); [`facts`] lists that, and the spec, for the
//! types that the back end names.
//!
//! The types of a program say less than a check of any template needs: [`schema`] joins all that both packages know.
//!
//! ```text
//! cargo codegen fetch     download the pinned packages into target/codegen (npm and pip)
//! cargo codegen           write iac-aws/cfn, iac-aws/schema/data and the facts
//! cargo codegen --check   exit 1 when they are not what the packages give
//! ```

pub mod check;
pub mod emit;
pub mod facts;
pub mod fixups;
pub mod model;
pub mod names;
pub mod provider;
pub mod schema;
pub mod sources;
pub mod spec;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What went wrong, as one sentence that tells what to do.
pub type Result<T> = std::result::Result<T, String>;

/// Generated files: path below their folder, content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A folder that holds generated files.
#[derive(Debug)]
pub struct Folder {
    /// Where it is in the repository.
    pub path: &'static str,
    /// Whether an entry of it, a path below it, is written by hand.
    pub by_hand: fn(&Path) -> bool,
    /// All its other files.
    pub files: Files,
    /// What whoever regenerates them should read.
    pub note: String,
}

/// The folder below `root` into which the packages are downloaded.
pub fn cache(root: &Path) -> PathBuf {
    root.join("target/codegen")
}

/// Reads the packages, and the tables of the back end in the repository at `root`, and gives every generated file.
///
/// # Errors
///
/// When a package is missing or altered, when the data does not have the expected shape, when a fix-up no longer
/// applies, or when the tables name a type that does not exist.
pub fn generate(root: &Path) -> Result<[Folder; 3]> {
    let mut spec = sources::read(&cache(root))?;
    fixups::apply(&mut spec)?;
    let named = facts::named(&root.join("iac-aws/terraform/src"))?;
    let provider = sources::provider(&cache(root), &named.provider)?;
    let types = Folder {
        path: "iac-aws/cfn",
        by_hand: |path| path == "README.md" || path == "tests",
        files: emit::files(&model::build(&spec)?),
        note: String::new(),
    };
    let facts = Folder {
        path: "iac-aws/terraform/src/facts",
        by_hand: |path| path.extension().is_none_or(|e| e != "txt"),
        files: facts::files(&named, &spec, &provider)?,
        note: String::new(),
    };
    let schemas = schema::build(&spec, &sources::lint(&cache(root))?)?;
    let schemas = Folder {
        path: "iac-aws/schema/data",
        by_hand: |_| false,
        files: emit::schema(&schemas)?,
        note: schemas.note(),
    };
    Ok([types, facts, schemas])
}
