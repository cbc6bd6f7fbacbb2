use super::rights::Roles;
use super::services::{GIVEN, Given};
use super::statement::{Statement, statements};
use super::walk::each;
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A role does not trust the service that it is given to.
    ///
    /// A service works with a role only if the role's `AssumeRolePolicyDocument` names it. CloudFormation creates both;
    /// some services refuse the role at once, others start and fail: tasks that never start, schedules that never run,
    /// logs that never come.
    ///
    /// Name the service as `Principal: {Service: ...}` with `sts:AssumeRole`.
    pub(crate) WRONG_TRUST: "wrong-trust", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let roles = Roles::of(world);
    for given in GIVEN {
        for user in world.all(given.kind).filter(|user| !has_role_of_its_own(*user)) {
            for value in each(user, given.path) {
                match roles.role(&value) {
                    Some(role) => trust(world, findings, given, user, role),
                    None if value.is_absent() => {}
                    None => {
                        let service = given.services.first().copied().unwrap_or_default();
                        findings.assume(
                            user,
                            format!("the role of `{}` trusts {service}: it is not of this template", given.path),
                        );
                    }
                }
            }
        }
    }
}

/// Application Auto Scaling uses its service-linked role, whatever it is given, but for EMR, which has none:
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html>.
fn has_role_of_its_own(user: Res<'_, '_>) -> bool {
    user.kind() == "AWS::ApplicationAutoScaling::ScalableTarget"
        && user.get("ServiceNamespace").text().is_none_or(|service| service != "elasticmapreduce")
}

fn trust<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, given: &Given, user: Res<'_, 'g>, role: Res<'_, 'g>) {
    let document = role.get("AssumeRolePolicyDocument");
    let statements = statements(&document);
    let assumes =
        |one: &Statement<'g>, service: &str| one.may_act("sts:AssumeRole") && one.may_concern_service(world, service);
    let trusted = given.services.iter().any(|service| {
        let denied = statements.iter().any(|one| one.denies() && !one.is_conditional() && assumes(one, service));
        !denied && statements.iter().any(|one| one.allows() && assumes(one, service))
    });
    if trusted {
        return;
    }
    let service = given.services.first().copied().unwrap_or_default();
    let mut named: Vec<String> = Vec::new();
    for one in &statements {
        named.extend(
            one.at("Principal").members().iter().flat_map(|member| member.value.items()).map(|one| one.shown()),
        );
    }
    let instead = if named.is_empty() { "nobody".to_owned() } else { named.join(", ") };
    let message = format!(
        "`{}` of {} is given the role {}, which {service} may not assume: it trusts {instead}",
        given.path,
        user.path(),
        role.path()
    );
    let help = format!("let `sts:AssumeRole` in the role's AssumeRolePolicyDocument to `Service: {service}`");
    findings.between(role, "AssumeRolePolicyDocument", message, help, &[(user, "the role is given to this")]);
}

#[cfg(test)]
mod tests {
    use super::WRONG_TRUST as RULE;
    use crate::testing::{finds, silent};

    /// A user of a role that trusts a service.
    fn given(user: &str, service: &str) -> String {
        format!(
            r#"
Parameters:
  Service: {{Type: String, Default: lambda.amazonaws.com}}
Resources:
  Role: {{Type: AWS::IAM::Role, Properties: {{AssumeRolePolicyDocument: {{Version: 2012-10-17, Statement: [{{Effect: Allow,
    Action: "sts:AssumeRole", Principal: {{Service: {service}}}}}]}}}}}}
  User: {user}
"#
        )
    }

    const USERS: [(&str, &str); 14] = [
        ("{Type: AWS::ECS::TaskDefinition, Properties: {TaskRoleArn: !GetAtt Role.Arn}}", "ecs-tasks"),
        ("{Type: AWS::ECS::TaskDefinition, Properties: {ExecutionRoleArn: !GetAtt Role.Arn}}", "ecs-tasks"),
        ("{Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}", "lambda"),
        ("{Type: AWS::Scheduler::Schedule, Properties: {Target: {RoleArn: !GetAtt Role.Arn}}}", "scheduler"),
        ("{Type: AWS::Events::Rule, Properties: {Targets: [{Id: a}, {Id: b, RoleArn: !GetAtt Role.Arn}]}}", "events"),
        ("{Type: AWS::RDS::DBInstance, Properties: {MonitoringRoleArn: !GetAtt Role.Arn}}", "monitoring.rds"),
        ("{Type: AWS::EC2::FlowLog, Properties: {DeliverLogsPermissionArn: !GetAtt Role.Arn}}", "vpc-flow-logs"),
        ("{Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: !GetAtt Role.Arn}}", "states"),
        ("{Type: AWS::ApiGateway::Account, Properties: {CloudWatchRoleArn: !GetAtt Role.Arn}}", "apigateway"),
        ("{Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}", "ec2"),
        (
            "{Type: AWS::Backup::BackupSelection, Properties: {BackupSelection: {IamRoleArn: !GetAtt Role.Arn}}}",
            "backup",
        ),
        ("{Type: AWS::Backup::RestoreTestingSelection, Properties: {IamRoleArn: !GetAtt Role.Arn}}", "backup"),
        ("{Type: AWS::CodeBuild::Project, Properties: {ServiceRole: !GetAtt Role.Arn}}", "codebuild"),
        (
            "{Type: AWS::KinesisFirehose::DeliveryStream, Properties: {S3DestinationConfiguration: {RoleARN: !GetAtt Role.Arn}}}",
            "firehose",
        ),
    ];

    #[test]
    fn each_service_is_trusted() {
        for (user, service) in USERS {
            silent(RULE, &given(user, &format!("{service}.amazonaws.com")));
            silent(RULE, &given(user, &format!("[s3.amazonaws.com, {service}.amazonaws.com]")));
        }
    }

    #[test]
    fn another_service_is_trusted() {
        for (user, service) in USERS {
            let words = format!("which {service}.amazonaws.com may not assume: it trusts s3.amazonaws.com");
            finds(RULE, &given(user, "s3.amazonaws.com"), "Role", &words);
        }
        finds(RULE, &given(USERS[0].0, "ecs.amazonaws.com"), "Role", "it trusts ecs.amazonaws.com");
        finds(RULE, &given(USERS[5].0, "rds.amazonaws.com"), "Role", "monitoring.rds.amazonaws.com may not assume");
    }

    #[test]
    fn roles_that_nobody_assumes() {
        let target = |service: &str| {
            format!(
                "{{Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {{ServiceNamespace: {service}, RoleARN: !GetAtt Role.Arn}}}}"
            )
        };
        silent(RULE, &given(&target("ecs"), "ecs-tasks.amazonaws.com"));
        finds(
            RULE,
            &given(&target("elasticmapreduce"), "ecs-tasks.amazonaws.com"),
            "Role",
            "application-autoscaling.amazonaws.com may not assume",
        );
    }

    #[test]
    fn in_other_words() {
        let ours = given(USERS[2].0, "lambda.amazonaws.com");
        for trust in
            [r#"!Sub "lambda.${AWS::URLSuffix}""#, "!Ref Service", r#"!Join [".", [lambda, !Ref AWS::URLSuffix]]"#]
        {
            silent(RULE, &ours.replace("{Service: lambda.amazonaws.com}", &format!("{{Service: {trust}}}")));
        }
        silent(RULE, &ours.replace("sts:AssumeRole", "sts:*"));
        finds(RULE, &ours.replace("sts:AssumeRole", "sts:TagSession"), "Role", "lambda.amazonaws.com may not assume");
        finds(RULE, &ours.replace("Effect: Allow", "Effect: Deny"), "Role", "lambda.amazonaws.com may not assume");
        finds(RULE, &ours.replace("{Service: lambda", "{AWS: lambda"), "Role", "lambda.amazonaws.com may not assume");
        silent(RULE, &ours.replace("!GetAtt Role.Arn", "arn:aws:iam::1:role/imported"));
    }
}
