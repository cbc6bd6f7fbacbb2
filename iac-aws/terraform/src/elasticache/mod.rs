//! ElastiCache.

mod cluster;
mod replication_group;
mod serverless;
mod user;

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    cluster::CACHE_CLUSTER,
    ResourceMap::new("AWS::ElastiCache::ParameterGroup", "aws_elasticache_parameter_group")
        .reference("name")
        .attributes(&[("CacheParameterGroupName", "name")])
        .name(Name::Required("name", 255))
        .replace_first()
        .finish(parameter_group)
        .properties(&[
            ("CacheParameterGroupFamily", To::Attribute("family")),
            ("CacheParameterGroupName", To::Attribute("name")),
            ("Properties", To::By(parameters)),
        ]),
    replication_group::REPLICATION_GROUP,
    serverless::SERVERLESS_CACHE,
    ResourceMap::new("AWS::ElastiCache::SubnetGroup", "aws_elasticache_subnet_group")
        .reference("name")
        .name(Name::Required("name", 255))
        .properties(&[("CacheSubnetGroupName", To::Attribute("name"))]),
    user::USER,
    ResourceMap::new("AWS::ElastiCache::UserGroup", "aws_elasticache_user_group").reference("user_group_id"),
];

/// Another family is another group, of another name, so that it is there before a cache lets go of the old one.
fn parameter_group(s: &mut Scope<'_, '_>) {
    if s.property("CacheParameterGroupName").is_none()
        && let (Some(name), Some(family)) = (s.get("name").cloned(), s.get("family").cloned())
    {
        s.set("name", Term::joined([name, "-".into(), family]));
    }
}

fn parameters<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, group| {
        let Value::Map(parameters) = group else {
            return s.error(
                "terraform",
                "the parameters are known only when it is deployed",
                "write them as an object",
            );
        };
        for parameter in parameters {
            s.each(&parameter.value, &mut |s, value| {
                let value = s.term(value);
                s.block("parameter", vec![("name", Term::from(&parameter.name)), ("value", value)]);
            });
        }
    });
}

/// Where the logs go: the name of a log group or of a stream.
const LOG_DELIVERY: To = To::Block(
    "log_delivery_configuration",
    &[(
        "DestinationDetails",
        To::Flatten(&[
            ("CloudWatchLogsDetails", To::Flatten(&[("LogGroup", To::Attribute("destination"))])),
            ("KinesisFirehoseDetails", To::Flatten(&[("DeliveryStream", To::Attribute("destination"))])),
        ]),
    )],
);

const CLASSIC: To = To::Ignored("EC2-Classic, which they are of, was retired in 2023");

/// CloudFormation changes a cache at once, and takes a last snapshot of it only where the policy says so.
fn finish(s: &mut Scope<'_, '_>, identifier: &'static str) {
    s.set("apply_immediately", true);
    if s.deletion_policy() == Some(DeletionPolicy::Snapshot)
        && let Some(identifier) = s.get(identifier).cloned()
    {
        s.set("final_snapshot_identifier", Term::joined([identifier, "-final".into()]));
    }
}
