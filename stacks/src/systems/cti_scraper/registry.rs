//! The repositories of the four images, in a stack of their own: the pipeline pushes before the main stack exists.

use super::choices::Choices;
use iac_aws::prelude::*;

#[derive(Clone, Copy)]
pub(super) struct Repositories {
    pub(super) web: EcrRepositoryHandle,
    pub(super) worker: EcrRepositoryHandle,
    pub(super) scheduler: EcrRepositoryHandle,
    pub(super) ollama: EcrRepositoryHandle,
}

pub(super) fn stack(choices: &Choices) -> (Stack, Repositories) {
    let mut stack = choices.stack("registry", "CTIScraper: images that the pipeline pushes");
    let mut repository = |id: &'static str, name: &str| {
        let repository = EcrRepository::new().name(format!("{}/{name}", choices.prefix)).keep(ImageRule::KeepLast(30));
        stack.add(id, repository)
    };
    let repositories = Repositories {
        web: repository("Web", "web"),
        worker: repository("Worker", "worker"),
        scheduler: repository("Scheduler", "scheduler"),
        ollama: repository("Ollama", "ollama"),
    };
    (stack, repositories)
}
