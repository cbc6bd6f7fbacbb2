//! Every value of every stack, walked once: references to other stacks become imports, what leads nowhere or cannot be
//! written is reported, and what waits for what is noted.

use super::cycles::Edges;
use super::exports::{Exports, Import, Reader};
use super::keys::repeated;
use super::nodes::{Others, Own, Owner, Sort};
use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, StackGraph};
use crate::place::Place;
use crate::stack::Node;
use crate::value::{Expr, Field, MAX_DEPTH, Value};

/// Returns what the resources of each stack wait for, and the imports.
pub(super) fn resolve(
    graph: &mut Graph,
    namespace: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Edges>, Vec<Import>) {
    let mut exports = Exports::new(namespace);
    let mut waits = Vec::with_capacity(graph.stacks.len());
    for index in 0..graph.stacks.len() {
        let (before, rest) = graph.stacks.split_at_mut(index);
        let [stack, after @ ..] = rest else { continue };
        let others = Others { before, after };
        // What was read is not nested deeper than it could be read.
        let room = if stack.source.is_none() { MAX_DEPTH - AROUND } else { usize::MAX };
        let (own, exports) = (Own::of(index, stack), &mut exports);
        let mut pass = Pass { own, others, exports, waits: Edges::default(), room, diagnostics };
        pass.stack(stack);
        waits.push(pass.waits);
    }
    (waits, exports.add_to(graph, diagnostics))
}

/// The objects of a template that a property's value stands in, from the outermost to `Properties`.
const AROUND: usize = 4;

/// Where a value stands.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) place: Option<Place>,
    path: &'a dyn Fn() -> String,
    /// Whether everybody who may describe the stack reads it.
    pub(super) open: bool,
}

pub(super) struct Pass<'a> {
    pub(super) own: Own,
    others: Others<'a>,
    exports: &'a mut Exports,
    waits: Edges,
    /// How many levels a value may have.
    pub(super) room: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Pass<'a> {
    fn stack(&mut self, stack: &mut StackGraph) {
        let StackGraph { resources, outputs, conditions, rules, metadata, scopes, name, parameters, place, .. } = stack;
        let room = self.room;
        for (id, parameter) in parameters.iter_mut() {
            let spot = Spot { place: parameter.place, path: &|| format!("{name}/{id}"), open: false };
            parameter.from.iter_mut().for_each(|from| self.same_as(&mut from.value, spot));
        }
        for resource in resources.values_mut() {
            let scope = resource.scope;
            let path = || format!("{name}/{}", scopes.path(scope));
            let spot = Spot { place: scopes.place(scope), path: &path, open: false };
            self.waits.begin();
            for field in &mut resource.properties {
                let mark = self.waits.mark();
                let open = resource.tags.property() == Some(&*field.name);
                self.value(&mut field.value, Spot { place: field.place.or(spot.place), open, ..spot }, room);
                if becomes_another(&resource.resource_type, &field.name) {
                    self.waits.forget(mark);
                }
            }
            for field in &mut resource.attributes {
                self.value(&mut field.value, Spot { place: field.place.or(spot.place), ..spot }, room);
            }
            for field in &mut resource.metadata {
                self.value(&mut field.value, Spot { open: true, ..spot }, room);
            }
            resource.depends_on.retain(|first| self.depends_on(*first, spot));
            resource.condition.iter().for_each(|node| self.must_be_own(Sort::Condition, *node, spot));
        }
        self.waits.end();
        for (id, output) in outputs {
            let spot = Spot { place: output.place, path: &|| format!("{name}/{id}"), open: true };
            self.value(&mut output.value, spot, room);
            if let Some(name) = &mut output.export {
                self.value(name, spot, room);
                self.export_name(name, spot);
            }
            output.condition.iter().for_each(|node| self.must_be_own(Sort::Condition, *node, spot));
        }
        for (id, condition) in conditions {
            let spot = Spot { place: condition.place, path: &|| format!("{name}/{id}"), open: false };
            self.test(&mut condition.test, spot, false, room);
        }
        for (id, rule) in rules {
            let spot = Spot { place: rule.place, path: &|| format!("{name}/{id}"), open: false };
            let assertions = rule.assertions.iter_mut().map(|(test, _)| test);
            rule.when.iter_mut().chain(assertions).for_each(|test| self.test(test, spot, true, room));
        }
        for (key, value) in metadata {
            let spot = Spot { place: *place, path: &|| name.to_string(), open: true };
            self.value(value, spot, room);
            value.for_each_expr(&mut |_| {
                let message = format!("the section `{key}` of the template's metadata has an expression");
                self.fault("bad-metadata", spot, message, "write literals: CloudFormation does not evaluate it");
            });
        }
    }

    fn value(&mut self, value: &mut Value, spot: Spot<'_>, room: usize) {
        let Some(room) = room.checked_sub(value.levels()) else {
            value.discard();
            return self.too_deep(spot);
        };
        match value {
            Value::Bool(_) | Value::Int(_) => {}
            Value::Str(text) if spot.open => self.open_text(text, spot),
            Value::Str(_) => {}
            Value::Num(number) if number.is_finite() => {}
            Value::Num(number) => {
                let message = format!("`{number}` is not a number that JSON has");
                self.fault("bad-number", spot, message, "give a finite number");
            }
            Value::List(items) => items.iter_mut().for_each(|item| self.value(item, spot, room)),
            Value::Map(fields) => {
                self.keys(fields, spot);
                fields.iter_mut().for_each(|field| self.value(&mut field.value, spot, room));
            }
            Value::Expr(expr) => match self.expr(expr, spot) {
                Some(import) => *value = import,
                None => expr.operands_mut().for_each(|operand| self.value(operand, spot, room)),
            },
        }
    }

    /// A parameter that stands for a value of another stack orders the two stacks.
    fn same_as(&mut self, value: &mut Value, spot: Spot<'_>) {
        if value.cut(self.room) {
            self.too_deep(spot);
        }
        value.for_each_expr(&mut |expr| {
            let (sort, node) = match expr {
                Expr::Ref(node) | Expr::GetAtt(node, _) => (Sort::Resource, *node),
                Expr::Parameter(node) => (Sort::Parameter, *node),
                _ => return,
            };
            match self.owner(sort, node, spot) {
                Owner::Other(index, _) => self.exports.read(Reader { own: &self.own, place: spot.place }, index),
                Owner::This => {
                    let message = format!("the parameter stands for a {} of its own stack", sort.name());
                    self.fault("own-handover", spot, message, "use that value itself");
                }
                Owner::Nobody => {}
            }
        });
    }

    fn keys(&mut self, fields: &[Field], spot: Spot<'_>) {
        for key in repeated(fields.iter().map(|field| &*field.name)) {
            let message = format!("the key `{key}` stands twice in one object");
            self.fault("duplicate-key", spot, message, "give each key once");
        }
    }

    /// The import that an expression becomes, where it reads a resource of another stack.
    fn expr(&mut self, expr: &Expr, spot: Spot<'_>) -> Option<Value> {
        let (node, attribute) = match expr {
            Expr::Ref(node) => (*node, "Ref"),
            Expr::GetAtt(node, attribute) => (*node, &**attribute),
            other => {
                self.no_reference(other, spot);
                return None;
            }
        };
        match self.owner(Sort::Resource, node, spot) {
            Owner::This => {
                self.waits.push(node.index);
                None
            }
            Owner::Other(index, owner) => {
                let reader = Reader { own: &self.own, place: spot.place };
                let import = self.exports.import(reader, (index, owner), node, attribute);
                if import.is_none() {
                    let message = format!("it refers to a resource that `{}` does not have", owner.name);
                    self.fault("foreign-reference", spot, message, "give the stacks different names");
                }
                import
            }
            Owner::Nobody => None,
        }
    }

    /// Said once of a line, however many branches are cut off there.
    pub(super) fn too_deep(&mut self, spot: Spot<'_>) {
        if self.diagnostics.last().is_some_and(|last| last.code == "too-deep" && last.place == spot.place) {
            return;
        }
        let message = format!("a value is nested so deep that the template has more than {MAX_DEPTH} levels");
        let help = "put text together with one `join!`, and choose by a mapping instead of conditions in conditions";
        self.fault("too-deep", spot, message, help);
    }

    pub(super) fn no_reference(&mut self, expr: &Expr, spot: Spot<'_>) {
        let secret = match expr {
            Expr::Parameter(node) => {
                self.must_be_own(Sort::Parameter, *node, spot);
                node.stack == self.own.key && self.own.parameters.get(node.index()) == Some(&true)
            }
            Expr::FindInMap(node, row, cell) => {
                self.must_be_own(Sort::Mapping, *node, spot);
                self.look_up([row, cell], spot);
                false
            }
            Expr::If(node, ..) => {
                self.must_be_own(Sort::Condition, *node, spot);
                false
            }
            other => other.is_secret(),
        };
        if secret && spot.open {
            self.open_secret("a secret stands", spot);
        }
    }

    fn owner(&mut self, sort: Sort, node: Node, spot: Spot<'_>) -> Owner<'a> {
        let name = sort.name();
        if node.stack == self.own.key {
            if node.index() < self.own.count(sort) {
                return Owner::This;
            }
            let message = format!("it refers to a {name} of another stack that the same line made under the same name");
            self.fault("foreign-reference", spot, message, "give the stacks different names");
            return Owner::Nobody;
        }
        if let Some((index, stack)) = self.others.find(node.stack) {
            return Owner::Other(index, stack);
        }
        let message = format!("it refers to a {name} of a stack that is not in the app");
        self.fault("foreign-reference", spot, message, "add that stack to the app: `App::new().with(stack)`");
        Owner::Nobody
    }

    pub(super) fn must_be_own(&mut self, sort: Sort, node: Node, spot: Spot<'_>) {
        if let Owner::Other(_, other) = self.owner(sort, node, spot) {
            let message = format!("it uses a {} of the stack `{}`", sort.name(), other.name);
            let help = "parameters, conditions and mappings belong to one stack: add one to this stack too";
            self.fault("foreign-reference", spot, message, help);
        }
    }

    /// Whether the resource can wait for this one.
    fn depends_on(&mut self, first: Node, spot: Spot<'_>) -> bool {
        match self.owner(Sort::Resource, first, spot) {
            Owner::This => {
                self.waits.push(first.index);
                true
            }
            Owner::Other(_, other) => {
                let message = format!("it depends on a resource of another stack (`{}`)", other.name);
                let help = "a reference to a value of the other stack orders the two stacks";
                self.fault("foreign-resource", spot, message, help);
                false
            }
            Owner::Nobody => false,
        }
    }

    pub(super) fn fault(&mut self, code: &'static str, spot: Spot<'_>, message: String, help: &str) {
        self.diagnostics.push(Diagnostic::error(code, (spot.path)(), message).at(spot.place).help(help));
    }
}

/// Whether SAM makes other resources of a property, which wait for the function: it does not wait for what they name.
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html>
fn becomes_another(resource_type: &str, property: &str) -> bool {
    resource_type == "AWS::Serverless::Function" && matches!(property, "DeploymentPreference" | "Events")
}
