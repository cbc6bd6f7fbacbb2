//! What others need of a task to start it.

use crate::compute::ClusterHandle;
use iac_aws_cfn::iam;
use iac_core::prelude::*;

/// A task that the stack describes and somebody else starts: a person, a pipeline.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no task that somebody starts",
    label = "not a one-off task",
    note = "pass the handle that `stack.add` returned for a `OneOffTask`"
)]
pub trait DescribedTask {
    /// What starting it needs.
    fn run(&self) -> TaskRun;
}

/// What starting a task needs.
#[derive(Clone, Debug)]
pub struct TaskRun {
    /// The family of its task definition, whose newest revision runs.
    pub family: Val<Str>,
    /// Where it runs.
    pub cluster: ClusterHandle,
    /// What ECS needs to start it.
    pub execution_role: iam::RoleRef,
    /// What its program may do.
    pub task_role: iam::RoleRef,
}
