//! Images that a pipeline builds, and where they go.

use super::BuildStep;
use iac_aws_base::compute::RunsTasks;
use iac_aws_base::storage::EcrRepositoryHandle;
use iac_aws_cfn::{ecs, iam};
use iac_core::Text;
use iac_core::prelude::*;

/// An image that a pipeline builds out of its source.
#[derive(Clone, Debug)]
pub struct PipelineImage {
    pub(super) id: &'static str,
    pub(super) repository: EcrRepositoryHandle,
    dockerfile: Text,
    context: Text,
}

impl PipelineImage {
    /// The image of the `Dockerfile` in the root of the source; the id names it among those of the pipeline.
    pub fn new(id: &'static str, repository: &EcrRepositoryHandle) -> Self {
        PipelineImage { id, repository: *repository, dockerfile: "Dockerfile".into(), context: ".".into() }
    }

    /// Another file than `Dockerfile`.
    pub fn dockerfile(mut self, path: impl Into<Text>) -> Self {
        self.dockerfile = path.into();
        self
    }

    /// Another folder than the root.
    pub fn context(mut self, path: impl Into<Text>) -> Self {
        self.context = path.into();
        self
    }

    /// The environment variable with what stands before the tag.
    fn variable(&self) -> String {
        format!("IMAGE_{}", self.id.to_ascii_uppercase())
    }

    pub(super) fn check(&self, stack: &mut Stack) {
        if self.id.is_empty() || !self.id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let message = format!("`{}` cannot be the id of an image", self.id);
            stack.error("bad-pipeline-image", message, "give letters and digits");
        }
        for path in [&self.dockerfile, &self.context] {
            let word = |c: char| c.is_ascii_alphanumeric() || "._/-".contains(c);
            if path.is_empty() || path.starts_with('-') || !path.chars().all(word) {
                let message = format!("`{path}` is no path that a command of the build could name");
                stack.error("bad-pipeline-path", message, "give letters, digits, `.`, `_`, `/` and `-`");
            }
        }
    }

    /// Builds and pushes all images and writes a file for each service that gets one: what its deployment reads.
    /// Source: <https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html#pipelines-create-image-definitions>
    pub(super) fn step(images: &[PipelineImage], targets: &[PipelineTarget]) -> BuildStep {
        let mut commands = vec!["TAG=$(printf %.12s \"$CODEBUILD_RESOLVED_SOURCE_VERSION\")".to_owned()];
        if let Some(first) = images.first() {
            let registry = format!("\"${{{}%%/*}}\"", first.variable());
            commands
                .push(format!("aws ecr get-login-password | docker login --username AWS --password-stdin {registry}"));
        }
        for image in images {
            let (name, dockerfile, context) = (image.variable(), &image.dockerfile, &image.context);
            commands.push(format!(
                "aws ecr describe-images --repository-name \"${{{name}#*/}}\" --image-ids \"imageTag=$TAG\" > /dev/null 2>&1 \
                 || {{ docker build --tag \"${name}:$TAG\" --file {dockerfile} {context} && docker push \"${name}:$TAG\"; }}"
            ));
            for target in targets.iter().filter(|target| target.image == image.id) {
                let (container, file) = (&target.container, target.file());
                let write =
                    format!("printf '[{{\"name\":\"%s\",\"imageUri\":\"%s\"}}]' {container} \"${name}:$TAG\" > {file}");
                if !commands.contains(&write) {
                    commands.push(write);
                }
            }
        }
        let step = images
            .iter()
            .fold(BuildStep::new(commands).docker(), |step, image| step.env(image.variable(), image.repository.uri()));
        super::rights::push(images).into_iter().fold(step, |step, statement| step.grant([statement]))
    }
}

/// What deployments read, out of an image that is the pipeline's source.
pub(super) fn of_source(targets: &[PipelineTarget]) -> BuildStep {
    let mut commands = vec!["IMAGE=$(jq --raw-output .ImageURI imageDetail.json)".to_owned()];
    for target in targets.iter().filter(|target| target.image == SOURCE) {
        let (container, file) = (&target.container, target.file());
        let write = format!("printf '[{{\"name\":\"%s\",\"imageUri\":\"%s\"}}]' {container} \"$IMAGE\" > {file}");
        if !commands.contains(&write) {
            commands.push(write);
        }
    }
    BuildStep::new(commands)
}

/// The id of an image that is the pipeline's source.
pub(super) const SOURCE: &str = "Source";

/// A service that gets an image.
#[derive(Clone, Debug)]
pub struct PipelineTarget {
    pub(super) image: &'static str,
    pub(super) container: Text,
    pub(super) service: ecs::ServiceRef,
    pub(super) cluster: ecs::ClusterRef,
    pub(super) family: Val<Str>,
    pub(super) roles: [iam::RoleRef; 2],
}

impl PipelineTarget {
    /// The main container of this service gets the image of this id, `Source` where the source is an image.
    pub fn new(image: &'static str, service: &impl RunsTasks) -> Self {
        let tasks = service.tasks();
        PipelineTarget {
            image,
            container: tasks.container_name,
            service: tasks.service,
            cluster: tasks.cluster.cluster,
            family: tasks.family,
            roles: [tasks.execution_role, tasks.task_role],
        }
    }

    /// Services whose main containers have one name share a file.
    pub(super) fn file(&self) -> String {
        format!("{}-{}.json", self.image, self.container)
    }
}
