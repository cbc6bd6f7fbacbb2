use super::arn::{arn, tokens};
use super::pattern::{NO_RESOURCE, Token, of_arn};
use super::rights::{Rights, Roles};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A task may not pull its image or write its log.
    ///
    /// On Fargate the agent that starts a task is nobody without the execution role: it may not pull an image from a
    /// private repository of ECR and not write to CloudWatch Logs. A role that lacks one of these rights fails in the same
    /// way, on EC2 too once a role is given: tasks stop before their first line, with `CannotPullContainerError` or
    /// `ResourceInitializationError`.
    ///
    /// Set `ExecutionRoleArn` to a role with `AmazonECSTaskExecutionRolePolicy`; a log group that the driver is to create
    /// takes `logs:CreateLogGroup` as well. See
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html>.
    pub(crate) EXECUTION_ROLE: "execution-role", Error, check
}

const PULL: [&str; 3] = ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let roles = Roles::of(world);
    for task in world.all("AWS::ECS::TaskDefinition") {
        let role = task.get("ExecutionRoleArn");
        if role.is_absent() {
            if is_fargate(task) {
                missing(world, findings, task);
            }
            continue;
        }
        let Some(role) = roles.role(&role) else {
            findings
                .assume(task, "the execution role may pull the images and write the logs: it is not of this template");
            continue;
        };
        let rights = roles.rights(role);
        for container in task.get("ContainerDefinitions").items() {
            let name = container.at("Name").shown();
            pull(world, findings, (task, &name), container, (role, &rights));
            log(world, findings, (task, &name), container, (role, &rights));
        }
    }
}

fn is_fargate(task: Res<'_, '_>) -> bool {
    let compatible = task.get("RequiresCompatibilities");
    !compatible.items().is_empty() && compatible.items().iter().all(|one| one.text().is_some_and(|it| it == "FARGATE"))
}

fn missing<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>) {
    for container in task.get("ContainerDefinitions").items() {
        let name = container.at("Name").shown();
        let what = if repository(world, container.at("Image")).is_some() {
            format!("pull the image of `{name}` from a private repository ({})", container.at("Image").shown())
        } else if is_awslogs(container) {
            format!("write the log of `{name}` to CloudWatch (awslogs)")
        } else {
            continue;
        };
        let message = format!("{} runs on Fargate and has no execution role, so nobody may {what}", task.path());
        let help = "set `ExecutionRoleArn` to a role that trusts ecs-tasks.amazonaws.com, with AmazonECSTaskExecutionRolePolicy";
        return findings.at(task, "ExecutionRoleArn", message, help);
    }
}

fn is_awslogs(container: &Eval<'_>) -> bool {
    container.at("LogConfiguration.LogDriver").text().is_some_and(|driver| driver == "awslogs")
}

/// The private repository of an image.
fn repository<'g>(world: &World<'g>, image: &Eval<'g>) -> Option<Vec<Token>> {
    let own = image.references().into_iter().filter_map(|reference| reference.target(world));
    if let Some(repository) = own.into_iter().find(|res| res.kind() == "AWS::ECR::Repository") {
        return Some(arn(world, repository));
    }
    let shown = image.shown();
    let (_, path) = shown.split_once(".dkr.ecr.").and_then(|(_, rest)| rest.split_once('/'))?;
    let name = path.split(['@', ':']).next().unwrap_or(path).replace('…', "*");
    let repository: Vec<Token> = super::pattern::of_text(&name);
    Some([of_arn("arn:*:ecr:*:*:repository/"), repository].concat())
}

fn pull<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    (task, name): (Res<'_, 'g>, &str),
    container: &Eval<'g>,
    (role, rights): (Res<'_, 'g>, &Rights<'_, 'g>),
) {
    let Some(repository) = repository(world, container.at("Image")) else { return };
    for action in PULL {
        let target = if action == "ecr:GetAuthorizationToken" { NO_RESOURCE.to_vec() } else { repository.clone() };
        if !rights.may(action, &target) {
            let image = container.at("Image").shown();
            let message = format!(
                "`{name}` of {} runs {image}, which the execution role {} may not pull: no `{action}` on its repository",
                task.path(),
                role.path()
            );
            let help = "add AmazonECSTaskExecutionRolePolicy, or ecr:GetAuthorizationToken on `*` and ecr:BatchGetImage \
                        and ecr:GetDownloadUrlForLayer on the repository";
            return findings.between(role, "Policies", message, help, &[(task, "the task that runs the image")]);
        }
    }
}

fn log<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    (task, name): (Res<'_, 'g>, &str),
    container: &Eval<'g>,
    (role, rights): (Res<'_, 'g>, &Rights<'_, 'g>),
) {
    if !is_awslogs(container) {
        return;
    }
    let options = container.at("LogConfiguration.Options");
    let group = options.at("awslogs-group");
    let target = match world.target_of(group, "AWS::Logs::LogGroup") {
        Some(group) => arn(world, group),
        None => [of_arn("arn:*:logs:*:*:log-group:"), tokens(world, group), of_arn(":*")].concat(),
    };
    let creates = options.at("awslogs-create-group").bool() == Some(true);
    let needed =
        ["logs:CreateLogStream", "logs:PutLogEvents"].into_iter().chain(creates.then_some("logs:CreateLogGroup"));
    for action in needed {
        // Streams are written to, so that the group alone, without `:*`, is not enough.
        // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
        let whole = &target[..target.len() - 2];
        let stream = [whole, &of_arn(":log-stream:*")].concat();
        let alone = if action == "logs:CreateLogGroup" { whole } else { &stream };
        let targets = [target.as_slice(), &stream, alone];
        if !targets.into_iter().any(|target| rights.may(action, target)) {
            let message = format!(
                "`{name}` of {} logs to {}, which the execution role {} may not do: no `{action}` on it",
                task.path(),
                world.target(group).map_or_else(|| group.shown(), Res::path),
                role.path()
            );
            let help = format!(
                "add AmazonECSTaskExecutionRolePolicy, or a statement with `{action}` on the log group's ARN with `:*`"
            );
            return findings.between(role, "Policies", message, help, &[(task, "the task that logs")]);
        }
    }
}
