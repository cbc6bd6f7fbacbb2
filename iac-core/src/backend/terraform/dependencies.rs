//! What a resource waits for besides what it refers to.
//!
//! A resource of CloudFormation's is complete before the next one starts: a role has its policies, a bucket its settings.
//! Where it became several resources, whoever refers to it waits for all of them.

use super::context::Context;
use super::lower::Lowered;
use crate::stack::Node;
use crate::value::{Expr, Value};

/// The addresses, one list for each resource.
pub(super) fn of(context: &Context<'_>, resources: &[Lowered<'_>]) -> Vec<Vec<String>> {
    let ranges = Ranges::of(context, resources);
    let waits = |lowered: &Lowered<'_>| {
        let (stack, index) = lowered.of;
        let Some((_, resource)) = context.stack(stack).resources.get_index(index) else { return Vec::new() };
        let mut waits = Waits { context, found: Vec::new() };
        for first in &resource.depends_on {
            waits.node(*first, true);
        }
        if ranges.several {
            resource.properties.iter().for_each(|field| waits.value(&field.value));
        }
        let mut list = Vec::new();
        for (of, main) in waits.found.into_iter().filter(|(of, _)| *of != lowered.of) {
            let main = main || context.names.stacks[of.0].resources[of.1].map.is_some_and(|map| map.parts_only);
            for part in ranges.get(of, resources).iter().skip(usize::from(!main)).filter(|part| !part.needed) {
                let address = part.address();
                if !list.contains(&address) {
                    list.push(address);
                }
            }
        }
        list
    };
    resources.iter().map(waits).collect()
}

/// Where the resources are that a resource of the graph became: one after the other.
struct Ranges {
    /// By stack and index, with the end as the last one.
    starts: Vec<Vec<usize>>,
    /// Whether one became several.
    several: bool,
}

impl Ranges {
    fn of(context: &Context<'_>, resources: &[Lowered<'_>]) -> Self {
        let mut at = 0;
        let mut several = false;
        let mut start = |of| {
            let first = at;
            while resources.get(at).is_some_and(|lowered| lowered.of == of) {
                at += 1;
            }
            several |= at > first + 1;
            first
        };
        let mut starts = Vec::with_capacity(context.graph.stacks.len());
        for (index, stack) in context.graph.stacks.iter().enumerate() {
            let mut of_stack: Vec<usize> =
                (0..stack.resources.len()).map(|resource| start((index, resource))).collect();
            of_stack.push(start((index, usize::MAX)));
            starts.push(of_stack);
        }
        Ranges { starts, several }
    }

    fn get<'a, 'g>(&self, of: (usize, usize), resources: &'a [Lowered<'g>]) -> &'a [Lowered<'g>] {
        let starts = self.starts.get(of.0).map_or(&[][..], Vec::as_slice);
        match (starts.get(of.1), starts.get(of.1 + 1)) {
            (Some(start), Some(end)) => &resources[*start..*end],
            _ => &[],
        }
    }
}

struct Waits<'a, 'g> {
    context: &'a Context<'g>,
    /// What is waited for, and whether also for the main resource, which a reference already says.
    found: Vec<((usize, usize), bool)>,
}

impl<'g> Waits<'_, 'g> {
    fn node(&mut self, node: Node, main: bool) {
        if let Some(stack) = self.context.stack_of(node.stack()) {
            self.found.push(((stack, node.index()), main));
        }
    }

    /// The value of another stack that a parameter stands for.
    fn handed(&self, parameter: Node) -> Option<&'g Value> {
        let stack = self.context.stack(self.context.stack_of(parameter.stack())?);
        let (_, parameter) = stack.parameters.get_index(parameter.index())?;
        parameter.from.as_ref().map(|from| &from.value)
    }

    fn value(&mut self, value: &Value) {
        let mut others = Vec::new();
        value.for_each_expr(&mut |expr| match expr {
            Expr::Ref(node) | Expr::GetAtt(node, _) => self.node(*node, false),
            Expr::ImportValue(name) => {
                let export = name.as_str().and_then(|name| self.context.export(name));
                others.extend(export.map(|(_, output)| &output.value));
            }
            Expr::Parameter(node) => others.extend(self.handed(*node)),
            _ => {}
        });
        others.into_iter().for_each(|value| self.value(value));
    }
}
