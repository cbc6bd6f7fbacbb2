//! A resource in a world.

use super::eval::{Eval, Reference};
use super::truth::Truth;
use super::world::World;
use crate::graph::{ResourceNode, StackGraph};
use crate::place::Place;
use crate::policy::DeletionPolicy;
use crate::stack::Node;
use crate::value::{Expr, Value};
use indexmap::IndexSet;
use std::hash::{Hash, Hasher};

/// A resource in a world.
#[derive(Clone, Copy)]
pub struct Res<'w, 'g> {
    world: &'w World<'g>,
    pub(super) at: (usize, usize),
    id: &'g str,
    node: &'g ResourceNode,
}

impl<'w, 'g> Res<'w, 'g> {
    pub(super) fn new(world: &'w World<'g>, at: (usize, usize)) -> Option<Self> {
        let (id, node) = world.graph.stacks.get(at.0)?.resources.get_index(at.1)?;
        Some(Res { world, at, id, node })
    }

    /// The world that it is in.
    pub fn world(self) -> &'w World<'g> {
        self.world
    }

    /// The position of its stack in the graph.
    pub fn stack_number(self) -> usize {
        self.at.0
    }

    /// Its stack.
    pub fn stack(self) -> &'g StackGraph {
        &self.world.graph.stacks[self.at.0]
    }

    /// Its logical id.
    pub fn id(self) -> &'g str {
        self.id
    }

    /// What it can be told apart by: its stack and its position in it.
    pub fn key(self) -> (usize, usize) {
        self.at
    }

    /// What the graph says of it.
    pub fn node(self) -> &'g ResourceNode {
        self.node
    }

    /// CloudFormation's name of its type.
    pub fn kind(self) -> &'g str {
        &self.node().resource_type
    }

    /// Its path: `main/Network/Public1`.
    pub fn path(self) -> String {
        self.stack().path_of(self.node())
    }

    /// Whether it is made; one whose condition nobody knows is.
    pub fn exists(self) -> bool {
        self.node().condition.is_none_or(|node| self.world.condition(self.at.0, node.index()) != Truth::No)
    }

    /// Whether both are made together for certain; not where a condition that nobody knows may choose one of them.
    pub fn exists_with(self, other: Res<'_, 'g>) -> bool {
        let sure = |one: &ResourceNode| {
            one.condition.is_none_or(|node| self.world.condition(self.at.0, node.index()) == Truth::Yes)
        };
        let same = self.at.0 == other.at.0 && self.node.condition == other.node.condition;
        same || (self.at.0 == other.at.0 && sure(self.node) && sure(other.node))
    }

    /// A property by its path, evaluated: `HealthCheck.Interval`.
    pub fn get(self, path: &str) -> Eval<'g> {
        let (first, mut rest) = path.split_once('.').unwrap_or((path, ""));
        let Some(mut value) = self.node().property(first) else { return Eval::Absent };
        // What stands beside it is not evaluated.
        while let Value::Map(fields) = value
            && !rest.is_empty()
        {
            let (name, below) = rest.split_once('.').unwrap_or((rest, ""));
            let Some(field) = fields.iter().find(|field| field.name == name) else { return Eval::Absent };
            (value, rest) = (&field.value, below);
        }
        let value = self.world.eval(self.at.0, value);
        if rest.is_empty() { value } else { value.at(rest).clone() }
    }

    /// A part of one of its properties, evaluated: for rules that look at how a value is written.
    pub fn eval(self, value: &'g Value) -> Eval<'g> {
        self.world.eval(self.at.0, value)
    }

    /// The line of a property, of the deepest part of its path that has one; the resource's own otherwise.
    pub fn place(self, path: &str) -> Option<Place> {
        let mut place = self.stack().place(self.node());
        let mut steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty());
        let first = steps.next().and_then(|name| self.node().properties.iter().find(|field| field.name == name));
        let Some(field) = first else { return place };
        place = field.place.or(place);
        let mut value = &field.value;
        for step in steps {
            match (self.chosen(value), step.parse::<usize>()) {
                (Value::Map(fields), _) => {
                    let Some(field) = fields.iter().find(|field| field.name == step) else { break };
                    place = field.place.or(place);
                    value = &field.value;
                }
                (Value::List(items), Ok(index)) => {
                    let mut set = items.iter().filter(|item| !self.world.eval(self.at.0, item).is_absent());
                    let Some(item) = set.nth(index) else { break };
                    // An object in a list begins with its first field.
                    if let Value::Map(fields) = self.chosen(item) {
                        place = fields.first().and_then(|field| field.place).or(place);
                    }
                    value = item;
                }
                _ => break,
            }
        }
        place
    }

    /// The value that a condition chooses, where it is known.
    fn chosen(self, value: &'g Value) -> &'g Value {
        let Value::Expr(expr) = value else { return value };
        match &**expr {
            Expr::If(condition, yes, no) => match self.world.condition(self.at.0, condition.index()) {
                Truth::Yes => self.chosen(yes),
                Truth::No => self.chosen(no),
                Truth::Unknown => value,
            },
            _ => value,
        }
    }

    /// The position of its stack, and its own in the stack.
    pub fn position(self) -> (usize, usize) {
        self.at
    }

    /// What becomes of it when it is deleted. A function of the language extensions may give it; where nobody knows what
    /// it gives, the resource is kept.
    pub fn deletion_policy(self) -> Option<DeletionPolicy> {
        let function = || self.node().attributes.iter().find(|field| field.name == "DeletionPolicy");
        self.node().deletion_policy.or_else(|| {
            let given = self.eval(&function()?.value);
            let Some(name) = given.text() else { return Some(DeletionPolicy::Retain) };
            use DeletionPolicy::{Delete, Retain, RetainExceptOnCreate, Snapshot};
            [Delete, Retain, RetainExceptOnCreate, Snapshot].into_iter().find(|policy| policy.name() == name)
        })
    }

    /// The resources that must exist before it, by its own words (`DependsOn`).
    pub fn depends_on(self) -> impl Iterator<Item = Res<'w, 'g>> {
        let locate = move |node: &Node| self.world.index.locate(*node);
        self.node().depends_on.iter().filter_map(locate).filter_map(move |at| Res::new(self.world, at))
    }

    /// Whether it is made for certain, so that two that stand in each other's way do so.
    pub fn is_certain(self) -> bool {
        self.node().condition.is_none_or(|node| self.world.condition(self.at.0, node.index()) == Truth::Yes)
    }

    /// What CloudFormation makes before it: by its own words, and by each reference in it.
    pub fn needs(self) -> Vec<Res<'w, 'g>> {
        let mut found: Vec<_> = self.depends_on().collect();
        let node = self.node();
        for field in node.properties.iter().chain(&node.attributes).chain(&node.metadata) {
            field.value.for_each_expr(&mut |expr| {
                if let Expr::Ref(node) | Expr::GetAtt(node, _) = expr {
                    found.extend(self.world.index.locate(*node).and_then(|at| Res::new(self.world, at)));
                }
            });
        }
        found
    }

    /// Everything that is made before it, through others too.
    pub fn waits_for(self) -> IndexSet<Res<'w, 'g>> {
        let (mut found, mut open) = (IndexSet::new(), self.needs());
        while let Some(next) = open.pop() {
            if found.insert(next) {
                open.extend(next.needs());
            }
        }
        found
    }

    /// A reference to it, by `Ref`.
    pub fn reference(self) -> Reference<'g> {
        Reference { at: self.at, attribute: "Ref" }
    }
}

impl PartialEq for Res<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for Res<'_, '_> {}

impl Hash for Res<'_, '_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.at.hash(state);
    }
}
