//! The resources behind a queue's depth.

use super::QueueDepth;
use iac_aws_base::compute::QueueDepthHandle;
use iac_aws_base::monitoring::{LogGroupHandle, Statistic};
use iac_aws_base::network::{Connects, Outbound, SecurityGroupHandle};
use iac_aws_base::policy::{PolicyDocument, Principal, Statement};
use iac_aws_base::shared::{OwnLogGroup, OwnSecurityGroup};
use iac_aws_cfn::iam::{self, role::Policy};
use iac_aws_cfn::lambda::{self, function as f};
use iac_aws_cfn::scheduler::{self, schedule as s};
use iac_aws_monitoring::{Alarm, Comparison, Missing, Severity};
use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

/// CloudFormation takes up to 4 MiB, other tools up to 4,096 characters.
const CODE: &str = include_str!("publish.py");
/// Supported until June 2029. Source: <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html>
const RUNTIME: &str = "python3.13";
/// What Lambda itself does with the function's role; most of it takes no resource.
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions>
const INTERFACES: [&str; 6] = [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
];

impl Construct for QueueDepth {
    type Handle = QueueDepthHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> QueueDepthHandle {
        self.check(stack);
        let log_group = stack.add("LogGroup", OwnLogGroup::new(self.retention, None));
        let description = format!("Function of {}", stack.logical_id());
        let group = OwnSecurityGroup::new(&self.subnets, description, Outbound::Https);
        let security_group = stack.add("SecurityGroup", group).of_construct(stack);
        let role = self.role(stack, log_group);
        let cache = IntoVal::<Str>::into_value(self.cache.replication_group.replication_group_id());
        let lists = Text::Owned(self.lists.join(","));
        let function = self.function(stack, role, log_group, security_group, (&cache, &lists));
        let boundary = boundary(stack, role, function);
        let (schedule, schedule_role) = self.schedule(stack, function);
        let silent = Alarm::new(
            QueueDepthHandle::metric(&cache, &lists).statistic(Statistic::SampleCount),
            Comparison::LessThan(1.0),
            Severity::Warning,
            "Nobody knows how many messages wait, so that nothing is scaled: look into the log of the function",
        );
        let silent = self.topics.iter().fold(silent.for_periods(5), |alarm, topic| alarm.notify(topic));
        let silent = stack.add("Silent", silent.missing(Missing::Breaching));
        stack.depends_on(silent.alarm, schedule);
        let handle = QueueDepthHandle {
            function,
            role,
            boundary,
            schedule,
            schedule_role,
            log_group,
            security_group,
            silent,
            cache,
            lists,
        };
        handle.connects_to(stack, &self.cache);
        handle
    }
}

impl QueueDepth {
    fn check(&self, stack: &mut Stack) {
        self.subnets.require(stack, "the function", 1);
        if self.lists.is_empty() {
            stack.error(
                "bad-queue",
                "no queue is named whose messages are to be counted",
                "name one, such as `celery`",
            );
        }
        for (index, list) in self.lists.iter().enumerate() {
            if list.is_empty() || list.contains([',', '\u{6}']) || list.chars().any(char::is_whitespace) {
                let help = "give the list's key without commas and spaces";
                stack.error("bad-queue", format!("`{list}` cannot be the name of a queue here"), help);
            }
            if self.lists[..index].contains(list) {
                stack.error("bad-queue", format!("the queue `{list}` is named twice"), "name it once");
            }
        }
        if !self.subnets.reaches(iac_aws_base::network::InterfaceEndpoint::SecretsManager) {
            let message = "the function reads the cache's password from Secrets Manager, and nothing leads there from its \
                           subnets: their VPC has neither a NAT gateway nor an endpoint";
            let help = "give the VPC `.nat(Nat::One)`, or `.interface_endpoints([InterfaceEndpoint::SecretsManager])`";
            stack.error("no-way-to-secrets", message, help);
        }
    }

    fn role(&self, stack: &mut Stack, logs: LogGroupHandle) -> iam::RoleRef {
        let write = Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"]).sid("WriteLogs").on(logs.arn());
        let interfaces = Statement::allow(INTERFACES).sid("Interfaces").on("*");
        let statements = self.cache.secret.grant_read().into_iter().chain([write, interfaces]);
        let role = iam::Role::new(PolicyDocument::trusts("lambda.amazonaws.com"))
            .description("What the function that counts waiting messages may do")
            .policies([Policy::new(PolicyDocument::new(statements), "CountMessages")]);
        let role = stack.add("Role", role);
        let reason = "Lambda needs network interfaces under names that nobody knows yet; a second policy denies them to \
                      the code of the function";
        stack.suppress(role, "CKV_AWS_111", reason);
        role
    }

    fn function(
        &self,
        stack: &mut Stack,
        role: iam::RoleRef,
        logs: LogGroupHandle,
        group: SecurityGroupHandle,
        (cache, lists): (&Value, &Text),
    ) -> lambda::FunctionRef {
        let text = |text: String| Value::Str(Text::Owned(text));
        let steps: Vec<String> = self.priorities.iter().map(u8::to_string).collect();
        let variables = Value::map([
            ("HOST", self.cache.host().into_value()),
            ("PORT", text(self.cache.port().to_string())),
            ("DATABASE", text(self.database.to_string())),
            ("SECRET_ARN", IntoVal::<Str>::into_value(self.cache.secret.arn())),
            ("LISTS", Value::Str(lists.clone())),
            ("PRIORITIES", text(steps.join(","))),
            ("CACHE", cache.clone()),
            ("NAMESPACE", Value::Str(Text::Borrowed(QueueDepthHandle::NAMESPACE))),
        ]);
        let network = f::VpcConfig::new().subnet_ids(self.subnets.ids()).security_group_ids([group.group_id()]);
        let function = lambda::Function::new(f::Code::new().zip_file(CODE), role.arn())
            .description("Publishes how many messages wait in the cache")
            .runtime(RUNTIME)
            .handler("index.handler")
            .architectures([f::Architectures::Arm64])
            .memory_size(128)
            .timeout(20)
            .environment(f::Environment::new().variables(Val::<Map<Str>>::of(variables)))
            .logging_config(f::LoggingConfig::new().log_group(logs.name()))
            .vpc_config(network);
        let function = stack.add("", function);
        self.subnets.created_before(stack, function);
        for (check, reason) in [
            ("CKV_AWS_115", "One run a minute; concurrency that is reserved is taken from all other functions"),
            ("CKV_AWS_116", "A count that failed is worth nothing later: the next run counts again"),
            ("CKV_AWS_173", "Its variables are no secrets: Lambda encrypts them with a key of AWS's own"),
        ] {
            stack.suppress(function, check, reason);
        }
        function
    }

    /// Source: <https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html>
    fn schedule(&self, stack: &mut Stack, function: lambda::FunctionRef) -> (scheduler::ScheduleRef, iam::RoleRef) {
        let group = join!["arn:", partition(), ":scheduler:", region(), ":", account_id(), ":schedule-group/default"];
        let trust = Statement::allow(["sts:AssumeRole"])
            .by(Principal::Service("scheduler.amazonaws.com"))
            .when("StringEquals", "aws:SourceAccount", account_id())
            .when("StringEquals", "aws:SourceArn", group);
        let start = PolicyDocument::new([Statement::allow(["lambda:InvokeFunction"]).on(function.arn())]);
        let role = iam::Role::new(PolicyDocument::new([trust]))
            .description("Starts the function that counts waiting messages")
            .policies([Policy::new(start, "StartFunction")]);
        let role = stack.add("ScheduleRole", role);
        let seconds = self.every.as_secs();
        if !seconds.is_multiple_of(60) || !(60..=3_600).contains(&seconds) {
            let message = format!("waiting messages are to be counted every {seconds} s");
            stack.error("bad-duration", message, "give whole minutes from `minutes(1)` to `minutes(60)`");
        }
        let count = (seconds / 60).max(1);
        let rate = format!("rate({count} minute{})", if count == 1 { "" } else { "s" });
        // Late counts are worthless, so that nothing is tried again.
        let retry = s::RetryPolicy::new().maximum_retry_attempts(0).maximum_event_age_in_seconds(60);
        let target = s::Target::new(function.arn(), role.arn()).retry_policy(retry);
        let schedule =
            scheduler::Schedule::new(s::FlexibleTimeWindow::new(s::FlexibleTimeWindowMode::Off), rate, target)
                .description("Counts waiting messages");
        (stack.add("Schedule", schedule), role)
    }
}

/// Lambda acts with the function's role, and the function's code as well: only the code has the function as its source.
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html>
fn boundary(stack: &mut Stack, role: iam::RoleRef, function: lambda::FunctionRef) -> iam::PolicyRef {
    let deny = Statement::deny(INTERFACES).sid("NotTheCode").on("*").when(
        "ArnEquals",
        "lambda:SourceFunctionArn",
        function.arn(),
    );
    let policy = iam::Policy::new(PolicyDocument::new([deny]), "NotTheCode").roles([role.role_name()]);
    stack.add("NotTheCode", policy)
}
