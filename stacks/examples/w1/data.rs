//! The bucket, the repository, the logs, the database and the cache.

use super::network::Network;
use iac_aws::cfn::ec2::SubnetRef;
use iac_aws::cfn::ecr::{self, RepositoryRef, repository};
use iac_aws::cfn::elasticache::{self, ReplicationGroupRef, replication_group as cache};
use iac_aws::cfn::logs::{self, LogGroupRef};
use iac_aws::cfn::rds::{self, DbInstanceRef};
use iac_aws::cfn::s3::{self, BucketRef, bucket};
use iac_aws::cfn::secrets_manager::{self, SecretRef as SecretHandle, secret};
use iac_aws::prelude::*;

pub(crate) struct Data {
    pub(crate) bucket: BucketRef,
    pub(crate) repository: RepositoryRef,
    pub(crate) logs: LogGroupRef,
    pub(crate) secret: SecretHandle,
    pub(crate) database: DbInstanceRef,
    pub(crate) cache: ReplicationGroupRef,
}

const KEEP_20: &str = r#"{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":20},"action":{"type":"expire"}}]}"#;

pub(crate) fn add(stack: &mut Stack, network: &Network) -> Data {
    let bucket = add_bucket(stack);
    let repository = ecr::Repository::new()
        .image_scanning_configuration(repository::ImageScanningConfiguration::new().scan_on_push(true))
        .lifecycle_policy(repository::LifecyclePolicy::new().lifecycle_policy_text(KEEP_20));
    let repository = stack.add("Repo", repository);
    let mut group = |id, name| stack.add(id, logs::LogGroup::new().log_group_name(name).retention_in_days(30));
    let logs = group("AppLogs", "/prod/app");
    let redis_logs = group("RedisLogs", "/prod/redis");
    let (secret, database) = add_database(stack, network);

    let subnets = elasticache::SubnetGroup::new("cache", ids(&network.db));
    let subnets = stack.add("CacheSubnets", subnets);
    let to_logs = cache::CloudWatchLogsDestinationDetails::new(redis_logs.log_group_name());
    let slow_log = cache::LogDeliveryConfigurationRequest::new(cache::LogDeliveryConfigurationRequestRequired {
        destination_details: cache::DestinationDetails::new().cloud_watch_logs_details(to_logs),
        destination_type: cache::DestinationType::CloudwatchLogs,
        log_format: cache::LogFormat::Json,
        log_type: cache::LogType::SlowLog,
    });
    let cache = elasticache::ReplicationGroup::new("prod redis")
        .engine("redis")
        .engine_version("7.1")
        .cache_node_type("cache.t4g.small")
        .num_cache_clusters(2)
        .automatic_failover_enabled(true)
        .multi_az_enabled(true)
        .at_rest_encryption_enabled(true)
        .transit_encryption_enabled(true)
        .cache_subnet_group_name(subnets.cache_subnet_group_name())
        .security_group_ids([network.cache_sg.group_id()])
        .log_delivery_configurations([slow_log]);
    let cache = stack.add("Cache", cache);
    Data { bucket, repository, logs, secret, database, cache }
}

pub(crate) fn ids(subnets: &[SubnetRef]) -> Vec<Val<Id<iac_aws::cfn::kind::Ec2Subnet>>> {
    subnets.iter().map(|subnet| subnet.subnet_id()).collect()
}

fn add_bucket(stack: &mut Stack) -> BucketRef {
    let aes = bucket::ServerSideEncryptionByDefault::new(bucket::ServerSideEncryptionByDefaultSseAlgorithm::Aes256);
    let rule = bucket::ServerSideEncryptionRule::new().server_side_encryption_by_default(aes);
    let closed = bucket::PublicAccessBlockConfiguration::new()
        .block_public_acls(true)
        .block_public_policy(true)
        .ignore_public_acls(true)
        .restrict_public_buckets(true);
    let bucket = s3::Bucket::new()
        .bucket_encryption(bucket::BucketEncryption::new([rule]))
        .versioning_configuration(bucket::VersioningConfiguration::new(bucket::VersioningConfigurationStatus::Enabled))
        .public_access_block_configuration(closed);
    let bucket = stack.add("Bucket", bucket);
    stack.on_delete(bucket, DeletionPolicy::Retain);
    let deny = Statement::deny(["s3:*"]).by(Principal::Everybody).on(bucket.arn()).on(join![bucket.arn(), "/*"]).when(
        "Bool",
        "aws:SecureTransport",
        "false",
    );
    stack.add("BucketPolicy", s3::BucketPolicy::new(bucket.bucket_name(), PolicyDocument::new([deny])));
    bucket
}

fn add_database(stack: &mut Stack, network: &Network) -> (SecretHandle, DbInstanceRef) {
    let subnets = stack.add("DbSubnets", rds::DbSubnetGroup::new("db", ids(&network.db)));
    let generate = secret::GenerateSecretString::new()
        .generate_string_key("password")
        .secret_string_template(r#"{"username":"app"}"#)
        .password_length(30)
        .exclude_characters(" %+~`#$&*()|[]{}:;<>?!'/@\"\\");
    let secret = stack.add("DbSecret", secrets_manager::Secret::new().generate_secret_string(generate));
    let password = SecretRef::secrets_manager(secret.secret_arn(), Some("password".into()));
    let database = rds::DbInstance::new()
        .engine("postgres")
        .engine_version("16")
        .db_instance_class("db.t4g.medium")
        .multi_az(true)
        .allocated_storage("100")
        .storage_encrypted(true)
        .storage_type("gp2")
        .db_name("app")
        .master_username(join!["{{resolve:secretsmanager:", secret.secret_arn(), ":SecretString:username}}"])
        .master_user_password(password)
        .db_subnet_group_name(subnets.db_subnet_group_name())
        .vpc_security_groups([network.db_sg.group_id()])
        .backup_retention_period(7)
        .deletion_protection(true)
        .copy_tags_to_snapshot(true);
    let database = stack.add("Db", database);
    stack.on_delete(database, DeletionPolicy::Snapshot);
    let attachment = secrets_manager::SecretTargetAttachment::new(
        secret.secret_arn(),
        database.db_instance_identifier(),
        "AWS::RDS::DBInstance",
    );
    stack.add("DbSecretAtt", attachment);
    (secret, database)
}
