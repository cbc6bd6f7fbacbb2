//! What things are called in the module, for those who speak of it.

use super::Deployment;
use super::names::{Names, prefix};
use super::snake::snake_case;
use super::table::Provider;
use crate::graph::Graph;

/// The names of a module's resources.
pub struct Addresses<'g> {
    graph: &'g Graph,
    names: Names,
}

impl<'g> Addresses<'g> {
    /// Those of an environment's module.
    pub fn of(graph: &'g Graph, deployment: &Deployment<'_>, provider: &Provider) -> Self {
        // Names that clash are told where the module is made.
        Addresses { graph, names: Names::of(graph, deployment, provider, &mut Vec::new()) }
    }

    /// The address of the resource at the position of its stack and its own: `aws_db_instance.database`. None where
    /// the provider does not have its type.
    pub fn resource(&self, (stack, index): (usize, usize)) -> Option<String> {
        let name = self.names.stacks.get(stack)?.resources.get(index)?;
        let (_, node) = self.graph.stacks[stack].resources.get_index(index)?;
        let one = if node.condition.is_some() { "[0]" } else { "" };
        Some(format!("{}.{}{one}", name.map?.terraform, name.name))
    }
}

/// The name of an output of the stack at a position: `application_url`.
pub fn output_name(graph: &Graph, stack: usize, id: &str) -> String {
    let prefix = graph.stacks.get(stack).map_or_else(String::new, |of| prefix(stack, of));
    format!("{prefix}{}", snake_case(id))
}
