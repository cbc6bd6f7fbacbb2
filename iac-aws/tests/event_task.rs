//! Tasks that events start, as templates, and patterns that cannot be.

mod common;

use common::{faults, template};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn started(task: impl FnOnce(&FargateServiceHandle<Worker>) -> EventTask) -> (Stack, EventTaskHandle) {
    let mut stack = Stack::new("main");
    let vpc = Vpc::import(Val::imported("vpc-1")).private([Val::imported("subnet-a")]);
    let vpc = stack.add("Network", vpc);
    let image = Image::registry("ghcr.io/acme/api:1.4.2");
    let app = stack.add("App", FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Mb512)));
    let invoice = stack.add("Invoice", task(&app));
    invoice.created_before(&mut stack, app.service);
    (stack, invoice)
}

fn placed() -> EventPattern {
    EventPattern::source("acme.shop").detail_type("Order Placed")
}

fn pattern(pattern: EventPattern) -> Value {
    let (stack, _) = started(|app| EventTask::new(pattern, app, ["invoice"]));
    template(stack)["Resources"]["Invoice"]["Properties"]["EventPattern"].take()
}

fn said(pattern: EventPattern) -> Vec<String> {
    faults(started(|app| EventTask::new(pattern, app, ["invoice"])).0)
}

#[test]
fn an_invoice_for_every_order() {
    let (stack, _) = started(|app| {
        let large = placed()
            .resource("arn:aws:s3:::orders")
            .resource_prefix(join!["arn:", partition(), ":s3:::orders-"])
            .detail(json!({ "total": [{ "numeric": [">=", 1000] }], "customer": { "country": ["DE", "FR"] } }));
        EventTask::new(large, app, ["python", "-m", "invoice \"all\""]).retry(3, minutes(30))
    });
    let actual = template(stack);
    let expected: Value = serde_json::from_str(include_str!("event_task/invoice.json")).unwrap();
    for (id, resource) in expected.as_object().unwrap() {
        assert_eq!(actual["Resources"][id], *resource, "{id}");
    }
    let ids: Vec<_> = actual["Resources"].as_object().unwrap().keys().filter(|id| id.starts_with("Invoice")).collect();
    assert_eq!(ids, expected.as_object().unwrap().keys().collect::<Vec<_>>());
}

/// The service's own tasks come and go without an error, and a sidecar is stopped when the program ends.
#[test]
fn jobs_that_failed() {
    let (stack, _) = started(|app| EventTask::new(app.job_failed(), app, ["tell"]));
    let pattern = template(stack)["Resources"]["Invoice"]["Properties"]["EventPattern"].take();
    assert_eq!(
        pattern,
        json!({
            "source": ["aws.ecs"],
            "detail-type": ["ECS Task State Change"],
            "detail": {
                "clusterArn": [{ "Fn::GetAtt": ["AppCluster", "Arn"] }],
                "lastStatus": ["STOPPED"],
                "group": [{ "anything-but": { "prefix": "service:" } }],
                "$or": [
                    { "containers": { "name": ["app"], "exitCode": [{ "anything-but": [0] }] } },
                    { "stopCode": ["TaskFailedToStart"] },
                ],
            },
        })
    );
}

#[test]
fn defaults() {
    let (stack, _) = started(|app| EventTask::new(placed(), app, ["invoice"]).disabled());
    let rule = template(stack)["Resources"]["Invoice"]["Properties"].take();
    assert_eq!(rule["State"], json!("DISABLED"));
    assert_eq!(rule["EventPattern"], json!({"source": ["acme.shop"], "detail-type": ["Order Placed"]}));
    let retry = json!({"MaximumRetryAttempts": 10, "MaximumEventAgeInSeconds": 3600});
    assert_eq!(rule["Targets"][0]["RetryPolicy"], retry);
    assert_eq!(pattern(EventPattern::source("acme.shop")), json!({"source": ["acme.shop"]}));
}

/// The first deployment is complete only when CloudFormation goes on: a rule that refers to the service would miss it.
#[test]
fn the_first_deployment_is_not_missed() {
    let (stack, invoice) = started(|app| EventTask::new(app.deployment_completed(), app, ["load"]));
    assert!(stack.property(invoice.rule, "EventPattern").is_some());
    let resources = template(stack)["Resources"].take();
    assert_eq!(
        resources["Invoice"]["Properties"]["EventPattern"],
        json!({
            "source": ["aws.ecs"],
            "detail-type": ["ECS Deployment State Change"],
            "resources": [{"prefix": {
                "Fn::Sub": "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:service/${AppCluster}/"
            }}],
            "detail": {"eventName": ["SERVICE_DEPLOYMENT_COMPLETED"]},
        })
    );
    let before = resources["App"]["DependsOn"].to_string();
    assert!(before.contains("\"InvoiceDeadLetterQueuePolicy\""), "{before}");
}

#[test]
fn a_rule_of_the_service_cannot_be_before_it() {
    let (stack, _) = started(|app| {
        let arn = app.service.service_arn();
        EventTask::new(EventPattern::source("aws.ecs").resource(arn), app, ["load"])
    });
    let said = faults(stack);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("Invoice") && said[0].contains("App"), "{said:?}");
}

#[test]
fn patterns_that_cannot_be() {
    let empty = |what| {
        format!(
            "bad-event-pattern: the {what} of the event pattern is empty, so that no event matches it (write it as the \
             event has it, such as `aws.ecs` and `ECS Task State Change`)"
        )
    };
    assert_eq!(said(EventPattern::source("")), [empty("source")]);
    assert_eq!(said(EventPattern::source(" ").detail_type("")), [empty("source"), empty("detail type")]);
    let refused = |what| {
        format!(
            "bad-event-pattern: in the event pattern, {what} (write an object of fields, each with the list of values \
             that match, such as `{{\"lastStatus\": [\"STOPPED\"]}}`)"
        )
    };
    for (detail, what) in [
        (json!(["STOPPED"]), "`detail` is a list, not an object"),
        (json!("STOPPED"), "`detail` is `STOPPED`, not a list of values"),
        (json!({}), "`detail` is an empty object"),
        (json!({"lastStatus": "STOPPED"}), "`detail.lastStatus` is `STOPPED`, not a list of values"),
        (json!({"containers": {"exitCode": 1}}), "`detail.containers.exitCode` is `1`, not a list of values"),
        (json!({"lastStatus": []}), "`detail.lastStatus` is an empty list"),
        (json!({"last": true}), "`detail.last` is `true`, not a list of values"),
        (json!({"share": 0.5}), "`detail.share` is `0.5`, not a list of values"),
    ] {
        assert_eq!(said(placed().detail(detail)), [refused(what)]);
    }
}

#[test]
fn numbers_out_of_range() {
    let none: [&str; 0] = [];
    let said = |task: fn(EventTask) -> EventTask, command: &[&'static str]| {
        faults(started(|app| task(EventTask::new(placed(), app, command.iter().copied()))).0)
    };
    assert_eq!(
        said(|task| task, &none),
        ["no-command: the event task has no command (give the program to run with its arguments: with the service's \
             own command it would never end)"]
    );
    assert_eq!(
        said(|task| task.retry(186, minutes(5)), &["invoice"]),
        ["bad-retries: a start is to be tried again 186 times (give at most 185 retries)"]
    );
    assert_eq!(
        said(|task| task.retry(1, hours(25)), &["invoice"]),
        ["bad-duration: the time for retries is 90000 s (give whole seconds from 60 to 86400)"]
    );
}
