//! Metering: permission, environment, alarms, and what is refused.

use crate::*;
use iac_aws::cfn::kind::EcsCluster;
use iac_aws::cfn::{ecs, iam};
use iac_aws::core::Value as Plain;

/// A service with nothing but what metering needs.
#[derive(Clone, Copy)]
struct Service {
    cluster: ecs::ClusterRef,
    service: ecs::ServiceRef,
    task_definition: ecs::TaskDefinitionRef,
    role: iam::RoleRef,
    logs: LogGroupHandle,
}

impl Metered for Service {
    fn cluster_arn(&self) -> Val<Arn<EcsCluster>> {
        self.cluster.arn()
    }

    fn service(&self) -> ecs::ServiceRef {
        self.service
    }

    fn task_definition(&self) -> ecs::TaskDefinitionRef {
        self.task_definition
    }

    fn log_group(&self) -> LogGroupHandle {
        self.logs
    }

    fn add_environment(&self, stack: &mut Stack, name: &'static str, value: Plain) {
        let variable = Plain::map([("Name", Plain::Str(name.into())), ("Value", value)]);
        stack.edit(self.task_definition, "ContainerDefinitions", |containers| {
            let Plain::List(containers) = containers else { return };
            containers[0].list_mut("Environment").unwrap().push(variable);
        });
    }

    fn grant(&self, stack: &mut Stack, id: &'static str, statement: Statement) {
        let policy = iam::RolePolicy::new(id, self.role.role_name()).policy_document(PolicyDocument::new([statement]));
        stack.within(stack.scope_of(self.service), |stack| stack.add(id, policy));
    }
}

const IMAGE: &str = "709825985650.dkr.ecr.us-east-1.amazonaws.com/acme/shop:1.0.0";

fn service(stack: &mut Stack, image: &'static str, variables: &[&'static str]) -> Service {
    use ecs::task_definition::{ContainerDefinition, KeyValuePair};
    let variables: Vec<_> = variables.iter().map(|name| KeyValuePair::new().name(*name).value("x")).collect();
    let container = ContainerDefinition::new(image, "app").environment(variables);
    Service {
        cluster: stack.add("Cluster", ecs::Cluster::new()),
        service: stack.add("App", ecs::Service::new()),
        task_definition: stack.add("Task", ecs::TaskDefinition::new([container])),
        role: stack.add("Role", iam::Role::new(PolicyDocument::trusts("ecs-tasks.amazonaws.com"))),
        logs: stack.add("Logs", LogGroup::new(Retention::Days30)),
    }
}

fn product() -> Pricing {
    Pricing::usage([
        Dimension::metered("SecurityScans", "Number of AWS account scans", "Scans"),
        Dimension::metered("ChatQuestions", "Security questions asked", "Questions"),
    ])
}

/// The template of a metered service.
fn metered(metering: impl FnOnce(&mut Stack, Service) -> MarketplaceMetering<Service>) -> (Value, Vec<Diagnostic>) {
    resolved(|stack| {
        let service = service(stack, IMAGE, &[]);
        let metering = metering(stack, service);
        stack.add("Metering", metering);
    })
}

fn codes(metering: impl FnOnce(Service) -> MarketplaceMetering<Service>) -> Vec<&'static str> {
    metered(|_, service| metering(service)).1.into_iter().map(|diagnostic| diagnostic.code).collect()
}

fn environment(template: &Value) -> Value {
    let variables = template["Resources"]["Task"]["Properties"]["ContainerDefinitions"][0]["Environment"].as_array();
    let pair = |variable: &Value| json!([variable["Name"], variable["Value"]]);
    variables.unwrap().iter().map(pair).collect()
}

#[test]
fn a_metered_product_may_meter_and_knows_how() {
    let (template, diagnostics) = metered(|_, service| {
        let trial = Trial::in_app(days(14)).limit("SecurityScans", 50).limit("ChatQuestions", 500);
        MarketplaceMetering::new(&service, ProductCode::new("abc123"), product()).trial(trial)
    });
    assert_eq!(diagnostics, []);
    let statement = json!({
        "Sid": "MarketplaceMetering", "Effect": "Allow", "Action": "aws-marketplace:MeterUsage", "Resource": "*"
    });
    let policy = &template["Resources"]["AppMarketplaceMetering"]["Properties"]["PolicyDocument"];
    assert_eq!(policy["Statement"], json!([statement]));
    let expected = json!([
        ["MARKETPLACE_ENABLED", "true"],
        ["MARKETPLACE_PRODUCT_CODE", "abc123"],
        ["MARKETPLACE_NOT_ENTITLED_EXIT_CODE", "77"],
        ["MARKETPLACE_DIMENSIONS", "[\"SecurityScans\",\"ChatQuestions\"]"],
        ["METERING_INTERVAL_SECONDS", "3600"],
        ["METERING_MAX_BACKFILL_SECONDS", "21600"],
        ["TRIAL_MODE", "true"],
        ["TRIAL_DAYS", "14"],
        ["TRIAL_LIMITS", "{\"SecurityScans\":50,\"ChatQuestions\":500}"],
    ]);
    assert_eq!(environment(&template), expected);
    let outputs = json!({
        "MeteringProductCode": {"Description": "The product's code on AWS Marketplace", "Value": "abc123"},
        "MeteringDimensions": {
            "Description": "What usage is charged by",
            "Value": "SecurityScans (Scans): Number of AWS account scans; ChatQuestions (Questions): Security questions asked",
        },
    });
    assert_eq!(template["Outputs"], outputs);
    assert_eq!(template["Metadata"], json!(null));
}

#[test]
fn silence_is_noticed_before_usage_is_lost() {
    let (template, _) = metered(|stack, service| {
        let topic = stack.add("Topic", AlarmTopic::new());
        MarketplaceMetering::new(&service, ProductCode::new("abc123"), product()).notify(&topic)
    });
    let resources = &template["Resources"];
    let transformation = json!([{
        "MetricName": "MeteringRecorded", "MetricNamespace": {"Fn::Sub": "Marketplace/${AWS::StackName}"},
        "MetricValue": "1", "DefaultValue": 0,
    }]);
    let filter = &resources["LogsMeteringRecorded"]["Properties"];
    assert_eq!(filter["FilterPattern"], "{ $.event = \"metering.recorded\" }");
    assert_eq!(filter["MetricTransformations"], transformation);
    for (id, hours) in [("MeteringSilent", 2), ("MeteringSilentTooLong", 4)] {
        let alarm = &resources[id]["Properties"];
        assert_eq!((&alarm["Period"], &alarm["EvaluationPeriods"]), (&json!(3_600), &json!(hours)));
        assert_eq!((&alarm["ComparisonOperator"], &alarm["Threshold"]), (&json!("LessThanThreshold"), &json!(1)));
        assert_eq!(alarm["TreatMissingData"], "breaching");
        assert_eq!(alarm["AlarmActions"], json!([{"Ref": "Topic"}]));
    }
    for id in ["MeteringRefused", "MeteringReportedTwice", "MeteringSubscriptionEnded"] {
        let alarm = &resources[id]["Properties"];
        assert_eq!(alarm["ComparisonOperator"], "GreaterThanOrEqualToThreshold", "{id}");
        assert_eq!(alarm["TreatMissingData"], "notBreaching", "{id}");
    }
    assert_eq!(resources["MeteringTrialLimitReached"], json!(null));
}

#[test]
fn the_topic_is_told_of_tasks_that_end_without_a_subscription() {
    let (template, diagnostics) = metered(|stack, service| {
        let topic = stack.add("Topic", AlarmTopic::new());
        MarketplaceMetering::new(&service, ProductCode::new("abc123"), product())
            .not_entitled_exit_code(3)
            .notify(&topic)
    });
    assert_eq!(diagnostics, []);
    let rule = &template["Resources"]["MeteringTaskEnded"]["Properties"];
    let pattern = json!({
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        "detail": {
            "clusterArn": [{"Fn::GetAtt": ["Cluster", "Arn"]}],
            "group": [{"Fn::Sub": "service:${App.Name}"}],
            "lastStatus": ["STOPPED"],
            "containers": {"exitCode": [3]},
        },
    });
    assert_eq!(rule["EventPattern"], pattern);
    assert_eq!(rule["Targets"][0]["Arn"], json!({"Ref": "Topic"}));
    assert!(environment(&template).as_array().unwrap().contains(&json!(["MARKETPLACE_NOT_ENTITLED_EXIT_CODE", "3"])));
    let statements = &template["Resources"]["TopicPolicy"]["Properties"]["PolicyDocument"]["Statement"];
    let publish = json!({
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": {"Ref": "Topic"},
        "Condition": {"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["MeteringTaskEnded", "Arn"]}}},
    });
    assert_eq!(statements[2], publish);
}

#[test]
fn without_a_topic_nobody_is_told() {
    let (template, _) = metered(|_, service| MarketplaceMetering::new(&service, ProductCode::new("a"), product()));
    assert_eq!(template["Resources"]["MeteringTaskEnded"], json!(null));
    assert_eq!(template["Resources"]["MeteringSilentTooLong"]["Properties"]["AlarmActions"], json!(null));
}

#[test]
fn pricing_decides_what_the_program_may_call() {
    let action = |pricing: Pricing| {
        let (template, diagnostics) =
            metered(|_, service| MarketplaceMetering::new(&service, ProductCode::new("a"), pricing));
        assert_eq!(diagnostics, []);
        let policy = &template["Resources"]["AppMarketplaceMetering"]["Properties"]["PolicyDocument"];
        (policy["Statement"][0]["Action"].clone(), environment(&template))
    };
    let per_task = json!([
        ["MARKETPLACE_ENABLED", "true"],
        ["MARKETPLACE_PRODUCT_CODE", "a"],
        ["MARKETPLACE_NOT_ENTITLED_EXIT_CODE", "77"],
        ["MARKETPLACE_PUBLIC_KEY_VERSION", "1"],
    ]);
    assert_eq!(action(Pricing::hourly()), (json!("aws-marketplace:RegisterUsage"), per_task.clone()));
    assert_eq!(action(Pricing::monthly()), (json!("aws-marketplace:RegisterUsage"), per_task));
    let byol = json!([["MARKETPLACE_ENABLED", "false"], ["MARKETPLACE_PRODUCT_CODE", "a"]]);
    assert_eq!(action(Pricing::byol()), (json!(null), byol));
}

#[test]
fn a_sample_is_called_a_sample() {
    let (template, diagnostics) =
        metered(|_, service| MarketplaceMetering::new(&service, ProductCode::sample(), Pricing::byol()));
    assert_eq!(diagnostics, []);
    let note = template["Metadata"]["Marketplace"]["ProductCode"].as_str().unwrap();
    assert!(note.contains("sample"), "{note}");
}

#[test]
fn dimensions_keep_to_the_rules_of_the_listing() {
    let of = |pricing: Pricing| codes(|service| MarketplaceMetering::new(&service, ProductCode::new("a"), pricing));
    let one =
        |key, name: &str, unit: &str| of(Pricing::usage([Dimension::metered(key, name.to_owned(), unit.to_owned())]));
    assert_eq!(one("Scans_1.a-b", &"x".repeat(70), &"x".repeat(20)), [""; 0]);
    assert_eq!(one("a b", "x", "x"), ["marketplace-dimension"]);
    assert_eq!(one("", "x", "x"), ["marketplace-dimension"]);
    assert_eq!(one("A", &"x".repeat(71), "x"), ["marketplace-dimension"]);
    assert_eq!(one("A", "x", &"x".repeat(21)), ["marketplace-dimension"]);
    assert_eq!(of(Pricing::usage([])), ["marketplace-dimensions"]);
    const KEYS: [&str; 25] = [
        "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V",
        "W", "X", "Y",
    ];
    let many = |count| of(Pricing::usage(KEYS[..count].iter().map(|key| Dimension::metered(key, "x", "x"))));
    assert_eq!(many(24), [""; 0]);
    assert_eq!(many(25), ["marketplace-dimensions"]);
    let twice = Pricing::usage(["A", "A"].map(|key| Dimension::metered(key, "x", "x")));
    assert_eq!(of(twice), ["marketplace-dimension"]);
}

#[test]
fn a_product_code_has_letters_and_digits() {
    let of = |code| codes(|service| MarketplaceMetering::new(&service, ProductCode::new(code), Pricing::byol()));
    assert_eq!(of("4tmb0ulnwiijvo3fjs4lgkg1x"), [""; 0]);
    assert_eq!(of(""), ["product-code"]);
    assert_eq!(of("prod-abc"), ["product-code"]);
}

#[test]
fn a_trial_is_of_whole_days_and_of_dimensions_that_exist() {
    let of = |pricing: Pricing, trial: Trial| -> Vec<String> {
        let (_, diagnostics) =
            metered(|_, service| MarketplaceMetering::new(&service, ProductCode::new("a"), pricing).trial(trial));
        diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect()
    };
    assert_eq!(of(product(), Trial::in_app(hours(36))), ["the trial lasts 129600 seconds"]);
    assert_eq!(of(product(), Trial::in_app(days(0))), ["the trial lasts 0 seconds"]);
    assert_eq!(of(product(), Trial::in_app(days(366))).len(), 1);
    assert_eq!(
        of(product(), Trial::in_app(days(14)).limit("Scans", 1)),
        ["the trial limits `Scans`, which is no dimension of the product"]
    );
    assert_eq!(of(Pricing::hourly(), Trial::in_app(days(14)).limit("Scans", 1)).len(), 1);
    assert_eq!(
        of(product(), Trial::in_app(days(14)).limit("SecurityScans", 1).limit("SecurityScans", 2)),
        ["the trial limits `SecurityScans` twice"]
    );
}

#[test]
fn what_cannot_be_sold_or_metered_is_found_in_the_task() {
    let of = |image, variables: &[&'static str]| {
        faults(|stack| {
            let service = service(stack, image, variables);
            stack.add("Metering", MarketplaceMetering::new(&service, ProductCode::new("a"), Pricing::byol()));
        })
    };
    assert_eq!(of(IMAGE, &["LOG_LEVEL"]), []);
    let found = of("ghcr.io/acme/shop:1.0.0", &["AWS_REGION"]);
    let expected = [
        ("marketplace-image", "the image `ghcr.io/acme/shop:1.0.0` is not in AWS Marketplace's registry".to_owned()),
        ("marketplace-region", "the container sets `AWS_REGION`".to_owned()),
    ];
    assert_eq!(found, expected);
}
