//! What others need of a service to start tasks of its kind and to release its image.

use crate::compute::ClusterHandle;
use crate::network::Subnets;
use iac_aws_cfn::kind::Ec2SecurityGroup;
use iac_aws_cfn::{ecs, iam};
use iac_core::Text;
use iac_core::prelude::*;

/// A service on Fargate whose kind of tasks others start too: schedules, events, a pipeline before a release.
#[diagnostic::on_unimplemented(
    message = "nothing can start tasks of `{Self}`",
    label = "not a service on Fargate",
    note = "pass the handle that `stack.add` returned for a `FargateService`"
)]
pub trait RunsTasks {
    /// What its tasks are made of, and where they run.
    fn tasks(&self) -> ServiceTasks;
}

/// What the tasks of a service are made of, and where they run.
#[derive(Clone, Debug)]
pub struct ServiceTasks {
    /// The service.
    pub service: ecs::ServiceRef,
    /// The cluster that it runs in.
    pub cluster: ClusterHandle,
    /// The task definition that the stack has.
    pub task_definition: ecs::TaskDefinitionRef,
    /// The family of the task definition, whose newest revision is the latest release.
    pub family: Val<Str>,
    /// The main container's name.
    pub container_name: Text,
    /// What ECS needs to start a task.
    pub execution_role: iam::RoleRef,
    /// What the program in a task may do.
    pub task_role: iam::RoleRef,
    /// Where tasks run.
    pub subnets: Subnets,
    /// The group that protects them.
    pub security_group: Val<Id<Ec2SecurityGroup>>,
    /// Whether they have public addresses.
    pub public_address: bool,
}
