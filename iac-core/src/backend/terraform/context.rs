//! What is known while a module is made.

use super::Deployment;
use super::body::Body;
use super::names::Names;
use super::schema::{Block, Facts, Kind};
use super::table::Provider;
use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, OutputNode, ResourceNode, StackGraph};
use crate::place::Place;
use crate::stack::StackKey;
use crate::value::Text;
use indexmap::IndexMap;
use std::collections::BTreeSet;
use std::rc::Rc;

pub(super) struct Context<'g> {
    pub(super) graph: &'g Graph,
    pub(super) deployment: Deployment<'g>,
    pub(super) names: Names,
    pub(super) facts: Facts,
    pub(super) needs: Needs,
    /// Secrets that are read or made while Terraform runs, by type and name.
    pub(super) ephemerals: IndexMap<(&'static str, String), Body<'g>>,
    /// Data sources that tables asked for, by type and name.
    pub(super) sources: IndexMap<(&'static str, String), Body<'g>>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What was found out of the types so far, by the addresses of their tables.
    pub(super) plans: IndexMap<usize, Plan>,
    stacks: IndexMap<StackKey, usize>,
    exports: IndexMap<&'g str, (usize, &'g OutputNode)>,
}

/// What is the same for every resource of a type.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) schema: Option<Rc<Block>>,
    /// Properties that are attributes by their names alone. Names of properties are constants, so that the address of
    /// one tells it.
    pub(super) derived: Vec<(usize, usize, &'static str, Kind)>,
}

impl Plan {
    /// What tells a name apart from every other.
    pub(super) fn key(name: &Text) -> Option<(usize, usize)> {
        match name {
            Text::Borrowed(name) => Some((name.as_ptr() as usize, name.len())),
            Text::Owned(_) => None,
        }
    }

    pub(super) fn find(&self, name: &Text) -> Option<(&'static str, Kind)> {
        let (address, length) = Plan::key(name)?;
        let found = self.derived.iter().find(|known| (known.0, known.1) == (address, length));
        found.map(|known| (known.2, known.3))
    }
}

/// What the module has to declare because something uses it.
#[derive(Default)]
pub(super) struct Needs {
    pub(super) data: BTreeSet<(Data, Option<String>)>,
    /// Names of parameters of Systems Manager, by the variable that holds them.
    pub(super) ssm_parameters: BTreeSet<(String, Option<String>)>,
    pub(super) stack_name: bool,
    /// Variables of secrets that an attribute holds which the provider keeps.
    pub(super) kept: BTreeSet<String>,
    /// The stacks whose id is used, by their prefix.
    pub(super) stack_ids: BTreeSet<String>,
    /// What only a newer release of the provider has is used.
    pub(super) additions: bool,
}

/// Data sources that stand for what CloudFormation knows by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Data {
    AvailabilityZones,
    CallerIdentity,
    Partition,
    Region,
}

impl Data {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Data::AvailabilityZones => "aws_availability_zones",
            Data::CallerIdentity => "aws_caller_identity",
            Data::Partition => "aws_partition",
            Data::Region => "aws_region",
        }
    }

    /// The name of the one: `current` is what everybody calls it, zones are those that are `available`.
    pub(super) fn label(self, alias: Option<&str>) -> &str {
        match (alias, self) {
            (Some(alias), _) => alias,
            (None, Data::AvailabilityZones) => "available",
            (None, _) => "current",
        }
    }
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub(super) struct Spot<'g> {
    pub(super) stack: usize,
    /// The id of what it belongs to, for messages.
    pub(super) id: &'g str,
    pub(super) resource: Option<&'g ResourceNode>,
    pub(super) place: Option<Place>,
}

impl<'g> Context<'g> {
    pub(super) fn new(graph: &'g Graph, deployment: Deployment<'g>, provider: &Provider) -> Self {
        let mut diagnostics = Vec::new();
        let names = Names::of(graph, &deployment, provider, &mut diagnostics);
        let exports = graph.stacks.iter().enumerate().flat_map(|(index, stack)| {
            let named = move |output: &'g OutputNode| Some((output.export.as_ref()?.as_str()?, (index, output)));
            stack.outputs.values().filter_map(named)
        });
        Context {
            graph,
            deployment,
            names,
            facts: Facts::new(provider.facts, provider.additions),
            needs: Needs::default(),
            ephemerals: IndexMap::new(),
            sources: IndexMap::new(),
            diagnostics,
            plans: IndexMap::new(),
            stacks: graph.stacks.iter().enumerate().map(|(index, stack)| (stack.key, index)).collect(),
            exports: exports.collect(),
        }
    }

    pub(super) fn stack(&self, index: usize) -> &'g StackGraph {
        &self.graph.stacks[index]
    }

    /// The stack of a node.
    pub(super) fn stack_of(&self, key: StackKey) -> Option<usize> {
        self.stacks.get(&key).copied()
    }

    /// The output that is exported under a name.
    pub(super) fn export(&self, name: &str) -> Option<(usize, &'g OutputNode)> {
        self.exports.get(name).copied()
    }

    /// A data source's attribute, declared by this.
    pub(super) fn data(&mut self, stack: usize, data: Data, attribute: &str) -> String {
        let alias = self.names.stacks[stack].alias.clone();
        let text = format!("data.{}.{}.{attribute}", data.name(), data.label(alias.as_deref()));
        self.needs.data.insert((data, alias));
        text
    }

    pub(super) fn error(&mut self, spot: Spot<'_>, code: &'static str, message: String, help: &str) {
        let diagnostic = Diagnostic::error(code, self.path(spot), message).at(spot.place).help(help);
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn path(&self, spot: Spot<'_>) -> String {
        let stack = self.stack(spot.stack);
        match spot.resource {
            Some(resource) => stack.path_of(resource),
            None => format!("{}/{}", stack.name, spot.id),
        }
    }
}
