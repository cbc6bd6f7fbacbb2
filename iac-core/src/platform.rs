//! What a library of constructs knows besides its constructs.

use crate::app::Environment;
use crate::backend::terraform::Provider;
use crate::check::{Flow, Rule};
use crate::graph::Graph;

/// A cloud, as its library of constructs knows it: what the command line needs of it.
#[derive(Clone, Copy)]
pub struct Platform {
    /// How its types are written in Terraform.
    pub terraform: Provider,
    /// What is proven of a graph before it is written.
    pub rules: &'static [Rule],
    /// What pages say of an environment: plain data, lists in a fixed order.
    #[cfg(feature = "documents")]
    pub describe: Option<fn(&Subject<'_>) -> serde_json::Value>,
}

/// What is described.
pub struct Subject<'a> {
    /// The environment.
    pub environment: &'a Environment,
    /// Its graph.
    pub graph: &'a Graph,
    /// Who can talk to whom, as the rules prove it: waits until they have.
    pub flows: &'a dyn Fn() -> Vec<Flow>,
    /// The library.
    pub platform: &'a Platform,
}

impl Platform {
    /// No cloud: what is built on the core alone.
    pub const NONE: Platform = Platform {
        terraform: Provider { tables: &[], facts: "", additions: "", lacking: "", cloudformation: "" },
        rules: &[],
        #[cfg(feature = "documents")]
        describe: None,
    };
}
