//! What others need of a repository.

use crate::policy::Statement;
use iac_aws_cfn::{ecr, kind};
use iac_core::prelude::*;

/// A repository in a stack.
#[derive(Clone, Copy, Debug)]
pub struct EcrRepositoryHandle {
    /// The repository.
    pub repository: ecr::RepositoryRef,
}

impl EcrRepositoryHandle {
    /// The repository's name.
    pub fn name(&self) -> Val<Name<kind::EcrRepository>> {
        self.repository.repository_name()
    }

    /// The repository's ARN.
    pub fn arn(&self) -> Val<Arn<kind::EcrRepository>> {
        self.repository.arn()
    }

    /// What stands before the tag in the name of an image.
    pub fn uri(&self) -> Val<Str> {
        self.repository.repository_uri()
    }

    /// For a role's policy: pulling images of this repository.
    /// Source: <https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-pull.html>
    pub fn grant_pull(&self) -> Vec<Statement> {
        vec![login(), Statement::allow(PULL).on(self.arn())]
    }

    /// For a role's policy: pushing images to this repository.
    /// Source: <https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html>
    pub fn grant_push(&self) -> Vec<Statement> {
        vec![login(), Statement::allow(PUSH).on(self.arn())]
    }
}

/// What pulling takes.
pub const PULL: [&str; 3] = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const PUSH: [&str; 6] = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:CompleteLayerUpload",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
];

/// The token is for the whole registry; the action knows no resource.
fn login() -> Statement {
    Statement::allow(["ecr:GetAuthorizationToken"]).on("*")
}
