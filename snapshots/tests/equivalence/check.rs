//! The comparison of an environment's stacks with its Terraform document.

use crate::cloudformation::{CloudFormation, Stack};
use crate::compare::{NOTHING, Unlike, unlike};
use crate::resource::resource_differences;
use crate::table::Tables;
use crate::terraform::Terraform;
use crate::{edges, interface, variables};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fmt;

#[derive(Clone)]
pub(crate) struct Environment {
    pub name: String,
    pub regions: Vec<String>,
    pub stacks: Vec<Stack>,
    pub terraform: Json,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    pub environment: String,
    pub id: String,
    pub unlike: Unlike,
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Unlike { path, cloudformation, terraform } = &self.unlike;
        write!(
            out,
            "{} {} {path}\n    CloudFormation: {cloudformation}\n    Terraform:      {terraform}",
            self.environment, self.id
        )
    }
}

/// What the checker reads of a template, and what Terraform has no place for: the version, texts, metadata.
const SECTIONS: [&str; 9] = [
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Rules",
    "Mappings",
    "Conditions",
    "Resources",
    "Outputs",
];

/// The same of a resource. Terraform cannot keep what it replaces (UpdateReplacePolicy).
const ATTRIBUTES: [&str; 7] =
    ["Type", "Properties", "Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata"];

pub(crate) fn differences(environment: &Environment, tables: &Tables) -> Vec<Difference> {
    let cloudformation = CloudFormation { stacks: &environment.stacks, tables };
    let terraform = Terraform::new(&environment.terraform, &cloudformation);
    let mut found = BTreeSet::new();
    let mut say = |id: &str, unlike: Unlike| {
        found.insert(Difference { environment: environment.name.clone(), id: id.to_owned(), unlike });
    };
    for stack in &environment.stacks {
        for key in stack.document.as_object().into_iter().flatten().map(|(key, _)| key) {
            if !SECTIONS.contains(&key.as_str()) {
                say(&stack.name, unlike("section", key, "the checker does not read it"));
            }
        }
    }
    for (id, resource) in cloudformation.resources() {
        for key in resource.as_object().into_iter().flatten().map(|(key, _)| key) {
            if !ATTRIBUTES.contains(&key.as_str()) {
                say(&cloudformation.display(&id), unlike("attribute", key, "the checker does not read it"));
            }
        }
        for unlike in resource_differences(&terraform, &id, resource) {
            say(&cloudformation.display(&id), unlike);
        }
    }
    for ((kind, name), body) in terraform.section("resource") {
        let owned = terraform.owners.contains_key(&(kind.clone(), name.clone()));
        // What makes names of a stack unique is no infrastructure.
        let unique =
            kind == "terraform_data" && terraform.stack_of_id(&name).is_some() && *body == serde_json::json!({});
        if !owned && !unique {
            say(&name, unlike(&format!("{kind}.{name}"), NOTHING, body));
        }
    }
    edges::compare(&cloudformation, &terraform, &mut say);
    interface::compare(&cloudformation, &terraform, &mut say);
    variables::region(&environment.regions, &environment.terraform, &mut say);
    found.into_iter().collect()
}
