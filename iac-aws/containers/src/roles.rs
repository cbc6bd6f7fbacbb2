//! The roles of tasks: what starts them, and what their program may do.

use crate::Container;
use iac_aws_base::compute::Image;
use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_base::policy::{PolicyDocument, Principal, Statement};
use iac_aws_base::security::read_statements;
use iac_aws_cfn::iam;
use iac_aws_cfn::iam::role::Policy;
use iac_core::prelude::*;
use iac_core::{IntoVal, Value};

/// Trust in ECS for the tasks of this account only: ECS acts for whoever asks it, so the account is part of it.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html>
fn trusts_tasks() -> PolicyDocument {
    let tasks = join!["arn:", partition(), ":ecs:", region(), ":", account_id(), ":*"];
    PolicyDocument::new([Statement::allow(["sts:AssumeRole"])
        .by(Principal::Service("ecs-tasks.amazonaws.com"))
        .when("StringEquals", "aws:SourceAccount", account_id())
        .when("ArnLike", "aws:SourceArn", tasks)])
}

/// What ECS needs to start a task: its images, its log group, its secrets, and nothing else.
pub fn execution_role(stack: &mut Stack, containers: &[&Container], logs: &LogGroupHandle) -> iam::RoleRef {
    let mut statements =
        vec![Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"]).sid("WriteLogs").on(logs.arn())];
    let pull = Image::pull_statements(containers.iter().map(|container| &container.image));
    let pulls = !pull.is_empty();
    statements.extend(pull);
    for (_, secret) in containers.iter().flat_map(|container| &container.secrets) {
        statements.extend(read_statements(stack, secret));
    }
    let mut policy = IntoVal::<Json>::into_value(PolicyDocument::new([]));
    allow(&mut policy, statements);
    let role = iam::Role::new(trusts_tasks())
        .description("Starts tasks: pulls images, writes logs, reads secrets")
        .policies([Policy::new(policy, "StartTasks")]);
    let role = stack.add("ExecutionRole", role);
    if pulls {
        let reason = "ecr:GetAuthorizationToken takes no resource; the repositories are allowed one by one";
        stack.suppress(role, "CKV_AWS_107", reason);
    }
    role
}

/// Adds to the policy of an execution role, for secrets that come later.
pub fn extend_execution_role(stack: &mut Stack, role: iam::RoleRef, statements: Vec<Statement>) {
    stack.edit(role, "Policies", |policies| {
        if let Value::List(policies) = policies
            && let Some(Value::Map(policy)) = policies.first_mut()
            && let Some(document) = policy.iter_mut().find(|field| field.name == "PolicyDocument")
        {
            allow(&mut document.value, statements);
        }
    });
}

/// Adds statements to a policy, each once.
fn allow(policy: &mut Value, statements: Vec<Statement>) {
    let Some(list) = policy.list_mut("Statement") else { return };
    for statement in statements {
        let statement = statement.into_plain_value();
        if !list.contains(&statement) {
            list.push(statement);
        }
    }
}

/// What the program in the task may do.
pub fn task_role(stack: &mut Stack, mut permissions: Vec<Statement>, exec: bool) -> iam::RoleRef {
    if exec {
        permissions.push(
            Statement::allow([
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel",
            ])
            .sid("EcsExec")
            .on("*"),
        );
    }
    let mut role = iam::Role::new(trusts_tasks()).description("What the program in the tasks may do");
    if !permissions.is_empty() {
        role = role.policies([Policy::new(PolicyDocument::new(permissions), "Task")]);
    }
    let role = stack.add("TaskRole", role);
    if exec {
        stack.suppress(role, "CKV_AWS_111", "The channels of ECS Exec take no resource");
    }
    role
}
