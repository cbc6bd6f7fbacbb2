//! Proxies of databases as templates.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, identifier, resources, suppressed};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn database(stack: &mut Stack, change: impl FnOnce(RdsInstance) -> RdsInstance) -> (VpcHandle, RdsInstanceHandle) {
    let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
    let version = (PostgresVersion::V16_10, DbInstanceClass::T4G_MEDIUM);
    let database = RdsInstance::postgres(vpc.isolated(), version.0, version.1, OnDelete::Snapshot).port(5433);
    (vpc.clone(), stack.add("Database", change(database)))
}

/// The resources of a stack with a proxy, as `change` has it.
fn proxy(change: impl FnOnce(RdsProxy) -> RdsProxy) -> Value {
    resources(|stack| {
        let (vpc, database) = database(stack, |database| database);
        let proxy = RdsProxy::new(vpc.isolated(), &database);
        stack.add("Proxy", change(proxy));
    })
}

#[test]
fn a_proxy_is_complete_by_default() {
    let resources = proxy(|proxy| proxy);
    let name = identifier("proxy");
    assert_eq!(
        resources["Proxy"],
        json!({
            "Type": "AWS::RDS::DBProxy",
            "DependsOn": "ProxyLogGroup",
            "Properties": {
                "DBProxyName": name,
                "EngineFamily": "POSTGRESQL",
                "RoleArn": {"Fn::GetAtt": ["ProxyRole", "Arn"]},
                "VpcSubnetIds": [{"Ref": "NetworkIsolated1"}, {"Ref": "NetworkIsolated2"}],
                "Auth": [{
                    "AuthScheme": "SECRETS", "SecretArn": {"Ref": "DatabaseSecret"}, "IAMAuth": "DISABLED",
                    "ClientPasswordAuthType": "POSTGRES_SCRAM_SHA_256",
                }],
                "RequireTLS": true,
                "IdleClientTimeout": 1800,
                "VpcSecurityGroupIds": [{"Fn::GetAtt": ["ProxySecurityGroup", "GroupId"]}],
            },
        })
    );
    assert_eq!(
        resources["ProxyTargetGroup"],
        json!({
            "Type": "AWS::RDS::DBProxyTargetGroup",
            "DependsOn": ["DatabaseFromProxy", "ProxyToDatabase", "DatabaseSecretAttachment"],
            "Properties": {
                "DBProxyName": {"Ref": "Proxy"},
                "TargetGroupName": "default",
                "ConnectionPoolConfigurationInfo": {
                    "ConnectionBorrowTimeout": 120, "MaxConnectionsPercent": 100, "MaxIdleConnectionsPercent": 50,
                },
                "DBInstanceIdentifiers": [{"Ref": "Database"}],
            },
        })
    );
    let role = &resources["ProxyRole"]["Properties"];
    assert_eq!(role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"], json!({"Service": "rds.amazonaws.com"}));
    assert_eq!(
        role["Policies"][0]["PolicyDocument"]["Statement"],
        json!([{"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "DatabaseSecret"}}])
    );
    for (rule, port) in [("DatabaseFromProxy", 5433), ("ProxyToDatabase", 5433)] {
        let properties = &resources[rule]["Properties"];
        assert_eq!((&properties["FromPort"], &properties["ToPort"]), (&json!(port), &json!(port)), "{rule}");
    }
    let logs = &resources["ProxyLogGroup"];
    assert_eq!(logs["Properties"]["RetentionInDays"], json!(30));
    assert_eq!(logs["Properties"]["LogGroupName"]["Fn::Join"][1][0], json!("/aws/rds/proxy/proxy-"));
    assert_eq!(suppressed(logs), ["CKV_AWS_158"]);
}

#[test]
fn programs_connect_to_the_proxy_and_not_to_the_database() {
    let resources = resources(|stack| {
        let (vpc, database) = database(stack, |database| database.database("orders"));
        let proxy = stack.add("Proxy", RdsProxy::new(vpc.isolated(), &database));
        let image = Image::registry("ghcr.io/acme/api:1.4.2");
        let app = FargateService::web(vpc.private(), image, Fargate::Cpu256(Mem256::Mb512), 8000)
            .env("HOST", proxy.host())
            .env("PORT", proxy.port())
            .env("DATABASE", proxy.database().database_name());
        let app = stack.add("App", app);
        app.connects_to(stack, &proxy);
    });
    assert_eq!(resources["DatabaseFromApp"], Value::Null);
    let ingress = &resources["ProxyFromApp"];
    assert_eq!(ingress["Properties"]["FromPort"], json!(5432), "a proxy listens on PostgreSQL's own port");
    assert_eq!(ingress["DependsOn"], json!("ProxyTargetGroup"), "the proxy has its database before tasks start");
    let waits = resources["App"]["DependsOn"].as_array().unwrap();
    assert!(waits.contains(&json!("ProxyFromApp")) && waits.contains(&json!("AppToProxy")), "{waits:?}");
    let environment = &resources["AppTaskDefinition"]["Properties"]["ContainerDefinitions"][0]["Environment"];
    assert_eq!(
        environment,
        &json!([
            {"Name": "HOST", "Value": {"Fn::GetAtt": ["Proxy", "Endpoint"]}},
            {"Name": "PORT", "Value": "5432"},
            {"Name": "DATABASE", "Value": "orders"},
        ])
    );
}

#[test]
fn roles_instead_of_passwords() {
    let resources = resources(|stack| {
        let (vpc, database) = database(stack, |database| database);
        let key = stack.add("Key", EncryptionKey::new("Logins"));
        let login = Secret::generated("password").field("username", "reader").encryption_key(&key);
        let login = stack.add("Reader", login);
        let proxy = RdsProxy::new(vpc.isolated(), &database).user(&login).iam_auth();
        let proxy = proxy.idle_timeout(minutes(5)).borrow_timeout(seconds(10)).max_connections_percent(81);
        let proxy = stack.add("Proxy", proxy.log_retention(Retention::Days7));
        let statement = proxy.grant_connect(stack, "reader");
        let image = Image::registry("ghcr.io/acme/api:1.4.2");
        let app = FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Mb512)).grant(statement);
        stack.add("App", app);
    });
    let auth = &resources["Proxy"]["Properties"]["Auth"];
    assert_eq!(
        auth,
        &json!([
            {"AuthScheme": "SECRETS", "SecretArn": {"Ref": "DatabaseSecret"}, "IAMAuth": "REQUIRED"},
            {"AuthScheme": "SECRETS", "SecretArn": {"Ref": "Reader"}, "IAMAuth": "REQUIRED"},
        ])
    );
    assert_eq!(resources["Proxy"]["Properties"]["IdleClientTimeout"], json!(300));
    assert_eq!(
        resources["ProxyTargetGroup"]["Properties"]["ConnectionPoolConfigurationInfo"],
        json!({"ConnectionBorrowTimeout": 10, "MaxConnectionsPercent": 81, "MaxIdleConnectionsPercent": 40})
    );
    let statements = &resources["ProxyRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"];
    assert_eq!(statements[1]["Resource"], json!({"Ref": "Reader"}));
    assert_eq!(statements[2]["Action"], json!("kms:Decrypt"));
    assert_eq!(statements[2]["Resource"], json!({"Fn::GetAtt": ["Key", "Arn"]}));
    let connect = &resources["AppTaskRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"][0];
    assert_eq!(connect["Action"], json!("rds-db:connect"));
    let id = json!({"Fn::Select": [6, {"Fn::Split": [":", {"Fn::GetAtt": ["Proxy", "DBProxyArn"]}]}]});
    let text = serde_json::to_string(&connect["Resource"]).unwrap();
    assert!(text.contains(&serde_json::to_string(&id).unwrap()) && text.contains("/reader"), "{text}");
}

#[test]
fn the_password_that_rds_keeps() {
    let resources = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Data"));
        let (vpc, database) = database(stack, |database| database.managed_password().encryption_key(&key));
        stack.add("Proxy", RdsProxy::new(vpc.isolated(), &database));
    });
    let secret = json!({"Fn::GetAtt": ["Database", "MasterUserSecret.SecretArn"]});
    assert_eq!(resources["Proxy"]["Properties"]["Auth"][0]["SecretArn"], secret);
    let statements = &resources["ProxyRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"];
    assert_eq!(statements[0]["Resource"], secret);
    assert_eq!(
        (&statements[1]["Action"], &statements[1]["Resource"]),
        (&json!("kms:Decrypt"), &json!({"Fn::GetAtt": ["Key", "Arn"]}))
    );
}

#[test]
fn what_a_proxy_cannot_be() {
    let faults = |id: &'static str, change: fn(RdsProxy) -> RdsProxy| {
        codes(|stack| {
            let (vpc, database) = database(stack, |database| database);
            stack.add(id, change(RdsProxy::new(vpc.isolated(), &database)));
        })
    };
    assert_eq!(faults("Proxy", |proxy| proxy.idle_timeout(hours(9))), ["bad-duration"]);
    assert_eq!(faults("Proxy", |proxy| proxy.borrow_timeout(hours(2))), ["bad-duration"]);
    assert_eq!(faults("Proxy", |proxy| proxy.max_connections_percent(1)), ["bad-connection-share"]);
    assert_eq!(faults("P1234567890123456789012345678901234567890123456789012345", |proxy| proxy), ["bad-identifier"]);
    let passwords = codes(|stack| {
        let (vpc, database) = database(stack, |database| database);
        let proxy = stack.add("Proxy", RdsProxy::new(vpc.isolated(), &database));
        let statement = proxy.grant_connect(stack, "reader");
        let image = Image::registry("ghcr.io/acme/api:1.4.2");
        let app = FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Mb512)).grant(statement);
        stack.add("App", app);
    });
    assert_eq!(passwords, ["proxy-takes-passwords"]);
}
