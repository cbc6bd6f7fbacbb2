//! References between stacks of an app become exports and imports.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>

use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, OutputNode, StackGraph};
use crate::place::Place;
use crate::stack::{Node, StackKey};
use crate::value::{Expr, Text, Value};
use indexmap::IndexMap;

pub(super) fn connect(graph: &mut Graph, namespace: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut exports = IndexMap::new();
    for index in 0..graph.stacks.len() {
        let (before, rest) = graph.stacks.split_at_mut(index);
        let [stack, after @ ..] = rest else { continue };
        let others = Others { before, after };
        let mut pass = Pass {
            key: stack.key,
            counts: Counts::of(stack),
            others,
            namespace,
            exports: &mut exports,
            faults: Vec::new(),
        };
        pass.stack(stack);
        diagnostics.extend(pass.faults);
    }
    for ((owner, id), output) in exports {
        let Some(stack) = graph.stacks.iter_mut().find(|stack| stack.key == owner) else { continue };
        if stack.outputs.contains_key(&id) {
            let message = format!("the output `{id}` is needed for another stack's reference");
            diagnostics
                .push(Diagnostic::error("duplicate-id", &*stack.name, message).help("give your output another id"));
        }
        stack.outputs.insert(id, output);
    }
}

struct Others<'a> {
    before: &'a [StackGraph],
    after: &'a [StackGraph],
}

impl<'a> Others<'a> {
    fn find(&self, key: StackKey) -> Option<&'a StackGraph> {
        self.before.iter().chain(self.after).find(|stack| stack.key == key)
    }
}

/// How many nodes of each sort the stack has: a node behind the end comes from another stack of the same name.
struct Counts {
    resources: usize,
    parameters: usize,
    mappings: usize,
    conditions: usize,
    region: Option<crate::Region>,
}

impl Counts {
    fn of(stack: &StackGraph) -> Self {
        Counts {
            resources: stack.resources.len(),
            parameters: stack.parameters.len(),
            mappings: stack.mappings.len(),
            conditions: stack.conditions.len(),
            region: stack.region,
        }
    }
}

struct Pass<'a> {
    key: StackKey,
    counts: Counts,
    others: Others<'a>,
    namespace: &'a str,
    exports: &'a mut IndexMap<(StackKey, String), OutputNode>,
    faults: Vec<Diagnostic>,
}

impl Pass<'_> {
    fn stack(&mut self, stack: &mut StackGraph) {
        let StackGraph { resources, outputs, conditions, rules, scopes, name, .. } = stack;
        for resource in resources.values_mut() {
            let (scope, sealed) = (resource.scope, resource.sealed);
            let at = |own: Option<Place>| own.filter(|_| !sealed).or_else(|| scopes.place(scope));
            let path = || format!("{name}/{}", scopes.path(scope));
            for field in &mut resource.properties {
                let place = at(field.place);
                field.value.replace_exprs(&mut |expr| self.expr(expr, place, &path));
            }
            for field in &mut resource.metadata {
                field.value.replace_exprs(&mut |expr| self.expr(expr, at(None), &path));
            }
            if let Some(foreign) = resource.depends_on.iter().find(|node| node.stack != self.key) {
                let other = self.others.find(foreign.stack).map_or("one that is not in the app", |stack| &stack.name);
                let message = format!("it depends on a resource of another stack ({other})");
                self.faults.push(
                    Diagnostic::error("foreign-resource", path(), message)
                        .at(at(None))
                        .help("a reference to a value of the other stack orders the two stacks"),
                );
                resource.depends_on.retain(|node| node.stack == self.key);
            }
        }
        for (id, output) in outputs {
            let path = || format!("{name}/{id}");
            output.value.replace_exprs(&mut |expr| self.expr(expr, output.place, &path));
        }
        for (id, condition) in conditions {
            let path = || format!("{name}/{id}");
            for value in condition.test.values() {
                value.for_each_expr(&mut |expr| self.condition_expr(expr, condition.place, &path));
            }
        }
        for (id, rule) in rules {
            let path = || format!("{name}/{id}");
            for value in
                rule.when.iter().chain(rule.assertions.iter().map(|(test, _)| test)).flat_map(|test| test.values())
            {
                value.for_each_expr(&mut |expr| self.condition_expr(expr, rule.place, &path));
            }
        }
    }

    /// Conditions and rules are evaluated before anything exists.
    fn condition_expr(&mut self, expr: &Expr, place: Option<Place>, path: &dyn Fn() -> String) {
        if matches!(expr, Expr::Ref(_) | Expr::GetAtt(..) | Expr::ImportValue(_)) {
            let message = "a condition is decided before any resource exists, but this one reads a resource";
            let help = "compare parameters, mappings and pseudo parameters";
            self.faults.push(Diagnostic::error("condition-on-resource", path(), message).at(place).help(help));
        }
    }

    fn expr(&mut self, expr: &mut Expr, place: Option<Place>, path: &dyn Fn() -> String) -> Option<Value> {
        let (node, sort, count) = match expr {
            Expr::Ref(node) | Expr::GetAtt(node, _) => (*node, "resource", self.counts.resources),
            Expr::Parameter(node) => (*node, "parameter", self.counts.parameters),
            Expr::FindInMap(node, ..) => (*node, "mapping", self.counts.mappings),
            Expr::If(node, ..) => (*node, "condition", self.counts.conditions),
            _ => return None,
        };
        if node.stack == self.key {
            if node.index() >= count {
                self.fault(
                    path,
                    place,
                    format!("it refers to a {sort} of another stack that has the same name"),
                    "give the stacks different names",
                );
            }
            return None;
        }
        let Some(owner) = self.others.find(node.stack) else {
            let message = format!("it refers to a {sort} of a stack that is not in the app");
            self.fault(path, place, message, "add that stack to the app: `App::new().with(stack)`");
            return None;
        };
        let attribute = match expr {
            Expr::Ref(_) => Text::Borrowed("Ref"),
            Expr::GetAtt(_, attribute) => attribute.clone(),
            _ => {
                let message = format!("it uses a {sort} of the stack `{}`", owner.name);
                self.fault(
                    path,
                    place,
                    message,
                    "parameters, conditions and mappings belong to one stack: add one to this stack too",
                );
                return None;
            }
        };
        self.import(owner, node, &attribute, place, path)
    }

    fn import(
        &mut self,
        owner: &StackGraph,
        node: Node,
        attribute: &Text,
        place: Option<Place>,
        path: &dyn Fn() -> String,
    ) -> Option<Value> {
        let Some((id, resource)) = owner.resources.get_index(node.index()) else {
            self.fault(
                path,
                place,
                format!("it refers to a resource that `{}` does not have", owner.name),
                "give the stacks different names",
            );
            return None;
        };
        if owner.region != self.counts.region {
            let name = |region: Option<crate::Region>| region.map_or("any region".into(), |region| region.to_string());
            let message = format!(
                "it refers to `{id}` of the stack `{}` ({}), but this stack is for {}",
                owner.name,
                name(owner.region),
                name(self.counts.region)
            );
            self.fault(
                path,
                place,
                message,
                "CloudFormation imports within one region only: hand the value over by a parameter",
            );
            return None;
        }
        let name = format!("{}:{}:{id}:{}", self.namespace, owner.name, attribute.replace('.', "-"));
        let output = OutputNode {
            value: match &**attribute {
                "Ref" => Expr::Ref(node).into(),
                _ => Expr::GetAtt(node, attribute.clone()).into(),
            },
            description: Some(Text::Borrowed("Used by another stack of this environment")),
            export: Some(Value::Str(name.clone().into())),
            condition: resource.condition,
            place: owner.place(resource),
        };
        self.exports.entry((owner.key, format!("Export{id}{}", attribute.replace('.', "")))).or_insert(output);
        Some(Expr::ImportValue(Value::Str(name.into())).into())
    }

    fn fault(&mut self, path: &dyn Fn() -> String, place: Option<Place>, message: String, help: &str) {
        self.faults.push(Diagnostic::error("foreign-reference", path(), message).at(place).help(help));
    }
}
