//! Where data lives: PostgreSQL, Redis and S3.

use super::choices::Choices;
use super::recovery::Copies;
use iac_aws::prelude::*;
use iac_core::SecretParameter;

pub(super) struct Data {
    pub(super) database: RdsInstanceHandle,
    pub(super) proxy: Option<RdsProxyHandle>,
    pub(super) cache: RedisCacheHandle,
    pub(super) bucket: BucketHandle,
    /// The keys of sources that ask for one.
    pub(super) api_keys: SecretHandle,
}

pub(super) fn add(
    stack: &mut Stack,
    choices: &Choices,
    vpc: &VpcHandle,
    key: &EncryptionKeyHandle,
    copies: Option<&Copies>,
    api_keys: &SecretParameter,
) -> Data {
    let mut database =
        RdsInstance::postgres(vpc.isolated(), PostgresVersion::V15_19, choices.database.clone(), choices.on_delete)
            .database("ctiscraper")
            .master_username("ctiscraper")
            .managed_password()
            .storage(gib(100))
            .max_storage(gib(500))
            .backup_retention(days(7))
            // AWS Backup starts between 04:00 and 05:00, and not in an hour before these.
            .backup_window("07:00-07:30")
            .maintenance_window("sun:08:30-sun:09:30")
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
    let mut bucket = Bucket::new(OnDelete::Retain).regional_name(bucket_name(choices)).lifecycle(tiering());
    if let Some(copies) = copies {
        bucket = bucket.replicate(Replication::to(&copies.bucket));
    }
    let api_keys = Secret::from_parameter(api_keys)
        .name(format!("{}/api-keys", choices.prefix))
        .description("The keys of sources that ask for one, as JSON")
        .encryption_key(key);
    Data { database, proxy, cache, bucket: stack.add("Data", bucket), api_keys: stack.add("ApiKeys", api_keys) }
}

/// The plan's name; the account's number and the region follow, because every account and region of AWS shares one space
/// of names.
pub(super) fn bucket_name(choices: &Choices) -> String {
    format!("cti-scraper-data-{}", choices.name)
}

pub(super) fn tiering() -> LifecycleRule {
    LifecycleRule::new("Tiering").intelligent_tiering().expire_noncurrent(days(90))
}
