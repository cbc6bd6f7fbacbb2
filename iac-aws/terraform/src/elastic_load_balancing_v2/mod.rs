//! Elastic Load Balancing: application, network and gateway load balancers.

mod action;
mod listener;
mod listener_attributes;
mod listener_rule;
mod load_balancer;
mod target_group;
mod target_group_attributes;

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    listener::LISTENER,
    listener::LISTENER_CERTIFICATE,
    listener_rule::LISTENER_RULE,
    load_balancer::LOAD_BALANCER,
    target_group::TARGET_GROUP,
    ResourceMap::new("AWS::ElasticLoadBalancingV2::TrustStore", "aws_lb_trust_store")
        .reference("arn")
        .attributes(&[("TrustStoreArn", "arn")])
        .name(Name::Prefix("name_prefix", "name", 32)),
];
