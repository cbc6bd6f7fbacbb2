//! Databases written out as files at set times.

mod build;

use super::run_task::RunTask;
use iac_aws_base::compute::{ClusterHandle, Image, Schedule};
use iac_aws_base::database::RdsInstanceHandle;
use iac_aws_base::monitoring::{EventPattern, FilterPattern, LogGroupHandle, Metric, MetricFilter, Retention};
use iac_aws_base::network::{SecurityGroupHandle, Subnets, TaskSubnets};
use iac_aws_base::storage::BucketHandle;
use iac_aws_cfn::{ecs, iam, scheduler, sqs};
use iac_aws_containers::{Fargate, FargateSize, Mem512};
use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

/// Writes a PostgreSQL database into a bucket at set times, as `backup_20260301_030000.sql`: `pg_dump` in a task that
/// EventBridge Scheduler starts, then a copy to S3.
///
/// It is for moving and looking things up. RDS's own backups restore to any second and much faster; these files restore
/// anywhere. Two public images do the work, so that the program's own needs neither `pg_dump` nor the AWS CLI: PostgreSQL
/// of the database's version, and the AWS CLI. The task may read the database's password and write below the prefix, and
/// nothing else; what is in the bucket expires by the bucket's lifecycle. The whole dump passes through the task's disk:
/// 20 GiB, which cost nothing, unless [`DatabaseDump::scratch`] says more.
///
/// A start that fails is tried again for an hour and then kept in a queue; a dump that fails is the event
/// [`DatabaseDumpHandle::failed`], and one that is there counts in [`DatabaseDumpHandle::written`]. Tasks reach the
/// registries over HTTPS: subnets without a way out need images of your own.
/// Sources: <https://www.postgresql.org/docs/current/app-pgdump.html>, <https://gallery.ecr.aws/docker/library/postgres>
///
/// ```
/// use iac_aws::prelude::*;
/// fn dump(stack: &mut Stack, vpc: &VpcHandle, database: &RdsInstanceHandle) {
///     let backups = Bucket::new(OnDelete::Retain).lifecycle(LifecycleRule::new("Old").expire(days(30)));
///     let backups = stack.add("Backups", backups);
///     stack.add("Dump", DatabaseDump::new(Schedule::daily("02:00"), vpc.private(), database, &backups));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct DatabaseDump {
    schedule: Schedule,
    subnets: Subnets,
    public_address: bool,
    database: RdsInstanceHandle,
    bucket: BucketHandle,
    prefix: Text,
    cluster: Option<ClusterHandle>,
    size: FargateSize,
    scratch: Option<Size>,
    images: [Option<Image>; 2],
    log_retention: Retention,
}

impl DatabaseDump {
    /// Dumps the database at these times, in UTC, from tasks in these subnets.
    pub fn new<S: TaskSubnets>(
        schedule: Schedule,
        subnets: S,
        database: &RdsInstanceHandle,
        bucket: &BucketHandle,
    ) -> Self {
        DatabaseDump {
            schedule,
            subnets: subnets.into_subnets(),
            public_address: S::PUBLIC_ADDRESS,
            database: database.clone(),
            bucket: *bucket,
            prefix: Text::Borrowed(""),
            cluster: None,
            size: Fargate::Cpu512(Mem512::Gb1).into(),
            scratch: None,
            images: [None, None],
            log_retention: Retention::Days30,
        }
    }

    /// Where the files go in the bucket, such as `postgres/`; at its top by default.
    pub fn prefix(mut self, prefix: impl Into<Text>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// The cluster that it runs in; one of its own by default.
    pub fn cluster(mut self, cluster: &ClusterHandle) -> Self {
        self.cluster = Some(*cluster);
        self
    }

    /// The size of the task; half a vCPU with 1 GiB by default.
    pub fn size(mut self, size: impl Into<FargateSize>) -> Self {
        self.size = size.into();
        self
    }

    /// The size of the task's disk, `gib(21)` to `gib(200)`: more than the largest dump will have.
    pub fn scratch(mut self, size: Size) -> Self {
        self.scratch = Some(size);
        self
    }

    /// Other images than the public ones: one with `sh` and a `pg_dump` that is no older than the database, and one whose
    /// entry point is `aws`.
    pub fn images(mut self, pg_dump: Image, aws_cli: Image) -> Self {
        self.images = [Some(pg_dump), Some(aws_cli)];
        self
    }

    /// How long its logs are kept; 30 days by default.
    pub fn log_retention(mut self, retention: Retention) -> Self {
        self.log_retention = retention;
        self
    }
}

/// Dumps of a database in a stack.
#[derive(Clone, Debug)]
pub struct DatabaseDumpHandle {
    /// What starts them.
    pub schedule: scheduler::ScheduleRef,
    /// What a dump is made of.
    pub task_definition: ecs::TaskDefinitionRef,
    /// What the copy to S3 may do.
    pub task_role: iam::RoleRef,
    /// What ECS needs to start the task.
    pub execution_role: iam::RoleRef,
    /// What Scheduler may do: start this task and nothing else.
    pub role: iam::RoleRef,
    /// Where starts that failed are kept.
    pub dead_letter_queue: sqs::QueueRef,
    /// Where both containers write.
    pub log_group: LogGroupHandle,
    /// What protects the task.
    pub security_group: SecurityGroupHandle,
    /// The cluster that it runs in.
    pub cluster: ClusterHandle,
    pub(super) run: RunTask,
}

impl DatabaseDumpHandle {
    /// Files that have reached the bucket, as a metric of the namespace: the lines of the log that say so. Two copies of a
    /// stack count together unless the namespace has the stack's name in it. It costs as a custom metric.
    #[track_caller]
    pub fn written(&self, stack: &mut Stack, namespace: impl IntoVal<Str>) -> Metric {
        let line = FilterPattern::all_of(["upload: "]);
        self.log_group.metric(stack, "Written", MetricFilter::new(line, namespace, "DumpsWritten"))
    }

    /// The event that a dump has failed: one of its containers has ended with a fault, or none has started, as without
    /// its image or its secret.
    /// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html>
    pub fn failed(&self) -> EventPattern {
        let list = |value: Value| Value::List(vec![value]);
        let text = |text: &'static str| Value::Str(Text::Borrowed(text));
        let definition = self.task_definition.task_definition_arn().into_plain_value();
        let fault = Value::map([("anything-but", list(Value::Int(0)))]);
        let ended = Value::map([("containers", Value::map([("exitCode", list(fault))]))]);
        let not_started = Value::map([("stopCode", list(text("TaskFailedToStart")))]);
        EventPattern::source("aws.ecs").detail_type("ECS Task State Change").detail(Val::<Json>::of(Value::map([
            ("lastStatus", list(text("STOPPED"))),
            ("taskDefinitionArn", list(definition)),
            ("$or", Value::List(vec![ended, not_started])),
        ])))
    }
}
