//! What pipelines and builds do with their roles.

use super::arn::{arn, tokens};
use super::needs::{Need, named, shown};
use super::pattern::{Token, of_arn};
use iac_core::check::{Eval, Res, World};

pub(crate) fn of_pipelines<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for pipeline in world.all("AWS::CodePipeline::Pipeline") {
        let mut need = |actions: &[&'static str], target: Vec<Token>, to: String| {
            let role = pipeline.get("RoleArn");
            found.push(Need { user: pipeline, property: "RoleArn", role, actions: named(actions), target, to });
        };
        let store = pipeline.get("ArtifactStore.Location");
        if let Some(bucket) = world.target_of(&store, "AWS::S3::Bucket") {
            let objects = [arn(world, bucket), of_arn("/object")].concat();
            need(&["s3:GetObject", "s3:PutObject"], objects, format!("hand on artifacts through {}", bucket.path()));
        }
        for stage in pipeline.get("Stages").items() {
            // An action with a role of its own uses that one.
            for action in stage.at("Actions").items().iter().filter(|action| action.at("RoleArn").is_absent()) {
                of_action(world, action, &mut need);
            }
        }
    }
    for project in world.all("AWS::CodeBuild::Project") {
        of_project(world, found, project);
    }
}

/// Source: <https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html>
fn of_action<'g>(world: &World<'g>, action: &Eval<'g>, need: &mut impl FnMut(&[&'static str], Vec<Token>, String)) {
    let configuration = action.at("Configuration");
    match action.at("ActionTypeId.Provider").text().as_deref() {
        Some("CodeStarSourceConnection") => {
            let connection = configuration.at("ConnectionArn");
            // Either name of the right will do: the one that fits the service in the connection's ARN.
            if let Some(text) = connection.text()
                && let Some(service) =
                    ["codeconnections", "codestar-connections"].iter().find(|one| text.contains(*one))
            {
                let use_it: &[&'static str] = match *service {
                    "codeconnections" => &["codeconnections:UseConnection"],
                    _ => &["codestar-connections:UseConnection"],
                };
                need(use_it, tokens(world, connection), "get its source through the connection".to_owned());
            }
        }
        Some("CloudFormation") => {
            let passed = configuration.at("RoleArn");
            if let Some(role) = world.target_of(passed, "AWS::IAM::Role") {
                let to = format!("pass {}, with which CloudFormation works", role.path());
                need(&["iam:PassRole"], arn(world, role), to);
            }
        }
        Some("CodeBuild") => {
            if let Some(project) = world.target_of(configuration.at("ProjectName"), "AWS::CodeBuild::Project") {
                let actions = ["codebuild:StartBuild", "codebuild:BatchGetBuilds"];
                need(&actions, arn(world, project), format!("start the build {}", project.path()));
            }
        }
        Some("Manual") => {
            let topic = configuration.at("NotificationArn");
            if !topic.is_absent() {
                need(
                    &["sns:Publish"],
                    tokens(world, topic),
                    format!("ask for approval through {}", shown(world, topic)),
                );
            }
        }
        Some("ECS") => {
            let service = configuration.at("ServiceName");
            let target = match world.target_of(service, "AWS::ECS::Service") {
                Some(service) => arn(world, service),
                None => vec![Token::Any],
            };
            let to = || format!("deploy to {}", shown(world, service));
            need(&["ecs:UpdateService", "ecs:DescribeServices"], target, to());
            let service = world.target_of(service, "AWS::ECS::Service");
            let task = service.map(|service| service.get("TaskDefinition"));
            let Some(task) = task.and_then(|task| world.target_of(&task, "AWS::ECS::TaskDefinition")) else { return };
            for name in ["ExecutionRoleArn", "TaskRoleArn"] {
                if let Some(passed) = world.target_of(&task.get(name), "AWS::IAM::Role") {
                    let to = format!("pass {}, the {name} of {}", passed.path(), task.path());
                    need(&["iam:PassRole"], arn(world, passed), to);
                }
            }
        }
        _ => {}
    }
}

/// Source: <https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html>
fn of_project<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>, project: Res<'w, 'g>) {
    of_variables(world, found, project);
    let logs = project.get("LogsConfig.CloudWatchLogs");
    if logs.at("Status").text().is_some_and(|status| status == "DISABLED") {
        return;
    }
    let (target, to) = match (logs.at("GroupName"), world.target_of(logs.at("GroupName"), "AWS::Logs::LogGroup")) {
        (_, Some(group)) => (arn(world, group), group.path()),
        (Eval::Absent, None) => {
            let name = super::arn::name_of(world, project);
            let target = [of_arn("arn:*:logs:*:*:log-group:/aws/codebuild/"), name, of_arn(":*")].concat();
            (target, "/aws/codebuild/ with its name".to_owned())
        }
        _ => return,
    };
    found.push(Need {
        user: project,
        property: "ServiceRole",
        role: project.get("ServiceRole"),
        actions: named(&["logs:CreateLogStream", "logs:PutLogEvents"]),
        target,
        to: format!("write to the log group {to}"),
    });
}

/// The secrets that a build is given. Source: <https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html>
fn of_variables<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>, project: Res<'w, 'g>) {
    for variable in project.get("Environment.EnvironmentVariables").items() {
        if variable.at("Type").text().is_none_or(|kind| kind != "SECRETS_MANAGER") {
            continue;
        }
        // The secret, and after a colon one of its keys.
        let first = match variable.at("Value") {
            Eval::Joined(parts) => parts.first().cloned().unwrap_or(Eval::Absent),
            whole => whole.clone(),
        };
        let Some(secret) = world.target_of(&first, "AWS::SecretsManager::Secret") else { continue };
        found.push(Need {
            user: project,
            property: "ServiceRole",
            role: project.get("ServiceRole"),
            actions: named(&["secretsmanager:GetSecretValue"]),
            target: arn(world, secret),
            to: format!("read the secret {} for `{}`", secret.path(), variable.at("Name").shown()),
        });
    }
}
