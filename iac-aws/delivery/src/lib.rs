#![doc = include_str!("../README.md")]

mod github;
mod pipeline;
mod state_backend;

pub use github::{GitHubProvider, GitHubProviderHandle, GitHubSubject};
pub use pipeline::{
    BuildMachine, BuildStep, Pipeline, PipelineBuild, PipelineHandle, PipelineImage, PipelineSource, PipelineTarget,
};
pub use state_backend::{StateBackend, StateBackendHandle};
