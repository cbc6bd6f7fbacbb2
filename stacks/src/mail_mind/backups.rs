//! Dumps of the database, besides what RDS keeps: every night into a bucket, and from there to another region.

use iac_aws::prelude::*;

/// Dumps go to cheaper storage after a month and are gone after a year.
pub(super) fn bucket(name: &'static str) -> Bucket {
    let lifecycle = LifecycleRule::new("Dumps")
        .transition(StorageClass::GlacierIr, days(30))
        .expire(days(365))
        .expire_noncurrent(days(30));
    Bucket::new(OnDelete::Retain).account_name(name).lifecycle(lifecycle)
}

pub(super) fn add(
    stack: &mut Stack,
    vpc: &VpcHandle,
    database: &RdsInstanceHandle,
    cluster: &ClusterHandle,
    copies: &BucketHandle,
    topic: &AlarmTopicHandle,
) -> DatabaseDumpHandle {
    let backups = stack.add("Backups", bucket("mailmind-backups").replicate(Replication::to(copies)));
    let dump = DatabaseDump::new(Schedule::daily("02:30"), vpc.private(), database, &backups);
    let dump = stack.add("Dump", dump.cluster(cluster).scratch(gib(100)));
    let failed = dump.failed().build(stack);
    let target = iac_aws::cfn::events::rule::Target::new(topic.arn(), "Topic");
    let rule = iac_aws::cfn::events::Rule::new()
        .description("A dump of the database has failed")
        .event_pattern(failed)
        .targets([target]);
    let rule = stack.add("DumpFails", rule);
    topic.let_publish(stack, rule);
    stack.add("BackupBucket", Output::new(backups.name()).description("Where the dumps of the database lie"));
    dump
}
