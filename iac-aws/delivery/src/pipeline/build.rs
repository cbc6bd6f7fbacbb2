//! The resources behind a pipeline.

use super::image::{SOURCE, of_source};
use super::project;
use super::project::Shared;
use super::trigger;
use super::{Pipeline, PipelineHandle, PipelineImage, PipelineTarget, Stage, rights, stages};
use iac_aws_base::monitoring::EventPattern;
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_base::storage::OnDelete;
use iac_aws_cfn::codepipeline::{self, pipeline as c};
use iac_aws_cfn::events::rule::{State, Target};
use iac_aws_cfn::{events, iam};
use iac_aws_storage::{Bucket, LifecycleRule};
use iac_core::prelude::*;
use iac_core::{Text, Value};

impl Construct for Pipeline {
    type Handle = PipelineHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> PipelineHandle {
        self.check(stack);
        let mut bucket = Bucket::new(OnDelete::Retain)
            .without_versions()
            .lifecycle(LifecycleRule::new("OldArtifacts").expire(days(30)));
        if let Some(key) = &self.key {
            bucket = bucket.encryption_key(key);
        }
        let artifacts = stack.add("Artifacts", bucket);
        let shared = Shared { machine: self.machine, retention: self.retention, key: self.key, artifacts };
        let targets: Vec<PipelineTarget> = self.targets().cloned().collect();

        let mut statements = rights::artifacts(&artifacts, self.key);
        statements.push(rights::source(&self.source));
        let mut declared = vec![stages::source(self.source.clone())];
        let (mut builds, mut built) = (Vec::new(), Vec::new());
        if self.source.is_image() {
            let files = files(&targets, &[SOURCE]);
            let build = project::add(stack, DEFINITIONS, of_source(&targets), &files, &shared);
            declared.push(stages::build(DEFINITIONS, build.project, !files.is_empty()));
            built.push((SOURCE, DEFINITIONS));
            builds.push(build);
        }
        for (name, stage) in self.stages {
            match stage {
                Stage::Run(step) => {
                    let build = project::add(stack, name, step, &[], &shared);
                    declared.push(stages::build(name, build.project, false));
                    builds.push(build);
                }
                Stage::Images(images) => {
                    let step = PipelineImage::step(&images, &targets);
                    let files = files(&targets, &images.iter().map(|image| image.id).collect::<Vec<_>>());
                    built.extend(images.iter().map(|image| (image.id, name)));
                    let build = project::add(stack, name, step, &files, &shared);
                    declared.push(stages::build(name, build.project, !files.is_empty()));
                    builds.push(build);
                }
                Stage::Approve(topic) => {
                    statements.extend(rights::ask(&topic));
                    declared.push(stages::approve(name, &topic));
                }
                Stage::Deploy(targets) => {
                    let by = |image| built.iter().find(|(id, _)| *id == image).map_or(name, |(_, stage)| *stage);
                    let targets: Vec<_> =
                        targets.into_iter().map(|target| (target.clone(), by(target.image))).collect();
                    declared.push(stages::deploy(name, &targets));
                }
            }
        }
        if !builds.is_empty() {
            let start = Statement::allow(["codebuild:BatchGetBuilds", "codebuild:StartBuild"]).sid("Builds");
            statements.push(builds.iter().fold(start, |start, build| start.on(build.project.arn())));
        }
        statements.extend(rights::deploy(&targets.iter().collect::<Vec<_>>()));
        let role = iam::Role::new(rights::trust("codepipeline.amazonaws.com"))
            .description("Runs the stages of a pipeline")
            .policies([iam::role::Policy::new(PolicyDocument::new(statements), "Stages")]);
        let role = stack.add("Role", role);
        let mut store = c::ArtifactStore::new(artifacts.name(), c::ArtifactStoreType::S3);
        if let Some(key) = &self.key {
            store = store.encryption_key(c::EncryptionKey::new(key.arn(), "KMS"));
        }
        let mut pipeline = codepipeline::Pipeline::new(role.arn(), declared)
            .pipeline_type(c::PipelineType::V2)
            .execution_mode(c::ExecutionMode::Queued)
            .artifact_store(store);
        if let Some(trigger) = stages::trigger(&self.source) {
            pipeline = pipeline.triggers([trigger]);
        }
        let pipeline = stack.add("", pipeline);
        if self.key.is_none() {
            let reason = "Encrypted with a key that AWS manages; the artifacts are made of the source and images";
            stack.suppress(pipeline, "CKV_AWS_219", reason);
        }
        let start = trigger::add(stack, &self.source, pipeline);
        let failure_rule = self.topic.map(|topic| {
            let rule = failures(stack, pipeline, topic.arn().untyped());
            topic.let_publish(stack, rule);
            rule
        });
        PipelineHandle { pipeline, role, artifacts, builds, failure_rule, start }
    }
}

/// The stage that makes out of an image what deployments read.
const DEFINITIONS: &str = "Definitions";

/// What deployments of these images read, once each.
fn files(targets: &[PipelineTarget], images: &[&str]) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    for target in targets.iter().filter(|target| images.contains(&target.image)) {
        let file = target.file();
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
}

/// Tells a topic of runs that fail.
/// Source: <https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html>
fn failures(stack: &mut Stack, pipeline: codepipeline::PipelineRef, topic: Val<Str>) -> events::RuleRef {
    let detail = Value::map([
        ("pipeline", Value::List(vec![pipeline.name().into_plain_value()])),
        ("state", Value::List(vec![Value::Str(Text::Borrowed("FAILED"))])),
    ]);
    let pattern = EventPattern::source("aws.codepipeline")
        .detail_type("CodePipeline Pipeline Execution State Change")
        .detail(detail)
        .build(stack);
    let rule = events::Rule::new()
        .description("Tells of runs of the pipeline that fail")
        .event_pattern(pattern)
        .state(State::Enabled)
        .targets([Target::new(topic, "Topic")]);
    stack.add("Failures", rule)
}
