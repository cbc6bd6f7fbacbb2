//! Buckets as the destination and as the backup.

use crate::prelude::*;

pub(super) const S3: &[(&str, To)] = &[
    BUFFERING_HINTS,
    CLOUD_WATCH_LOGGING_OPTIONS,
    ("DynamicPartitioningConfiguration", To::Block("dynamic_partitioning_configuration", &[RETRY_OPTIONS])),
    ENCRYPTION_CONFIGURATION,
    ("S3BackupConfiguration", To::Block("s3_backup_configuration", BACKUP)),
];

pub(super) const BACKUP: &[(&str, To)] = &[BUFFERING_HINTS, CLOUD_WATCH_LOGGING_OPTIONS, ENCRYPTION_CONFIGURATION];

pub(super) const S3_CONFIGURATION: (&str, To) = ("S3Configuration", To::Block("s3_configuration", BACKUP));

pub(super) const BUFFERING_HINTS: (&str, To) = (
    "BufferingHints",
    To::Flatten(&[
        ("IntervalInSeconds", To::Attribute("buffering_interval")),
        ("SizeInMBs", To::Attribute("buffering_size")),
    ]),
);

pub(super) const CLOUD_WATCH_LOGGING_OPTIONS: (&str, To) =
    ("CloudWatchLoggingOptions", To::Block("cloudwatch_logging_options", &[]));

pub(super) const RETRY_OPTIONS: (&str, To) =
    ("RetryOptions", To::Flatten(&[("DurationInSeconds", To::Attribute("retry_duration"))]));

const ENCRYPTION_CONFIGURATION: (&str, To) = (
    "EncryptionConfiguration",
    To::Flatten(&[
        ("KMSEncryptionConfig", To::Flatten(&[("AWSKMSKeyARN", To::Attribute("kms_key_arn"))])),
        ("NoEncryptionConfig", To::Ignored("it is what the provider takes without a key")),
    ]),
);
