//! Tasks that a pipeline or a person starts, and that end by themselves.

use super::DatabaseDumpHandle;
use super::run_task::RunTask;
use iac_aws_base::compute::{DescribedTask, RunsTasks, TaskRun};
use iac_aws_base::policy::Statement;
use iac_aws_base::shared::newest_revision;
use iac_core::prelude::*;
use iac_core::{Text, Value, join_list};

/// A task that a pipeline or a person starts, such as a migration of the database, with the image, environment, roles,
/// subnets and security group of a service. Nothing starts it by itself, and it costs nothing until then.
///
/// The output `{id}Input` is what `aws ecs run-task` takes. The pipeline waits for the end and looks at the exit code:
///
/// ```console
/// input=$(aws cloudformation describe-stacks --stack-name shop --output text \
///   --query "Stacks[0].Outputs[?OutputKey=='MigrationInput'].OutputValue")
/// cluster=$(jq -r .cluster <<< "$input")
/// task=$(aws ecs run-task --cli-input-json "$input" --query 'tasks[0].taskArn' --output text)
/// aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task"
/// test 0 = "$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --query 'tasks[0].containers[0].exitCode')"
/// ```
///
/// It names the family, so that it is the newest revision that runs: the one that the stack deployed, or that a release has
/// registered since. Whoever starts it needs [`OneOffTaskHandle::grant_run`].
/// Source: <https://docs.aws.amazon.com/cli/latest/reference/ecs/run-task.html>
///
/// ```
/// use iac_aws::prelude::*;
/// fn migration(stack: &mut Stack, api: &FargateServiceHandle<Web>) {
///     stack.add("Migration", OneOffTask::new(api, ["alembic", "upgrade", "head"]));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct OneOffTask {
    run: RunTask,
    own_commands: bool,
}

impl OneOffTask {
    /// Runs a command in a task of a service's kind: the main container with this command instead of its own.
    pub fn new<T: Into<Text>>(service: &impl RunsTasks, command: impl IntoIterator<Item = T>) -> Self {
        OneOffTask { run: RunTask::new(service, command), own_commands: false }
    }

    /// Dumps a database between its schedule's times, such as before a migration. The exit code is that of the second
    /// container, `upload`, which never starts after a dump that failed.
    pub fn dump(dump: &DatabaseDumpHandle) -> Self {
        OneOffTask { run: dump.run.clone(), own_commands: true }
    }
}

/// A one-off task in a stack.
#[derive(Clone, Debug)]
pub struct OneOffTaskHandle {
    input: Val<Str>,
    run: RunTask,
}

impl OneOffTaskHandle {
    /// What `aws ecs run-task --cli-input-json` takes.
    pub fn input(&self) -> Val<Str> {
        self.input.clone()
    }

    /// For the role of a pipeline: starting this task, and seeing how it ends.
    pub fn grant_run(&self) -> Vec<Statement> {
        let cluster = self.run.cluster.name();
        let tasks = join!["arn:", partition(), ":ecs:", region(), ":", account_id(), ":task/", cluster, "/*"];
        let watch = Statement::allow(["ecs:DescribeTasks"]).sid("WatchTasks").on(tasks);
        self.run.statements().into_iter().chain([watch]).collect()
    }
}

impl Construct for OneOffTask {
    type Handle = OneOffTaskHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> OneOffTaskHandle {
        let run = self.run;
        let overrides = if self.own_commands { Val::of(Value::Str("{}".into())) } else { run.input(stack, "one-off") };
        let address = if run.public_address { "ENABLED" } else { "DISABLED" };
        // A list that a parameter gives has its members only when the stack is deployed.
        let subnets = join_list("\",\"", run.subnets.ids().untyped::<List<Str>>());
        let input = join![
            "{\"cluster\":\"",
            run.cluster.name(),
            "\",\"taskDefinition\":\"",
            newest_revision(&run.family),
            "\",\"launchType\":\"FARGATE\",\"count\":1,\"propagateTags\":\"TASK_DEFINITION\",",
            "\"networkConfiguration\":{\"awsvpcConfiguration\":{\"subnets\":[\"",
            subnets,
            "\"],\"securityGroups\":[\"",
            run.security_group.clone(),
            format!("\"],\"assignPublicIp\":\"{address}\"}}}},\"overrides\":"),
            overrides,
            "}",
        ];
        let what = format!("What `aws ecs run-task --cli-input-json` takes to start {}", stack.logical_id());
        stack.add("Input", Output::new(input.clone()).description(what));
        OneOffTaskHandle { input, run }
    }
}

impl DescribedTask for OneOffTaskHandle {
    fn run(&self) -> TaskRun {
        let [execution_role, task_role] = self.run.roles;
        TaskRun { family: self.run.family.clone(), cluster: self.run.cluster, execution_role, task_role }
    }
}
