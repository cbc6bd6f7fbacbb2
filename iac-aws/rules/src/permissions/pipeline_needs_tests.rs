use super::powerless_role::POWERLESS_ROLE as RULE;
use crate::testing::{finds, silent};

/// A pipeline with one action and a role with these statements beside those for its artifacts.
fn pipeline(action: &str, statements: &str) -> String {
    format!(
        r#"
Resources:
  Artifacts: {{Type: AWS::S3::Bucket}}
  Topic: {{Type: AWS::SNS::Topic}}
  Group: {{Type: AWS::Logs::LogGroup}}
  Build: {{Type: AWS::CodeBuild::Project, Properties: {{ServiceRole: "arn:aws:iam::123456789012:role/build"}}}}
  Other: {{Type: AWS::CodeBuild::Project, Properties: {{ServiceRole: "arn:aws:iam::123456789012:role/build"}}}}
  Logging: {{Type: AWS::CodeBuild::Project, Properties: {{ServiceRole: !GetAtt Role.Arn,
    LogsConfig: {{CloudWatchLogs: {{Status: DISABLED}}}}}}}}
  TaskRole: {{Type: AWS::IAM::Role, Properties: {{AssumeRolePolicyDocument: {{}}}}}}
  Task: {{Type: AWS::ECS::TaskDefinition, Properties: {{Family: app, TaskRoleArn: !GetAtt TaskRole.Arn}}}}
  Service: {{Type: AWS::ECS::Service, Properties: {{TaskDefinition: !Ref Task}}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{}}
      Policies: [{{PolicyName: p, PolicyDocument: {{Version: 2012-10-17, Statement: [
        {{Effect: Allow, Action: ["s3:GetObject", "s3:PutObject"], Resource: !Sub "${{Artifacts.Arn}}/*"}}
        {statements}]}}}}]
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      RoleArn: !GetAtt Role.Arn
      ArtifactStore: {{Type: S3, Location: !Ref Artifacts}}
      Stages: [{{Name: Only, Actions: [{action}]}}]
"#
    )
}

fn action(provider: &str, configuration: &str) -> String {
    format!(
        "{{Name: A, ActionTypeId: {{Category: X, Owner: AWS, Provider: {provider}, Version: '1'}}, Configuration: {{{configuration}}}}}"
    )
}

fn allow(actions: &str, resource: &str) -> String {
    format!(", {{Effect: Allow, Action: [{actions}], Resource: {resource}}}")
}

#[test]
fn builds_are_started() {
    let build = || action("CodeBuild", "ProjectName: !Ref Build");
    let both = "\"codebuild:StartBuild\", \"codebuild:BatchGetBuilds\"";
    silent(RULE, &pipeline(&build(), &allow(both, "!GetAtt Build.Arn")));
    silent(RULE, &pipeline(&build(), &allow("\"codebuild:*\"", "\"*\"")));
    let words = "to start the build template/Build, which it may not: no `codebuild:StartBuild`";
    finds(RULE, &pipeline(&build(), ""), "Role", words);
    finds(RULE, &pipeline(&build(), &allow(both, "!GetAtt Other.Arn")), "Role", words);
    let only = allow("\"codebuild:StartBuild\"", "!GetAtt Build.Arn");
    finds(RULE, &pipeline(&build(), &only), "Role", "no `codebuild:BatchGetBuilds`");
    // An action with a role of its own does not use the pipeline's.
    silent(RULE, &pipeline(&build().replace("Name: A,", "Name: A, RoleArn: arn:aws:iam::123456789012:role/own,"), ""));
}

#[test]
fn approvals_are_asked_for() {
    let ask = action("Manual", "NotificationArn: !Ref Topic");
    silent(RULE, &pipeline(&ask, &allow("\"sns:Publish\"", "!Ref Topic")));
    silent(RULE, &pipeline(&action("Manual", ""), ""));
    finds(RULE, &pipeline(&ask, ""), "Role", "ask for approval through template/Topic");
}

#[test]
fn sources_come_through_connections() {
    let arn = "arn:aws:codeconnections:eu-central-1:123456789012:connection/1";
    let source = action("CodeStarSourceConnection", &format!("ConnectionArn: \"{arn}\""));
    silent(RULE, &pipeline(&source, &allow("\"codeconnections:UseConnection\"", arn)));
    finds(
        RULE,
        &pipeline(&source, &allow("\"codestar-connections:UseConnection\"", arn)),
        "Role",
        "no `codeconnections:",
    );
    // Which service it is of cannot be told from a parameter.
    let unknown = action("CodeStarSourceConnection", "ConnectionArn: !Ref AWS::StackName");
    silent(RULE, &pipeline(&unknown, ""));
}

#[test]
fn services_get_their_tasks() {
    let deploy = action("ECS", "ClusterName: main, ServiceName: !GetAtt Service.Name");
    let update = allow("\"ecs:UpdateService\", \"ecs:DescribeServices\"", "!Ref Service");
    let pass = allow("\"iam:PassRole\"", "!GetAtt TaskRole.Arn");
    silent(RULE, &pipeline(&deploy, &format!("{update}{pass}")));
    finds(
        RULE,
        &pipeline(&deploy, &pass),
        "Role",
        "deploy to template/Service, which it may not: no `ecs:UpdateService`",
    );
    finds(RULE, &pipeline(&deploy, &update), "Role", "pass template/TaskRole, the TaskRoleArn of template/Task");
}

#[test]
fn artifacts_are_handed_on() {
    let template = pipeline(&action("Manual", ""), "");
    silent(RULE, &template);
    let none = template.replace("\"s3:PutObject\"", "\"s3:ListBucket\"");
    finds(RULE, &none, "Role", "hand on artifacts through template/Artifacts, which it may not: no `s3:PutObject`");
}

#[test]
fn builds_write_logs() {
    let logs = "{CloudWatchLogs: {Status: DISABLED}}";
    let written = |statements: &str| {
        let to = "{CloudWatchLogs: {Status: ENABLED, GroupName: !Ref Group}}";
        pipeline(&action("Manual", ""), statements).replacen(logs, to, 1)
    };
    let both = "\"logs:CreateLogStream\", \"logs:PutLogEvents\"";
    silent(RULE, &written(&allow(both, "!GetAtt Group.Arn")));
    finds(RULE, &written(""), "Role", "write to the log group template/Group, which it may not");
}
