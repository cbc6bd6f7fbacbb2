//! What a pipeline and its builds may do.
//! Source: <https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html>

use super::source::Source;
use super::{PipelineImage, PipelineSource, PipelineTarget};
use iac_aws_base::monitoring::AlarmTopicHandle;
use iac_aws_base::policy::{PolicyDocument, Principal, Statement};
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_base::shared::any_revision;
use iac_aws_base::storage::BucketHandle;
use iac_core::Handle;
use iac_core::prelude::*;

/// Trust in a service that acts for this account. Naming the pipeline would be a circle: it names the role.
pub(super) fn trust(service: &'static str) -> PolicyDocument {
    PolicyDocument::new([Statement::allow(["sts:AssumeRole"]).by(Principal::Service(service)).when(
        "StringEquals",
        "aws:SourceAccount",
        account_id(),
    )])
}

/// Reading and writing what stages hand on.
pub(super) fn artifacts(bucket: &BucketHandle, key: Option<EncryptionKeyHandle>) -> Vec<Statement> {
    let objects = Statement::allow(["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]).sid("Artifacts");
    let about = Statement::allow(["s3:GetBucketLocation", "s3:GetBucketVersioning"]).sid("ArtifactBucket");
    let uses = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"];
    let key = key.map(|key| Statement::allow(uses).sid("ArtifactKey").on(key.arn()));
    [objects.on(bucket.objects("")), about.on(bucket.arn())].into_iter().chain(key).collect()
}

/// Getting the source.
pub(super) fn source(source: &PipelineSource) -> Statement {
    match &source.0 {
        Source::Branch { connection, .. } => {
            let connect = ["codeconnections:UseConnection", "codestar-connections:UseConnection"];
            Statement::allow(connect).sid("Source").on(Val::<Str>::of(connection.clone()))
        }
        Source::Image { repository, .. } => Statement::allow(["ecr:DescribeImages"]).sid("Source").on(repository.arn()),
    }
}

/// Pushing images, and seeing whether one is there.
pub(super) fn push(images: &[PipelineImage]) -> Vec<Statement> {
    let mut statements: Vec<Statement> = Vec::new();
    for (index, image) in images.iter().enumerate() {
        let mut grant = image.repository.grant_push();
        grant.push(Statement::allow(["ecr:DescribeImages"]).on(image.repository.arn()));
        // The first statement is the login, which is for the whole registry.
        statements.extend(grant.into_iter().skip(usize::from(index > 0)));
    }
    statements
}

/// Asking for an approval through a topic.
pub(super) fn ask(topic: &AlarmTopicHandle) -> Vec<Statement> {
    let publish = Statement::allow(["sns:Publish"]).on(topic.arn());
    [publish].into_iter().chain(topic.key.map(|key| key.use_through("sns"))).collect()
}

/// Registering revisions of the services' task definitions, with their own roles only, and using them.
pub(super) fn deploy(targets: &[&PipelineTarget]) -> Vec<Statement> {
    if targets.is_empty() {
        return Vec::new();
    }
    let families = |statement: Statement| {
        targets.iter().fold(statement, |statement, target| statement.on(any_revision(&target.family)))
    };
    let mut roles = Vec::new();
    for role in targets.iter().flat_map(|target| target.roles) {
        if !roles.iter().any(|known: &iac_aws_cfn::iam::RoleRef| known.node() == role.node()) {
            roles.push(role);
        }
    }
    let services = Statement::allow(["ecs:DescribeServices", "ecs:UpdateService"]).sid("UpdateServices");
    let pass = Statement::allow(["iam:PassRole"]).sid("PassRoles");
    vec![
        families(Statement::allow(["ecs:RegisterTaskDefinition"]).sid("RegisterRevisions")),
        families(Statement::allow(["ecs:TagResource"]).sid("TagRevisions")).when(
            "StringEquals",
            "ecs:CreateAction",
            "RegisterTaskDefinition",
        ),
        Statement::allow(["ecs:DescribeTaskDefinition"]).sid("ReadRevisions").on("*"),
        targets.iter().fold(services, |statement, target| statement.on(target.service.service_arn())),
        roles.into_iter().fold(pass, |statement, role| statement.on(role.arn())).when(
            "StringEquals",
            "iam:PassedToService",
            "ecs-tasks.amazonaws.com",
        ),
    ]
}
