//! What the operations of an app refer to becomes an output, so that pages name it and scripts read it.

use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, OutputNode, StackGraph};
use crate::operations::{Operations, Release, Trigger, Work, tag_pattern};
use crate::stack::Node;
use crate::value::{Expr, Text, Value};

pub(super) fn outputs(graph: &mut Graph, operations: &Operations, diagnostics: &mut Vec<Diagnostic>) {
    names(operations, diagnostics);
    releases(graph, operations, diagnostics);
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
        let Work::Command(name, command) = &task.work else { continue };
        if !operations.services.iter().any(|service| service.name == *name) {
            let message = format!("the task `{}` runs as the service `{name}`, which there is not", task.name);
            fault(message, "add the service with `Operations::service`");
        }
        if command.is_empty() {
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

/// What a release needs: a role, tags that can be tags of images, parameters that take them.
fn releases(graph: &Graph, operations: &Operations, diagnostics: &mut Vec<Diagnostic>) {
    if operations.releases.is_empty() && !operations.previews {
        return;
    }
    let mut fault = |code, message: String, help: &str| {
        diagnostics.push(Diagnostic::error(code, "operations", message).help(help));
    };
    if operations.ci_role.is_none() {
        let help = "name the role that the pipeline takes on with `Operations::ci_role`";
        fault("release-without-role", "there are releases, and nothing that they may do".to_owned(), help);
    }
    for release in &operations.releases {
        let Trigger::Tag(glob) = &release.trigger else { continue };
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-*".contains(&byte);
        if !glob.starts_with(|first: char| first.is_ascii_alphanumeric()) || !glob.bytes().all(plain) {
            let message = format!("a release on tags `{glob}` can have tags that no image can have");
            fault("bad-operations", message, "write letters, digits, `.`, `_`, `-` and `*`, such as `v*`");
        }
    }
    let stands = |release: &Release| matches!(release.trigger, Trigger::Branch(_)) && !release.ephemeral;
    if operations.previews && !operations.releases.iter().any(stands) {
        let message = "pull requests are shown where no branch is released".to_owned();
        fault("bad-operations", message, "add `Release::on_branch`: pull requests to that branch are shown");
    }
    let pushed = tag_pattern(&operations.releases);
    let released = operations.services.iter().filter(|service| service.image.is_some());
    for (service, reference) in released.filter_map(|service| Some((service, service.reference.as_ref()?))) {
        reference.for_each_expr(&mut |expr| {
            let Expr::Parameter(node) = expr else { return };
            let stack = graph.stacks.iter().find(|stack| stack.key == node.stack());
            let parameter = stack.and_then(|stack| stack.parameters.get_index(node.index()));
            let Some((id, parameter)) = parameter else { return };
            let taken = parameter.allowed_pattern.as_deref();
            if taken.is_some_and(|taken| taken != pushed) {
                let message = format!(
                    "the image of `{}` has the tag `{id}`, which takes `{}`; releases push `{pushed}`",
                    service.name,
                    taken.unwrap_or_default()
                );
                let help = "make the parameter by `operations::image_tag(&releases)`: whoever deploys the stack must be \
                            able to give the tag that runs";
                fault("tag-refused", message, help);
            }
        });
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
