//! The role that moves a service's requests.

use iac_aws_base::policy::PolicyDocument;
use iac_aws_cfn::iam;
use iac_core::prelude::*;

/// What ECS needs to move requests from one target group to the other.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html>
pub(super) fn infrastructure_role(stack: &mut Stack) -> iam::RoleRef {
    // AWS's own example has no condition here either: only who may pass the role can hand it to ECS.
    let trust = PolicyDocument::trusts("ecs.amazonaws.com");
    let managed = join!["arn:", partition(), ":iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"];
    let role = iam::Role::new(trust)
        .description("Moves requests between target groups during a deployment")
        .managed_policy_arns([managed.untyped::<Arn<iac_aws_cfn::kind::IamManagedPolicy>>()]);
    stack.add("InfrastructureRole", role)
}
