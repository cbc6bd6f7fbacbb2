//! App Runner.

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::AppRunner::AutoScalingConfiguration", "aws_apprunner_auto_scaling_configuration_version")
        .reference("arn")
        .attributes(&[("AutoScalingConfigurationArn", "arn")])
        .name(Name::Required("auto_scaling_configuration_name", 32)),
    SERVICE,
    ResourceMap::new("AWS::AppRunner::VpcConnector", "aws_apprunner_vpc_connector")
        .reference("arn")
        .attributes(&[("VpcConnectorArn", "arn")])
        .name(Name::Required("vpc_connector_name", 40)),
];

const SERVICE: ResourceMap = ResourceMap::new("AWS::AppRunner::Service", "aws_apprunner_service")
    .reference("arn")
    .attributes(&[("ServiceArn", "arn")])
    .name(Name::Required("service_name", 40))
    .properties(&[(
        "SourceConfiguration",
        To::Block(
            "source_configuration",
            &[
                (
                    "CodeRepository",
                    To::Block(
                        "code_repository",
                        &[(
                            "CodeConfiguration",
                            To::Block(
                                "code_configuration",
                                &[("CodeConfigurationValues", To::Block("code_configuration_values", ENVIRONMENT))],
                            ),
                        )],
                    ),
                ),
                (
                    "ImageRepository",
                    To::Block(
                        "image_repository",
                        &[("ImageConfiguration", To::Block("image_configuration", ENVIRONMENT))],
                    ),
                ),
            ],
        ),
    )]);

const ENVIRONMENT: &[(&str, To)] = &[
    ("RuntimeEnvironmentSecrets", To::Pairs("runtime_environment_secrets", "Name", "Value")),
    ("RuntimeEnvironmentVariables", To::Pairs("runtime_environment_variables", "Name", "Value")),
];
