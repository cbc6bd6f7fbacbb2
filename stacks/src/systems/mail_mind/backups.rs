//! What survives: RDS's own backups also in another region, a monthly one for a year, and dumps every night.

use iac_aws::prelude::*;

/// Dumps go to cheaper storage after a month and are gone after a year.
fn bucket(name: &'static str) -> Bucket {
    let lifecycle = LifecycleRule::new("Dumps")
        .transition(StorageClass::GlacierIr, days(30))
        .expire(days(365))
        .expire_noncurrent(days(30));
    Bucket::new(OnDelete::Retain).regional_name(name).lifecycle(lifecycle)
}

/// What lies in another region.
pub(super) struct Away {
    dumps: BucketHandle,
    pub(super) key: EncryptionKeyHandle,
    vault: BackupVaultHandle,
}

pub(super) fn away(stack: &mut Stack) -> Away {
    let key = stack.add("Key", EncryptionKey::new("Backups of MailMind away from its region"));
    let vault = stack.add("Vault", BackupVault::new().encryption_key(&key));
    Away { dumps: stack.add("Backups", bucket("mailmind-backups-replica")), key, vault }
}

/// A backup of each month for a year, here and there, and a restore that is tried out every month.
pub(super) fn plan(
    stack: &mut Stack,
    database: &RdsInstanceHandle,
    key: &EncryptionKeyHandle,
    away: &Away,
    topic: &AlarmTopicHandle,
) {
    let vault = stack.add("Vault", BackupVault::new().encryption_key(key).faults_to(topic));
    let monthly = BackupRule::new("Monthly", Schedule::monthly(2, "06:30"), days(365)).copy_to(&away.vault, days(365));
    let test = RestoreTest::new("RestoreTest", database, Schedule::monthly(3, "06:00")).validation(hours(2));
    stack.add("BackupPlan", BackupPlan::new(&vault).rule(monthly).resource(database).restore_test(test));
}

pub(super) fn add(
    stack: &mut Stack,
    vpc: &VpcHandle,
    database: &RdsInstanceHandle,
    cluster: &ClusterHandle,
    away: &Away,
    topic: &AlarmTopicHandle,
) -> DatabaseDumpHandle {
    let backups = stack.add("Backups", bucket("mailmind-backups").replicate(Replication::to(&away.dumps)));
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
    let written = dump.written(stack, join!["MailMind/", stack_name()]).period(Period::hours(1));
    let text = "No dump has reached the bucket for 26 hours: look at the log of the dump and at what is in its queue";
    let missing = Alarm::new(written, Comparison::LessThan(1.0), Severity::Critical, text);
    stack.add("DumpMissing", missing.for_periods(26).missing(Missing::Breaching).notify(topic));
    stack.add("BackupBucket", Output::new(backups.name()).description("Where the dumps of the database lie"));
    dump
}
