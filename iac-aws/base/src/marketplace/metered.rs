//! What metering is attached to.

use crate::monitoring::LogGroupHandle;
use crate::policy::Statement;
use iac_aws_cfn::ecs;
use iac_aws_cfn::kind::EcsCluster;
use iac_core::Value;
use iac_core::prelude::*;

/// A service whose usage is metered: its program calls AWS Marketplace with the rights of its task role.
#[diagnostic::on_unimplemented(
    message = "usage cannot be metered in `{Self}`",
    label = "not a service on ECS",
    note = "AWS Marketplace takes usage of container products from tasks of ECS: attach it to a `FargateService`"
)]
pub trait Metered {
    /// The cluster that it runs in.
    fn cluster_arn(&self) -> Val<Arn<EcsCluster>>;
    /// The service.
    fn service(&self) -> ecs::ServiceRef;
    /// What its tasks are made of.
    fn task_definition(&self) -> ecs::TaskDefinitionRef;
    /// Where its program logs.
    fn log_group(&self) -> LogGroupHandle;
    /// Adds an environment variable to its main container.
    fn add_environment(&self, stack: &mut Stack, name: &'static str, value: Value);
    /// Lets its program call AWS: a policy of the task role.
    fn grant(&self, stack: &mut Stack, id: &'static str, statement: Statement);
}
