//! What a library of constructs knows besides its constructs.

use crate::backend::terraform::Provider;
use crate::check::Rule;

/// A cloud, as its library of constructs knows it: what the command line needs of it.
#[derive(Clone, Copy)]
pub struct Platform {
    /// How its types are written in Terraform.
    pub terraform: Provider,
    /// What is proven of a graph before it is written.
    pub rules: &'static [Rule],
}

impl Platform {
    /// No cloud: what is built on the core alone.
    pub const NONE: Platform = Platform {
        terraform: Provider { tables: &[], facts: "", additions: "", lacking: "", cloudformation: "" },
        rules: &[],
    };
}
