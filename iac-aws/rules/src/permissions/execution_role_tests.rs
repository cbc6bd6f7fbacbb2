use super::execution_role::EXECUTION_ROLE as RULE;
use crate::testing::{finds, silent};

const TASK: &str = r#"
Parameters:
  Managed: {Type: String, Default: "yes", AllowedValues: ["yes", "no"]}
Conditions:
  IsManaged: !Equals [!Ref Managed, "yes"]
Resources:
  Images: {Type: AWS::ECR::Repository}
  Others: {Type: AWS::ECR::Repository}
  Group: {Type: AWS::Logs::LogGroup, Properties: {RetentionInDays: 30}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "sts:AssumeRole",
        Principal: {Service: ecs-tasks.amazonaws.com}}]}
      POLICIES
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      RequiresCompatibilities: [FARGATE]
      ExecutionRoleArn: !GetAtt Role.Arn
      ContainerDefinitions:
        - Name: app
          Image: !Sub "${Images.RepositoryUri}:1"
          LogConfiguration: {LogDriver: awslogs, Options: {awslogs-group: !Ref Group}}
"#;

const MANAGED: &str = r#"ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"]"#;
const IMAGE: &str = r#"!Sub "${Images.RepositoryUri}:1""#;
const ROLE: &str = "      ExecutionRoleArn: !GetAtt Role.Arn\n";

fn with(policies: &str) -> String {
    TASK.replace("POLICIES", policies)
}

/// A role with exactly these rights on this repository and this group.
fn exact(pull: &str, repository: &str, group: &str) -> String {
    with(&format!(
        r#"Policies: [{{PolicyName: p, PolicyDocument: {{Version: 2012-10-17, Statement: [
        {{Effect: Allow, Action: "ecr:GetAuthorizationToken", Resource: "*"}},
        {{Effect: Allow, Action: [{pull}], Resource: {repository}}},
        {{Effect: Allow, Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: {group}}}]}}}}]"#
    ))
}

const PULL: &str = r#""ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer""#;

#[test]
fn it_pulls_and_logs() {
    silent(RULE, &with(MANAGED));
    for group in [
        "!GetAtt Group.Arn",
        r#"!Sub "${Group.Arn}:*""#,
        r#"!Sub "arn:aws:logs:*:*:log-group:${Group}:log-stream:*""#,
        r#"!Sub "arn:aws:logs:*:*:log-group:${Group}:*""#,
    ] {
        silent(RULE, &exact(PULL, "!GetAtt Images.Arn", group));
    }
    silent(RULE, &with(&MANAGED.replace("AmazonECSTaskExecutionRolePolicy", "AnotherOfAws")));
    silent(RULE, &with("").replace("!GetAtt Role.Arn", "arn:aws:iam::1:role/other"));
}

#[test]
fn there_is_no_role() {
    let without = with(MANAGED).replace(ROLE, "");
    finds(RULE, &without, "Task", "nobody may pull the image of `app` from a private repository");
    finds(RULE, &without.replace(IMAGE, "nginx"), "Task", "nobody may write the log of `app`");
    silent(RULE, &without.replace("[FARGATE]", "[EC2]"));
    silent(RULE, &without.replace(IMAGE, "nginx").replace("awslogs,", "json-file,"));
}

#[test]
fn it_may_not_pull() {
    finds(RULE, &exact(PULL, "!GetAtt Others.Arn", r#""*""#), "Role", "may not pull: no `ecr:BatchGetImage`");
    finds(RULE, &exact(r#""ecr:BatchGetImage""#, r#""*""#, r#""*""#), "Role", "no `ecr:GetDownloadUrlForLayer`");
    let logs = MANAGED.replace("AmazonECSTaskExecutionRolePolicy", "CloudWatchLogsFullAccess");
    finds(RULE, &with(&logs), "Role", "no `ecr:GetAuthorizationToken`");
    let text = "1.dkr.ecr.eu-west-1.amazonaws.com/team/app:1";
    finds(RULE, &exact(PULL, "!GetAtt Images.Arn", r#""*""#).replace(IMAGE, text), "Role", "may not pull");
    silent(RULE, &exact(PULL, r#""arn:aws:ecr:*:*:repository/team/*""#, r#""*""#).replace(IMAGE, text));
}

#[test]
fn it_may_not_log() {
    let reader = MANAGED.replace("service-role/AmazonECSTaskExecutionRolePolicy", "AmazonEC2ContainerRegistryReadOnly");
    finds(RULE, &with(&reader), "Role", "`app` of template/Task logs to template/Group");
    finds(RULE, &exact(PULL, r#""*""#, r#""arn:aws:logs:*:*:log-group:other:*""#), "Role", "no `logs:CreateLogStream`");
    let without_streams = exact(PULL, r#""*""#, r#"!Sub "arn:aws:logs:*:*:log-group:${Group}""#);
    finds(RULE, &without_streams, "Role", "no `logs:CreateLogStream`");
    let creates =
        with(MANAGED).replace("awslogs-group: !Ref Group", "awslogs-group: /app, awslogs-create-group: \"true\"");
    finds(RULE, &creates, "Role", "no `logs:CreateLogGroup`");
}

#[test]
fn under_one_choice() {
    let choice = MANAGED.replace('[', "!If [IsManaged, [").replace(']', "], !Ref AWS::NoValue]");
    finds(RULE, &with(&choice), "Role", "may not pull");
}
