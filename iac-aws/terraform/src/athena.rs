//! `AWS::Athena`. `WorkGroupConfigurationUpdates` has no entry: CloudFormation has given it up too.

use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::Athena::WorkGroup", "aws_athena_workgroup")
    .reference("name")
    .attributes(&[(
        "WorkGroupConfiguration.EngineVersion.EffectiveEngineVersion",
        "{}.configuration[0].engine_version[0].effective_engine_version",
    )])
    .name(Name::Required("name", 128))
    .properties(&[
        ("RecursiveDeleteOption", To::Attribute("force_destroy")),
        ("WorkGroupConfiguration", To::Block("configuration", CONFIGURATION)),
    ])];

const CONFIGURATION: &[(&str, To)] = &[
    ("EnforceWorkGroupConfiguration", To::Attribute("enforce_workgroup_configuration")),
    (
        "EngineVersion",
        To::Block("engine_version", &[("EffectiveEngineVersion", To::Ignored("Athena says which one it is"))]),
    ),
    ("PublishCloudWatchMetricsEnabled", To::Attribute("publish_cloudwatch_metrics_enabled")),
    (
        "ResultConfiguration",
        To::Block(
            "result_configuration",
            &[(
                "EncryptionConfiguration",
                To::Block("encryption_configuration", &[("KmsKey", To::Attribute("kms_key_arn"))]),
            )],
        ),
    ),
];
