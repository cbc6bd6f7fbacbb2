//! The resources behind dumps of a database.

use super::{DatabaseDump, DatabaseDumpHandle};
use crate::compute::run_task::{RunTask, dead_letter_queue, ecs_parameters};
use crate::compute::trusts_scheduler;
use iac_aws_base::compute::Image;
use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_base::network::Outbound;
use iac_aws_base::policy::Statement;
use iac_aws_base::shared::{OwnLogGroup, OwnSecurityGroup, connect, created_after, family};
use iac_aws_cfn::ecs::task_definition::{
    ContainerDefinition, ContainerDependency, ContainerDependencyCondition, CpuArchitecture, EphemeralStorage,
    MountPoint, NetworkMode, RequiresCompatibilities, RuntimePlatform, Volume,
};
use iac_aws_cfn::scheduler::schedule::{
    DeadLetterConfig, FlexibleTimeWindow, FlexibleTimeWindowMode, RetryPolicy, Target,
};
use iac_aws_cfn::{ecs, iam, scheduler};
use iac_aws_containers::shared::{execution_role, task_role};
use iac_aws_containers::{Cluster, Container};
use iac_core::Value;
use iac_core::prelude::*;

/// The release of the AWS CLI that copies. Source: <https://gallery.ecr.aws/aws-cli/aws-cli>
const AWS_CLI: &str = "public.ecr.aws/aws-cli/aws-cli:2.35.19";

/// PostgreSQL's own client reads the `PG…` variables. A shell puts the time into the name.
const SCRIPT: &str = "pg_dump --no-password --file=\"/backup/backup_$(date -u +%Y%m%d_%H%M%S).sql\"";

impl Construct for DatabaseDump {
    type Handle = DatabaseDumpHandle;
    const SEALED: bool = true;

    fn build(mut self, stack: &mut Stack) -> DatabaseDumpHandle {
        self.subnets.require(stack, "the dump", 1);
        self.check_prefix(stack);
        let cluster = self.cluster.unwrap_or_else(|| stack.add("Cluster", Cluster::new()));
        let description = format!("Tasks of {}", stack.logical_id());
        let group = OwnSecurityGroup::new(&self.subnets, description, Outbound::Https);
        let group = stack.add("SecurityGroup", group).of_construct(stack);
        let database = (self.database.security_group, Some("Database"));
        let rules = connect(stack, group, database, self.database.port());
        let logs = stack.add("LogGroup", OwnLogGroup::new(self.log_retention, None));
        let (dump, upload) = self.containers(stack);
        let execution_role = execution_role(stack, &[&dump, &upload], &logs);
        let task_role = task_role(stack, self.bucket.grant_write(self.prefix.clone()), false);
        let definitions = self.definitions(stack, [&dump, &upload], &logs);
        let family = family(stack, &cluster);
        let task_definition = self.task_definition(stack, family.clone(), definitions, [execution_role, task_role]);

        let place = (self.subnets.clone(), self.public_address);
        let run = RunTask::of(cluster, (task_definition, family), [execution_role, task_role], place, group.group_id());
        let queue = dead_letter_queue(stack);
        let keep = Statement::allow(["sqs:SendMessage"]).sid("KeepFailedStarts").on(queue.arn());
        let role = run.role(stack, trusts_scheduler(), "Starts dumps of a database", Some(keep));
        let (attempts, age) = run.retry(stack);
        let retry = RetryPolicy::new().maximum_retry_attempts(attempts).maximum_event_age_in_seconds(age);
        let target = Target::new(cluster.arn(), role.arn())
            .ecs_parameters(ecs_parameters!(&run, iac_aws_cfn::scheduler::schedule, awsvpc_configuration))
            .retry_policy(retry)
            .dead_letter_config(DeadLetterConfig::new().arn(queue.arn()));
        let window = FlexibleTimeWindow::new(FlexibleTimeWindowMode::Off);
        let schedule = scheduler::Schedule::new(window, self.schedule.expression(stack), target)
            .schedule_expression_timezone("UTC")
            .description(format!("Starts {}", stack.logical_id()));
        let schedule = stack.add("", schedule);
        created_after(stack, schedule, task_definition);
        if let Some(rules) = rules {
            rules.created_before(stack, schedule);
        }
        DatabaseDumpHandle {
            schedule,
            task_definition,
            task_role,
            execution_role,
            role,
            dead_letter_queue: queue,
            log_group: logs,
            security_group: group,
            cluster,
            run,
        }
    }
}

impl DatabaseDump {
    fn check_prefix(&self, stack: &mut Stack) {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "/-_.".contains(c);
        let folder = self.prefix.is_empty() || (self.prefix.ends_with('/') && !self.prefix.starts_with('/'));
        if !folder || !self.prefix.chars().all(allowed) {
            let message = format!("dumps cannot go below `{}`", self.prefix);
            stack.error(
                "bad-prefix",
                message,
                "use letters, digits and / - _ . with a `/` at the end and none in front",
            );
        }
    }

    fn containers(&mut self, stack: &mut Stack) -> (Container, Container) {
        // The client must not be older than the server.
        let version = stack.property(self.database.instance, "EngineVersion").and_then(Value::as_str).unwrap_or("17");
        let postgres = Image::registry(format!("public.ecr.aws/docker/library/postgres:{version}"));
        let [pg_dump, aws_cli] = &mut self.images;
        let own = pg_dump.is_some();
        let (postgres, aws_cli) =
            (pg_dump.take().unwrap_or(postgres), aws_cli.take().unwrap_or_else(|| Image::registry(AWS_CLI)));
        if !own && !self.public_address && !self.subnets.has_way_out() {
            let help = "give the VPC a NAT gateway, or the dump images of your own with `.images(…)`";
            stack.error(
                "no-way-to-registry",
                "the images of the dump lie in `public.ecr.aws`, and nothing leads there",
                help,
            );
        }
        let database = &self.database;
        let dump = Container::new("dump", postgres)
            .command(["sh", "-c", SCRIPT])
            .env("PGHOST", database.host())
            .env("PGPORT", database.port())
            .env("PGDATABASE", database.database_name())
            .env("PGUSER", database.username())
            .env("PGSSLMODE", "require")
            .secret("PGPASSWORD", database.password());
        (dump, Container::new("upload", aws_cli).essential())
    }

    /// The copy starts when the dump has ended well; otherwise it never starts, and the task ends with the dump's fault.
    fn definitions(
        &self,
        stack: &mut Stack,
        [dump, upload]: [&Container; 2],
        logs: &LogGroupHandle,
    ) -> Vec<ContainerDefinition> {
        let mount = || MountPoint::new().source_volume("backup").container_path("/backup");
        let to = join!["s3://", self.bucket.name(), format!("/{}", self.prefix)].into_plain_value();
        let word = |word: &'static str| Value::Str(word.into());
        let command = vec![word("s3"), word("cp"), word("/backup"), to, word("--recursive"), word("--no-progress")];
        let after = ContainerDependency::new().container_name("dump").condition(ContainerDependencyCondition::Success);
        vec![
            dump.definition(stack, logs).mount_points([mount().read_only(false)]),
            upload
                .definition(stack, logs)
                .command(Val::<List<Str>>::of(Value::List(command)))
                .depends_on([after])
                .mount_points([mount().read_only(true)]),
        ]
    }

    fn task_definition(
        &self,
        stack: &mut Stack,
        family: Val<Str>,
        containers: Vec<ContainerDefinition>,
        [execution, task]: [iam::RoleRef; 2],
    ) -> ecs::TaskDefinitionRef {
        let mut definition = ecs::TaskDefinition::new(containers)
            .family(family)
            .cpu(&self.size.cpu)
            .memory(&self.size.memory)
            .network_mode(NetworkMode::Awsvpc)
            .requires_compatibilities([RequiresCompatibilities::Fargate])
            .runtime_platform(
                RuntimePlatform::new().cpu_architecture(CpuArchitecture::X86_64).operating_system_family("LINUX"),
            )
            .execution_role_arn(execution.arn())
            .task_role_arn(task.arn())
            .volumes([Volume::new().name("backup")]);
        if let Some(size) = self.scratch {
            if size < gib(21) || size > gib(200) || !size.as_mib().is_multiple_of(1024) {
                let message = format!("the dump's disk is to have {} MiB", size.as_mib());
                stack.error("bad-ephemeral-storage", message, "give whole GiB from `gib(21)` to `gib(200)`");
            }
            let size = size.clamp(gib(21), gib(200)).as_gib() as i64;
            definition = definition.ephemeral_storage(EphemeralStorage::new().size_in_gib(size));
        }
        stack.add("TaskDefinition", definition)
    }
}
