#![doc = include_str!("../README.md")]

mod ci_role;
mod github;
mod pipeline;
mod state_backend;

pub use ci_role::{CiRole, CiRoleHandle};
pub use github::{GitHubProvider, GitHubProviderHandle, GitHubSubject};
pub use pipeline::{
    BuildMachine, BuildStep, Pipeline, PipelineBuild, PipelineHandle, PipelineImage, PipelineSource, PipelineTarget,
};
pub use state_backend::{StateBackend, StateBackendHandle};
