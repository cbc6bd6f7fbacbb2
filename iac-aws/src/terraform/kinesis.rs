//! `AWS::Kinesis`.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::Kinesis::Stream", "aws_kinesis_stream")
    .reference("name")
    .name(Name::Required("name", 128))
    .properties(&[
        ("DesiredShardLevelMetrics", To::Attribute("shard_level_metrics")),
        ("MaxRecordSizeInKiB", To::Attribute("max_record_size_in_kib")),
        ("RetentionPeriodHours", To::Attribute("retention_period")),
        ("StreamEncryption", To::Flatten(&[("KeyId", To::Attribute("kms_key_id"))])),
    ])];
