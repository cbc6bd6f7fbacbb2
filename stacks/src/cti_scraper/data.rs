//! Where data lives: PostgreSQL, Redis and S3.

use super::choices::Choices;
use super::recovery::Copies;
use iac_aws::prelude::*;

pub(super) struct Data {
    pub(super) database: RdsInstanceHandle,
    pub(super) proxy: Option<RdsProxyHandle>,
    pub(super) cache: RedisCacheHandle,
    pub(super) bucket: BucketHandle,
}

pub(super) fn add(
    stack: &mut Stack,
    choices: &Choices,
    vpc: &VpcHandle,
    key: &EncryptionKeyHandle,
    copies: Option<&Copies>,
) -> Data {
    let mut database =
        RdsInstance::postgres(vpc.isolated(), PostgresVersion::V15_19, choices.database.clone(), choices.on_delete)
            .database("ctiscraper")
            .master_username("ctiscraper")
            .managed_password()
            .storage(gib(100))
            .max_storage(gib(500))
            .backup_retention(days(7))
            .enhanced_monitoring(seconds(60))
            .export_logs(choices.log_retention)
            .parameter(PgParameter::LogMinDurationStatement(seconds(1)))
            .encryption_key(key);
    if choices.multi_az {
        database = database.multi_az();
    }
    let database = stack.add("Database", database);
    let proxy = choices.proxy.then(|| {
        let proxy = RdsProxy::new(vpc.isolated(), &database).max_connections_percent(90);
        stack.add("Proxy", proxy.log_retention(choices.log_retention))
    });
    // What waits in a queue must never make room for something else.
    let cache = RedisCache::new(vpc.isolated(), CacheVersion::Redis7_1, CacheNodeType::T3_MICRO)
        .eviction(Eviction::NoEviction)
        .snapshots(days(1))
        .snapshot_window("02:00-03:00")
        .slow_log(choices.log_retention)
        .encryption_key(key);
    let cache = stack.add("Cache", cache);
    let mut bucket = Bucket::new(OnDelete::Retain).account_name(bucket_name(choices)).lifecycle(tiering());
    if let Some(copies) = copies {
        bucket = bucket.replicate(Replication::to(&copies.bucket));
    }
    Data { database, proxy, cache, bucket: stack.add("Data", bucket) }
}

/// The plan's name; the account's number follows, because every account of AWS shares one space of names.
pub(super) fn bucket_name(choices: &Choices) -> &'static str {
    match choices.prefix {
        "cti-scraper" => "cti-scraper-data-prod",
        _ => "cti-scraper-data-dev",
    }
}

pub(super) fn tiering() -> LifecycleRule {
    LifecycleRule::new("Tiering").intelligent_tiering().expire_noncurrent(days(90))
}
