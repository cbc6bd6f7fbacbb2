//! Tasks that events start and that end by themselves.

use super::run_task::{RunTask, dead_letter_queue, ecs_parameters};
use iac_aws_base::compute::RunsTasks;
use iac_aws_base::monitoring::EventPattern;
use iac_aws_base::policy::{PolicyDocument, Principal, Statement};
use iac_aws_base::shared::created_after;
use iac_aws_cfn::events::rule::{DeadLetterConfig, RetryPolicy, State, Target};
use iac_aws_cfn::{events, iam, sqs};
use iac_core::prelude::*;
use iac_core::{Handle, Text};

/// A task that a rule of EventBridge (`AWS::Events::Rule`) starts for each event on the default bus that matches, with
/// the image, environment, roles, subnets and security group of a service.
///
/// A start that fails is tried again for an hour, then the event is kept for 14 days in a queue whose length an alarm
/// can watch. A task that starts and then fails is not tried again: it says so in its logs. EventBridge delivers an
/// event at least once, and two events start two tasks at a time: the program must bear to run twice. It does not get
/// the event, whose text whoever publishes it would otherwise put into a command.
///
/// Events of AWS cost nothing, those of a program of yours 1 $ a million; each run is billed like a task of the service.
///
/// Errors: no command; a pattern that EventBridge refuses; more than 185 retries, or a time for them out of range.
///
/// ```
/// use iac_aws::compute::{EventTask, Fargate, FargateService, Image, Mem256};
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
/// let image = Image::registry("ghcr.io/acme/api:1.4.2");
/// let app = stack.add("App", FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Gb1)));
/// let placed = EventPattern::source("acme.shop").detail_type("Order Placed");
/// stack.add("Invoice", EventTask::new(placed, &app, ["python", "-m", "invoice"]));
/// ```
#[derive(Clone, Debug)]
pub struct EventTask {
    pattern: EventPattern,
    run: RunTask,
    enabled: bool,
}

impl EventTask {
    /// Runs a command in a task of a service's kind: the main container with this command instead of its own.
    pub fn new<T: Into<Text>>(
        pattern: EventPattern,
        service: &impl RunsTasks,
        command: impl IntoIterator<Item = T>,
    ) -> Self {
        EventTask { pattern, run: RunTask::new(service, command), enabled: true }
    }

    /// How often a start that fails is tried again, up to 185 times, and for how long, 60 s to 24 hours; 10 times within
    /// an hour by default.
    pub fn retry(mut self, times: u32, within: Duration) -> Self {
        self.run.retry = (times, within);
        self
    }

    /// Keeps the rule but starts nothing. Events that come meanwhile are not kept.
    pub fn disabled(mut self) -> Self {
        self.enabled = false;
        self
    }
}

/// A task that events start, in a stack.
#[derive(Clone, Copy, Debug)]
pub struct EventTaskHandle {
    /// The rule.
    pub rule: events::RuleRef,
    /// What EventBridge may do: start this task and nothing else.
    pub role: iam::RoleRef,
    /// Where events are kept whose task did not start.
    pub dead_letter_queue: sqs::QueueRef,
    /// Who may write there: this rule.
    pub dead_letter_queue_policy: sqs::QueuePolicyRef,
}

impl EventTaskHandle {
    /// Creates the rule before `resource`, and updates it before, for events that come as soon as `resource` is there.
    /// The rule's pattern must then not refer to `resource`: each would wait for the other.
    #[track_caller]
    pub fn created_before(&self, stack: &mut Stack, resource: impl Handle) {
        // The policy refers to the rule, so that both are there.
        stack.depends_on(resource, self.dead_letter_queue_policy);
    }
}

impl Construct for EventTask {
    type Handle = EventTaskHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> EventTaskHandle {
        let input = self.run.input(stack, "event");
        let (attempts, age) = self.run.retry(stack);
        let retry = RetryPolicy::new().maximum_retry_attempts(attempts).maximum_event_age_in_seconds(age);
        let pattern = self.pattern.build(stack);
        let queue = dead_letter_queue(stack);
        let role = self.run.role(stack, trust(), "Starts a task when an event comes", None);
        let target = Target::new(self.run.cluster.arn(), "Task")
            .role_arn(role.arn())
            .ecs_parameters(ecs_parameters!(&self.run, iac_aws_cfn::events::rule, aws_vpc_configuration))
            .input(input)
            .retry_policy(retry)
            .dead_letter_config(DeadLetterConfig::new().arn(queue.arn()));
        let state = if self.enabled { State::Enabled } else { State::Disabled };
        let rule = events::Rule::new()
            .description(format!("Starts {}", stack.logical_id()))
            .event_pattern(pattern)
            .state(state)
            .targets([target]);
        let rule = stack.add("", rule);
        created_after(stack, rule, self.run.task_definition);
        // A queue takes events by its own policy: EventBridge does not take on the role to write there.
        // https://docs.aws.amazon.com/eventbridge/latest/userguide/rule-dlq.html
        let keep = Statement::allow(["sqs:SendMessage"])
            .sid("KeepFailedStarts")
            .by(Principal::Service("events.amazonaws.com"))
            .on(queue.arn())
            .when("ArnEquals", "aws:SourceArn", rule.arn());
        let policy = sqs::QueuePolicy::new(PolicyDocument::new([keep]), [queue.queue_url()]);
        let policy = stack.add("DeadLetterQueuePolicy", policy);
        EventTaskHandle { rule, role, dead_letter_queue: queue, dead_letter_queue_policy: policy }
    }
}

/// Trust in rules of this account and region. Naming this one would be a circle, because the rule names the role, and
/// CloudFormation shortens the names that it makes up, so that no beginning of the rule's name can be relied on.
/// Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html>
fn trust() -> Statement {
    let rules = join!["arn:", partition(), ":events:", region(), ":", account_id(), ":rule/*"];
    Statement::allow(["sts:AssumeRole"])
        .by(Principal::Service("events.amazonaws.com"))
        .when("StringEquals", "aws:SourceAccount", account_id())
        .when("ArnLike", "aws:SourceArn", rules)
}
