//! References between the stacks of an app.

use crate::support::{Alarm, Database, Topic, codes, documents, findings, lines, text};
use iac_core::cfn_prelude::Handle;
use iac_core::prelude::*;
use serde_json::{Value, json};

fn parsed(app: App) -> Vec<Value> {
    documents(app).iter().map(|document| serde_json::from_str(document).unwrap()).collect()
}

#[test]
fn become_an_export_and_an_import() {
    let mut base = Stack::new("base");
    let topic = base.add("Alerts", Topic::new());
    let database = base.add("Database", Database::new().engine("postgres"));
    let mut service = Stack::new("service");
    service.add("Arn", text(topic.topic_arn()));
    service.add("Again", text(join!["arn is ", topic.topic_arn()]));
    service.add("Host", text(database.endpoint_address()));
    let templates = parsed(App::new().with(base).with(service));
    let export = |id: &str, name: &str, value: Value| {
        (
            id.to_owned(),
            json!({"Description": "Used by another stack of this environment", "Value": value, "Export": {"Name": name}}),
        )
    };
    let outputs: serde_json::Map<String, Value> = [
        export("ExportAlertsRef", "shop-dev:base:Alerts:Ref", json!({"Ref": "Alerts"})),
        export(
            "ExportDatabaseEndpointAddress",
            "shop-dev:base:Database:Endpoint-Address",
            json!({"Fn::GetAtt": ["Database", "Endpoint.Address"]}),
        ),
    ]
    .into_iter()
    .collect();
    assert_eq!(templates[0]["Outputs"], Value::Object(outputs));
    let import = json!({"Fn::ImportValue": "shop-dev:base:Alerts:Ref"});
    let resources = &templates[1]["Resources"];
    assert_eq!(resources["Arn"]["Properties"]["Value"], import);
    assert_eq!(resources["Again"]["Properties"]["Value"], json!({"Fn::Join": ["", ["arn is ", import]]}));
    assert_eq!(
        resources["Host"]["Properties"]["Value"],
        json!({"Fn::ImportValue": "shop-dev:base:Database:Endpoint-Address"})
    );
}

#[test]
fn work_from_outputs_and_export_names_and_whichever_stack_comes_first() {
    let mut base = Stack::new("base");
    let topic = base.add("Alerts", Topic::new());
    let mut front = Stack::new("front");
    front.add("Output", Output::new(topic.topic_arn()).export(join![topic.topic_name(), "-x"]));
    let templates = parsed(App::new().with(front).with(base));
    let import = |attribute: &str| json!({"Fn::ImportValue": format!("shop-dev:base:Alerts:{attribute}")});
    assert_eq!(
        templates[0]["Outputs"]["Output"],
        json!({"Value": import("Ref"), "Export": {"Name": {"Fn::Join": ["", [import("TopicName"), "-x"]]}}})
    );
    assert_eq!(templates[1]["Outputs"].as_object().unwrap().len(), 2);
}

#[test]
fn carry_the_condition_of_what_they_read() {
    let mut base = Stack::new("base");
    let condition = base.add("InFrankfurt", Condition::equals(region(), "eu-central-1"));
    let topic = base.when(condition, |stack| stack.add("Alerts", Topic::new()));
    let mut service = Stack::new("service");
    service.add("Arn", text(topic.topic_arn()));
    let templates = parsed(App::new().with(base).with(service));
    assert_eq!(templates[0]["Outputs"]["ExportAlertsRef"]["Condition"], "InFrankfurt");
}

#[test]
fn of_every_wrong_sort_are_reported_in_one_run() {
    let mut base = Stack::new("base").in_region(Region::EU_CENTRAL_1);
    let topic = base.add("Alerts", Topic::new());
    let size = base.add("Size", Parameter::string());
    let condition = base.add("IsBig", Condition::equals(&size, "big"));
    let table = base.add("Table", Mapping::new().row("a", [("b", "c")]));
    let scope = base.scope();
    let mut absent = Stack::new("absent");
    let lost = absent.add("Lost", Topic::new());

    let mut service = Stack::new("service").in_region(Region::US_EAST_1);
    let line = line!();
    let own = service.add("Own", Topic::new()); // line + 1
    service.add("Absent", text(lost.topic_name()));
    service.add("Parameter", text(size.clone()));
    service.add("Mapping", text(table.find::<Str>("a", "b")));
    service.add("If", text(condition.then::<Str>("x", "y")));
    service.output("Output", lost.topic_arn());
    service.add("Condition", Condition::equals(size, "big"));
    service.add("Holds", Condition::holds(condition)); // line + 8
    service.modify(topic, |resource| resource.display_name("no"));
    service.append(topic, "Subscription", []);
    service.depends_on(own, topic); // reported where `Own` is added
    service.depends_on(own, lost);
    service.within(scope, |_| {}); // line + 13
    service.when(condition, |stack| stack.add("When", Topic::new()));
    let mut found = lines(App::new().with(base).with(service));
    found.sort_by_key(|(_, line)| *line);
    let expected = [
        ("foreign-resource", line + 1),
        ("foreign-reference", line + 1),
        ("foreign-reference", line + 2),
        ("foreign-reference", line + 3),
        ("foreign-reference", line + 4),
        ("foreign-reference", line + 5),
        ("foreign-reference", line + 6),
        ("foreign-reference", line + 7),
        ("foreign-reference", line + 8),
        ("foreign-resource", line + 9),
        ("foreign-resource", line + 10),
        ("foreign-construct", line + 13),
        ("foreign-condition", line + 14),
    ];
    assert_eq!(found, expected);
}

#[test]
fn across_regions_are_an_output_and_a_parameter() {
    let mut base = Stack::new("eu-base").in_region(Region::EU_CENTRAL_1);
    let topic = base.add("Alerts", Topic::new());
    let mut service = Stack::new("service").in_region(Region::US_EAST_1);
    let size = service.add("Size", Parameter::string());
    service.add("Name", text(topic.topic_name()));
    service.add("Arn", text(join!["arn is ", topic.topic_arn(), size]));
    service.add("Again", text(topic.topic_name()));
    let mut near = Stack::new("near").in_region(Region::EU_CENTRAL_1);
    near.add("Name", text(topic.topic_name()));
    let templates = parsed(App::new().with(base).with(service).with(near));
    let said = "Used by another stack of this environment";
    assert_eq!(
        templates[0]["Outputs"],
        json!({
            "ExportAlertsTopicName": {
                "Description": said,
                "Value": {"Fn::GetAtt": ["Alerts", "TopicName"]},
                "Export": {"Name": "shop-dev:eu-base:Alerts:TopicName"},
            },
            "ExportAlertsRef": {"Description": said, "Value": {"Ref": "Alerts"}},
        })
    );
    let parameter = |output: &str| {
        let description = format!("The output {output} of the stack eu-base in eu-central-1.");
        json!({"Type": "String", "Description": description, "MinLength": 1})
    };
    let (name, arn) = ("FromEuBaseAlertsTopicName", "FromEuBaseAlertsRef");
    assert_eq!(
        templates[1]["Parameters"],
        json!({"Size": {"Type": "String"}, name: parameter("ExportAlertsTopicName"), arn: parameter("ExportAlertsRef")})
    );
    assert_eq!(
        templates[1]["Metadata"]["AWS::CloudFormation::Interface"],
        json!({
            "ParameterGroups": [
                {"Label": {"default": "Values of stacks in other regions"}, "Parameters": [name, arn]},
            ],
            "ParameterLabels": {
                name: {"default": "AlertsTopicName of eu-base"},
                arn: {"default": "AlertsRef of eu-base"},
            },
        })
    );
    let resources = &templates[1]["Resources"];
    assert_eq!(resources["Name"]["Properties"]["Value"], json!({"Ref": name}));
    assert_eq!(resources["Again"]["Properties"]["Value"], json!({"Ref": name}));
    assert_eq!(resources["Arn"]["Properties"]["Value"], json!({"Fn::Sub": format!("arn is ${{{arn}}}${{Size}}")}));
    assert_eq!(
        templates[2]["Resources"]["Name"]["Properties"]["Value"],
        json!({"Fn::ImportValue": "shop-dev:eu-base:Alerts:TopicName"})
    );
}

#[test]
fn across_regions_need_an_id_that_is_free() {
    let mut base = Stack::new("base").in_region(Region::EU_CENTRAL_1);
    let topic = base.add("Alerts", Topic::new());
    let mut service = Stack::new("service");
    service.add("FromBaseAlertsRef", Parameter::string());
    service.add("Arn", text(topic.topic_arn()));
    assert_eq!(codes(App::new().with(base).with(service)), ["duplicate-id"]);
}

#[test]
fn that_a_parameter_stands_for_are_asked_for_and_order_the_stacks() {
    let (mut base, mut service) = (Stack::new("base"), Stack::new("service"));
    let database = base.add("Database", Database::new().engine("postgres"));
    let host = service.add("Host", Parameter::string().same_as(database.endpoint_address()));
    service.add("Reads", text(host));
    let templates = parsed(App::new().with(base).with(service));
    assert_eq!(templates[1]["Parameters"]["Host"], json!({"Type": "String"}));
    assert_eq!(templates[1]["Resources"]["Reads"]["Properties"]["Value"], json!({"Ref": "Host"}));
    assert_eq!(templates[0]["Outputs"], Value::Null);

    let (mut one, mut other) = (Stack::new("one"), Stack::new("other"));
    let (a, b) = (one.add("A", Topic::new()), other.add("B", Topic::new()));
    one.add("OfB", Parameter::string().same_as(b.topic_name()));
    other.add("ReadsA", text(a.topic_arn()));
    assert_eq!(codes(App::new().with(one).with(other)), ["stack-cycle"]);

    let mut alone = Stack::new("alone");
    let topic = alone.add("Topic", Topic::new());
    alone.add("Name", Parameter::string().same_as(topic.topic_name()));
    assert_eq!(codes(App::from(alone)), ["own-handover"]);
}

#[test]
fn across_regions_must_not_go_in_a_circle() {
    let mut one = Stack::new("one").in_region(Region::EU_CENTRAL_1);
    let mut other = Stack::new("other").in_region(Region::US_EAST_1);
    let (a, b) = (one.add("A", Topic::new()), other.add("B", Topic::new()));
    one.add("ReadsB", text(b.topic_arn()));
    other.add("ReadsA", text(a.topic_arn()));
    assert_eq!(codes(App::new().with(one).with(other)), ["stack-cycle"]);
}

#[test]
fn in_a_circle_name_the_lines_that_read() {
    let (mut one, mut other) = (Stack::new("one"), Stack::new("other"));
    let (a, b) = (one.add("A", Topic::new()), other.add("B", Topic::new()));
    let line = line!() + 1;
    one.add("ReadsB", text(b.topic_arn()));
    other.add("ReadsA", text(a.topic_arn()));
    let found = findings(App::new().with(one).with(other));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].code, "stack-cycle");
    assert_eq!(found[0].message, "the stacks need each other in a circle: one → other → one");
    assert_eq!(found[0].place.unwrap().line(), line);
    assert_eq!(found[0].related[0].0.line(), line + 1);
}

#[test]
fn two_stacks_of_one_name_are_refused_and_their_handles_do_no_harm() {
    let mut long = Stack::new("main");
    let mut scope = long.scope();
    let mut last = long.add("T", Topic::new());
    for index in 0..20 {
        last = long.add(format!("T{index}"), Topic::new());
        scope = long.scope_of(last);
    }
    let far = long.add("Far", Parameter::string());
    let further = long.add("Further", Parameter::string());
    let mut short = Stack::new("main");
    let own = short.add("Own", Topic::new());
    short.add("Mine", Parameter::string());
    short.within(scope, |stack| stack.tag("a", "b"));
    short.depends_on(own, last);
    short.modify(last, |resource| resource.display_name("x"));
    short.add("Reads", text(last.topic_arn()));
    short.add("Takes", text(further));
    short.add("TakesMine", text(far));
    let found = codes(App::new().with(long).with(short));
    assert_eq!(
        found,
        [
            "foreign-construct",
            "foreign-resource",
            "duplicate-stack",
            "foreign-reference",
            "foreign-reference",
            "foreign-reference",
        ]
    );
}

#[test]
fn that_would_make_one_output_of_two_values_are_an_error() {
    let mut base = Stack::new("base");
    let database = base.add("Db", Database::new());
    let other = base.add("DbEndpoint", Alarm::new());
    let mut service = Stack::new("service");
    service.add("One", text(database.endpoint_address()));
    service.add("Two", text(other.node().att::<Str>("Address")));
    assert_eq!(codes(App::new().with(base).with(service)), ["duplicate-id"]);
}

#[test]
fn names_of_stacks_and_an_empty_app() {
    assert_eq!(codes(App::new()), ["no-stack"]);
    for name in ["", "1st", "a b", "a_b", "größe"] {
        assert_eq!(codes(Stack::new(name)), ["bad-stack-name"], "{name}");
    }
    assert_eq!(codes(Stack::new("a".repeat(129))), ["bad-stack-name"]);
    assert_eq!(codes(Stack::new("a".repeat(128))), [""; 0]);
}

#[test]
fn a_stack_is_deployed_after_those_that_it_reads() {
    let mut service = Stack::new("service").in_region(Region::EU_CENTRAL_1);
    let mut base = Stack::new("base").in_region(Region::EU_CENTRAL_1);
    let mut away = Stack::new("away").in_region(Region::US_EAST_1);
    let near = base.add("Alerts", Topic::new());
    let far = away.add("Alerts", Topic::new());
    service.add("Near", text(near.topic_arn()));
    base.add("Far", text(far.topic_arn()));
    let (graph, faults) = iac_core::resolve::resolve(App::new().with(service).with(base).with(away), "shop-dev");
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(graph.deployment_order(), [2, 1, 0]);
}
