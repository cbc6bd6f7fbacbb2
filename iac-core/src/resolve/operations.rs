//! What the operations of an app refer to becomes an output, so that pages name it and scripts read it.

use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, OutputNode, StackGraph};
use crate::operations::Operations;
use crate::stack::Node;
use crate::value::{Expr, Text, Value};

pub(super) fn outputs(graph: &mut Graph, operations: &Operations, diagnostics: &mut Vec<Diagnostic>) {
    names(operations, diagnostics);
    for (words, description, value) in operations.referred() {
        let Some(node) = first_node(value) else { continue };
        let Some(stack) = graph.stacks.iter_mut().find(|stack| stack.key == node.stack()) else { continue };
        if stack.outputs.values().any(|output| output.value == *value) {
            continue;
        }
        let id = pascal_case(&words);
        if stack.outputs.contains_key(&id) {
            let message = format!("the output `{id}` is needed for the operations of the app, but it is taken");
            let help = "give the output another id, or what the operations refer to as its value";
            diagnostics.push(Diagnostic::error("duplicate-id", &*stack.name, message).help(help));
            continue;
        }
        let (condition, place) = owner(stack, value, node);
        let description = Some(Text::Owned(description));
        let output = OutputNode { value: value.clone(), description, export: None, condition, internal: false, place };
        stack.outputs.insert(id, output);
    }
}

/// What the operations name must be there.
fn names(operations: &Operations, diagnostics: &mut Vec<Diagnostic>) {
    let mut fault = |message: String, help: &str| {
        diagnostics.push(Diagnostic::error("bad-operations", "operations", message).help(help));
    };
    for service in &operations.services {
        if let Some(image) = &service.image
            && !operations.builds.iter().any(|build| build.name == *image)
        {
            let message = format!("the service `{}` runs the image `{image}`, which nothing builds", service.name);
            fault(message, "name an image of `Operations::build`");
        }
    }
    for task in &operations.before_release {
        if !operations.services.iter().any(|service| service.name == task.service) {
            let message =
                format!("the task `{}` runs as the service `{}`, which there is not", task.name, task.service);
            fault(message, "add the service with `Operations::service`");
        }
        if task.command.is_empty() {
            fault(format!("the task `{}` has no command", task.name), "say what it runs");
        }
    }
    let all = [
        ("image", operations.builds.iter().map(|build| &build.name).collect::<Vec<_>>()),
        ("service", operations.services.iter().map(|service| &service.name).collect()),
        ("site", operations.sites.iter().map(|site| &site.name).collect()),
        ("task", operations.before_release.iter().map(|task| &task.name).collect()),
    ];
    for (sort, names) in all {
        for (index, name) in names.iter().enumerate() {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            if !name.starts_with(|first: char| first.is_ascii_lowercase()) || !name.bytes().all(plain) {
                fault(
                    format!("`{name}` cannot be the name of the {sort}"),
                    "write lower-case letters, digits and hyphens",
                );
            }
            if names[..index].contains(name) {
                fault(format!("there are two of the {sort} `{name}`"), "give one of them another name");
            }
        }
    }
}

/// What belongs to the stack whose output it must be.
fn first_node(value: &Value) -> Option<Node> {
    let mut found = None;
    value.for_each_expr(&mut |expr| {
        if let Expr::Ref(node) | Expr::GetAtt(node, _) | Expr::Parameter(node) | Expr::If(node, ..) = expr {
            found = found.or(Some(*node));
        }
    });
    found
}

/// The condition and the line of the resource that a value is of.
fn owner(stack: &StackGraph, value: &Value, node: Node) -> (Option<Node>, Option<crate::Place>) {
    let mut is_resource = false;
    value.for_each_expr(&mut |expr| is_resource |= matches!(expr, Expr::Ref(of) | Expr::GetAtt(of, _) if *of == node));
    let resource = stack.resources.get_index(node.index()).filter(|_| is_resource);
    resource.map_or((None, None), |(_, resource)| (resource.condition, stack.place(resource)))
}

/// `celery-worker Cluster` → `CeleryWorkerCluster`.
fn pascal_case(words: &str) -> String {
    let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}
