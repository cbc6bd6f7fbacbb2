//! What pages are filled with: the environment, its outputs and parameters, its operations.

mod containers;
mod deployment;
mod operations;
mod recovery;

pub(super) use operations::checks;

use iac_core::backend::terraform::{self, snake_case};
use iac_core::graph::StackGraph;
use iac_core::operations::{Tool, Trigger};
use iac_core::{Environment, Graph, Value as Of};
use serde_json::Value;

/// The name of the page that is named after its environment.
pub(super) fn infrastructure(environment: &Environment) -> String {
    format!("INFRASTRUCTURE_{}.md", environment.name.to_ascii_uppercase().replace('-', "_"))
}

pub(super) struct Facts<'a> {
    environment: &'a Environment,
    graph: &'a Graph,
    terraform: bool,
}

impl<'a> Facts<'a> {
    pub(super) fn of(environment: &'a Environment, graph: &'a Graph) -> Self {
        let terraform = graph.operations.as_ref().is_some_and(|operations| operations.tool == Tool::Terraform);
        Facts { environment, graph, terraform }
    }

    /// Everything, with what the library says of the environment.
    pub(super) fn of_environment(&self, described: Value, lengths: &[usize]) -> Value {
        let Environment { system, name, regions, .. } = *self.environment;
        let operations = self.graph.operations.as_ref();
        let tied =
            self.graph.stacks.iter().filter_map(|stack| {
                stack.region.map(|region| object!({"name": &*stack.name, "region": region.code()}))
            });
        let listed = |list: &str, test: &dyn Fn(&Value) -> bool| -> Vec<Value> {
            described[list].as_array().into_iter().flatten().filter(|item| test(item)).cloned().collect()
        };
        let stacks = self.stacks(&described, lengths);
        let parameters: Vec<Value> =
            stacks.iter().filter_map(|stack| stack["parameters"].as_array()).flatten().cloned().collect();
        let secret_parameters: Vec<Value> = parameters.iter().filter(|one| one["secret"] == true).cloned().collect();
        let known = operations.map_or(Value::Null, |operations| self.operations(operations));
        let unbuilt = deployment::unbuilt(&described, &known);
        let first = self.first(&stacks, &unbuilt, &known, &described);
        let releases = operations.map_or(&[][..], |operations| &operations.releases);
        let triggers = each_once(releases.iter().filter_map(|release| match &release.trigger {
            Trigger::Branch(branch) => Some(format!("the branch `{branch}`")),
            Trigger::Tag(pattern) => Some(format!("tags `{pattern}`")),
            Trigger::Manual => None,
        }));
        let mut deployers = triggers.clone();
        if operations.is_some_and(|operations| operations.previews) {
            deployers.push("`refs/pull/*/merge` (previews)".to_owned());
        }
        if operations.is_some_and(|operations| !operations.services.is_empty()) {
            deployers.push("the default branch (rollbacks)".to_owned());
        }
        object!({
            "system": system,
            "environment": name,
            "name": format!("{system}-{name}"),
            "regions": regions.iter().map(|region| region.code()).collect::<Vec<_>>(),
            "region": regions.first().map(|region| region.code()),
            "terraform": self.terraform,
            "module": format!("{system}/{name}/terraform"),
            "infrastructure": infrastructure(self.environment),
            "several_stacks": stacks.len() > 1,
            "several_regions": regions.len() > 1,
            "first": first,
            "inline": stacks.iter().all(|stack| stack["inline"] == true),
            "stacks": stacks,
            "tied": tied.collect::<Vec<_>>(),
            "parameters": parameters,
            "image_parameters": self.image_parameters(&described),
            "unbuilt": unbuilt,
            "outputs": self.outputs(),
            "pipeline": !releases.is_empty(),
            // By whatever makes task definitions beside the stacks.
            "released": !releases.is_empty() || described["pipelines"].as_array().is_some_and(|all| !all.is_empty()),
            "approvers": each_once(releases.iter().filter_map(|release| release.approver.as_deref().map(str::to_owned))),
            "triggers": triggers,
            "deployers": deployers,
            "endpoints": known["health"].is_object()
                || ["databases", "caches", "services", "repositories", "lightsail"]
                    .iter()
                    .any(|list| described[*list].as_array().is_some_and(|all| !all.is_empty())),
            "containers": containers::all(&described),
            "checked": deployment::health_checks(&described),
            "silent": listed("alarms", &|alarm| alarm["missing"] == "breaching"),
            "recovery": recovery::of(&described, regions, &secret_parameters),
            "secret_parameters": secret_parameters,
            "by_hand": listed("secrets", &|secret| secret["by_hand"] == true),
            "balanced": listed("services", &|service| service["balanced"] == true),
            "public": listed("flows", &|flow| flow["from"] == "the internet"),
            "operations": known,
            "facts": described,
        })
    }

    fn prefix(&self, stack: &StackGraph) -> String {
        let main = self.graph.stacks.first().is_some_and(|main| main.key == stack.key);
        if main { String::new() } else { format!("{}_", snake_case(&stack.name)) }
    }

    fn outputs(&self) -> Vec<Value> {
        let of = |(index, stack): (usize, &'a StackGraph)| {
            let public = stack.outputs.iter().filter(|(_, output)| !output.internal);
            public.map(move |(id, output)| {
                object!({"name": self.output_name(index, id), "description": output.description.as_deref(), "stack": &*stack.name})
            }).collect::<Vec<_>>()
        };
        self.graph.stacks.iter().enumerate().flat_map(of).collect()
    }

    fn output_name(&self, stack: usize, id: &str) -> String {
        if self.terraform { terraform::output_name(self.graph, stack, id) } else { id.to_owned() }
    }

    /// Something that the operations refer to: what is known of it, the output that has it, what a shell writes for it.
    fn reference(&self, value: &Of) -> Value {
        if let Some(text) = literal(value) {
            return object!({"known": text.as_str(), "output": Value::Null, "shell": text.as_str()});
        }
        for (index, stack) in self.graph.stacks.iter().enumerate() {
            if let Some((id, _)) = stack.outputs.iter().find(|(_, output)| output.value == *value) {
                let name = self.output_name(index, id);
                let shell = match self.terraform {
                    true => format!("$(out {name})"),
                    false => format!("$(out {} {name})", stack.name),
                };
                let region = stack.region.map(|region| region.code());
                return object!({"known": Value::Null, "output": name, "stack": &*stack.name, "region": region, "shell": shell});
            }
        }
        object!({"known": Value::Null, "output": Value::Null, "shell": ""})
    }
}

fn each_once(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut found = Vec::new();
    for one in all.filter(|one| !one.is_empty()) {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// Text that is known in advance.
fn literal(value: &Of) -> Option<String> {
    match value {
        Of::Str(text) => Some(text.to_string()),
        Of::Int(number) => Some(number.to_string()),
        Of::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
