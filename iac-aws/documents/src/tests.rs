//! A template as pages describe it.

mod deployment;
mod recovery;

use iac_core::check::{Flow, with_defaults};
use iac_core::{App, Environment, FileName, Graph, Platform, Region, Subject, read};
use serde_json::{Value, json};

const ENVIRONMENT: Environment =
    Environment { system: "shop", name: "prod", regions: &[Region::EU_CENTRAL_1], app: App::new };

const TEMPLATE: &str = include_str!("tests/shop.yaml");

fn described() -> Value {
    of(TEMPLATE)
}

fn of(template: &str) -> Value {
    let (graph, faults) = read::template(FileName::of(&"shop.yaml"), template.as_bytes());
    assert!(faults.is_empty(), "{faults:?}");
    let graph: Graph = graph.unwrap();
    let flow = |from: &str, to: &str, over: &str| Flow {
        from: from.to_owned(),
        to: to.to_owned(),
        over: over.to_owned(),
        declared: true,
    };
    let name = &graph.stacks[0].name;
    let (api, database) = (format!("{name}/Api"), format!("{name}/Database"));
    let flows = [
        flow("the internet", &api, "tcp 443"),
        flow(&api, &database, "tcp 5432"),
        flow("the internet", &api, "tcp 80"),
    ];
    let flows = || flows.to_vec();
    crate::describe(&Subject { environment: &ENVIRONMENT, graph: &graph, flows: &flows, platform: &Platform::NONE })
}

/// The fields of a thing, without those that every thing has.
fn fields(thing: &Value, names: &[&str]) -> Value {
    names.iter().map(|name| ((*name).to_owned(), thing[*name].clone())).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn groups_list_what_passes_and_why() {
    let groups = described()["groups"].clone();
    let rules = json!([
        {"direction": "in", "what": "tcp 8000", "peer": "BalancerGroup", "why": "From the balancer", "open": false},
        {"direction": "out", "what": "tcp 443", "peer": "anywhere (0.0.0.0/0)", "why": "", "open": true},
    ]);
    assert_eq!(groups[0]["rules"], rules);
    assert_eq!(groups[0]["look_up"], "$(ref shop ApiGroup)");
    // Without a rule for what goes out, everything may.
    assert_eq!(groups[1]["rules"][0]["what"], "everything");
}

#[test]
fn roles_say_who_may_do_what_on_what() {
    let role = described()["roles"][0].clone();
    assert_eq!(role["trusted"], "ecs-tasks.amazonaws.com if aws:SourceAccount = ACCOUNT");
    let may = json!([
        {"actions": "the managed policy SecurityAudit", "resources": "", "conditions": "", "denied": false},
        {
            "actions": "secretsmanager:GetSecretValue", "resources": "Secret", "conditions": "", "denied": false,
        },
        {
            "actions": "s3:PutObject, s3:AbortMultipartUpload", "resources": "Files/incoming/*",
            "conditions": "aws:SecureTransport = true", "denied": true,
        },
    ]);
    assert_eq!(role["may"], may);
    assert_eq!(role["output"], "RoleArn");
}

#[test]
fn services_say_how_they_scale_and_what_their_containers_get() {
    let service = described()["services"][0].clone();
    let names = ["capacity", "least", "most", "policies", "size", "strategy", "rolled_back", "task_role"];
    let expected = json!({
        "capacity": "2–6", "least": "2", "most": "6", "size": "256 CPU units and 512 MB", "task_role": "Role",
        "policies": ["keeps ECSServiceAverageCPUUtilization at 70"],
        "strategy": "blue/green, the old version stays for 5 min",
        "rolled_back": ["tasks that do not become healthy"],
    });
    assert_eq!(fields(&service, &names), expected);
    let container = &service["containers"][0];
    assert_eq!(container["log_group"], "$(ref shop Logs)");
    assert_eq!(
        container["environment"],
        json!([
            {"name": "DB_HOST", "value": "Database.Endpoint.Address", "known": false},
            {"name": "MODE", "value": "a b", "known": true},
        ])
    );
    assert_eq!(container["secrets"], json!([{"name": "DB_PASSWORD", "of": "Secret", "field": "password"}]));
}

#[test]
fn secrets_have_readers_and_no_values() {
    let described = described();
    let secrets = described["secrets"].as_array().unwrap();
    let names = ["secret_name", "by", "by_hand", "readers", "rotation"];
    let generated = json!({
        "secret_name": "shop/database", "by": "generated while the stack is created", "by_hand": false,
        "readers": ["container api as DB_PASSWORD", "role Role"], "rotation": "every 30 days",
    });
    let filled = json!({
        "secret_name": null, "by": "filled in by a person over the placeholder", "by_hand": true, "readers": [],
        "rotation": null,
    });
    assert_eq!([fields(&secrets[0], &names), fields(&secrets[1], &names)], [generated, filled]);
    assert!(!described.to_string().contains("change-me"), "the value of a secret is in the facts");
}

#[test]
fn alarms_say_when_they_ring_and_what_to_do() {
    let alarms = described()["alarms"].clone();
    let names = ["severity", "what", "condition", "told"];
    let busy = json!({
        "severity": "Warning", "what": "The database is busy: look for slow queries",
        "condition": "CPUUtilization (Average) > 80, 2 of 3 × 300 s", "told": "Topic",
    });
    assert_eq!(fields(&alarms[0], &names), busy);
    assert_eq!(alarms.as_array().unwrap().len(), 1, "an alarm that only scales is not for people");
}

#[test]
fn the_picture_has_things_in_their_subnets_and_the_proven_ways() {
    let described = described();
    let picture = "\
flowchart LR
  n2[(\"Files<br>bucket\")]
  n3([\"the internet\"])
  subgraph shop_Network[\"VPC Network 10.0.0.0/16\"]
    subgraph shop_Network_private[\"private subnets<br>10.0.1.0/24\"]
      n0[\"Api<br>service\"]
    end
    subgraph shop_Network_isolated[\"isolated subnets<br>10.0.2.0/24\"]
      n1[(\"Database<br>database\")]
    end
  end
  n3 -->|\"tcp 443, tcp 80\"| n0
  n0 -->|\"tcp 5432\"| n1
";
    assert_eq!(described["diagram"], picture);
}

#[test]
fn nothing_is_described_of_nothing() {
    let graph = Graph::default();
    with_defaults(&graph, |world| assert_eq!(world.resources().count(), 0));
    let subject = Subject { environment: &ENVIRONMENT, graph: &graph, flows: &Vec::new, platform: &Platform::NONE };
    assert_eq!(crate::describe(&subject)["services"], json!([]));
}
