//! In which order the stacks are deployed, and what they are given.

use super::Facts;
use iac_core::Environment;
use iac_core::backend::cloudformation::INLINE_BYTES;
use iac_core::backend::terraform::snake_case;
use iac_core::graph::{ParameterNode, StackGraph};
use serde_json::Value;

impl Facts<'_> {
    /// The stacks, each behind those that it reads from, with the parameters that it must be given. `described` says
    /// which choose an image, and which stacks start containers: what those pull must be pushed before.
    pub(super) fn stacks(&self, described: &Value, lengths: &[usize]) -> Vec<Value> {
        let order = self.graph.deployment_order();
        order.into_iter().map(|at| self.stack(&self.graph.stacks[at], described, lengths[at])).collect()
    }

    fn stack(&self, stack: &StackGraph, described: &Value, length: usize) -> Value {
        let Environment { system, name, .. } = *self.environment;
        let starts = described["starts"].as_array().is_some_and(|starts| starts.iter().any(|of| *of == *stack.name));
        let parameters = self.parameters(stack, described);
        object!({
            "name": &*stack.name,
            "region": stack.region.map(|region| region.code()),
            "template": format!("{system}/{name}/cloudformation/{}.json", stack.name),
            "inline": length <= INLINE_BYTES,
            "starts": starts,
            "called": self.called(stack),
            "deployed": format!("{system}-{name}-{}", stack.name),
            "required": parameters.iter().any(|one| one["required"] == true),
            "overrides": parameters.iter().filter(|one| one["image"] == true).cloned().collect::<Vec<_>>(),
            "parameters": parameters,
        })
    }

    /// What people may choose. In Terraform, a value of another stack is a reference and no variable.
    fn parameters(&self, stack: &StackGraph, described: &Value) -> Vec<Value> {
        let chosen = stack.parameters.iter().filter(|(_, node)| !self.terraform || node.from.is_none());
        chosen.map(|(id, node)| self.parameter(stack, id, node, described)).collect()
    }

    fn parameter(&self, stack: &StackGraph, id: &str, node: &ParameterNode, described: &Value) -> Value {
        let words = [node.label.as_deref(), node.description.as_deref()];
        let words = words.into_iter().flatten().map(|text| text.trim_end_matches('.').to_owned() + ".");
        let name = self.parameter_name(stack, id);
        let image = image_parameters(described).any(|of| of["stack"] == *stack.name && of["id"] == id);
        let given = match (node.from.as_ref().and_then(|from| from.output.as_ref()), image) {
            (Some((stack, output)), _) => format!("\"$(out {stack} {output})\""),
            (None, true) => "\"$tag\"".to_owned(),
            (None, false) if node.no_echo => format!("\"${name}\""),
            (None, false) => snake_case(id).to_ascii_uppercase(),
        };
        object!({
            "name": name,
            "stack": &*stack.name,
            "required": node.default.is_none(),
            "default": if node.no_echo { None } else { node.default.as_deref() },
            "secret": node.no_echo,
            "image": image,
            "pattern": node.allowed_pattern.as_deref(),
            "given": given,
            "allowed": node.allowed_values.iter().map(|value| &**value).collect::<Vec<_>>(),
            "description": words.collect::<Vec<_>>().join(" "),
        })
    }

    fn parameter_name(&self, stack: &StackGraph, id: &str) -> String {
        if self.terraform { format!("{}{}", self.prefix(stack), snake_case(id)) } else { id.to_owned() }
    }

    /// What the first deployment is given, and in which order. What is pulled must be pushed before the first stack that
    /// starts containers.
    pub(super) fn first(&self, stacks: &[Value], unbuilt: &[Value], known: &Value, described: &Value) -> Value {
        let started = stacks.iter().position(|stack| stack["starts"] == true).unwrap_or(0);
        let required: Vec<&Value> =
            stacks.iter().flat_map(|stack| list(&stack["parameters"])).filter(|one| one["required"] == true).collect();
        // Two stacks may ask for the same secret: it is typed once.
        let mut secrets: Vec<Value> = Vec::new();
        for secret in required.iter().copied().filter(|one| one["secret"] == true) {
            if !secrets.iter().any(|known| known["name"] == secret["name"]) {
                secrets.push(secret.clone());
            }
        }
        // Where nothing is started, images can wait for the pipeline.
        let starts = stacks.iter().any(|stack| stack["starts"] == true);
        let images = starts && (!unbuilt.is_empty() || list(&known["builds"]).next().is_some());
        object!({
            "before": &stacks[..started],
            "then": &stacks[started..],
            "images": images,
            "needs": self.terraform
                || stacks.iter().any(|stack| stack["inline"] == false)
                || list(&described["before"]).next().is_some(),
            "asks": !required.is_empty(),
            "values": images || !secrets.is_empty() || self.terraform,
            "secrets": secrets,
            "tag": fixed_tag(described, known),
            "commit": commit(&required),
        })
    }

    /// The parameters that choose an image, each with its stack and, where a release may have changed what runs since,
    /// the container that tells.
    pub(super) fn image_parameters(&self, described: &Value) -> Vec<Value> {
        let mut found: Vec<Value> = Vec::new();
        let mut add = |parameter: &Value, service: Option<&Value>, container: &Value| {
            let stack = self.graph.stacks.iter().find(|stack| parameter["stack"] == *stack.name);
            let Some((stack, id)) = stack.zip(parameter["id"].as_str()) else { return };
            let name = self.parameter_name(stack, id);
            if !found.iter().any(|known| known["name"] == *name) {
                let at = |key: &str| service.map_or(Value::Null, |service| service[key].clone());
                found.push(object!({
                    "name": name, "called": self.called(stack), "cluster": at("cluster"), "service": at("look_up"),
                    "container": container["name"].clone(),
                }));
            }
        };
        for service in list(&described["services"]) {
            for container in list(&service["containers"]) {
                add(&container["image_parameter"], Some(service), container);
            }
        }
        let machines = list(&described["machines"]).flat_map(|machine| list(&machine["image_parameters"]));
        machines.for_each(|parameter| add(parameter, None, &Value::Null));
        found
    }

    /// The name of a stack as a shell writes it: one that stands alone may have been given another name.
    fn called(&self, stack: &StackGraph) -> String {
        let Environment { system, name, .. } = *self.environment;
        match self.graph.stacks.len() {
            1 => "\"$stack\"".to_owned(),
            _ => format!("{system}-{name}-{}", stack.name),
        }
    }
}

/// The repositories that containers pull from and no build of the operations pushes to: somebody else must.
pub(super) fn unbuilt(described: &Value, operations: &Value) -> Vec<Value> {
    let pushed = |repository: &Value| {
        list(&operations["builds"]).any(|build| {
            let to = &build["repository"];
            to["output"].is_string() && to["output"] == repository["output"] && to["stack"] == repository["stack"]
        })
    };
    list(&described["pulled"]).filter(|repository| !pushed(repository)).cloned().collect()
}

/// The tag of the image in the program, where no parameter chooses it.
fn fixed_tag(described: &Value, operations: &Value) -> Option<String> {
    let released: Vec<&Value> = list(&operations["services"]).map(|service| &service["container"]).collect();
    let containers = list(&described["services"]).flat_map(|service| list(&service["containers"]));
    let mut fixed = containers.filter(|one| one["image_parameter"].is_null() && released.contains(&&one["name"]));
    fixed.next()?["image"].as_str()?.rsplit_once(':').map(|(_, tag)| tag.to_owned())
}

/// The tag that the pipeline would give the sources as they are, where the parameters take that.
fn commit(required: &[&Value]) -> Option<&'static str> {
    let patterns = required.iter().filter(|one| one["image"] == true).filter_map(|one| one["pattern"].as_str());
    let all = |test: fn(&str) -> bool| {
        let mut patterns = patterns.clone().peekable();
        patterns.peek().is_some() && patterns.all(test)
    };
    match () {
        () if all(|pattern| pattern.contains("sha-[0-9a-f]{7,40}")) => Some("sha-$(git -C SOURCES rev-parse HEAD)"),
        () if all(|pattern| pattern == "^[0-9a-f]{12}$") => Some("$(git -C SOURCES rev-parse --short=12 HEAD)"),
        () => None,
    }
}

/// What balancers ask services, each question once.
pub(super) fn health_checks(described: &Value) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for group in list(&described["edge"]["balancers"]).flat_map(|balancer| list(&balancer["target_groups"])) {
        let check = object!({"health": group["health"].clone(), "status": group["status"].clone()});
        if !found.contains(&check) {
            found.push(check);
        }
    }
    found
}

fn image_parameters(described: &Value) -> impl Iterator<Item = &Value> {
    let machines = list(&described["machines"]).flat_map(|machine| list(&machine["image_parameters"]));
    let containers = list(&described["services"]).flat_map(|service| list(&service["containers"]));
    containers.map(|container| &container["image_parameter"]).chain(machines)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
