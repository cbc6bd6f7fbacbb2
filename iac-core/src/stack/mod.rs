//! A stack while a program builds it.

mod file;
mod node;
mod resource;
mod scope;
mod seal;
mod tag;

pub use node::{Node, StackKey};
pub use scope::Scope;
pub(crate) use scope::Scopes;

use crate::condition::{Condition, ConditionRef};
use crate::construct::Construct;
use crate::diagnostic::Diagnostic;
use crate::graph::StackGraph;
use crate::output::Output;
use crate::place::Place;
use crate::region::Region;
use crate::value::{IntoPlain, Text, Value};

/// One deployable unit: resources, parameters and outputs that are created, updated and deleted together.
///
/// A stack is an owned value; handles are data and do not borrow it.
#[derive(Debug)]
pub struct Stack {
    pub(crate) graph: StackGraph,
    pub(crate) diagnostics: Vec<Diagnostic>,
    scope: u32,
    sealed: bool,
    condition: Option<ConditionRef>,
}

impl Stack {
    /// An empty stack. Its name is part of file names and of exports: two stacks of an app have different names.
    ///
    /// Findings about the whole stack point at this call. A function that makes stacks for others is `#[track_caller]`,
    /// so that they can tell its stacks apart.
    #[track_caller]
    pub fn new(name: impl Into<Text>) -> Self {
        let graph = StackGraph::new(name.into(), Some(Place::caller()));
        Stack { graph, diagnostics: Vec::new(), scope: 0, sealed: false, condition: None }
    }

    /// Ties the stack to one region. Without it, the stack may be deployed to any region of its environment.
    pub fn in_region(mut self, region: Region) -> Self {
        self.graph.region = Some(region);
        self
    }

    /// What a reader of the template and of the console sees first, at most 1,024 bytes.
    pub fn description(mut self, description: impl Into<Text>) -> Self {
        self.graph.description = Some(description.into());
        self
    }

    /// The stack's name.
    pub fn name(&self) -> &str {
        &self.graph.name
    }

    /// Adds a construct under an id and returns its handle. This is the one way in, for resources, parameters,
    /// conditions, the library's constructs and your own alike.
    ///
    /// The id becomes part of the logical id of everything inside: letters and digits, unique among its siblings. An
    /// empty id adds nothing.
    #[track_caller]
    pub fn add<C: Construct>(&mut self, id: impl Into<Text>, construct: C) -> C::Handle {
        let place = self.place_of_call(Place::caller());
        let scope = self.graph.scopes.push(self.scope, id.into(), place);
        let outer = std::mem::replace(&mut self.scope, scope);
        let sealed = self.sealed;
        self.sealed |= C::SEALED;
        let handle = construct.build(self);
        self.scope = outer;
        self.sealed = sealed;
        handle
    }

    /// Adds an output: a value that the console shows, and scripts read, once the stack is deployed.
    #[track_caller]
    pub fn output(&mut self, id: impl Into<Text>, value: impl IntoPlain) {
        self.add(id, Output::new(value));
    }

    /// Builds what exists only where a condition holds: resources and outputs that `build` adds depend on it.
    ///
    /// Inside another `when`, both conditions must hold; they become a condition of their own, such as `AAndB`.
    #[track_caller]
    pub fn when<T>(&mut self, condition: ConditionRef, build: impl FnOnce(&mut Stack) -> T) -> T {
        let place = self.place_of_call(Place::caller());
        if self.condition_id(condition).is_none() {
            self.diagnostics.push(
                Diagnostic::error("foreign-condition", self.path(), "this condition belongs to another stack")
                    .at(Some(place))
                    .help(format!("add a condition with the same test to `{}`", self.name())),
            );
            return build(self);
        }
        let all = match self.condition {
            Some(outer) if outer != condition => self.both(outer, condition, place),
            _ => condition,
        };
        let outer = self.condition.replace(all);
        let result = build(self);
        self.condition = outer;
        result
    }

    fn both(&mut self, outer: ConditionRef, inner: ConditionRef, place: Place) -> ConditionRef {
        let [first, second] = [outer, inner].map(|condition| self.condition_id(condition).unwrap_or_default());
        let id = format!("{first}And{second}");
        let both = Condition::holds(outer).and(Condition::holds(inner));
        if let Some((index, _, node)) = self.graph.conditions.get_full(&id)
            && node.test == both.0
        {
            return ConditionRef::new(Node::new(self.graph.key, index as u32));
        }
        // It belongs to the stack, whichever construct is being built.
        let scope = self.graph.scopes.push(0, id.into(), place);
        let current = std::mem::replace(&mut self.scope, scope);
        let both = both.build(self);
        self.scope = current;
        both
    }

    fn condition_id(&self, condition: ConditionRef) -> Option<&str> {
        let node = condition.node();
        let (id, _) = self.graph.conditions.get_index(node.index()).filter(|_| node.stack == self.graph.key)?;
        Some(id)
    }

    /// The construct that is being built, to come back to with [`Stack::within`].
    pub fn scope(&self) -> Scope {
        Scope { stack: self.graph.key, index: self.graph.scopes.construct(self.scope) }
    }

    /// Goes on building inside a construct that was added before: ids continue its path, and tags apply to it.
    ///
    /// For constructs that connect others after both exist, such as a balancer that routes to a service: findings about
    /// what is added here point at the line of this call.
    #[track_caller]
    pub fn within<T>(&mut self, scope: Scope, build: impl FnOnce(&mut Stack) -> T) -> T {
        let place = self.place_of_call(Place::caller());
        if scope.stack != self.graph.key || !self.graph.scopes.contains(scope.index) {
            self.diagnostics.push(
                Diagnostic::error("foreign-construct", self.path(), "this construct belongs to another stack")
                    .at(Some(place))
                    .help("connect constructs in the stack that owns them; references between stacks are values"),
            );
            return build(self);
        }
        let inner = self.graph.scopes.push_again(scope.index, place);
        let outer = std::mem::replace(&mut self.scope, inner);
        let sealed = std::mem::replace(&mut self.sealed, true);
        let result = build(self);
        self.scope = outer;
        self.sealed = sealed;
        result
    }

    /// The path of the construct that is being built, with the stack's name: `main/Network`.
    pub fn path(&self) -> String {
        self.graph.path(self.scope)
    }

    /// The logical id that a resource added here under an empty id would have. For names that must be unique among
    /// siblings.
    pub fn logical_id(&self) -> String {
        crate::id::logical_id(&self.graph.scopes.ids(self.scope))
    }

    /// The line of the user's program that is being carried out.
    pub fn place(&self) -> Option<Place> {
        self.graph.scopes.place(self.scope)
    }

    /// Reports what is wrong with the construct that is being built, and goes on: all faults come in one run. Outside of
    /// any construct, the finding points at this call.
    #[track_caller]
    pub fn error(&mut self, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        let place = self.place().unwrap_or(Place::caller());
        self.diagnostics.push(Diagnostic::error(code, self.path(), message).at(Some(place)).help(help));
    }

    /// Reports what is likely to cost money, safety or sleep.
    #[track_caller]
    pub fn warn(&mut self, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        let place = self.place().unwrap_or(Place::caller());
        self.diagnostics.push(Diagnostic::warning(code, self.path(), message).at(Some(place)).help(help));
    }

    /// Adds a section to the template's own metadata, such as `AWS::CloudFormation::Designer`: literals only, because
    /// CloudFormation does not evaluate it. A section that is added twice holds the last value.
    pub fn template_metadata(&mut self, key: impl Into<Text>, value: Value) {
        let key = key.into();
        self.graph.metadata.retain(|(other, _)| *other != key);
        self.graph.metadata.push((key, value));
    }

    /// Lets the Terraform module write types that have no native counterpart there through Cloud Control
    /// (`aws_cloudcontrolapi_resource`). Terraform then shows their properties as one text, so that native types are
    /// never written in this way. The summary lists what is.
    pub fn terraform_cloud_control(&mut self) {
        self.graph.cloud_control = true;
    }

    /// Inside a sealed construct a finding points at the line that added that construct.
    fn place_of_call(&self, call: Place) -> Place {
        if self.sealed { self.place().unwrap_or(call) } else { call }
    }

    /// The logical id of what is being added; reports one that is taken or that CloudFormation does not take.
    pub(crate) fn claim<T>(&mut self, sort: &'static str, taken: impl Fn(&StackGraph, &str) -> Option<T>) -> String
    where
        T: Into<Option<Place>>,
    {
        let id = self.logical_id();
        if let Some(fault) = crate::id::fault(&id) {
            self.error("bad-id", fault, "choose ids of letters and digits; together they have at most 255 characters");
        }
        let Some(first) = taken(&self.graph, &id) else { return id };
        let resource = (sort == "resource").then(|| self.graph.resources.get(&id)).flatten();
        let path = resource.map(|resource| self.graph.path_of(resource)).filter(|path| *path != self.path());
        let whose = path.map(|path| format!(", as `{path}`")).unwrap_or_default();
        self.diagnostics.push(
            Diagnostic::error("duplicate-id", self.path(), format!("the logical id `{id}` is already taken"))
                .at(self.place())
                .also(first.into(), format!("the first {sort} `{id}` is added here{whose}"))
                .help("give one of the two another id; a logical id is the path's ids in a row"),
        );
        format!("{id} (second, {})", self.graph.scopes.len())
    }

    pub(crate) fn current_scope(&self) -> u32 {
        self.scope
    }

    pub(crate) fn is_sealed(&self) -> bool {
        self.sealed
    }

    pub(crate) fn current_condition(&self) -> Option<Node> {
        self.condition.map(ConditionRef::node)
    }
}
