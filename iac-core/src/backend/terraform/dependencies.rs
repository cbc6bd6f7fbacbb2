//! What a resource waits for besides what it refers to.
//!
//! A resource of CloudFormation's is complete before the next one starts: a role has its policies, a bucket its settings.
//! Where it became several resources, whoever refers to it waits for all of them.

use super::context::Context;
use super::lower::Lowered;
use crate::stack::Node;
use crate::value::{Expr, Value};
use std::collections::HashMap;

/// The addresses, one list for each resource.
pub(super) fn of(context: &Context<'_>, resources: &[Lowered<'_>]) -> Vec<Vec<String>> {
    let mut addresses: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    let mut several = false;
    for (at, lowered) in resources.iter().enumerate() {
        let all = addresses.entry(lowered.of).or_default();
        several |= !all.is_empty();
        all.push(at);
    }
    let waits = |lowered: &Lowered<'_>| {
        let (stack, index) = lowered.of;
        let mut waits = Waits { context, found: Vec::new() };
        let Some((_, resource)) = context.stack(stack).resources.get_index(index) else { return Vec::new() };
        for first in &resource.depends_on {
            waits.node(*first, true);
        }
        if several {
            resource.properties.iter().for_each(|field| waits.value(&field.value));
        }
        let mut list = Vec::new();
        for (of, main) in waits.found {
            let main = main || context.names.stacks[of.0].resources[of.1].map.is_some_and(|map| map.parts_only);
            for at in addresses.get(&of).into_iter().flatten().skip(usize::from(!main)) {
                let address = resources[*at].address();
                if of != lowered.of && !list.contains(&address) {
                    list.push(address);
                }
            }
        }
        list
    };
    resources.iter().map(waits).collect()
}

struct Waits<'a, 'g> {
    context: &'a Context<'g>,
    /// What is waited for, and whether also for the main resource, which a reference already says.
    found: Vec<((usize, usize), bool)>,
}

impl Waits<'_, '_> {
    fn node(&mut self, node: Node, main: bool) {
        if let Some(stack) = self.context.stack_of(node.stack()) {
            self.found.push(((stack, node.index()), main));
        }
    }

    fn value(&mut self, value: &Value) {
        let mut imports = Vec::new();
        value.for_each_expr(&mut |expr| match expr {
            Expr::Ref(node) | Expr::GetAtt(node, _) => self.node(*node, false),
            Expr::ImportValue(name) => imports.extend(name.as_str().and_then(|name| self.context.export(name))),
            _ => {}
        });
        for (_, output) in imports {
            self.value(&output.value);
        }
    }
}
