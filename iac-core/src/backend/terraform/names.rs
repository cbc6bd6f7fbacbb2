//! What everything is called in the module, decided once before anything is written.

use super::Deployment;
use super::context::Plan;
use super::snake::{address_name, snake_case};
use super::table::{Provider, ResourceMap};
use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, StackGraph};
use crate::place::Place;
use crate::stack::Node;
use crate::value::Text;
use indexmap::IndexMap;

/// The names of all stacks. Those of the main one have no prefix, those of another one its name.
pub(super) struct Names {
    pub(super) stacks: Vec<StackNames>,
}

#[derive(Default)]
pub(super) struct StackNames {
    /// Empty, or the stack's name with an underscore.
    pub(super) prefix: String,
    /// The provider of the stack's region, where that is not the default one.
    pub(super) alias: Option<String>,
    pub(super) resources: Vec<ResourceName>,
    pub(super) variables: Vec<String>,
    pub(super) conditions: Vec<String>,
    pub(super) mappings: Vec<String>,
    pub(super) outputs: Vec<String>,
}

pub(super) struct ResourceName {
    /// How its type is written, where the provider has it.
    pub(super) map: Option<&'static ResourceMap>,
    pub(super) name: String,
}

impl Names {
    pub(super) fn of(
        graph: &Graph,
        deployment: &Deployment<'_>,
        provider: &Provider,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut tables = Tables::of(provider);
        let home = deployment.home(graph);
        let mut taken = Taken { names: IndexMap::new(), diagnostics };
        let stacks = graph.stacks.iter().enumerate().map(|(index, stack)| {
            let prefix = prefix(index, stack);
            let alias = stack.region.filter(|region| Some(*region) != home);
            let named = |id: &str| format!("{prefix}{}", snake_case(id));
            let mut of = |sort, id: &str, place| taken.claim(sort, named(id), stack, id, place);
            StackNames {
                variables: stack.parameters.iter().map(|(id, node)| of("variable", id, node.place)).collect(),
                conditions: stack.conditions.iter().map(|(id, node)| of("local", id, node.place)).collect(),
                mappings: stack.mappings.iter().map(|(id, node)| of("local", id, node.place)).collect(),
                outputs: stack.outputs.iter().map(|(id, node)| of("output", id, node.place)).collect(),
                resources: stack
                    .resources
                    .iter()
                    .map(|(id, resource)| ResourceName {
                        map: tables.find(&resource.resource_type).map(|map| map.of(resource)),
                        name: format!("{prefix}{}", address_name(id)),
                    })
                    .collect(),
                alias: alias.map(|region| snake_case(region.code())),
                prefix,
            }
        });
        Names { stacks: stacks.collect() }
    }

    pub(super) fn resource(&self, stack: usize, node: Node) -> Option<&ResourceName> {
        self.stacks[stack].resources.get(node.index())
    }
}

/// What the names of a stack begin with.
pub(super) fn prefix(index: usize, stack: &StackGraph) -> String {
    if index == 0 { String::new() } else { format!("{}_", address_name(&stack.name)) }
}

/// The tables by the types they are of. The names of types are constants, so that one that was met is found by its
/// address.
struct Tables {
    all: IndexMap<&'static str, &'static ResourceMap>,
    met: Vec<(usize, usize, Option<&'static ResourceMap>)>,
}

impl Tables {
    fn of(provider: &Provider) -> Self {
        let maps = provider.tables.iter().flat_map(|table| table.iter());
        Tables { all: maps.map(|map| (map.cloudformation, map)).collect(), met: Vec::new() }
    }

    fn find(&mut self, name: &Text) -> Option<&'static ResourceMap> {
        let Some((address, length)) = Plan::key(name) else { return self.all.get(&**name).copied() };
        if let Some(met) = self.met.iter().find(|met| (met.0, met.1) == (address, length)) {
            return met.2;
        }
        let found = self.all.get(&**name).copied();
        self.met.push((address, length, found));
        found
    }
}

/// The names of variables, locals and outputs: two that are equal in snake case would be one.
struct Taken<'a> {
    names: IndexMap<(&'static str, String), (String, Option<Place>)>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Taken<'_> {
    fn claim(
        &mut self,
        sort: &'static str,
        name: String,
        stack: &StackGraph,
        id: &str,
        place: Option<Place>,
    ) -> String {
        let path = format!("{}/{id}", stack.name);
        match self.names.get(&(sort, name.clone())) {
            Some((other, first)) => self.diagnostics.push(
                Diagnostic::error(
                    "duplicate-name",
                    path,
                    format!("`{id}` and `{other}` are both the {sort} `{name}` in Terraform"),
                )
                .at(place)
                .also(*first, format!("`{other}` is here"))
                .help("give one of them another id"),
            ),
            None => {
                self.names.insert((sort, name.clone()), (path, place));
            }
        }
        name
    }
}
