//! Declared connections as templates: both sides, and nothing else.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{faults, template, written};
use iac_aws::prelude::*;
use serde_json::{Value, json};

/// Something with a security group and a port, as a service or a database is.
#[derive(Clone, Debug)]
struct Server {
    group: SecurityGroupHandle,
    port: u16,
}

impl Connectable for Server {
    fn security_group(&self) -> SecurityGroupHandle {
        self.group
    }
}

impl Listens for Server {
    fn port(&self) -> u16 {
        self.port
    }
}

struct NewServer {
    port: u16,
    outbound: Outbound,
}

impl Construct for NewServer {
    type Handle = Server;

    fn build(self, stack: &mut Stack) -> Server {
        let group = SecurityGroup::new(&subnets(), "Server").outbound(self.outbound);
        let group = stack.add("SecurityGroup", group).of_construct(stack);
        Server { group, port: self.port }
    }
}

fn subnets() -> PrivateSubnets {
    let mut elsewhere = Stack::new("main");
    let vpc = Vpc::import(Val::imported("vpc-0a1b2c3d")).private([Val::imported("subnet-0a1b2c3d")]);
    elsewhere.add("Network", vpc).private()
}

/// The rules of a stack in which `App` and `Database` were added and connected.
fn rules(outbound: Outbound, port: u16, connect: impl FnOnce(&mut Stack, &Server, &Server)) -> Value {
    let mut stack = Stack::new("main");
    let app = stack.add("App", NewServer { port: 8000, outbound });
    let database = stack.add("Database", NewServer { port, outbound: Outbound::Closed });
    connect(&mut stack, &app, &database);
    let mut resources = template(stack)["Resources"].clone();
    resources.as_object_mut().unwrap().retain(|_, resource| resource["Type"] != "AWS::EC2::SecurityGroup");
    resources
}

#[test]
fn opens_both_sides() {
    let app = json!({"Fn::GetAtt": ["AppSecurityGroup", "GroupId"]});
    let database = json!({"Fn::GetAtt": ["DatabaseSecurityGroup", "GroupId"]});
    assert_eq!(
        rules(Outbound::Https, 5432, |stack, app, database| app.connects_to(stack, database)),
        json!({
            "DatabaseFromApp": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
                "GroupId": database,
                "SourceSecurityGroupId": app,
                "IpProtocol": "tcp",
                "FromPort": 5432,
                "ToPort": 5432,
                "Description": "From App on port 5432",
            }},
            "AppToDatabase": {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": {
                "GroupId": app,
                "DestinationSecurityGroupId": database,
                "IpProtocol": "tcp",
                "FromPort": 5432,
                "ToPort": 5432,
                "Description": "To Database on port 5432",
            }},
        })
    );
}

/// Two groups that admit each other: rules of their own make no cycle, which resolving would report.
#[test]
fn goes_in_both_directions_at_once() {
    let rules = rules(Outbound::Closed, 5432, |stack, app, database| {
        app.connects_to(stack, database);
        database.connects_to(stack, app);
    });
    let ids: Vec<_> = rules.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(ids, ["AppFromDatabase", "AppToDatabase", "DatabaseFromApp", "DatabaseToApp"]);
    assert_eq!(rules["AppFromDatabase"]["Properties"]["FromPort"], 8000);
}

/// A rule that says again what the group lets out anyway would be one more to read.
#[test]
fn needs_no_way_out_where_there_is_one() {
    let ids = |outbound, port| {
        let rules = rules(outbound, port, |stack, app, database| app.connects_to(stack, database));
        rules.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(ids(Outbound::Closed, 443), ["AppToDatabase", "DatabaseFromApp"]);
    assert_eq!(ids(Outbound::Https, 443), ["DatabaseFromApp"]);
    assert_eq!(ids(Outbound::Https, 6379), ["AppToDatabase", "DatabaseFromApp"]);
    assert_eq!(ids(Outbound::Anything, 6379), ["DatabaseFromApp"]);
}

#[test]
fn a_service_may_connect_to_its_own_like() {
    let rules = rules(Outbound::Closed, 5432, |stack, app, _| app.connects_to(stack, app));
    assert_eq!(
        rules["AppFromApp"]["Properties"]["SourceSecurityGroupId"],
        rules["AppFromApp"]["Properties"]["GroupId"]
    );
    assert_eq!(rules["AppToApp"]["Properties"]["FromPort"], 8000);
}

/// Groups without a construct around them take rules under ids of their own.
#[test]
fn a_bare_group_connects_too() {
    let mut stack = Stack::new("main");
    let group = stack.add("ToolsSecurityGroup", SecurityGroup::new(&subnets(), "Tools"));
    let database = stack.add("Database", NewServer { port: 5432, outbound: Outbound::Closed });
    group.connects_to(&mut stack, &database);
    let resources = template(stack)["Resources"].clone();
    assert!(resources["DatabaseFromToolsSecurityGroup"].is_object());
    assert!(resources["ToolsSecurityGroupToDatabase"].is_object());
}

#[test]
fn saying_it_twice_or_without_a_name_across_stacks_is_an_error() {
    let mut stack = Stack::new("main");
    let app = stack.add("App", NewServer { port: 8000, outbound: Outbound::Anything });
    let database = stack.add("Database", NewServer { port: 5432, outbound: Outbound::Closed });
    app.connects_to(&mut stack, &database);
    app.connects_to(&mut stack, &database);
    let said = faults(stack);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("duplicate-id: "), "{said:?}");

    let mut stack = Stack::new("other");
    let elsewhere = stack.add("App", NewServer { port: 8000, outbound: Outbound::Anything });
    elsewhere.connects_to(&mut stack, &database);
    let said = faults(stack);
    assert_eq!(said.len(), 1, "{said:?}");
    let wrong =
        "foreign-connection: what connects on port 5432 and what it connects to are not both in the stack `other`";
    assert!(said[0].starts_with(wrong), "{said:?}");
    assert!(said[0].contains("connects_to_other(stack, \"Database\", &database)"), "{said:?}");
}

/// Data in a stack of its own: the rules are the application's, which reads the database's group from the other stack.
#[test]
fn connects_to_another_stack_by_name() {
    let mut data = Stack::new("data");
    let database = data.add("Database", NewServer { port: 5432, outbound: Outbound::Closed });
    let mut main = Stack::new("main");
    let app = main.add("App", NewServer { port: 8000, outbound: Outbound::Https });
    app.connects_to_other(&mut main, "Database", &database);
    let (graph, faults) = iac_core::resolve::resolve(App::new().with(data).with(main), "test");
    assert!(faults.is_empty(), "{faults:?}");
    let [data, main] = [written(&graph.stacks[0]), written(&graph.stacks[1])];
    assert_eq!(data["Resources"].as_object().unwrap().len(), 1);
    let export = data["Outputs"].as_object().unwrap().values().next().unwrap()["Export"]["Name"].clone();
    let group = json!({"Fn::ImportValue": export});
    let app = json!({"Fn::GetAtt": ["AppSecurityGroup", "GroupId"]});
    assert_eq!(
        main["Resources"]["AppToDatabase"]["Properties"],
        json!({
            "GroupId": app,
            "DestinationSecurityGroupId": group,
            "IpProtocol": "tcp",
            "FromPort": 5432,
            "ToPort": 5432,
            "Description": "To Database on port 5432",
        })
    );
    let ingress = &main["Resources"]["AppToDatabaseIngress"]["Properties"];
    assert_eq!(ingress["GroupId"], group);
    assert_eq!(ingress["SourceSecurityGroupId"], app);
}

/// Named or not, rules of one stack stay where they are.
#[test]
fn a_name_changes_nothing_inside_of_a_stack() {
    let named = rules(Outbound::Closed, 5432, |stack, app, database| app.connects_to_other(stack, "Data", database));
    assert_eq!(named, rules(Outbound::Closed, 5432, |stack, app, database| app.connects_to(stack, database)));
}
