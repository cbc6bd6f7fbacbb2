//! EventBridge Scheduler.

use super::ecs::NETWORK_CONFIGURATION;
use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Scheduler::Schedule", "aws_scheduler_schedule")
        .reference("name")
        .name(Name::Prefix("name_prefix", "name", 64))
        .properties(&[("Target", To::Block("target", TARGET))]),
    ResourceMap::new("AWS::Scheduler::ScheduleGroup", "aws_scheduler_schedule_group")
        .reference("name")
        .name(Name::Prefix("name_prefix", "name", 64)),
];

const TARGET: &[(&str, To)] = &[
    ("EcsParameters", To::Block("ecs_parameters", &[("NetworkConfiguration", NETWORK_CONFIGURATION)])),
    ("EventBridgeParameters", To::Block("eventbridge_parameters", &[])),
    (
        "SageMakerPipelineParameters",
        To::Block("sagemaker_pipeline_parameters", &[("PipelineParameterList", To::Block("pipeline_parameter", &[]))]),
    ),
];
