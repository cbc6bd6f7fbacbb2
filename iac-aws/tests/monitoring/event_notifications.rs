//! Events as sentences, to topics by severity.

use crate::common::{codes, resources};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn topics(stack: &mut Stack) -> AlarmTopics {
    AlarmTopics {
        critical: stack.add("Critical", AlarmTopic::new()),
        warning: stack.add("Warning", AlarmTopic::new()),
        info: stack.add("Info", AlarmTopic::new()),
    }
}

fn all() -> Value {
    resources(|stack| {
        let topics = topics(stack);
        let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
        let database = RdsInstance::postgres(
            vpc.isolated(),
            PostgresVersion::V15_19,
            DbInstanceClass::T4G_SMALL,
            OnDelete::Delete,
        );
        let database = stack.add("Database", database);
        let cluster = stack.add("Cluster", Cluster::new());
        let events = EventNotifications::new(&topics).services(&cluster).database(&database);
        let events = stack.add("Events", events);
        assert_eq!(events.rules.len(), 8);
    })
}

#[test]
fn a_failed_deployment_is_critical() {
    let resources = all();
    let rule = &resources["EventsDeploymentFailed"]["Properties"];
    assert_eq!(
        rule["EventPattern"],
        json!({
            "source": ["aws.ecs"],
            "detail-type": ["ECS Deployment State Change"],
            "resources": [{"prefix": {"Fn::Sub":
                "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/${Cluster}/"}}],
            "detail": {"eventName": ["SERVICE_DEPLOYMENT_FAILED"]},
        })
    );
    assert_eq!(
        rule["Targets"],
        json!([{"Id": "Topic", "Arn": {"Ref": "Critical"}, "InputTransformer": {
            "InputPathsMap": {"service": "$.resources[0]", "reason": "$.detail.reason"},
            "InputTemplate": "\"Critical: The deployment of <service> failed. <reason>\"",
        }}])
    );
    let may = &resources["CriticalPolicy"]["Properties"]["PolicyDocument"]["Statement"][2];
    assert_eq!(may["Principal"], json!({"Service": "events.amazonaws.com"}));
    assert_eq!(
        may["Condition"],
        json!({"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["EventsDeploymentFailed", "Arn"]}}})
    );
}

#[test]
fn each_event_goes_to_the_topic_of_its_severity() {
    let resources = all();
    for (rule, topic) in [
        ("DeploymentFailed", "Critical"),
        ("Deployments", "Info"),
        ("TasksDoNotStart", "Warning"),
        ("ScaledToMost", "Warning"),
        ("Scaling", "Info"),
        ("DatabaseInDanger", "Critical"),
        ("DatabaseDisturbed", "Warning"),
        ("DatabaseChanged", "Info"),
    ] {
        let target = &resources[format!("Events{rule}")]["Properties"]["Targets"][0];
        assert_eq!(target["Arn"], json!({"Ref": topic}), "{rule}");
        let text = target["InputTransformer"]["InputTemplate"].as_str().unwrap_or_default();
        let paths = target["InputTransformer"]["InputPathsMap"].as_object();
        for name in paths.into_iter().flat_map(|paths| paths.keys()) {
            assert!(text.contains(&format!("<{name}>")), "{rule}: {name} in {text}");
        }
        assert_eq!(text.matches('<').count(), paths.map_or(0, |paths| paths.len()), "{text}");
    }
}

#[test]
fn scaling_is_found_by_its_alarms_and_by_its_end() {
    let resources = all();
    let of = |rule: &str| resources[format!("Events{rule}")]["Properties"]["EventPattern"].clone();
    assert_eq!(
        of("Scaling"),
        json!({
            "source": ["aws.cloudwatch"],
            "detail-type": ["CloudWatch Alarm State Change"],
            "resources": [{"prefix": {"Fn::Sub": "arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:\
                alarm:TargetTracking-service/${Cluster}/"}}],
            "detail": {"state": {"value": ["ALARM"]}},
        })
    );
    assert_eq!(
        of("ScaledToMost")["detail"],
        json!({"serviceNamespace": ["ecs"], "resourceId": [{"prefix": {"Fn::Sub": "service/${Cluster}/"}}]})
    );
    assert_eq!(
        of("DatabaseDisturbed")["detail"],
        json!({"EventCategories": ["availability", "failover", "recovery"], "SourceIdentifier": [{"Ref": "Database"}]})
    );
}

#[test]
fn notifications_of_nothing_are_refused() {
    let said = codes(|stack| {
        let topics = topics(stack);
        stack.add("Events", EventNotifications::new(&topics));
    });
    assert_eq!(said, ["no-events"]);
}
