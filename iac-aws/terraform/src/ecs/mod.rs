//! Elastic Container Service: clusters, services and task definitions.

mod capacity;
mod cluster;
mod containers;
mod service;
mod service_connect;
mod task_definition;

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    capacity::CAPACITY_PROVIDER,
    cluster::CLUSTER,
    cluster::CAPACITY_PROVIDER_ASSOCIATIONS,
    service::SERVICE,
    task_definition::TASK_DEFINITION,
];

/// The network of tasks: the provider leaves out the object that CloudFormation wraps around it.
pub(super) const NETWORK_CONFIGURATION: To = To::Block(
    "network_configuration",
    &[(
        "AwsvpcConfiguration",
        To::Flatten(&[(
            "AssignPublicIp",
            To::Values("assign_public_ip", &[("ENABLED", "true"), ("DISABLED", "false")]),
        )]),
    )],
);
