//! Who reaches a database, and with which password.

use crate::common::{self, resources, subnets};
use crate::postgres;
use iac_aws::prelude::*;
use serde_json::json;

#[test]
fn only_a_declared_connection_gets_in() {
    let resources = resources(|stack| {
        let instance = postgres(stack, OnDelete::Delete).port(5433);
        let database = stack.add("Database", instance);
        let isolated = stack.add("Other", Vpc::new(cidr!("10.1.0.0/16"))).isolated();
        let app = stack.add("App", SecurityGroup::new(&isolated, "The application"));
        app.connects_to(stack, &database);
    });
    let egress = &resources["DatabaseSecurityGroup"]["Properties"]["SecurityGroupEgress"];
    assert_eq!(egress[0]["CidrIp"], "127.0.0.1/32");
    let group = &resources["DatabaseSecurityGroup"]["Properties"];
    assert!(group.get("SecurityGroupIngress").is_none());
    assert_eq!(
        resources["DatabaseFromApp"]["Properties"],
        json!({
            "IpProtocol": "tcp",
            "GroupId": {"Fn::GetAtt": ["DatabaseSecurityGroup", "GroupId"]},
            "SourceSecurityGroupId": {"Fn::GetAtt": ["App", "GroupId"]},
            "FromPort": 5433,
            "ToPort": 5433,
            "Description": "From App on port 5433",
        })
    );
}

#[test]
fn a_password_that_rds_keeps() {
    let mut password = None;
    let resources = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Data"));
        let instance = postgres(stack, OnDelete::Delete).managed_password().encryption_key(&key);
        let database = stack.add("Database", instance.database_insights(DatabaseInsights::Advanced).no_backups());
        assert!(database.secret.is_none());
        password = Some(database.password());
        stack.add("Copy", iac_aws::cfn::secrets_manager::Secret::new().secret_string(database.password()));
    });
    let properties = &resources["Database"]["Properties"];
    let key = json!({"Fn::GetAtt": ["Key", "Arn"]});
    assert!(properties.get("MasterUserPassword").is_none() && resources.get("DatabaseSecret").is_none());
    assert_eq!(properties["ManageMasterUserPassword"], true);
    assert_eq!(properties["MasterUserSecret"], json!({"KmsKeyId": key}));
    assert_eq!((&properties["KmsKeyId"], &properties["PerformanceInsightsKMSKeyId"]), (&key, &key));
    assert_eq!(properties["DatabaseInsightsMode"], "advanced");
    assert_eq!(properties["PerformanceInsightsRetentionPeriod"], 465);
    assert_eq!(properties["BackupRetentionPeriod"], 0);
    let pointer = "{{resolve:secretsmanager:${Database.MasterUserSecret.SecretArn}:SecretString:password}}";
    assert_eq!(resources["Copy"]["Properties"]["SecretString"], json!({"Fn::Sub": pointer}));
}

#[test]
fn the_handle_gives_an_application_what_it_needs() {
    let mut stack = Stack::new("main");
    let class = stack.add("Class", Parameter::string().allowed_values(["db.t3.small"]).default("db.t3.small"));
    let subnets = subnets(&mut stack);
    let class = DbInstanceClass::parameter(class);
    let instance = RdsInstance::postgres(subnets, PostgresVersion::V18_4, class, OnDelete::Delete);
    let database = stack.add("Database", instance.master_username("owner").port(6543));
    stack.output("Host", database.host());
    stack.output("Endpoint", database.endpoint());
    stack.output("Name", database.database_name());
    stack.output("User", database.username());
    stack.output("Port", database.port());
    let template = common::template(stack);
    let host = json!({"Fn::GetAtt": ["Database", "Endpoint.Address"]});
    assert_eq!(template["Outputs"]["Host"]["Value"], host);
    assert_eq!(template["Outputs"]["Endpoint"]["Value"], json!({"Fn::Sub": "${Database.Endpoint.Address}:6543"}));
    assert_eq!(template["Outputs"]["Name"]["Value"], "postgres");
    assert_eq!(template["Outputs"]["User"]["Value"], "owner");
    assert_eq!(template["Outputs"]["Port"]["Value"], "6543");
    assert_eq!(template["Resources"]["Database"]["Properties"]["DBInstanceClass"], json!({"Ref": "Class"}));
}
