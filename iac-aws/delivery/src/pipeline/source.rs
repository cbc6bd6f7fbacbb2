//! Where a pipeline gets what it delivers.

use iac_aws_base::storage::EcrRepositoryHandle;
use iac_aws_cfn::kind::CodeconnectionsConnection;
use iac_core::prelude::*;
use iac_core::{IntoVal, ParameterType, Text, Value};

/// A branch of a repository on GitHub, GitLab, Bitbucket or Azure DevOps, through a connection of CodeConnections; or an
/// image that something else pushes.
///
/// A connection is made once per account and confirmed by hand in the console: CloudFormation and Terraform can only make
/// one that waits for that. So it is usually a parameter: [`PipelineSource::connection_parameter`].
/// Source: <https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html>
#[derive(Clone, Debug)]
pub struct PipelineSource(pub(super) Source);

#[derive(Clone, Debug)]
pub(super) enum Source {
    Branch { connection: Value, repository: Value, branch: Text, paths: Vec<Text> },
    Image { repository: EcrRepositoryHandle, tag: Text },
}

impl PipelineSource {
    /// The source is one branch, such as `main`, of a repository such as `acme/shop`.
    pub fn connection(
        connection: impl IntoVal<Arn<CodeconnectionsConnection>>,
        repository: impl IntoVal<Str>,
        branch: impl Into<Text>,
    ) -> Self {
        PipelineSource(Source::Branch {
            connection: connection.into_value(),
            repository: repository.into_value(),
            branch: branch.into(),
            paths: Vec::new(),
        })
    }

    /// Only pushes to the branch that change one of these files start the pipeline, by patterns such as `model/**`.
    /// Whoever starts it by hand starts it anyway.
    /// Source: <https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html>
    pub fn changing<T: Into<Text>>(mut self, files: impl IntoIterator<Item = T>) -> Self {
        if let Source::Branch { paths, .. } = &mut self.0 {
            paths.extend(files.into_iter().map(Into::into));
        }
        self
    }

    /// The source is what a tag of a repository means, each time that it is pushed: the tag must be one that moves
    /// ([`EcrRepository::mutable_tags`](iac_aws_storage::EcrRepository::mutable_tags)). What is deployed is named by its
    /// digest, so that a roll-back finds it. [`PipelineTarget`](super::PipelineTarget)s call the image `Source`.
    /// Source: <https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECR.html>
    pub fn image(repository: &EcrRepositoryHandle, tag: impl Into<Text>) -> Self {
        PipelineSource(Source::Image { repository: *repository, tag: tag.into() })
    }

    /// Whether there is an image from the beginning.
    pub(super) fn is_image(&self) -> bool {
        matches!(self.0, Source::Image { .. })
    }

    /// A parameter for the connection, without default.
    pub fn connection_parameter() -> Parameter<Arn<CodeconnectionsConnection>> {
        Parameter::of_type(ParameterType::String)
            .description("ARN of the confirmed connection of CodeConnections to where the source code is")
            .allowed_pattern(
                r"^arn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/[0-9a-f-]{36}$",
            )
            .constraint_description("must be the ARN of a connection")
    }

    pub(super) fn check(&self, stack: &mut Stack) {
        let plain = |text: &str| !text.is_empty() && !text.contains([' ', '*']);
        let (repository, branch) = match &self.0 {
            Source::Branch { repository, branch, .. } => (repository.as_str(), branch),
            Source::Image { tag, .. } if plain(tag) => return,
            Source::Image { tag, .. } => {
                let message = format!("`{tag}` is no tag of an image");
                return stack.error("bad-pipeline-source", message, "give one tag, such as `release`");
            }
        };
        if let Source::Branch { paths, .. } = &self.0
            && (paths.len() > 8 || paths.iter().any(|path| path.is_empty() || path.len() > 255))
        {
            let message = format!("{} patterns of files start the pipeline, or an empty one", paths.len());
            stack.error("bad-pipeline-source", message, "give at most 8 patterns of 1 to 255 characters");
        }
        if !repository.is_none_or(|name| plain(name) && name.contains('/')) || !plain(branch) {
            let message = "the pipeline's source is no branch of a repository";
            stack.error("bad-pipeline-source", message, "give `owner/name` and one branch, such as `main`");
        }
    }
}
