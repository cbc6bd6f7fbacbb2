//! Roles that ECS takes by their names.

use super::kinds::Kind;
use iac_aws_schema::Form;
use iac_core::check::Res;

/// How sure it is that a name is taken.
pub(crate) enum Named {
    /// By AWS's documentation.
    Documented,
    /// ECS does, though its documentation asks for an ARN.
    Tolerated,
}

/// Whether ECS takes the name of this role for its ARN. It fills in the account and nothing else, so a role with a path
/// cannot be named.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html> (`taskRoleArn`: "the short
/// name or full Amazon Resource Name"), <https://github.com/aws-actions/amazon-ecs-render-task-definition/issues/19>.
pub(crate) fn taken(res: Res<'_, '_>, path: &str, kind: Kind<'_>, role: Res<'_, '_>) -> Option<Named> {
    let is_name = kind.resource == "AWS::IAM::Role" && kind.form == Form::Name;
    if res.kind() != "AWS::ECS::TaskDefinition" || !is_name {
        return None;
    }
    let folder = role.get("Path");
    if !folder.is_absent() && folder.text().is_none_or(|folder| folder != "/") {
        return None;
    }
    match path {
        "TaskRoleArn" => Some(Named::Documented),
        "ExecutionRoleArn" => Some(Named::Tolerated),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::references::wrong_reference::WRONG_REFERENCE;
    use crate::testing::{finds, silent, warns};

    fn task(role: &str, given: &str) -> String {
        format!(
            "Resources:\n  Role: {{Type: AWS::IAM::Role, Properties: {{{role}AssumeRolePolicyDocument: {{}}}}}}\n  \
             Task: {{Type: AWS::ECS::TaskDefinition, Properties: {{{given}}}}}\n"
        )
    }

    #[test]
    fn by_name() {
        silent(WRONG_REFERENCE, &task("", "TaskRoleArn: !Ref Role"));
        silent(WRONG_REFERENCE, &task("Path: /, ", "TaskRoleArn: !Ref Role"));
        warns(WRONG_REFERENCE, &task("", "ExecutionRoleArn: !Ref Role"), "Task", "is given the name of template/Role");
    }

    #[test]
    fn not_by_name() {
        finds(WRONG_REFERENCE, &task("Path: /apps/, ", "TaskRoleArn: !Ref Role"), "Task", "is given the name of");
        finds(WRONG_REFERENCE, &task("", "TaskRoleArn: !GetAtt Role.RoleId"), "Task", "is given");
    }
}
