//! A database's password that changes at set times, and the services that must learn of it.

use crate::compute::{dead_letter_queue, trusts_scheduler};
use iac_aws_base::compute::{ClusterHandle, RunsTasks, Schedule};
use iac_aws_base::database::RdsInstanceHandle;
use iac_aws_base::policy::{PolicyDocument, Statement};
use iac_aws_cfn::scheduler::schedule::{
    DeadLetterConfig, FlexibleTimeWindow, FlexibleTimeWindowMode, RetryPolicy, Target,
};
use iac_aws_cfn::secrets_manager::rotation_schedule::RotationRules;
use iac_aws_cfn::{ecs, iam, kind, scheduler, secrets_manager, sqs};
use iac_core::prelude::*;
use iac_core::{SecretSource, Value};

/// Changes a database's password at set times, and then starts the services anew that were given it when they started
/// (`AWS::SecretsManager::RotationSchedule`).
///
/// RDS keeps the password (`RdsInstance::managed_password`) and changes it within a minute. EventBridge Scheduler asks for
/// that at the chosen time, and five minutes later ECS replaces the tasks of each service of [`RotationSchedule::restarts`] as in a deployment. Until then, running tasks keep the connections that they
/// have and cannot open new ones. Secrets Manager's own timer is set to 1,000 days, its longest, so that it never acts at
/// another time. A request that fails is tried again for an hour and then kept in a queue that an alarm can watch.
///
/// Why this way: AWS's ready-made rotation function needs a macro that Terraform lacks, and a function of one's own would
/// need a driver of the database; these resources exist in both formats and hold no code. Services that connect with
/// their roles have no password and need no restart: `RdsProxy::iam_auth`.
/// Sources: <https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_managed.html>,
/// <https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html>
///
/// ```
/// use iac_aws::prelude::*;
/// fn rotate(stack: &mut Stack, database: &RdsInstanceHandle, app: &FargateServiceHandle<Web>) {
///     let sundays = Schedule::weekly(Weekday::Sunday, "03:00");
///     stack.add("PasswordRotation", RotationSchedule::new(database, sundays).restarts(app));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct RotationSchedule {
    database: RdsInstanceHandle,
    schedule: Schedule,
    services: Vec<(ecs::ServiceRef, ClusterHandle)>,
}

impl RotationSchedule {
    /// A new password every day, week or month at a time of day before 23:55, in UTC.
    pub fn new(database: &RdsInstanceHandle, schedule: Schedule) -> Self {
        RotationSchedule { database: database.clone(), schedule, services: Vec::new() }
    }

    /// Replaces this service's tasks afterwards. Every service that is given the password needs it.
    pub fn restarts(mut self, service: &impl RunsTasks) -> Self {
        let tasks = service.tasks();
        self.services.push((tasks.service, tasks.cluster));
        self
    }
}

/// A rotation in a stack.
#[derive(Clone, Debug)]
pub struct RotationScheduleHandle {
    /// What keeps Secrets Manager's own timer from acting.
    pub rotation: secrets_manager::RotationScheduleRef,
    /// What asks for a new password.
    pub rotate: scheduler::ScheduleRef,
    /// What starts the services anew, in the order in which they were named.
    pub restarts: Vec<scheduler::ScheduleRef>,
    /// What Scheduler may do: this and nothing else.
    pub role: iam::RoleRef,
    /// Where requests are kept that failed.
    pub dead_letter_queue: sqs::QueueRef,
}

impl Construct for RotationSchedule {
    type Handle = RotationScheduleHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> RotationScheduleHandle {
        if self.database.secret.is_some() {
            let help = "let RDS keep the password: say `.managed_password()` on the database";
            stack.error(
                "password-not-managed",
                "the password of the database was generated once and cannot rotate",
                help,
            );
        }
        let secret = match self.database.password().source() {
            SecretSource::SecretsManager { arn, .. } => arn.clone(),
            SecretSource::SsmSecure(_) => Value::Str("".into()),
        };
        let secret: Val<Arn<kind::SecretsManagerSecret>> = Val::of(secret);
        let rules = RotationRules::new().automatically_after_days(1_000);
        let rotation = secrets_manager::RotationSchedule::new(secret.clone())
            .rotation_rules(rules)
            .rotate_immediately_on_update(false);
        let rotation = stack.add("", rotation);

        let queue = dead_letter_queue(stack);
        let role = self.role(stack, &secret, queue);
        let at = |when: String, action: &str, input: Val<Str>, what: String| {
            let retry = RetryPolicy::new().maximum_retry_attempts(10).maximum_event_age_in_seconds(3_600);
            let arn = join!["arn:", partition(), format!(":scheduler:::aws-sdk:{action}")];
            let target = Target::new(arn, role.arn())
                .input(input)
                .retry_policy(retry)
                .dead_letter_config(DeadLetterConfig::new().arn(queue.arn()));
            let window = FlexibleTimeWindow::new(FlexibleTimeWindowMode::Off);
            scheduler::Schedule::new(window, when, target).schedule_expression_timezone("UTC").description(what)
        };
        let when = self.schedule.expression(stack);
        let input = join!["{\"SecretId\":\"", secret, "\"}"];
        let what = "Asks for a new password of the database".to_owned();
        let rotate = at(when, "secretsmanager:rotateSecret", input, what);
        let rotate = stack.add("Rotate", rotate);
        stack.depends_on(rotate, rotation);

        let when = self.schedule.later(stack, minutes(5));
        let mut restarts = Vec::new();
        for (service, cluster) in &self.services {
            let scope = stack.scope_of(*service);
            let id = stack.within(scope, |stack| stack.logical_id());
            let (cluster, name) = (cluster.name(), service.name());
            let input = join!["{\"Cluster\":\"", cluster, "\",\"Service\":\"", name, "\",\"ForceNewDeployment\":true}"];
            let what = format!("Gives {id} the new password");
            let restart = at(when.clone(), "ecs:updateService", input, what);
            restarts.push(stack.add(format!("Restart{id}"), restart));
        }
        RotationScheduleHandle { rotation, rotate, restarts, role, dead_letter_queue: queue }
    }
}

impl RotationSchedule {
    fn role(
        &self,
        stack: &mut Stack,
        secret: &Val<Arn<kind::SecretsManagerSecret>>,
        queue: sqs::QueueRef,
    ) -> iam::RoleRef {
        let rotate = Statement::allow(["secretsmanager:RotateSecret"]).sid("RotatePassword").on(secret.clone());
        let services = self.services.iter().map(|(service, _)| service.service_arn());
        let restart = Statement::allow(["ecs:UpdateService"]).sid("RestartServices");
        let restart = services.fold(restart, |restart, arn| restart.on(arn));
        let keep = Statement::allow(["sqs:SendMessage"]).sid("KeepFailedRequests").on(queue.arn());
        let restart = (!self.services.is_empty()).then_some(restart);
        let policy = PolicyDocument::new([rotate].into_iter().chain(restart).chain([keep]));
        let role = iam::Role::new(PolicyDocument::new([trusts_scheduler()]))
            .description("Changes a password and starts services anew")
            .policies([iam::role::Policy::new(policy, "Rotate")]);
        stack.add("Role", role)
    }
}
