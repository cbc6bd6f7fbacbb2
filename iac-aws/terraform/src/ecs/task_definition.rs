//! Task definitions. A change makes a new revision; the old one goes when nothing runs with it any more.

use super::containers::container_definitions;
use crate::prelude::*;

pub(super) const TASK_DEFINITION: ResourceMap = ResourceMap::new("AWS::ECS::TaskDefinition", "aws_ecs_task_definition")
    .reference("arn")
    .attributes(&[("TaskDefinitionArn", "arn")])
    .name(Name::Required("family", 255))
    .replace_first()
    .retain(Retain::Attribute("skip_destroy"))
    .properties(&[
        ("ContainerDefinitions", To::By(container_definitions)),
        ("EphemeralStorage", To::Block("ephemeral_storage", &[("SizeInGiB", To::Attribute("size_in_gib"))])),
        (
            "InferenceAccelerators",
            To::Ignored("AWS ended Elastic Inference in April 2024, and the provider has removed it"),
        ),
        (
            "ProxyConfiguration",
            To::Block(
                "proxy_configuration",
                &[("ProxyConfigurationProperties", To::Pairs("properties", "Name", "Value"))],
            ),
        ),
        ("Volumes", To::Block("volume", VOLUME)),
    ]);

const VOLUME: &[(&str, To)] = &[
    ("ConfiguredAtLaunch", To::Attribute("configure_at_launch")),
    (
        "EFSVolumeConfiguration",
        To::Block("efs_volume_configuration", &[("FilesystemId", To::Attribute("file_system_id"))]),
    ),
    ("FSxWindowsFileServerVolumeConfiguration", To::Block("fsx_windows_file_server_volume_configuration", &[])),
    ("Host", To::Flatten(&[("SourcePath", To::Attribute("host_path"))])),
    ("S3FilesVolumeConfiguration", To::Block("s3files_volume_configuration", &[])),
];
