//! The rules beyond the registry's schemas: JSON schemas, attached to places of resource types by Python source.

use std::collections::BTreeSet;

use super::Archive;
use crate::Result;

const EXTENSIONS: &str = "cfnlint/data/schemas/extensions/";
const SOURCES: &str = "cfnlint/rules/";
const MODULE: &str = "cfnlint.data.schemas.extensions.";

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code: `E3025`.
    pub code: String,
    /// The schema that it holds a value against, or one per region.
    pub schema: serde_json::Value,
    /// Where: `Resources/AWS::EC2::Instance/Properties/BlockDeviceMappings/*/Ebs`.
    pub places: Vec<String>,
    /// Whether the property `Engine` is compared without regard to case.
    pub any_case_of_engine: bool,
}

/// Every rule that is no mere advice.
pub(super) fn read(archive: &mut Archive) -> Result<Vec<Rule>> {
    let schemas = archive.names(EXTENSIONS, ".json");
    let mut unused: BTreeSet<&String> = schemas.iter().collect();
    let mut sources = archive.names(SOURCES, ".py");
    sources.sort();
    let mut rules = Vec::new();
    for source in sources {
        let text = archive.text(&source)?;
        let modules = text.split(MODULE).skip(1).filter_map(|t| t.split([',', '\n']).next());
        let files: Vec<String> = modules.map(|module| format!("{EXTENSIONS}{}/", module.trim())).collect();
        let named =
            |name: &str| files.iter().find_map(|folder| schemas.iter().find(|s| **s == format!("{folder}{name}")));
        let Some(schema) = literals(&text).find_map(named) else { continue };
        unused.remove(schema);
        let Some(code) = text.split_once("\n    id = \"").and_then(|(_, t)| t.split('"').next()) else {
            return Err(format!("cfn-lint: {source} has no code"));
        };
        let mut places: Vec<String> =
            literals(&text).filter(|l| l.starts_with("Resources/")).map(str::to_owned).collect();
        places.dedup();
        if code.starts_with('I') {
            continue;
        }
        rules.push(Rule {
            code: code.to_owned(),
            schema: archive.json(schema)?,
            places,
            any_case_of_engine: text.contains("instance[\"Engine\"].lower()"),
        });
    }
    if unused.is_empty() { Ok(rules) } else { Err(format!("cfn-lint: no rule uses {unused:?}")) }
}

/// The string literals on one line each.
fn literals(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('"').skip(1).step_by(2))
}
