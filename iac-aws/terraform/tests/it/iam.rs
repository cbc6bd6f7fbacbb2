//! `AWS::IAM`.

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

fn trust() -> Value {
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": "ecs-tasks.amazonaws.com" },
            "Action": "sts:AssumeRole",
        }],
    })
}

const TRUST: &str = "${jsonencode({Statement = [{Action = \"sts:AssumeRole\", Effect = \"Allow\", \
                     Principal = {Service = \"ecs-tasks.amazonaws.com\"}}], Version = \"2012-10-17\"})}";

fn allow(action: &str) -> Value {
    json!({ "Statement": [{ "Effect": "Allow", "Action": action, "Resource": "*" }] })
}

fn allowed(action: &str) -> String {
    format!("${{jsonencode({{Statement = [{{Action = \"{action}\", Effect = \"Allow\", Resource = \"*\"}}]}})}}")
}

/// What a group is made of: whoever refers to it waits for that too.
const STAFF: [&str; 2] = ["aws_iam_group_policy_attachment.staff_read_only_access", "aws_iam_group_policy.staff_own"];

fn template() -> Value {
    json!({
        "Parameters": { "Stage": { "Type": "String", "Default": "prod" } },
        "Conditions": { "Production": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] } },
        "Resources": {
            "Task": { "Type": "AWS::IAM::Role", "Properties": {
                "AssumeRolePolicyDocument": trust(),
                "Description": "What the program may do",
                "ManagedPolicyArns": [
                    { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/SecurityAudit" },
                    { "Fn::If": ["Production", { "Ref": "Deny" }, { "Ref": "AWS::NoValue" }] },
                ],
                "MaxSessionDuration": 7200,
                "Path": "/app/",
                "PermissionsBoundary": "arn:aws:iam::123456789012:policy/boundary",
                "Policies": [{ "PolicyName": "WriteLogs", "PolicyDocument": { "Statement": [
                    { "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": { "Fn::GetAtt": ["Logs", "Arn"] } },
                    { "Fn::If": ["Production",
                        { "Effect": "Deny", "Action": "logs:DeleteLogGroup", "Resource": "*" },
                        { "Ref": "AWS::NoValue" }] },
                ] } }],
                "Tags": [{ "Key": "Product", "Value": "shop" }],
            } },
            "Web": { "Type": "AWS::IAM::Role", "Properties": {
                "RoleName": "web", "AssumeRolePolicyDocument": trust(),
            } },
            "Logs": { "Type": "AWS::Logs::LogGroup" },
            "Deny": { "Type": "AWS::IAM::ManagedPolicy", "Properties": {
                "Description": "Nobody",
                "PolicyDocument": allow("s3:ListBucket"),
                "Roles": [{ "Ref": "Web" }],
                "Groups": [{ "Ref": "Staff" }],
            } },
            "Metering": { "Type": "AWS::IAM::Policy", "Properties": {
                "PolicyName": "Metering",
                "PolicyDocument": allow("aws-marketplace:MeterUsage"),
                "Roles": [
                    { "Ref": "Task" },
                    { "Fn::If": ["Production", { "Ref": "Web" }, { "Ref": "AWS::NoValue" }] },
                ],
                "Users": [{ "Ref": "Ann" }],
                "Groups": ["admins"],
            } },
            "Staff": { "Type": "AWS::IAM::Group", "Properties": {
                "ManagedPolicyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
                "Policies": [{ "PolicyName": "Own", "PolicyDocument": allow("iam:GetUser") }],
            } },
            "Ann": { "Type": "AWS::IAM::User", "Properties": {
                "UserName": "ann",
                "Groups": [{ "Ref": "Staff" }],
                "ManagedPolicyArns": ["arn:aws:iam::aws:policy/IAMUserChangePassword"],
                "Policies": [{ "PolicyName": "Own", "PolicyDocument": allow("iam:GetUser") }],
                "Tags": [{ "Key": "Team", "Value": "blue" }],
            } },
            "Profile": { "Type": "AWS::IAM::InstanceProfile", "Properties": { "Roles": [{ "Ref": "Web" }] } },
            "GitHub": { "Type": "AWS::IAM::OIDCProvider", "Properties": {
                "Url": "https://token.actions.githubusercontent.com",
                "ClientIdList": ["sts.amazonaws.com"],
            } },
            "Plain": { "Type": "AWS::IAM::OIDCProvider", "Properties": { "Url": "https://id.example.com" } },
            "Batch": { "Type": "AWS::IAM::ServiceLinkedRole", "DependsOn": "Metering", "Properties": {
                "AWSServiceName": "batch.amazonaws.com", "Description": "Batch",
            } },
            "OfRole": { "Type": "AWS::IAM::RolePolicy", "Properties": {
                "RoleName": { "Ref": "Web" }, "PolicyName": "One", "PolicyDocument": allow("s3:GetObject"),
            } },
            "OfUser": { "Type": "AWS::IAM::UserPolicy", "Properties": {
                "UserName": { "Ref": "Ann" }, "PolicyName": "One", "PolicyDocument": allow("s3:GetObject"),
            } },
            "OfGroup": { "Type": "AWS::IAM::GroupPolicy", "Properties": {
                "GroupName": { "Ref": "Staff" }, "PolicyName": "One", "PolicyDocument": allow("s3:GetObject"),
            } },
        },
        "Outputs": {
            "RoleId": { "Value": { "Fn::GetAtt": ["Task", "RoleId"] } },
            "RoleArn": { "Value": { "Fn::GetAtt": ["Task", "Arn"] } },
            "ProfileArn": { "Value": { "Fn::GetAtt": ["Profile", "Arn"] } },
            "PolicyArn": { "Value": { "Ref": "Deny" } },
            "ProviderArn": { "Value": { "Ref": "GitHub" } },
            "LinkedRole": { "Value": { "Ref": "Batch" } },
        },
    })
}

#[test]
fn roles() {
    let module = module(template());
    let resource = &module["resource"];
    let task = &resource["aws_iam_role"]["task"];
    assert_eq!(task["name_prefix"], "${var.stack_name}-task-");
    assert_eq!(task["assume_role_policy"], TRUST);
    assert_eq!(task["description"], "What the program may do");
    assert_eq!(task["max_session_duration"], 7200);
    assert_eq!(task["path"], "/app/");
    assert_eq!(task["permissions_boundary"], "arn:aws:iam::123456789012:policy/boundary");
    assert_eq!(task["tags"], json!({ "Product": "shop" }));
    assert_eq!(resource["aws_iam_role"]["web"], json!({ "name": "web", "assume_role_policy": TRUST }));
    assert_eq!(module["output"]["role_id"]["value"], "${aws_iam_role.task.unique_id}");
    assert_eq!(module["output"]["role_arn"]["value"], "${aws_iam_role.task.arn}");
}

#[test]
fn what_a_role_may_do_is_apart_from_it() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_iam_role_policy"]["task_write_logs"],
        json!({
            "role": "${aws_iam_role.task.name}",
            "name": "WriteLogs",
            "policy": "${jsonencode({Statement = [for item in [{Action = \"logs:PutLogEvents\", Effect = \"Allow\", \
                       Resource = \"${aws_cloudwatch_log_group.logs.arn}:*\"}, local.production ? \
                       {Action = \"logs:DeleteLogGroup\", Effect = \"Deny\", Resource = \"*\"} : null] : item if item != null]})}",
            "depends_on": ["aws_iam_group_policy_attachment.deny_staff", "aws_iam_role_policy_attachment.deny_web"],
        })
    );
    let attachments = &resource["aws_iam_role_policy_attachment"];
    assert_eq!(attachments["task_security_audit"]["role"], "${aws_iam_role.task.name}");
    assert_eq!(
        attachments["task_security_audit"]["policy_arn"],
        "arn:${data.aws_partition.current.partition}:iam::aws:policy/SecurityAudit"
    );
    assert_eq!(attachments["task_deny"]["count"], "${local.production ? 1 : 0}");
    assert_eq!(attachments["task_deny"]["policy_arn"], "${aws_iam_policy.deny.arn}");
}

#[test]
fn one_inline_policy_for_each_principal() {
    let module = module(template());
    let resource = &module["resource"];
    let policy = allowed("aws-marketplace:MeterUsage");
    let of = |kind: &str, name: &str| resource[kind][name].clone();
    let task = of("aws_iam_role_policy", "metering_task");
    assert_eq!((&task["role"], &task["name"]), (&json!("${aws_iam_role.task.name}"), &json!("Metering")));
    assert_eq!((&task["policy"], &task["count"]), (&json!(policy), &Value::Null));
    let web = of("aws_iam_role_policy", "metering_web");
    assert_eq!(web["role"], "${aws_iam_role.web.name}");
    assert_eq!(web["count"], "${local.production ? 1 : 0}");
    assert_eq!(of("aws_iam_user_policy", "metering_ann")["user"], "${aws_iam_user.ann.name}");
    assert_eq!(of("aws_iam_group_policy", "metering_admins")["group"], "admins");
    assert_eq!(
        of("aws_iam_service_linked_role", "batch")["depends_on"],
        json!([
            "aws_iam_group_policy.metering_admins",
            "aws_iam_role_policy.metering_task",
            "aws_iam_role_policy.metering_web",
            "aws_iam_user_policy.metering_ann",
        ])
    );
    assert_eq!(of("aws_iam_role_policy", "of_role")["role"], "${aws_iam_role.web.name}");
    assert_eq!(of("aws_iam_user_policy", "of_user")["policy"], json!(allowed("s3:GetObject")));
    assert_eq!(of("aws_iam_group_policy", "of_group")["name"], "One");
}

#[test]
fn managed_policies() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(
        resource["aws_iam_policy"]["deny"],
        json!({
            "name_prefix": "${var.stack_name}-deny-",
            "description": "Nobody",
            "policy": allowed("s3:ListBucket"),
            "depends_on": STAFF,
        })
    );
    let attached = &resource["aws_iam_role_policy_attachment"]["deny_web"];
    assert_eq!(
        (&attached["policy_arn"], &attached["role"]),
        (&json!("${aws_iam_policy.deny.arn}"), &json!("${aws_iam_role.web.name}"))
    );
    assert_eq!(resource["aws_iam_group_policy_attachment"]["deny_staff"]["group"], "${aws_iam_group.staff.name}");
    assert_eq!(module["output"]["policy_arn"]["value"], "${aws_iam_policy.deny.arn}");
}

#[test]
fn people() {
    let module = module(template());
    let resource = &module["resource"];
    assert_eq!(resource["aws_iam_group"]["staff"], json!({ "name": "${var.stack_name}-staff" }));
    assert_eq!(resource["aws_iam_group_policy"]["staff_own"]["group"], "${aws_iam_group.staff.name}");
    let read = &resource["aws_iam_group_policy_attachment"]["staff_read_only_access"];
    assert_eq!(read["policy_arn"], "arn:aws:iam::aws:policy/ReadOnlyAccess");
    assert_eq!(
        resource["aws_iam_user"]["ann"],
        json!({ "name": "ann", "tags": { "Team": "blue" }, "depends_on": STAFF })
    );
    let member = &resource["aws_iam_user_group_membership"]["ann"];
    assert_eq!(member["user"], "${aws_iam_user.ann.name}");
    assert_eq!(member["groups"], json!(["${aws_iam_group.staff.name}"]));
    assert_eq!(resource["aws_iam_user_policy"]["ann_own"]["name"], "Own");
    let password = &resource["aws_iam_user_policy_attachment"]["ann_iam_user_change_password"];
    assert_eq!(password["user"], "${aws_iam_user.ann.name}");
}

#[test]
fn the_rest() {
    let module = module(template());
    let resource = &module["resource"];
    let profile = &resource["aws_iam_instance_profile"]["profile"];
    assert_eq!(profile["name_prefix"], "${var.stack_name}-profile-");
    assert_eq!(profile["role"], "${aws_iam_role.web.name}");
    let providers = &resource["aws_iam_openid_connect_provider"];
    assert_eq!(providers["git_hub"]["client_id_list"], json!(["sts.amazonaws.com"]));
    assert_eq!(providers["plain"]["client_id_list"], json!([]));
    assert_eq!(resource["aws_iam_service_linked_role"]["batch"]["aws_service_name"], "batch.amazonaws.com");
    assert_eq!(module["output"]["linked_role"]["value"], "${aws_iam_service_linked_role.batch.name}");
    check(&module);
}

#[test]
fn passwords_would_be_in_the_state() {
    let found = diagnostics(json!({ "Resources": {
        "Ann": { "Type": "AWS::IAM::User", "Properties": { "LoginProfile": { "Password": "x" } } },
    } }));
    assert!(found.iter().any(|found| found.message.contains("LoginProfile")), "{found:?}");
}
