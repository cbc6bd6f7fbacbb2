//! Starting a task of a service's kind with another command: what schedules and rules of events share.

use iac_aws_base::compute::{ClusterHandle, RunsTasks};
use iac_aws_base::network::Subnets;
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_base::shared::{any_revision, whole_seconds};
use iac_aws_cfn::kind::Ec2SecurityGroup;
use iac_aws_cfn::{ecs, iam, sqs};
use iac_core::prelude::*;
use iac_core::{Text, Value, json_text};

/// A run of its own: what it needs of a service, its command, and what happens to a start that fails.
#[derive(Clone, Debug)]
pub(crate) struct RunTask {
    pub(crate) cluster: ClusterHandle,
    pub(super) task_definition: ecs::TaskDefinitionRef,
    /// A run takes its newest revision: a release adds one, and the image of before may be gone one day.
    pub(crate) family: Val<Str>,
    pub(super) subnets: Subnets,
    pub(super) security_group: Val<Id<Ec2SecurityGroup>>,
    pub(super) public_address: bool,
    /// How often a start that fails is tried again, and for how long.
    pub(super) retry: (u32, Duration),
    pub(crate) roles: [iam::RoleRef; 2],
    container_name: Text,
    command: Vec<Text>,
}

impl RunTask {
    /// The main container with this command instead of its own; a start is tried again 10 times within an hour.
    pub(super) fn new<T: Into<Text>>(service: &impl RunsTasks, command: impl IntoIterator<Item = T>) -> Self {
        let tasks = service.tasks();
        RunTask {
            cluster: tasks.cluster,
            task_definition: tasks.task_definition,
            family: tasks.family,
            subnets: tasks.subnets,
            security_group: tasks.security_group,
            public_address: tasks.public_address,
            retry: (10, hours(1)),
            roles: [tasks.execution_role, tasks.task_role],
            container_name: tasks.container_name,
            command: command.into_iter().map(Into::into).collect(),
        }
    }

    /// A task of its own, with the commands of its containers.
    pub(super) fn of(
        cluster: ClusterHandle,
        (task_definition, family): (ecs::TaskDefinitionRef, Val<Str>),
        roles: [iam::RoleRef; 2],
        (subnets, public_address): (Subnets, bool),
        security_group: Val<Id<Ec2SecurityGroup>>,
    ) -> Self {
        RunTask {
            cluster,
            task_definition,
            family,
            subnets,
            security_group,
            public_address,
            retry: (10, hours(1)),
            roles,
            container_name: Text::Borrowed(""),
            command: Vec::new(),
        }
    }

    /// The override of the container's command, in the words of the API's `TaskOverride`.
    /// Source: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html>
    pub(super) fn input(&self, stack: &mut Stack, what: &str) -> Val<Str> {
        if self.command.is_empty() {
            stack.error(
                "no-command",
                format!("the {what} task has no command"),
                "give the program to run with its arguments: with the service's own command it would never end",
            );
        }
        let command = self.command.iter().map(|part| Value::Str(part.clone())).collect();
        let container =
            Value::map([("name", Value::Str(self.container_name.clone())), ("command", Value::List(command))]);
        json_text(&Value::map([("containerOverrides", Value::List(vec![container]))]))
    }

    /// Attempts and seconds that EventBridge and its Scheduler take.
    pub(super) fn retry(&self, stack: &mut Stack) -> (u32, u32) {
        let (times, within) = self.retry;
        let seconds = whole_seconds(stack, "the time for retries", within, 60, 86_400);
        if times > 185 {
            let message = format!("a start is to be tried again {times} times");
            stack.error("bad-retries", message, "give at most 185 retries");
        }
        (times.min(185), seconds)
    }

    /// Starting this task and nothing else. ECS asks for the permission to tag because tags are handed on to the task.
    /// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html>
    pub(super) fn statements(&self) -> [Statement; 3] {
        let [execution, task] = self.roles;
        let tasks =
            join!["arn:", partition(), ":ecs:", region(), ":", account_id(), ":task/", self.cluster.name(), "/*"];
        [
            Statement::allow(["ecs:RunTask"]).sid("RunTask").on(any_revision(&self.family)).when(
                "ArnEquals",
                "ecs:cluster",
                self.cluster.arn(),
            ),
            Statement::allow(["iam:PassRole"]).sid("PassRoles").on(execution.arn()).on(task.arn()).when(
                "StringEquals",
                "iam:PassedToService",
                "ecs-tasks.amazonaws.com",
            ),
            Statement::allow(["ecs:TagResource"]).sid("TagTasks").on(tasks).when(
                "StringEquals",
                "ecs:CreateAction",
                "RunTask",
            ),
        ]
    }

    /// A role that may start this task and nothing else, besides what `more` says.
    pub(super) fn role(
        &self,
        stack: &mut Stack,
        trust: Statement,
        description: &'static str,
        more: Option<Statement>,
    ) -> iam::RoleRef {
        let policy = PolicyDocument::new(self.statements().into_iter().chain(more));
        let role = iam::Role::new(PolicyDocument::new([trust]))
            .description(description)
            .policies([iam::role::Policy::new(policy, "RunTask")]);
        stack.add("Role", role)
    }
}

/// Where starts that failed are kept for 14 days, the longest that SQS keeps anything.
pub(crate) fn dead_letter_queue(stack: &mut Stack) -> sqs::QueueRef {
    let queue = sqs::Queue::new().sqs_managed_sse_enabled(true).message_retention_period(days(14).as_secs() as i64);
    let queue = stack.add("DeadLetterQueue", queue);
    stack.on_delete(queue, DeletionPolicy::Delete);
    stack.suppress(queue, "CKV_AWS_27", "SQS encrypts it with a key of its own (SSE-SQS)");
    queue
}

/// The parameters of one task on Fargate. Scheduler and EventBridge have types of their own with the same properties,
/// of which one is spelled in two ways.
macro_rules! ecs_parameters {
    ($run:expr, $($module:ident)::+, $awsvpc_configuration:ident) => {{
        use $($module)::+::{
            AssignPublicIp, AwsVpcConfiguration, EcsParameters, LaunchType, NetworkConfiguration, PropagateTags,
        };
        let run: &crate::compute::run_task::RunTask = $run;
        let address = if run.public_address { AssignPublicIp::Enabled } else { AssignPublicIp::Disabled };
        let network = AwsVpcConfiguration::new(run.subnets.ids())
            .security_groups([run.security_group.clone()])
            .assign_public_ip(address);
        let revision = iac_aws_base::shared::newest_revision(&run.family);
        EcsParameters::new(revision.untyped::<iac_core::prelude::Arn<iac_aws_cfn::kind::EcsTaskDefinition>>())
            .launch_type(LaunchType::Fargate)
            .network_configuration(NetworkConfiguration::new().$awsvpc_configuration(network))
            .task_count(1)
            .enable_ecs_managed_tags(true)
            .propagate_tags(PropagateTags::TaskDefinition)
    }};
}
pub(super) use ecs_parameters;
