//! Everything that the package knows of the types, as JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::rules::Rule;
use super::{Archive, attributes, rules};
use crate::Result;

/// What the package knows.
#[derive(Debug, Default)]
pub struct Lint {
    /// The types by name.
    pub types: BTreeMap<String, LintType>,
    /// Rules beyond the registry's schemas.
    pub rules: Vec<Rule>,
    /// Types that hold data which a replacement or a deletion loses.
    pub stateful: BTreeSet<String>,
    /// Types whose every property is an attribute.
    pub all_attributes: BTreeSet<String>,
    /// Further attributes that no schema lists.
    pub attributes: BTreeMap<String, Vec<String>>,
}

/// A type.
#[derive(Debug, Default)]
pub struct LintType {
    /// The registry's schema with the package's corrections:
    /// <https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html>
    pub schema: Value,
    /// The regions that have the type.
    pub regions: BTreeSet<String>,
}

/// Reads all of it.
pub(in crate::sources) fn read(archive: &mut Archive) -> Result<Lint> {
    let mut lint = Lint::default();
    for (name, listed) in archive.types()? {
        lint.types.insert(name, LintType { schema: archive.schema(&listed.hash)?, regions: listed.regions });
    }
    lint.rules = rules::read(archive)?;
    let stateful = archive.json("cfnlint/data/AdditionalSpecs/StatefulResources.json")?;
    let stateful = stateful.get("ResourceTypes").and_then(Value::as_object);
    lint.stateful = stateful.ok_or("cfn-lint: no list of stateful resource types")?.keys().cloned().collect();
    (lint.all_attributes, lint.attributes) = attributes::tables(archive)?;
    Ok(lint)
}
