//! `AWS::CloudTrail`.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::CloudTrail::Trail", "aws_cloudtrail")
    .reference("name")
    .name(Name::Required("name", 128))
    .properties(&[
        ("CloudWatchLogsLogGroupArn", To::Attribute("cloud_watch_logs_group_arn")),
        ("IsLogging", To::Attribute("enable_logging")),
        ("TrailName", To::Attribute("name")),
    ])];
