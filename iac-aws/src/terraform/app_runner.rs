//! App Runner.

use crate::terraform::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::AppRunner::Service", "aws_apprunner_service")
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
    )])];

const ENVIRONMENT: &[(&str, To)] = &[
    ("RuntimeEnvironmentSecrets", To::Pairs("runtime_environment_secrets", "Name", "Value")),
    ("RuntimeEnvironmentVariables", To::Pairs("runtime_environment_variables", "Name", "Value")),
];
