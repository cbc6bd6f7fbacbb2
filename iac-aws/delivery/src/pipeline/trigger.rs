//! What starts a pipeline whose source is an image.

use super::PipelineSource;
use super::rights::trust;
use super::source::Source;
use iac_aws_base::monitoring::EventPattern;
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_cfn::events::rule::{State, Target};
use iac_aws_cfn::{codepipeline, events, iam};
use iac_core::prelude::*;
use iac_core::{Text, Value};

/// A rule for pushes of the tag. Connections tell CodePipeline by themselves.
/// Source: <https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cwe-ecr-source.html>
pub(super) fn add(
    stack: &mut Stack,
    source: &PipelineSource,
    pipeline: codepipeline::PipelineRef,
) -> Option<events::RuleRef> {
    let Source::Image { repository, tag } = &source.0 else { return None };
    let one = |value: Value| Value::List(vec![value]);
    let text = |text: &'static str| one(Value::Str(Text::Borrowed(text)));
    let detail = Value::map([
        ("action-type", text("PUSH")),
        ("result", text("SUCCESS")),
        ("repository-name", one(repository.name().into_plain_value())),
        ("image-tag", one(Value::Str(tag.clone()))),
    ]);
    let pattern = EventPattern::source("aws.ecr").detail_type("ECR Image Action").detail(detail).build(stack);
    let start = Statement::allow(["codepipeline:StartPipelineExecution"]).on(pipeline.arn());
    let role = iam::Role::new(trust("events.amazonaws.com"))
        .description("Starts a pipeline when its image is pushed")
        .policies([iam::role::Policy::new(PolicyDocument::new([start]), "Start")]);
    let role = stack.add("StartRole", role);
    let rule = events::Rule::new()
        .description("Starts the pipeline when its image is pushed")
        .event_pattern(pattern)
        .state(State::Enabled)
        .targets([Target::new(pipeline.arn(), "Pipeline").role_arn(role.arn())]);
    Some(stack.add("Start", rule))
}
