#![doc = include_str!("../README.md")]

mod api_gateway;
mod api_gateway_v2;
mod app_config;
mod app_runner;
mod application_auto_scaling;
mod archive;
mod athena;
mod auto_scaling;
mod backup;
mod budgets;
mod certificate_manager;
mod chatbot;
mod cloud_trail;
mod cloudfront;
mod cloudwatch;
mod code_build;
mod code_deploy;
mod code_pipeline;
mod code_star_connections;
mod cognito;
mod dynamodb;
mod ec2;
mod ecr;
mod ecs;
mod efs;
mod elastic_load_balancing_v2;
mod elasticache;
mod events;
mod facts;
mod glue;
mod guard_duty;
mod iam;
mod kinesis;
mod kinesis_firehose;
mod kms;
mod lambda;
mod lightsail;
mod logs;
mod members;
mod names;
mod policy_targets;
mod prelude;
mod rds;
mod references;
mod route53;
mod s3;
mod scheduler;
mod secrets;
mod secrets_manager;
mod service_discovery;
mod ses;
mod sns;
mod sqs;
mod ssm;
mod step_functions;
mod synthetics;
mod wafv2;
mod xray;

use iac_core::backend::terraform::{Provider, ResourceMap};

/// One table per service.
const TABLES: &[&[ResourceMap]] = &[
    api_gateway::TYPES,
    api_gateway_v2::TYPES,
    app_runner::TYPES,
    application_auto_scaling::TYPES,
    app_config::TYPES,
    athena::TYPES,
    auto_scaling::group::TYPES,
    auto_scaling::policy::TYPES,
    auto_scaling::schedule::TYPES,
    backup::TYPES,
    budgets::TYPES,
    certificate_manager::TYPES,
    chatbot::TYPES,
    cloud_trail::TYPES,
    cloudfront::TYPES,
    cloudwatch::TYPES,
    code_build::TYPES,
    code_deploy::TYPES,
    code_pipeline::TYPES,
    code_star_connections::TYPES,
    cognito::TYPES,
    dynamodb::TYPES,
    ec2::endpoint::TYPES,
    ec2::flow_log::TYPES,
    ec2::gateway::TYPES,
    ec2::instance::TYPES,
    ec2::launch_template::TYPES,
    ec2::network::TYPES,
    ec2::network_acl::TYPES,
    ec2::network_interface::TYPES,
    ec2::peering::TYPES,
    ec2::route::TYPES,
    ec2::security_group::TYPES,
    ec2::transit_gateway::TYPES,
    ec2::volume::TYPES,
    ecr::TYPES,
    ecs::TYPES,
    efs::TYPES,
    elastic_load_balancing_v2::TYPES,
    elasticache::TYPES,
    events::TYPES,
    glue::TYPES,
    guard_duty::TYPES,
    iam::TYPES,
    kinesis::TYPES,
    kinesis_firehose::TYPES,
    kms::TYPES,
    lambda::TYPES,
    lightsail::TYPES,
    logs::TYPES,
    rds::TYPES,
    route53::TYPES,
    s3::TYPES,
    scheduler::TYPES,
    secrets_manager::TYPES,
    service_discovery::TYPES,
    ses::TYPES,
    sns::TYPES,
    sqs::TYPES,
    ssm::TYPES,
    step_functions::TYPES,
    synthetics::TYPES,
    wafv2::TYPES,
    xray::TYPES,
];

/// The provider, as far as this library knows it.
pub const PROVIDER: Provider = Provider {
    tables: TABLES,
    facts: facts::PROVIDER,
    additions: include_str!("additions.txt"),
    lacking: include_str!("lacking.txt"),
    cloudformation: facts::CLOUDFORMATION,
};
