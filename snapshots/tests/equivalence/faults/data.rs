//! Databases, caches, buckets, secrets, queues.

use super::{Fault, edit, lose, put, rename, set, swap};
use serde_json::json;

const DATABASE: &str = "aws_db_instance.database";

pub(crate) const FAULTS: &[Fault] = &[
    Fault("no last snapshot", "prod", "Database", |document| {
        put(document, &format!("{DATABASE}/skip_final_snapshot"), true);
        lose(document, &format!("{DATABASE}/final_snapshot_identifier"));
    }),
    Fault("a last snapshot that nobody asked for", "trial", "Database", |document| {
        lose(document, &format!("{DATABASE}/skip_final_snapshot"));
    }),
    Fault("changes wait for a window", "prod", "Database", |document| {
        lose(document, &format!("{DATABASE}/apply_immediately"));
    }),
    Fault("another member of the secret", "prod", "Database", |document| {
        edit(document, &format!("{DATABASE}/password_wo"), "[\"password\"]", "[\"username\"]");
    }),
    Fault("another secret", "prod", "CacheUser", |document| {
        let password = "aws_elasticache_user.cache_user/passwords_wo";
        edit(document, password, "cache_secret", "database_secret");
    }),
    Fault("a password that the state shows", "prod", "Database", |document| {
        rename(document, &format!("{DATABASE}/password_wo"), &format!("{DATABASE}/password"));
    }),
    Fault("a shorter password", "prod", "DatabaseSecret", |document| {
        set(document, "/ephemeral/aws_secretsmanager_random_password/database_secret/password_length", 8);
    }),
    Fault("the password under another key", "prod", "DatabaseSecret", |document| {
        let secret = "aws_secretsmanager_secret_version.database_secret/secret_string_wo";
        edit(document, secret, "{password =", "{Password =");
    }),
    Fault("another user in the secret", "prod", "CacheSecret", |document| {
        edit(document, "aws_secretsmanager_secret_version.cache_secret/secret_string_wo", "default", "admin");
    }),
    Fault("a secret without its host", "prod", "DatabaseSecretAttachment", |document| {
        let secret = "aws_secretsmanager_secret_version.database_secret_attachment/secret_string_wo";
        edit(document, secret, "host = aws_db_instance.database.address, ", "");
    }),
    Fault("a secret that stays for a month", "prod", "CacheSecret", |document| {
        lose(document, "aws_secretsmanager_secret.cache_secret/recovery_window_in_days");
    }),
    Fault("two numbers of a database", "prod", "Database", |document| {
        swap(document, &format!("{DATABASE}/allocated_storage"), &format!("{DATABASE}/max_allocated_storage"));
    }),
    Fault("a choice the wrong way round", "trial", "Database", |document| {
        let backups = format!("{DATABASE}/delete_automated_backups");
        edit(document, &backups, "keep_database_backups_chosen", "scan_this_account_chosen");
    }),
    Fault("public", "prod", "Database", |document| {
        set(document, &format!("{DATABASE}/publicly_accessible"), true);
    }),
    Fault("a database in the private subnets", "prod", "DatabaseSubnetGroup", |document| {
        let subnet = "${aws_subnet.network_private_1.id}";
        set(document, "aws_db_subnet_group.database_subnet_group/subnet_ids/0", subnet);
    }),
    Fault("a subnet fewer", "prod", "CacheSubnetGroup", |document| {
        lose(document, "aws_elasticache_subnet_group.cache_subnet_group/subnet_ids/2");
    }),
    Fault("a setting of the database is another", "prod", "DatabaseParameterGroup", |document| {
        set(document, "aws_db_parameter_group.database_parameter_group/parameter/0/value", "0");
    }),
    Fault("a cache that is not encrypted on its way", "prod", "Cache", |document| {
        lose(document, "aws_elasticache_replication_group.cache/transit_encryption_enabled");
    }),
    Fault("a bucket that is not kept", "prod", "AuditArchive", |document| {
        lose(document, "aws_s3_bucket.audit_archive/lifecycle");
    }),
    Fault("a bucket that is emptied to be deleted", "prod", "AuditArchive", |document| {
        put(document, "aws_s3_bucket.audit_archive/force_destroy", true);
    }),
    Fault("a bucket that may be public", "prod", "AuditArchive", |document| {
        lose(document, "aws_s3_bucket_public_access_block.audit_archive");
    }),
    Fault("half of a block of public access", "prod", "AuditArchive", |document| {
        set(document, "aws_s3_bucket_public_access_block.audit_archive/ignore_public_acls", false);
    }),
    Fault("a part of the other bucket", "prod", "AuditArchive", |document| {
        let bucket = "aws_s3_bucket_versioning.audit_archive/bucket";
        edit(document, bucket, "audit_archive", "balancer_access_logs");
    }),
    Fault("days for other things", "prod", "AuditArchive", |document| {
        let rules = "aws_s3_bucket_lifecycle_configuration.audit_archive/rule";
        set(document, &format!("{rules}/0/transition/0/days"), 9);
    }),
    Fault("rules for some objects only", "prod", "AuditArchive", |document| {
        let rules = "aws_s3_bucket_lifecycle_configuration.audit_archive/rule";
        set(document, &format!("{rules}/0/filter"), json!([{"prefix": "logs/"}]));
    }),
    Fault("seconds are days", "prod", "RefreshCvesDeadLetterQueue", |document| {
        set(document, "aws_sqs_queue.refresh_cves_dead_letter_queue/message_retention_seconds", 14);
    }),
    Fault("a queue under the wrong type", "prod", "RefreshCvesDeadLetterQueue", |document| {
        let name = "refresh_cves_dead_letter_queue";
        rename(document, &format!("aws_sqs_queue.{name}"), &format!("aws_sns_topic.{name}"));
    }),
    Fault("images that change", "staging", "registry/Images", |document| {
        set(document, "aws_ecr_repository.registry_images/image_tag_mutability", "MUTABLE");
    }),
    Fault("images that stay longer", "staging", "registry/Images", |document| {
        edit(document, "aws_ecr_lifecycle_policy.registry_images/policy", "14", "140");
    }),
    Fault("a bucket more", "prod", "other", |document| {
        put(document, "aws_s3_bucket.other", json!({"bucket_prefix": "${var.stack_name}-other-"}));
    }),
];
