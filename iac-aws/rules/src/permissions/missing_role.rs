use super::needs::{Need, needs};
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// Something that works with a role has none.
    ///
    /// A rule of events that starts a task, an execution or a build, or that writes to a stream, does so with a role of its
    /// own; queues, topics and functions have policies instead. A flow log to CloudWatch Logs and the enhanced monitoring of
    /// a database are refused without a role. A collector of traces and metrics beside a container writes with the role of
    /// the task.
    ///
    /// Set the property to the ARN of a role that trusts the service.
    pub(crate) MISSING_ROLE: "missing-role", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let mut told: Vec<Res<'_, 'g>> = Vec::new();
    for need in needs(world).into_iter().filter(|need| need.role.is_absent() && takes_role(need)) {
        if told.last() == Some(&need.user) {
            continue;
        }
        told.push(need.user);
        let message = format!("{} has no role to {} with", need.user.path(), need.to);
        let property = if need.property == "Targets" { "Targets.RoleArn" } else { need.property };
        findings.at(
            need.user,
            need.property,
            message,
            format!("set `{property}` to a role with `{}`", need.actions.join("`, `")),
        );
    }
}

fn takes_role(need: &Need<'_, '_>) -> bool {
    let user = need.user;
    match user.kind() {
        "AWS::Events::Rule" => {
            let by_policy = ["sqs:", "sns:", "lambda:", "events:"];
            need.actions.first().is_some_and(|action| !by_policy.iter().any(|service| action.starts_with(service)))
        }
        "AWS::EC2::FlowLog" => match user.get("LogDestinationType").text().as_deref() {
            Some(kind) => kind == "cloud-watch-logs",
            None => user.get("LogDestinationType").is_absent() && !user.get("LogGroupName").is_absent(),
        },
        "AWS::ECS::TaskDefinition" => true,
        "AWS::RDS::DBInstance" | "AWS::RDS::DBCluster" => user.get("MonitoringInterval").int().is_some_and(|it| it > 0),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::MISSING_ROLE as RULE;
    use crate::testing::{finds, silent};

    fn user(user: &str) -> String {
        format!(
            "Parameters:\n  Seconds: {{Type: Number, Default: 0, AllowedValues: [0, 60]}}\nResources:\n  Queue: {{Type: AWS::SQS::Queue}}\n  Machine: {{Type: AWS::StepFunctions::StateMachine, Properties: {{RoleArn: r}}}}\n  User: {user}\n"
        )
    }

    const RULE_OF: &str = "{Type: AWS::Events::Rule, Properties: {Targets: [{Id: a, TARGET}]}}";

    #[test]
    fn it_has_none() {
        for (target, words) in [
            ("Arn: !Ref Machine", "has no role to send to template/Machine"),
            (
                "Arn: c, EcsParameters: {TaskDefinitionArn: \"arn:aws:ecs:eu-west-1:1:task-definition/a\"}",
                "has no role to run the task",
            ),
        ] {
            finds(RULE, &user(&RULE_OF.replace("TARGET", target)), "User", words);
        }
        finds(
            RULE,
            &user("{Type: AWS::EC2::FlowLog, Properties: {LogGroupName: flows}}"),
            "User",
            "has no role to write to the log group",
        );
        finds(
            RULE,
            &user("{Type: AWS::RDS::DBInstance, Properties: {MonitoringInterval: 60}}"),
            "User",
            "has no role to write the metrics",
        );
        finds(
            RULE,
            &user("{Type: AWS::RDS::DBInstance, Properties: {MonitoringInterval: !Ref Seconds}}"),
            "User",
            "has no role to write the metrics",
        );
    }

    #[test]
    fn it_needs_none() {
        silent(RULE, &user(&RULE_OF.replace("TARGET", "Arn: !GetAtt Queue.Arn")));
        silent(RULE, &user(&RULE_OF.replace("TARGET", "Arn: !Ref Machine, RoleArn: !ImportValue role")));
        silent(RULE, &user("{Type: AWS::EC2::FlowLog, Properties: {LogDestinationType: s3, LogDestination: arn}}"));
        silent(RULE, &user("{Type: AWS::RDS::DBInstance, Properties: {MonitoringInterval: 0}}"));
        silent(RULE, &user("{Type: AWS::RDS::DBInstance, Properties: {MonitoringInterval: 60, MonitoringRoleArn: r}}"));
        silent(RULE, &user("{Type: AWS::KinesisFirehose::DeliveryStream, Properties: {}}"));
    }
}
