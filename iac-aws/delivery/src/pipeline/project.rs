//! A build: project, role, log group.

use super::{BuildMachine, BuildStep, PipelineBuild, rights};
use iac_aws_base::monitoring::Retention;
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_base::security::{EncryptionKeyHandle, KeyUser};
use iac_aws_base::shared::OwnLogGroup;
use iac_aws_base::storage::BucketHandle;
use iac_aws_cfn::codebuild::{self, project as p};
use iac_aws_cfn::iam;
use iac_core::Text;
use iac_core::prelude::*;

/// What all builds of a pipeline share.
pub(super) struct Shared {
    pub(super) machine: BuildMachine,
    pub(super) retention: Retention,
    pub(super) key: Option<EncryptionKeyHandle>,
    pub(super) artifacts: BucketHandle,
}

/// A build under the stage's name, which hands on these files.
pub(super) fn add(
    stack: &mut Stack,
    stage: &'static str,
    step: BuildStep,
    files: &[String],
    shared: &Shared,
) -> PipelineBuild {
    if let Some(key) = &shared.key {
        key.require(stack, KeyUser::CloudWatchLogs);
    }
    let log_group = stack.add(format!("{stage}Logs"), OwnLogGroup::new(shared.retention, shared.key.as_ref()));
    let (kind, size, image) = shared.machine.environment();
    let instructions = step.instructions(files);
    let write = Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"]).sid("Logs").on(log_group.arn());
    let statements = [write].into_iter().chain(rights::artifacts(&shared.artifacts, shared.key)).chain(step.grants);
    let role = iam::Role::new(rights::trust("codebuild.amazonaws.com"))
        .description("Builds for a pipeline")
        .policies([iam::role::Policy::new(PolicyDocument::new(statements), "Build")]);
    let role = stack.add(format!("{stage}Role"), role);
    let variables: Vec<_> = step
        .variables
        .into_iter()
        .map(|variable| p::EnvironmentVariable::new(variable.name, Val::<Str>::of(variable.value)).type_("PLAINTEXT"))
        .collect();
    let mut environment = p::Environment::new(size, image, kind).image_pull_credentials_type("CODEBUILD");
    if !variables.is_empty() {
        environment = environment.environment_variables(variables);
    }
    if step.docker {
        environment = environment.privileged_mode(true);
    }
    let required = p::ProjectRequired {
        artifacts: p::Artifacts::new("CODEPIPELINE"),
        environment,
        service_role: role.arn(),
        source: p::Source::new("CODEPIPELINE").build_spec(instructions),
    };
    let logs = p::CloudWatchLogsConfig::new("ENABLED").group_name(log_group.name());
    let mut project = codebuild::Project::new(required)
        .description(format!("{stage} of a pipeline"))
        .logs_config(p::LogsConfig::new().cloud_watch_logs(logs))
        .timeout_in_minutes(60);
    if let Some(key) = &shared.key {
        project = project.encryption_key(key.arn());
    }
    let project = stack.add(stage, project);
    if step.docker {
        let reason = "Docker in a build needs it; each build has a machine of its own";
        stack.suppress(project, "CKV_AWS_316", reason);
    }
    if shared.key.is_none() {
        let reason = "Encrypted with a key that AWS manages; the artifacts are made of the source and images";
        stack.suppress(project, "CKV_AWS_147", reason);
    }
    PipelineBuild { stage: Text::Borrowed(stage), project, role, log_group }
}
