//! `AWS::Kinesis`.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Kinesis::ResourcePolicy", "aws_kinesis_resource_policy")
        .reference("resource_arn")
        .properties(&[("ResourcePolicy", To::Json("policy"))]),
    ResourceMap::new("AWS::Kinesis::Stream", "aws_kinesis_stream")
        .reference("name")
        .name(Name::Required("name", 128))
        .properties(&[
            ("DesiredShardLevelMetrics", To::Attribute("shard_level_metrics")),
            ("MaxRecordSizeInKiB", To::Attribute("max_record_size_in_kib")),
            ("RetentionPeriodHours", To::Attribute("retention_period")),
            ("StreamEncryption", To::Flatten(&[("KeyId", To::Attribute("kms_key_id"))])),
        ]),
    ResourceMap::new("AWS::Kinesis::StreamConsumer", "aws_kinesis_stream_consumer")
        .reference("arn")
        .attributes(&[
            ("ConsumerARN", "arn"),
            ("ConsumerCreationTimestamp", "creation_timestamp"),
            ("ConsumerName", "name"),
        ])
        .properties(&[("ConsumerName", To::Attribute("name"))]),
];
