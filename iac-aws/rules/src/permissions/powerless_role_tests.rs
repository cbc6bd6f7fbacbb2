use super::powerless_role::POWERLESS_ROLE as RULE;
use crate::testing::{finds, silent};

/// A role with one statement, and something that is given the role.
fn given(user: &str, actions: &str, resource: &str) -> String {
    format!(
        r#"
Resources:
  Queue: {{Type: AWS::SQS::Queue}}
  Other: {{Type: AWS::SQS::Queue}}
  Bucket: {{Type: AWS::S3::Bucket}}
  Group: {{Type: AWS::Logs::LogGroup}}
  TaskRole: {{Type: AWS::IAM::Role, Properties: {{AssumeRolePolicyDocument: {{}}}}}}
  StartRole: {{Type: AWS::IAM::Role, Properties: {{AssumeRolePolicyDocument: {{}}}}}}
  Task: {{Type: AWS::ECS::TaskDefinition, Properties: {{Family: nightly, TaskRoleArn: !GetAtt TaskRole.Arn,
    ExecutionRoleArn: !GetAtt StartRole.Arn}}}}
  Function: {{Type: AWS::Lambda::Function, Properties: {{Role: !GetAtt Role.Arn}}}}
  Machine: {{Type: AWS::StepFunctions::StateMachine, Properties: {{RoleArn: r}}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{}}
      Policies: [{{PolicyName: p, PolicyDocument: {{Version: 2012-10-17, Statement: [
        {{Effect: Allow, Action: [{actions}], Resource: {resource}}},
        {{Effect: Allow, Action: "ecs:RunTask", Resource: TASKS}},
        {{Effect: Allow, Action: "iam:PassRole", Resource: PASSED}}]}}}}]
  User: {user}
"#
    )
}

const TASKS: [&str; 3] = [
    "{Type: AWS::Scheduler::Schedule, Properties: {Target: {Arn: c, RoleArn: !GetAtt Role.Arn, EcsParameters: {TaskDefinitionArn: !Ref Task}}}}",
    "{Type: AWS::Events::Rule, Properties: {Targets: [{Id: a, Arn: c, RoleArn: !GetAtt Role.Arn, EcsParameters: {TaskDefinitionArn: !Ref Task}}]}}",
    "{Type: AWS::Scheduler::Schedule, Properties: {Target: {Arn: c, RoleArn: !GetAtt Role.Arn, EcsParameters: {TaskDefinitionArn: !Sub \"arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/nightly\"}}}}",
];

fn tasks(user: &str, tasks: &str, passed: &str) -> String {
    given(user, "\"logs:Get*\"", "\"*\"").replace("TASKS", tasks).replace("PASSED", passed)
}

#[test]
fn tasks_are_started() {
    const BOTH: &str = "[!GetAtt TaskRole.Arn, !GetAtt StartRole.Arn]";
    for user in TASKS {
        for task in [
            "!Ref Task",
            "\"*\"",
            "\"arn:aws:ecs:*:*:task-definition/nightly:*\"",
            "!Sub \"arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/nightly:*\"",
        ] {
            silent(RULE, &tasks(user, task, BOTH));
        }
        silent(
            RULE,
            &tasks(user, "!Ref Task", "\"*\", Condition: {StringLike: {\"iam:PassedToService\": \"ecs-tasks*\"}}"),
        );
        let words = "to run the task template/Task, which it may not: no `ecs:RunTask`";
        finds(RULE, &tasks(user, "\"arn:aws:ecs:*:*:task-definition/weekly:*\"", BOTH), "Role", words);
        finds(RULE, &tasks(user, "!GetAtt Queue.Arn", BOTH), "Role", words);
        finds(
            RULE,
            &tasks(user, "!Ref Task", "!GetAtt TaskRole.Arn"),
            "Role",
            "to pass template/StartRole, the ExecutionRoleArn of template/Task",
        );
        finds(
            RULE,
            &tasks(user, "!Ref Task", "!GetAtt StartRole.Arn"),
            "Role",
            "to pass template/TaskRole, the TaskRoleArn of template/Task",
        );
        silent(
            RULE,
            &tasks(user, "!GetAtt Queue.Arn", BOTH)
                .replace("RoleArn: !GetAtt Role.Arn, Ecs", "RoleArn: !ImportValue r, Ecs"),
        );
    }
}

/// What is given a role, what it needs, and on what.
const USERS: [(&str, &str, &str, &str); 9] = [
    (
        "{Type: AWS::EC2::FlowLog, Properties: {DeliverLogsPermissionArn: !GetAtt Role.Arn, LogGroupName: !Ref Group}}",
        r#""logs:CreateLogStream", "logs:PutLogEvents""#,
        "!GetAtt Group.Arn",
        "write to the log group template/Group",
    ),
    (
        "{Type: AWS::RDS::DBInstance, Properties: {MonitoringRoleArn: !GetAtt Role.Arn}}",
        r#""logs:CreateLogStream", "logs:PutLogEvents""#,
        r#""arn:aws:logs:*:*:log-group:RDS*:log-stream:*""#,
        "RDSOSMetrics",
    ),
    (
        "{Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, VpcConfig: {SubnetIds: [subnet-1]}}}",
        r#""ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface""#,
        r#""*""#,
        "be in a VPC",
    ),
    (
        "{Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Function, EventSourceArn: !GetAtt Queue.Arn}}",
        r#""sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes""#,
        "!GetAtt Queue.Arn",
        "read from template/Queue",
    ),
    (
        "{Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, DeadLetterConfig: {TargetArn: !GetAtt Queue.Arn}}}",
        r#""sqs:SendMessage""#,
        "!GetAtt Queue.Arn",
        "send what failed to template/Queue",
    ),
    (
        "{Type: AWS::Scheduler::Schedule, Properties: {Target: {Arn: !GetAtt Queue.Arn, RoleArn: !GetAtt Role.Arn}}}",
        r#""sqs:SendMessage""#,
        "!GetAtt Queue.Arn",
        "send to template/Queue",
    ),
    (
        "{Type: AWS::Events::Rule, Properties: {Targets: [{Id: a, Arn: !Ref Machine, RoleArn: !GetAtt Role.Arn}]}}",
        r#""states:StartExecution""#,
        "!Ref Machine",
        "send to template/Machine",
    ),
    (
        "{Type: AWS::KinesisFirehose::DeliveryStream, Properties: {ExtendedS3DestinationConfiguration: {RoleARN: !GetAtt Role.Arn, BucketARN: !GetAtt Bucket.Arn}}}",
        r#""s3:PutObject""#,
        r#"!Sub "${Bucket.Arn}/*""#,
        "write to the bucket template/Bucket",
    ),
    (
        "{Type: AWS::Scheduler::Schedule, Properties: {Target: {Arn: !GetAtt Function.Arn, RoleArn: !GetAtt Role.Arn}}}",
        r#""lambda:InvokeFunction""#,
        r#"[!GetAtt Function.Arn, !Sub "${Function.Arn}:*"]"#,
        "send to template/Function",
    ),
];

#[test]
fn each_role_does_its_work() {
    for (user, actions, resource, _) in USERS {
        let right = given(user, actions, resource).replace("TASKS", "\"*\"").replace("PASSED", "\"*\"");
        // A function cannot be given a role that names it.
        let right =
            if user.contains("Function.Arn") { right.replace("Role: !GetAtt Role.Arn", "Role: r") } else { right };
        silent(RULE, &right);
        silent(
            RULE,
            &right.replace("Effect: Allow, Action: [", "Effect: Allow, Sid: A, NotAction: [\"iam:*\"], Other: ["),
        );
    }
}

#[test]
fn each_role_lacks_something() {
    for (user, actions, resource, words) in USERS {
        let template = |actions: &str, resource: &str| {
            let template = given(user, actions, resource).replace("TASKS", "\"*\"").replace("PASSED", "\"*\"");
            if user.contains("Function.Arn") { template.replace("Role: !GetAtt Role.Arn", "Role: r") } else { template }
        };
        finds(RULE, &template("\"dynamodb:GetItem\"", resource), "Role", words);
        finds(RULE, &template(actions, "!GetAtt Other.Arn"), "Role", words);
    }
}

#[test]
fn proxies_read_their_secrets() {
    let template = |resource: &str| {
        format!(
            r#"
Resources:
  Secret: {{Type: AWS::SecretsManager::Secret}}
  Other: {{Type: AWS::SecretsManager::Secret}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{}}
      Policies: [{{PolicyName: p, PolicyDocument: {{Version: 2012-10-17, Statement: [
        {{Effect: Allow, Action: "secretsmanager:Get*", Resource: {resource}}}]}}}}]
  Proxy: {{Type: AWS::RDS::DBProxy, Properties: {{RoleArn: !GetAtt Role.Arn, Auth: [{{SecretArn: !Ref Secret}}]}}}}
"#
        )
    };
    finds(RULE, &template("!Ref Other"), "Role", "to read the secret template/Secret, which it may not");
    for resource in ["!Ref Secret", "[!Ref Other, !Ref Secret]", "\"*\"", "!ImportValue secrets"] {
        silent(RULE, &template(resource));
    }
    silent(RULE, &template("!Ref Other").replace("!GetAtt Role.Arn", "!ImportValue role"));
    silent(RULE, &template("!Ref Other").replace("{SecretArn: !Ref Secret}", "{AuthScheme: SECRETS}"));
}

#[test]
fn shells_and_logs() {
    const ROLE: &str = "  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, Policies: [{PolicyName: p, PolicyDocument: {Version: 2012-10-17, \
        Statement: [{Effect: Allow, Action: [ACTIONS], Resource: '*'}]}}]}}\n";
    let with = |user: &str, actions: &str| format!("Resources:\n{}{user}", ROLE.replace("ACTIONS", actions));
    let shell = "  Task: {Type: AWS::ECS::TaskDefinition, Properties: {TaskRoleArn: !GetAtt Role.Arn}}\n  App: {Type: AWS::ECS::Service, Properties: \
        {TaskDefinition: !Ref Task, EnableExecuteCommand: true}}\n";
    finds(RULE, &with(shell, "'s3:*'"), "Role", "open a shell in its containers, which it may not");
    silent(RULE, &with(shell, "'ssmmessages:*'"));
    silent(RULE, &with(&shell.replace("Command: true", "Command: false"), "'s3:*'"));
    let log = "  Machine: {Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: !GetAtt Role.Arn, LoggingConfiguration: {Level: ALL, Destinations: \
        [{CloudWatchLogsLogGroup: {LogGroupArn: a}}]}}}\n";
    finds(
        RULE,
        &with(log, "'lambda:InvokeFunction'"),
        "Role",
        "write its log, which it may not: no `logs:CreateLogDelivery`",
    );
    silent(RULE, &with(log, "'logs:*'"));
    silent(RULE, &with(&log.replace("ALL", "'OFF'"), "'lambda:InvokeFunction'"));
}
