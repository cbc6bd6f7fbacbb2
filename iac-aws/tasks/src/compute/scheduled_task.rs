//! Tasks that run at times and end by themselves.

use super::run_task::{RunTask, dead_letter_queue, ecs_parameters};
use iac_aws_base::compute::{RunsTasks, Schedule};
use iac_aws_base::policy::{Principal, Statement};
use iac_aws_base::shared::{created_after, whole_seconds};
use iac_aws_cfn::scheduler::schedule::{
    DeadLetterConfig, FlexibleTimeWindow, FlexibleTimeWindowMode, RetryPolicy, State, Target,
};
use iac_aws_cfn::{iam, scheduler, sqs};
use iac_core::Text;
use iac_core::prelude::*;

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
    run: RunTask,
    time_zone: Text,
    window: Option<Duration>,
    enabled: bool,
}

impl ScheduledTask {
    /// Runs a command in a task of a service's kind: the main container with this command instead of its own.
    pub fn new<T: Into<Text>>(
        schedule: Schedule,
        service: &impl RunsTasks,
        command: impl IntoIterator<Item = T>,
    ) -> Self {
        ScheduledTask {
            schedule,
            run: RunTask::new(service, command),
            time_zone: Text::Borrowed("UTC"),
            window: None,
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
        self.run.retry = (times, within);
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
        let input = self.run.input(stack, "scheduled");
        let expression = self.schedule.expression(stack);
        let window = self.window(stack);
        let (attempts, age) = self.run.retry(stack);
        let retry = RetryPolicy::new().maximum_retry_attempts(attempts).maximum_event_age_in_seconds(age);
        let queue = dead_letter_queue(stack);
        let role = self.role(stack, queue);
        let target = Target::new(self.run.cluster.arn(), role.arn())
            .ecs_parameters(ecs_parameters!(&self.run, iac_aws_cfn::scheduler::schedule, awsvpc_configuration))
            .input(input)
            .retry_policy(retry)
            .dead_letter_config(DeadLetterConfig::new().arn(queue.arn()));
        let state = if self.enabled { State::Enabled } else { State::Disabled };
        let schedule = scheduler::Schedule::new(window, expression, target)
            .state(state)
            .schedule_expression_timezone(Val::<Str>::imported(self.time_zone.clone()))
            .description(format!("Starts {}", stack.logical_id()));
        let schedule = stack.add("", schedule);
        created_after(stack, schedule, self.run.task_definition);
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

    fn role(&self, stack: &mut Stack, queue: sqs::QueueRef) -> iam::RoleRef {
        let keep = Statement::allow(["sqs:SendMessage"]).sid("KeepFailedStarts").on(queue.arn());
        self.run.role(stack, trusts_scheduler(), "Starts a scheduled task", Some(keep))
    }
}

/// Trust in schedules of this account and region.
/// Source: <https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html>
pub(crate) fn trusts_scheduler() -> Statement {
    let group = join!["arn:", partition(), ":scheduler:", region(), ":", account_id(), ":schedule-group/default"];
    Statement::allow(["sts:AssumeRole"])
        .by(Principal::Service("scheduler.amazonaws.com"))
        .when("StringEquals", "aws:SourceAccount", account_id())
        .when("StringEquals", "aws:SourceArn", group)
}
