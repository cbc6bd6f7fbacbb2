//! What pages are filled with: the environment, its outputs and parameters, its operations.

mod operations;
mod recovery;

pub(super) use operations::checks;

use iac_core::backend::cloudformation::{INLINE_BYTES, template};
use iac_core::backend::terraform::{Addresses, Deployment, snake_case};
use iac_core::graph::StackGraph;
use iac_core::json::{Layout, to_bytes};
use iac_core::operations::Tool;
use iac_core::{Environment, Graph, Platform, Value as Of};
use serde_json::{Value, json};

/// The name of the page that is named after its environment.
pub(super) fn infrastructure(environment: &Environment) -> String {
    format!("INFRASTRUCTURE_{}.md", environment.name.to_ascii_uppercase().replace('-', "_"))
}

pub(super) struct Facts<'a> {
    environment: &'a Environment,
    graph: &'a Graph,
    addresses: Option<Addresses<'a>>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(platform: &Platform, environment: &'a Environment, graph: &'a Graph) -> Self {
        let terraform = graph.operations.as_ref().is_some_and(|operations| operations.tool == Tool::Terraform);
        let Environment { system, name, regions, .. } = *environment;
        let deployment = Deployment { system, environment: name, regions };
        let addresses = terraform.then(|| Addresses::of(graph, &deployment, &platform.terraform));
        Facts { environment, graph, addresses }
    }

    /// Everything, with what the library says of the environment.
    pub(super) fn of_environment(&self, described: Value) -> Value {
        let Environment { system, name, regions, .. } = *self.environment;
        let operations = self.graph.operations.as_ref();
        let tied = self
            .graph
            .stacks
            .iter()
            .filter_map(|stack| stack.region.map(|region| json!({"name": &*stack.name, "region": region.code()})));
        let listed = |list: &str, test: &dyn Fn(&Value) -> bool| -> Vec<Value> {
            described[list].as_array().into_iter().flatten().filter(|item| test(item)).cloned().collect()
        };
        let releases = operations.map_or(&[][..], |operations| &operations.releases);
        json!({
            "system": system,
            "environment": name,
            "name": format!("{system}-{name}"),
            "regions": regions.iter().map(|region| region.code()).collect::<Vec<_>>(),
            "region": regions.first().map(|region| region.code()),
            "terraform": self.addresses.is_some(),
            "module": format!("{system}/{name}/terraform"),
            "infrastructure": infrastructure(self.environment),
            "stacks": self.graph.stacks.iter().map(|stack| self.stack(stack)).collect::<Vec<_>>(),
            "several_stacks": self.graph.stacks.len() > 1,
            "tied": tied.collect::<Vec<_>>(),
            "parameters": self.graph.stacks.iter().flat_map(|stack| self.parameters(stack)).collect::<Vec<_>>(),
            "image_parameters": self.image_parameters(),
            "outputs": self.outputs(),
            "operations": operations.map(|operations| self.operations(operations)),
            "pipeline": !releases.is_empty(),
            "approvers": releases.iter().filter_map(|release| release.approver.as_deref()).collect::<Vec<_>>(),
            "recovery": recovery::of(&described, regions),
            "by_hand": listed("secrets", &|secret| secret["by_hand"] == true),
            "balanced": listed("services", &|service| service["balanced"] == true),
            "public": listed("flows", &|flow| flow["from"] == "the internet"),
            "facts": described,
        })
    }

    fn stack(&self, stack: &StackGraph) -> Value {
        let Environment { system, name, .. } = *self.environment;
        let bytes = to_bytes(&template(stack), Layout::Indented).map_or(0, |bytes| bytes.len());
        json!({
            "name": &*stack.name,
            "deployed": format!("{system}-{name}-{}", stack.name),
            "region": stack.region.map(|region| region.code()),
            "template": format!("{system}/{name}/cloudformation/{}.json", stack.name),
            "inline": bytes <= INLINE_BYTES,
        })
    }

    fn prefix(&self, stack: &StackGraph) -> String {
        let main = self.graph.stacks.first().is_some_and(|main| main.key == stack.key);
        if main { String::new() } else { format!("{}_", snake_case(&stack.name)) }
    }

    fn parameters(&self, stack: &StackGraph) -> Vec<Value> {
        let row = |(id, node): (&String, &iac_core::graph::ParameterNode)| {
            let name = match self.addresses {
                Some(_) => format!("{}{}", self.prefix(stack), snake_case(id)),
                None => id.clone(),
            };
            let words = [node.label.as_deref(), node.description.as_deref()];
            let words = words.into_iter().flatten().map(|text| text.trim_end_matches('.').to_owned() + ".");
            json!({
                "name": name,
                "required": node.default.is_none(),
                "default": if node.no_echo { None } else { node.default.as_deref() },
                "allowed": node.allowed_values.iter().map(|value| &**value).collect::<Vec<_>>(),
                "description": words.collect::<Vec<_>>().join(" "),
            })
        };
        stack.parameters.iter().map(row).collect()
    }

    /// The parameters that are an image's tag, by their name: what a release has changed since.
    fn image_parameters(&self) -> Vec<String> {
        let of = |stack: &'a StackGraph| {
            let named = stack.parameters.keys().filter(|id| id.contains("Image") || id.ends_with("Tag"));
            named
                .map(|id| match self.addresses {
                    Some(_) => format!("{}{}", self.prefix(stack), snake_case(id)),
                    None => id.clone(),
                })
                .collect::<Vec<_>>()
        };
        self.graph.stacks.iter().flat_map(of).collect()
    }

    fn outputs(&self) -> Vec<Value> {
        let of = |(index, stack): (usize, &'a StackGraph)| {
            let public = stack.outputs.iter().filter(|(_, output)| !output.internal);
            public.map(move |(id, output)| {
                json!({"name": self.output_name(index, id), "description": output.description.as_deref(), "stack": &*stack.name})
            }).collect::<Vec<_>>()
        };
        self.graph.stacks.iter().enumerate().flat_map(of).collect()
    }

    fn output_name(&self, stack: usize, id: &str) -> String {
        self.addresses.as_ref().and_then(|addresses| addresses.output(stack, id)).unwrap_or(id).to_owned()
    }

    /// Something that the operations refer to: what is known of it, the output that has it, what a shell writes for it.
    fn reference(&self, value: &Of) -> Value {
        if let Some(text) = literal(value) {
            return json!({"known": text, "output": null, "shell": text});
        }
        for (index, stack) in self.graph.stacks.iter().enumerate() {
            if let Some((id, _)) = stack.outputs.iter().find(|(_, output)| output.value == *value) {
                let name = self.output_name(index, id);
                let shell = match self.addresses {
                    Some(_) => format!("$(out {name})"),
                    None => format!("$(out {} {name})", stack.name),
                };
                let region = stack.region.map(|region| region.code());
                return json!({"known": null, "output": name, "stack": &*stack.name, "region": region, "shell": shell});
            }
        }
        json!({"known": null, "output": null, "shell": ""})
    }
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
