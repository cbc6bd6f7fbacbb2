//! The stacks of an environment as one Terraform root module in JSON.
//! Source: <https://developer.hashicorp.com/terraform/language/syntax/json>
//!
//! Addresses of the main stack have no prefix, those of another stack have its name. What CloudFormation keeps apart by
//! itself (exports, stacks) is one module here, and a reference between stacks is a reference.

mod addresses;
mod body;
mod cloud_control;
mod coerce;
mod context;
mod coverage;
mod default_name;
mod dependencies;
mod document;
mod hcl;
mod lists;
mod locals;
mod look_up;
mod lower;
mod names;
mod nested;
mod objects;
mod other;
mod pairs;
mod parts;
mod reference;
mod schema;
mod scope;
mod secret;
mod settings;
mod snake;
mod table;
mod term;
mod tests;
mod to;
mod validate;
mod value;
mod variables;

pub use addresses::{Addresses, output_name};
pub use coverage::{Coverage, PropertyState, coverage};
pub use document::Module;
pub use scope::Scope;
pub use snake::snake_case;
pub use table::{Finish, Lower, Name, Part, Provider, Refer, ResourceMap, Retain, To};
pub use term::Term;

use crate::diagnostic::Diagnostic;
use crate::graph::Graph;
use crate::region::Region;
use context::Context;

/// What is deployed, and where.
#[derive(Clone, Copy, Debug)]
pub struct Deployment<'a> {
    /// The system, such as `cloud-optimizer`.
    pub system: &'a str,
    /// The environment, such as `prod`.
    pub environment: &'a str,
    /// The regions that it is meant for; the first is the default.
    pub regions: &'a [Region],
}

impl Deployment<'_> {
    /// What resources are called after where the user gives no other name.
    fn name(&self) -> String {
        format!("{}-{}", self.system, self.environment)
    }

    /// The characters that a name of the deployment may have: those of the default one, or more where that is short.
    fn room(&self) -> usize {
        (self.system.len() + self.environment.len() + 1).max(16)
    }

    /// The region of the default provider: that of the main stack, or the first of the environment.
    fn home(&self, graph: &Graph) -> Option<Region> {
        graph.stacks.first().and_then(|stack| stack.region).or_else(|| self.regions.first().copied())
    }
}

/// The module, and what is wrong with it. Nothing may be written while a diagnostic is an error.
pub fn module<'g>(graph: &'g Graph, deployment: Deployment<'g>, provider: &Provider) -> (Module<'g>, Vec<Diagnostic>) {
    let mut context = Context::new(graph, deployment, provider);
    let default_tags = settings::default_tags(graph);
    let mut resources = Vec::with_capacity(graph.stacks.iter().map(|stack| stack.resources.len()).sum());
    for (index, stack) in graph.stacks.iter().enumerate() {
        for (at, (id, resource)) in stack.resources.iter().enumerate() {
            let lowered = match context.names.stacks[index].resources[at].map {
                Some(map) => lower::resource(&mut context, index, (at, id, resource), map, &default_tags),
                None => cloud_control::resource(&mut context, index, (at, id, resource)),
            };
            lowered.iter().for_each(|lowered| validate::resource(&mut context, lowered));
            resources.extend(lowered);
        }
    }
    validate::addresses(&mut context, &resources);
    let dependencies = dependencies::of(&context, &resources);
    let variables = variables::of(&mut context);
    let locals = locals::of(&mut context);
    let outputs = locals::outputs(&mut context);
    let settings = settings::of(&mut context, &default_tags);
    let Context { ephemerals, diagnostics, names, .. } = context;
    let documents = Module { settings, variables, locals, ephemerals, resources, dependencies, outputs, names, graph };
    (documents, diagnostics)
}
