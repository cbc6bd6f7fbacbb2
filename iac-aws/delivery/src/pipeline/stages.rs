//! Stages in the words of CodePipeline.

use super::source::Source;
use super::{PipelineSource, PipelineTarget};
use iac_aws_base::monitoring::AlarmTopicHandle;
use iac_aws_cfn::codebuild::ProjectRef;
use iac_aws_cfn::codepipeline::pipeline::{
    ActionDeclaration, ActionTypeId, ActionTypeIdCategory, ActionTypeIdRequired, FailureConditions,
    FailureConditionsResult, GitBranchFilterCriteria, GitConfiguration, GitFilePathFilterCriteria, GitPushFilter,
    InputArtifact, OutputArtifact, PipelineTriggerDeclaration, ProviderType, StageDeclaration,
};
use iac_core::prelude::*;
use iac_core::{Text, Value};

/// The artifact that the source is.
const SOURCE: &str = "Source";

fn action(
    category: ActionTypeIdCategory,
    provider: &'static str,
    name: impl Into<Text>,
    configuration: Vec<(&'static str, Value)>,
) -> ActionDeclaration {
    let kind = ActionTypeIdRequired { category, owner: "AWS", provider, version: "1" };
    ActionDeclaration::new(ActionTypeId::new(kind), name.into())
        .configuration(Val::<Json>::of(Value::map(configuration)))
        .run_order(1)
}

fn text(text: impl Into<Text>) -> Value {
    Value::Str(text.into())
}

/// Each push to the branch starts the pipeline; for images, a rule does.
pub(super) fn source(source: PipelineSource) -> StageDeclaration {
    let (provider, configuration) = match source.0 {
        Source::Branch { connection, repository, branch, paths } => {
            let configuration = vec![
                ("ConnectionArn", connection),
                ("FullRepositoryId", repository),
                ("BranchName", text(branch)),
                // A trigger takes the place of every push.
                ("DetectChanges", text(if paths.is_empty() { "true" } else { "false" })),
                ("OutputArtifactFormat", text("CODE_ZIP")),
            ];
            ("CodeStarSourceConnection", configuration)
        }
        Source::Image { repository, tag } => {
            ("ECR", vec![("RepositoryName", repository.name().into_plain_value()), ("ImageTag", text(tag))])
        }
    };
    let action = action(ActionTypeIdCategory::Source, provider, "Source", configuration);
    StageDeclaration::new([action.output_artifacts([OutputArtifact::new(SOURCE)])], "Source")
}

/// What starts the pipeline, where not every push to the branch does.
pub(super) fn trigger(source: &PipelineSource) -> Option<PipelineTriggerDeclaration> {
    let Source::Branch { branch, paths, .. } = &source.0 else { return None };
    let pushes = GitPushFilter::new()
        .branches(GitBranchFilterCriteria::new().includes([branch.clone()]))
        .file_paths(GitFilePathFilterCriteria::new().includes(paths.clone()));
    let started = GitConfiguration::new(SOURCE).push([pushes]);
    let provider = ProviderType::CodeStarSourceConnection;
    (!paths.is_empty()).then(|| PipelineTriggerDeclaration::new(provider).git_configuration(started))
}

/// What a build hands on has its stage's name.
pub(super) fn build(name: &'static str, project: ProjectRef, hands_on: bool) -> StageDeclaration {
    let configuration = vec![("ProjectName", project.name().into_plain_value())];
    let mut action = action(ActionTypeIdCategory::Build, "CodeBuild", name, configuration)
        .input_artifacts([InputArtifact::new(SOURCE)]);
    if hands_on {
        action = action.output_artifacts([OutputArtifact::new(name)]);
    }
    StageDeclaration::new([action], name)
}

pub(super) fn approve(name: &'static str, topic: &AlarmTopicHandle) -> StageDeclaration {
    let configuration = vec![("NotificationArn", topic.arn().into_plain_value())];
    StageDeclaration::new([action(ActionTypeIdCategory::Approval, "Manual", name, configuration)], name)
}

/// Source: <https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html>
pub(super) fn deploy(name: &'static str, targets: &[(PipelineTarget, &'static str)]) -> StageDeclaration {
    let actions = targets.iter().enumerate().map(|(index, (target, built_by))| {
        let configuration = vec![
            ("ClusterName", target.cluster.cluster_name().into_plain_value()),
            ("ServiceName", target.service.name().into_plain_value()),
            ("FileName", text(target.file())),
        ];
        let action =
            action(ActionTypeIdCategory::Deploy, "ECS", format!("{}{}", target.image, index + 1), configuration);
        action.input_artifacts([InputArtifact::new(*built_by)])
    });
    let back = FailureConditions::new().result(FailureConditionsResult::Rollback);
    StageDeclaration::new(actions.collect::<Vec<_>>(), name).on_failure(back)
}
