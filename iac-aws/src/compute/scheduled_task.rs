//! Tasks that run at times and end by themselves.

use super::health_check::whole_seconds;
use super::{FargateServiceHandle, Schedule, ServiceKind};
use crate::policy::{PolicyDocument, Principal, Statement};
use iac_aws_cfn::kind::Ec2SecurityGroup;
use iac_aws_cfn::scheduler::schedule::{
    AssignPublicIp, AwsVpcConfiguration, DeadLetterConfig, EcsParameters, FlexibleTimeWindow, FlexibleTimeWindowMode,
    LaunchType, NetworkConfiguration, PropagateTags, RetryPolicy, State, Target,
};
use iac_aws_cfn::{iam, scheduler, sqs};
use iac_core::prelude::*;
use iac_core::{Text, Value, json_text, select, split};

/// A task that EventBridge Scheduler starts at times (`AWS::Scheduler::Schedule`), with the image, environment, roles,
/// subnets and security group of a service.
///
/// A start that fails is tried again for an hour, then it is kept for 14 days in a queue whose length an alarm can
/// watch. A task that starts and then fails is not tried again: it says so in its logs. Each run is billed like a task
/// of the service.
///
/// ```
/// use iac_aws::compute::{Fargate, FargateService, Image, Mem256, Schedule, ScheduledTask};
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
/// let image = Image::registry("ghcr.io/acme/api:1.4.2");
/// let app = stack.add("App", FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Gb1)));
/// stack.add("NightlyUpdate", ScheduledTask::new(Schedule::daily("03:00"), &app, ["python", "-m", "update"]));
/// ```
#[derive(Clone, Debug)]
pub struct ScheduledTask {
    schedule: Schedule,
    service: Service,
    command: Vec<Text>,
    time_zone: Text,
    window: Option<Duration>,
    retries: u32,
    retry_for: Duration,
    enabled: bool,
}

/// What of a service a run of its own needs.
#[derive(Clone, Debug)]
struct Service {
    cluster: super::ClusterHandle,
    task_definition: iac_aws_cfn::ecs::TaskDefinitionRef,
    roles: [iam::RoleRef; 2],
    container_name: Text,
    subnets: crate::network::Subnets,
    security_group: Val<Id<Ec2SecurityGroup>>,
    public_address: bool,
}

impl ScheduledTask {
    /// Runs a command in a task of a service's kind: the main container with this command instead of its own.
    pub fn new<K: ServiceKind, T: Into<Text>>(
        schedule: Schedule,
        service: &FargateServiceHandle<K>,
        command: impl IntoIterator<Item = T>,
    ) -> Self {
        let service = Service {
            cluster: service.cluster,
            task_definition: service.task_definition,
            roles: [service.execution_role, service.task_role],
            container_name: service.container_name(),
            subnets: service.subnets().clone(),
            security_group: service.security_group_id(),
            public_address: service.has_public_address(),
        };
        ScheduledTask {
            schedule,
            service,
            command: command.into_iter().map(Into::into).collect(),
            time_zone: Text::Borrowed("UTC"),
            window: None,
            retries: 10,
            retry_for: hours(1),
            enabled: true,
        }
    }

    /// The time zone of the schedule by its name in the IANA database, such as `Europe/Berlin`; UTC by default. With
    /// summer time, a run in the hour that is left out does not happen.
    pub fn time_zone(mut self, zone: impl Into<Text>) -> Self {
        self.time_zone = zone.into();
        self
    }

    /// Starts at any moment within this time after the scheduled one, 1 minute to 24 hours, so that many schedules do
    /// not start at once; on time by default.
    pub fn flexible_window(mut self, window: Duration) -> Self {
        self.window = Some(window);
        self
    }

    /// How often a start that fails is tried again, up to 185 times, and for how long, 60 s to 24 hours; 10 times within
    /// an hour by default.
    pub fn retry(mut self, times: u32, within: Duration) -> Self {
        (self.retries, self.retry_for) = (times, within);
        self
    }

    /// Keeps the schedule but starts nothing.
    pub fn disabled(mut self) -> Self {
        self.enabled = false;
        self
    }
}

/// A scheduled task in a stack.
#[derive(Clone, Copy, Debug)]
pub struct ScheduledTaskHandle {
    /// The schedule.
    pub schedule: scheduler::ScheduleRef,
    /// What Scheduler may do: start this task and nothing else.
    pub role: iam::RoleRef,
    /// Where starts that failed are kept.
    pub dead_letter_queue: sqs::QueueRef,
}

impl Construct for ScheduledTask {
    type Handle = ScheduledTaskHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> ScheduledTaskHandle {
        if self.command.is_empty() {
            stack.error(
                "no-command",
                "the scheduled task has no command",
                "give the program to run with its arguments: with the service's own command it would never end",
            );
        }
        let expression = self.schedule.expression(stack);
        let window = self.window(stack);
        let retry = RetryPolicy::new()
            .maximum_retry_attempts(self.retries.min(185))
            .maximum_event_age_in_seconds(whole_seconds(stack, "the time for retries", self.retry_for, 60, 86_400));
        if self.retries > 185 {
            let message = format!("a start is to be tried again {} times", self.retries);
            stack.error("bad-retries", message, "give at most 185 retries");
        }
        let queue = sqs::Queue::new().sqs_managed_sse_enabled(true).message_retention_period(days(14).as_secs() as i64);
        let queue = stack.add("DeadLetterQueue", queue);
        stack.on_delete(queue, DeletionPolicy::Delete);
        stack.suppress(queue, "CKV_AWS_27", "SQS encrypts it with a key of its own (SSE-SQS)");
        let role = self.role(stack, queue);
        let target = Target::new(self.service.cluster.arn(), role.arn())
            .ecs_parameters(self.service.parameters())
            .input(self.input())
            .retry_policy(retry)
            .dead_letter_config(DeadLetterConfig::new().arn(queue.arn()));
        let state = if self.enabled { State::Enabled } else { State::Disabled };
        let schedule = scheduler::Schedule::new(window, expression, target)
            .state(state)
            .schedule_expression_timezone(Val::<Str>::imported(self.time_zone.clone()))
            .description(format!("Starts {}", stack.logical_id()));
        let schedule = stack.add("", schedule);
        ScheduledTaskHandle { schedule, role, dead_letter_queue: queue }
    }
}

impl ScheduledTask {
    fn window(&self, stack: &mut Stack) -> FlexibleTimeWindow {
        let Some(window) = self.window else { return FlexibleTimeWindow::new(FlexibleTimeWindowMode::Off) };
        let seconds = whole_seconds(stack, "the flexible window", window, 60, 86_400);
        if !seconds.is_multiple_of(60) {
            let message = format!("the flexible window is {seconds} s");
            stack.error("bad-duration", message, "give whole minutes from 1 to 1,440");
        }
        FlexibleTimeWindow::new(FlexibleTimeWindowMode::Flexible).maximum_window_in_minutes(seconds / 60)
    }

    fn input(&self) -> Val<Str> {
        let command = self.command.iter().map(|part| Value::Str(part.clone())).collect();
        let container =
            Value::map([("name", Value::Str(self.service.container_name.clone())), ("command", Value::List(command))]);
        json_text(&Value::map([("containerOverrides", Value::List(vec![container]))]))
    }

    /// Source: <https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html>
    fn role(&self, stack: &mut Stack, queue: sqs::QueueRef) -> iam::RoleRef {
        let group = join!["arn:", partition(), ":scheduler:", region(), ":", account_id(), ":schedule-group/default"];
        let trust = PolicyDocument::new([Statement::allow(["sts:AssumeRole"])
            .by(Principal::Service("scheduler.amazonaws.com"))
            .when("StringEquals", "aws:SourceAccount", account_id())
            .when("StringEquals", "aws:SourceArn", group)]);
        let [execution, task] = self.service.roles;
        let policy = PolicyDocument::new([
            Statement::allow(["ecs:RunTask"]).sid("RunTask").on(self.service.any_revision()).when(
                "ArnEquals",
                "ecs:cluster",
                self.service.cluster.arn(),
            ),
            Statement::allow(["iam:PassRole"]).sid("PassRoles").on(execution.arn()).on(task.arn()).when(
                "StringEquals",
                "iam:PassedToService",
                "ecs-tasks.amazonaws.com",
            ),
            Statement::allow(["ecs:TagResource"])
                .sid("TagTasks")
                .on(join![
                    "arn:",
                    partition(),
                    ":ecs:",
                    region(),
                    ":",
                    account_id(),
                    ":task/",
                    self.service.cluster.name(),
                    "/*"
                ])
                .when("StringEquals", "ecs:CreateAction", "RunTask"),
            Statement::allow(["sqs:SendMessage"]).sid("KeepFailedStarts").on(queue.arn()),
        ]);
        let role = iam::Role::new(trust)
            .description("Starts a scheduled task")
            .policies([iam::role::Policy::new(policy, "RunTask")]);
        stack.add("Role", role)
    }
}

impl Service {
    /// The ARN of the task definition without its revision, for all revisions: a schedule must go on while a deployment
    /// replaces the revision.
    fn any_revision(&self) -> Val<Str> {
        let arn = self.task_definition.task_definition_arn();
        let family: Val<Str> = select(5, split(":", arn));
        join!["arn:", partition(), ":ecs:", region(), ":", account_id(), ":", family, ":*"]
    }

    fn parameters(&self) -> EcsParameters {
        let address = if self.public_address { AssignPublicIp::Enabled } else { AssignPublicIp::Disabled };
        let network = AwsVpcConfiguration::new(self.subnets.ids())
            .security_groups([self.security_group.clone()])
            .assign_public_ip(address);
        EcsParameters::new(self.task_definition.task_definition_arn())
            .launch_type(LaunchType::Fargate)
            .network_configuration(NetworkConfiguration::new().awsvpc_configuration(network))
            .task_count(1)
            .enable_ecs_managed_tags(true)
            .propagate_tags(PropagateTags::TaskDefinition)
    }
}
