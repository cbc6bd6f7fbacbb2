//! What schedules and rules of events do with their roles.

use super::arn::{arn, tokens};
use super::needs::{Need, named, shown};
use super::pattern::{Token, of_arn};
use crate::containers::task::started;
use iac_core::check::{Eval, Res, World};

pub(crate) fn of_targets<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for schedule in world.all("AWS::Scheduler::Schedule") {
        of_target(world, found, (schedule, "Target"), &schedule.get("Target"));
        let letters = schedule.get("Target.DeadLetterConfig.Arn");
        if world.target_of(&letters, "AWS::SQS::Queue").is_some() {
            found.push(Need {
                user: schedule,
                property: "Target",
                role: schedule.get("Target.RoleArn"),
                actions: named(&["sqs:SendMessage"]),
                target: tokens(world, &letters),
                to: format!("send what failed to {}", shown(world, &letters)),
            });
        }
    }
    for rule in world.all("AWS::Events::Rule") {
        for target in rule.get("Targets").items() {
            of_target(world, found, (rule, "Targets"), target);
        }
    }
}

/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html>
fn of_target<'w, 'g>(
    world: &'w World<'g>,
    found: &mut Vec<Need<'w, 'g>>,
    (user, property): (Res<'w, 'g>, &'static str),
    target: &Eval<'g>,
) {
    let role = target.at("RoleArn");
    let to = target.at("Arn");
    let mut need = |actions: &[&'static str], target, to: String| {
        found.push(Need { user, property, role: role.clone(), actions: named(actions), target, to });
    };
    let task = target.at("EcsParameters.TaskDefinitionArn");
    if !task.is_absent() {
        let found = started(world, task);
        let (on, named) = match found {
            Some(found) => (arn(world, found), found.path()),
            None => (tokens(world, task), shown(world, task)),
        };
        need(&["ecs:RunTask"], on, format!("run the task {named}"));
        let Some(task) = found else { return };
        for name in ["ExecutionRoleArn", "TaskRoleArn"] {
            if let Some(passed) = world.target_of(&task.get(name), "AWS::IAM::Role") {
                need(
                    &["iam:PassRole"],
                    arn(world, passed),
                    format!("pass {}, the {name} of {}", passed.path(), task.path()),
                );
            }
        }
        return;
    }
    let what = format!("send to {}", shown(world, to));
    match world.target(to).map(Res::kind) {
        Some("AWS::SQS::Queue") => need(&["sqs:SendMessage"], tokens(world, to), what),
        Some("AWS::SNS::Topic") => need(&["sns:Publish"], tokens(world, to), what),
        Some("AWS::Lambda::Function") => need(&["lambda:InvokeFunction"], tokens(world, to), what),
        Some("AWS::StepFunctions::StateMachine") => need(&["states:StartExecution"], tokens(world, to), what),
        Some("AWS::Kinesis::Stream") => need(&["kinesis:PutRecord"], tokens(world, to), what),
        Some("AWS::KinesisFirehose::DeliveryStream") => need(&["firehose:PutRecord"], tokens(world, to), what),
        Some("AWS::Events::EventBus") => need(&["events:PutEvents"], tokens(world, to), what),
        Some("AWS::CodeBuild::Project") => {
            need(&["codebuild:StartBuild"], of_arn("arn:*:codebuild:*:*:project/*"), what)
        }
        _ => found.extend(of_call(&to.shown()).map(|action| Need {
            user,
            property,
            role: role.clone(),
            actions: vec![action.into()],
            target: vec![Token::Any],
            to: what,
        })),
    }
}

/// Services whose calls in targets and actions in policies have the same name before them.
const SAME: [&str; 9] = ["rds", "ecs", "ec2", "lambda", "sqs", "sns", "dynamodb", "autoscaling", "redshift"];

/// The call that a schedule makes of a service itself: `arn:aws:scheduler:::aws-sdk:rds:stopDBInstance`.
fn of_call(arn: &str) -> Option<String> {
    let (service, call) = arn.split_once(":aws-sdk:")?.1.split_once(':')?;
    let (first, rest) = call.split_at_checked(1)?;
    // A function is called by `invoke`, and the right to is another name.
    let named = SAME.contains(&service) && !(service == "lambda" && call.starts_with("invoke"));
    named.then(|| format!("{service}:{}{rest}", first.to_ascii_uppercase()))
}
