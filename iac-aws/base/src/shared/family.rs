//! The families of task definitions: what their revisions have in common.

use crate::compute::ClusterHandle;
use iac_aws_cfn::ecs;
use iac_core::prelude::*;

/// The family of the construct that is being built: the cluster's name, which no two have in an account and region, and
/// the construct's id. It never changes, so that each change is another revision of one family: without a family,
/// CloudFormation makes up another with each change, and nothing leads from a revision to the one before.
///
/// It is not the stack's name, which other stacks cannot read: they know the cluster by an export that stays the same,
/// while an export of the task definition would change with each revision.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html>
pub fn family(stack: &Stack, cluster: &ClusterHandle) -> Val<Str> {
    let id = stack.logical_id();
    match stack.has(cluster.cluster) {
        true => join![cluster.name(), "-", id],
        false => join![cluster.name(), "-", stack.name().to_owned(), "-", id],
    }
}

/// The ARN of a family, which stands for its newest revision.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html>
pub fn newest_revision(family: &Val<Str>) -> Val<Str> {
    join!["arn:", partition(), ":ecs:", region(), ":", account_id(), ":task-definition/", family.clone()]
}

/// All revisions of a family, in policies: starting must go on while a release adds a revision. ECS asks for a revision
/// also where the request names none.
/// Source: <https://github.com/aws/aws-cdk/issues/30368>
pub fn any_revision(family: &Val<Str>) -> Val<Str> {
    join![newest_revision(family), ":*"]
}

/// Creates `user`, which names the family, after the task definition, where both are in one stack.
pub fn created_after(stack: &mut Stack, user: impl iac_core::Handle, definition: ecs::TaskDefinitionRef) {
    if stack.has(definition) {
        stack.depends_on(user, definition);
    }
}
