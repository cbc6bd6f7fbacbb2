//! What the collectors of traces and metrics in a task do with the task's role.

use super::needs::{Need, named};
use super::pattern::{NO_RESOURCE, Token};
use crate::containers::task::{SERVICE, TASK, containers, task_of};
use iac_core::check::{Eval, World};

/// What a collector's configuration names: the exporter, the actions, whether they are on some resource, and what for.
const EXPORTERS: [(&str, &[&str], bool, &str); 3] = [
    ("awsxray", &["xray:PutTraceSegments"], false, "write traces to X-Ray"),
    ("awsemf", &["logs:CreateLogStream", "logs:PutLogEvents"], true, "write metrics to CloudWatch"),
    (
        "prometheusremotewrite",
        &["aps:RemoteWrite"],
        true,
        "write metrics to a workspace of Managed Service for Prometheus",
    ),
];

/// The agents of X-Ray and of AWS Distro for OpenTelemetry, found by their images.
/// <https://aws-otel.github.io/docs/setup/ecs/create-iam-policy>,
/// <https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html>
pub(super) fn of_telemetry<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for task in world.all(TASK) {
        for container in containers(task).into_iter().flatten() {
            let image = container.at("Image").shown();
            let chosen = match (image.contains("xray-daemon"), image.contains("aws-otel-collector")) {
                (true, _) => "awsxray".to_owned(),
                (_, true) => configuration(&container),
                _ => continue,
            };
            for (exporter, actions, on_some, to) in EXPORTERS {
                // With a signature of its own, remote writing is not AWS's.
                let own = exporter == "prometheusremotewrite" && !chosen.contains("sigv4auth");
                if !chosen.contains(exporter) || own {
                    continue;
                }
                found.push(Need {
                    user: task,
                    property: "TaskRoleArn",
                    role: task.get("TaskRoleArn"),
                    actions: named(actions),
                    target: if on_some { vec![Token::Any] } else { NO_RESOURCE.to_vec() },
                    to: to.to_owned(),
                });
            }
        }
    }
}

/// What a shell in a container, and a state machine's log, ask of a role.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html>,
/// <https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html>
pub(super) fn of_sessions<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Need<'w, 'g>>) {
    for service in world.all(SERVICE).filter(|one| one.get("EnableExecuteCommand").bool() == Some(true)) {
        let Some(task) = task_of(world, service) else { continue };
        found.push(Need {
            user: service,
            property: "EnableExecuteCommand",
            role: task.get("TaskRoleArn"),
            actions: named(&["ssmmessages:CreateControlChannel", "ssmmessages:OpenDataChannel"]),
            target: NO_RESOURCE.to_vec(),
            to: "open a shell in its containers".to_owned(),
        });
    }
    for machine in world.all("AWS::StepFunctions::StateMachine") {
        let logging = machine.get("LoggingConfiguration");
        if logging.at("Level").text().is_some_and(|level| level != "OFF")
            && !logging.at("Destinations").items().is_empty()
        {
            found.push(Need {
                user: machine,
                property: "RoleArn",
                role: machine.get("RoleArn"),
                actions: named(&["logs:CreateLogDelivery", "logs:PutResourcePolicy", "logs:DescribeLogGroups"]),
                target: NO_RESOURCE.to_vec(),
                to: "write its log".to_owned(),
            });
        }
    }
}

/// What is known of a collector's configuration: its own text, or what the file of the image does that its command names.
/// <https://github.com/aws-observability/aws-otel-collector/tree/main/config/ecs>
fn configuration(container: &Eval<'_>) -> String {
    let is_own = |one: &&Eval<'_>| one.at("Name").text().is_some_and(|name| name == "AOT_CONFIG_CONTENT");
    if let Some(own) = container.at("Environment").items().iter().find(is_own) {
        return own.at("Value").shown();
    }
    let command: String = container.at("Command").items().iter().map(Eval::shown).collect();
    match command {
        file if file.contains("ecs-xray.yaml") => "awsxray".to_owned(),
        file if file.contains("ecs-default-config") || file.contains("ecs-cloudwatch-xray") => {
            "awsxray awsemf".to_owned()
        }
        file if file.contains("ecs-cloudwatch.yaml") => "awsemf".to_owned(),
        file if file.contains("ecs-amp-xray") => "awsxray prometheusremotewrite sigv4auth".to_owned(),
        file if file.contains("ecs-amp") => "prometheusremotewrite sigv4auth".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::missing_role::MISSING_ROLE;
    use super::super::powerless_role::POWERLESS_ROLE;
    use crate::testing::{finds, silent};

    fn task(statement: &str, container: &str) -> String {
        format!(
            r#"
Resources:
  Metrics: {{Type: AWS::Logs::LogGroup, Properties: {{LogGroupName: metrics}}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{Version: 2012-10-17, Statement: []}}
      Policies: [{{PolicyName: p, PolicyDocument: {{Version: 2012-10-17, Statement: [{statement}]}}}}]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      TaskRoleArn: !GetAtt Role.Arn
      ContainerDefinitions: [{{Name: app, Image: app}}, {{Name: collector, {container}}}]
"#
        )
    }

    const NOTHING: &str = r#"{Effect: Allow, Action: "s3:GetObject", Resource: "*"}"#;
    const TRACES: &str = r#"{Effect: Allow, Action: "xray:Put*", Resource: "*"}"#;
    const METRICS: &str =
        r#"{Effect: Allow, Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: !GetAtt Metrics.Arn}"#;
    const DAEMON: &str = "Image: public.ecr.aws/xray/aws-xray-daemon:3.3.14";
    const DEFAULT: &str = "Image: public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0, \
                           Command: [--config=/etc/ecs/ecs-default-config.yaml]";
    const OWN: &str = r#"Image: public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0, Environment: [{Name: AOT_CONFIG_CONTENT,
        Value: !Sub "exporters:\n  awsemf:\n    log_group_name: ${Metrics}\n  awsxray:\n"}]"#;

    #[test]
    fn it_may_not() {
        finds(POWERLESS_ROLE, &task(NOTHING, DAEMON), "Role", "to write traces to X-Ray, which it may not");
        finds(POWERLESS_ROLE, &task(METRICS, DEFAULT), "Role", "no `xray:PutTraceSegments`");
        finds(POWERLESS_ROLE, &task(TRACES, OWN), "Role", "to write metrics to CloudWatch");
        finds(POWERLESS_ROLE, &task(METRICS, OWN), "Role", "to write traces to X-Ray");
        let amp = DEFAULT.replace("ecs-default-config", "ecs-amp-xray");
        finds(POWERLESS_ROLE, &task(TRACES, &amp), "Role", "no `aps:RemoteWrite`");
        let only_here = TRACES.replace(r#""*""#, "!GetAtt Metrics.Arn");
        finds(POWERLESS_ROLE, &task(&only_here, DAEMON), "Role", "no `xray:PutTraceSegments`");
        let without = task(TRACES, DAEMON).replace("      TaskRoleArn: !GetAtt Role.Arn\n", "");
        finds(MISSING_ROLE, &without, "Task", "has no role to write traces to X-Ray with");
    }

    #[test]
    fn it_may() {
        for container in [DAEMON, DEFAULT, OWN] {
            silent(POWERLESS_ROLE, &task(&format!("{TRACES}, {METRICS}"), container));
            silent(MISSING_ROLE, &task(NOTHING, container));
        }
        silent(POWERLESS_ROLE, &task(TRACES, &DEFAULT.replace("ecs-default-config", "ecs-xray")));
        silent(POWERLESS_ROLE, &task(NOTHING, &DEFAULT.replace("/etc/ecs/ecs-default-config", "/mine")));
        silent(POWERLESS_ROLE, &task(NOTHING, &OWN.replace("awsemf", "debug").replace("awsxray", "otlphttp")));
        silent(POWERLESS_ROLE, &task(NOTHING, DAEMON).replace("!GetAtt Role.Arn", "!ImportValue role"));
        silent(POWERLESS_ROLE, &task(NOTHING, "Image: prom/prometheus:v3"));
    }
}
