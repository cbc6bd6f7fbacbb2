//! CloudFormation's types as types of the Terraform provider hashicorp/aws: tables, one file or folder per service.
//!
//! [`ResourceMap`](iac_core::backend::terraform::ResourceMap) says what an entry means. What the names of both sides
//! already say needs none.

mod athena;
mod auto_scaling;
mod backup;
mod budgets;
mod chatbot;
mod cloud_trail;
mod cloudwatch;
mod dynamodb;
mod ec2;
mod efs;
mod elasticache;
mod events;
mod facts;
mod glue;
mod guard_duty;
mod iam;
mod kinesis;
mod kinesis_firehose;
mod kms;
mod lightsail;
mod logs;
mod members;
mod policy_targets;
mod prelude;
mod rds;
mod secrets;
mod secrets_manager;
mod ses;
mod sns;
mod sqs;
mod ssm;
mod synthetics;
mod xray;

use iac_core::backend::terraform::{Provider, ResourceMap};

/// One table per service.
const TABLES: &[&[ResourceMap]] = &[
    athena::TYPES,
    auto_scaling::group::TYPES,
    auto_scaling::policy::TYPES,
    auto_scaling::schedule::TYPES,
    backup::TYPES,
    budgets::TYPES,
    chatbot::TYPES,
    cloud_trail::TYPES,
    cloudwatch::TYPES,
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
    efs::TYPES,
    elasticache::TYPES,
    events::TYPES,
    glue::TYPES,
    guard_duty::TYPES,
    iam::TYPES,
    kinesis::TYPES,
    kinesis_firehose::TYPES,
    kms::TYPES,
    lightsail::TYPES,
    logs::TYPES,
    rds::TYPES,
    secrets_manager::TYPES,
    ses::TYPES,
    sns::TYPES,
    sqs::TYPES,
    ssm::TYPES,
    synthetics::TYPES,
    xray::TYPES,
];

/// The provider, as far as this library knows it.
pub(crate) const PROVIDER: Provider = Provider {
    tables: TABLES,
    facts: facts::PROVIDER,
    additions: include_str!("additions.txt"),
    cloudformation: facts::CLOUDFORMATION,
};
