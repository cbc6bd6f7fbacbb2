//! RDS.

mod cluster;
mod event_subscription;
mod instance;
mod member;
mod option_group;
mod parameter_group;
mod password;
mod proxy;
mod snapshot;
mod subnet_group;

use super::kms::key_arn;
use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    cluster::CLUSTER,
    parameter_group::CLUSTER_PARAMETER_GROUP,
    instance::INSTANCE,
    parameter_group::PARAMETER_GROUP,
    proxy::PROXY,
    proxy::ENDPOINT,
    proxy::TARGET_GROUP,
    subnet_group::SUBNET_GROUP,
    event_subscription::EVENT_SUBSCRIPTION,
    option_group::OPTION_GROUP,
];

fn insights_key<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    key_arn(s, field, "performance_insights_kms_key_id");
}
