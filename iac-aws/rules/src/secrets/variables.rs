//! Environment variables, of whatever has them.

use iac_core::check::{Eval, Res, World};

/// A variable: the property that holds it, its name, its value.
pub(crate) struct Variable<'g> {
    pub(crate) property: &'static str,
    pub(crate) name: String,
    pub(crate) value: Eval<'g>,
}

/// Types whose variables are a list of names and values, and where it is.
const LISTS: &[(&str, &str)] = &[
    ("AWS::CodeBuild::Project", "Environment.EnvironmentVariables"),
    ("AWS::Batch::JobDefinition", "ContainerProperties.Environment"),
    ("AWS::AppRunner::Service", "SourceConfiguration.ImageRepository.ImageConfiguration.RuntimeEnvironmentVariables"),
    ("AWS::Amplify::App", "EnvironmentVariables"),
];

/// Everything with variables, and whether it has a safe way to be given a secret.
pub(crate) fn all<'w, 'g>(world: &'w World<'g>) -> Vec<(Res<'w, 'g>, bool, Vec<Variable<'g>>)> {
    let mut found = Vec::new();
    for task in world.all("AWS::ECS::TaskDefinition") {
        let containers = task.get("ContainerDefinitions");
        let all = containers.items().iter().flat_map(|one| list("ContainerDefinitions", one.at("Environment")));
        found.push((task, true, all.collect()));
    }
    for (kind, property) in LISTS {
        for one in world.all(kind) {
            found.push((one, true, list(property, &one.get(property))));
        }
    }
    for kind in ["AWS::Lambda::Function", "AWS::Serverless::Function"] {
        for function in world.all(kind) {
            let variables = function.get("Environment.Variables");
            let of = variables.members().iter().map(|member| Variable {
                property: "Environment.Variables",
                name: member.name.to_owned(),
                value: member.value.clone(),
            });
            found.push((function, false, of.collect()));
        }
    }
    found
}

fn list<'g>(property: &'static str, list: &Eval<'g>) -> Vec<Variable<'g>> {
    let variable = |one: &Eval<'g>| {
        // CodeBuild fetches what has another type than plain text.
        let is_plain = one.at("Type").text().is_none_or(|kind| kind == "PLAINTEXT");
        let name = one.at("Name").text().filter(|_| is_plain)?.into_owned();
        Some(Variable { property, name, value: one.at("Value").clone() })
    };
    list.items().iter().filter_map(variable).collect()
}
