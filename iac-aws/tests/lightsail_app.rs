//! Containers and databases on Lightsail: what they write into the template, and what they refuse.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, resources};
use iac_aws::prelude::*;
use iac_core::Region;
use iac_core::backend::terraform::{Deployment, module};
use iac_core::json::{Layout, to_bytes};
use serde_json::{Value, json};

fn web() -> LightsailContainer {
    LightsailContainer::new("web", Image::registry("ghcr.io/acme/shop:1.4.2")).port(8080)
}

fn shop() -> LightsailApp {
    LightsailApp::new("shop", LightsailPower::Micro, 1).public(web(), LightsailHealth::path("/health"))
}

#[test]
fn a_service_with_a_public_container() {
    let all = resources(|stack| {
        let token = stack.add("Token", Parameter::secret());
        let jobs = LightsailContainer::new("jobs", Image::registry("ghcr.io/acme/shop:1.4.2"))
            .command(["work"])
            .env("STAGE", "prod")
            .secret("TOKEN", token);
        let app = stack.add("App", shop().container(jobs));
        stack.output("Host", app.host());
    });
    assert_eq!(
        all["App"],
        json!({"Type": "AWS::Lightsail::Container", "Properties": {
            "Power": "micro", "Scale": 1, "ServiceName": "shop",
            "ContainerServiceDeployment": {
                "Containers": [
                    {
                        "ContainerName": "web", "Image": "ghcr.io/acme/shop:1.4.2",
                        "Ports": [{"Port": "8080", "Protocol": "HTTP"}],
                    },
                    {
                        "ContainerName": "jobs", "Image": "ghcr.io/acme/shop:1.4.2", "Command": ["work"],
                        "Environment": [
                            {"Variable": "STAGE", "Value": "prod"}, {"Variable": "TOKEN", "Value": {"Ref": "Token"}},
                        ],
                    },
                ],
                "PublicEndpoint": {"ContainerName": "web", "ContainerPort": 8080, "HealthCheckConfig": {
                    "Path": "/health", "SuccessCodes": "200-299", "IntervalSeconds": 10, "TimeoutSeconds": 5,
                    "HealthyThreshold": 2, "UnhealthyThreshold": 2,
                }},
            },
        }})
    );
}

#[test]
fn an_image_may_be_asked_for() {
    let all = resources(|stack| {
        let image = Image::asked(stack.add("Image", Parameter::string()));
        let web = LightsailContainer::new("web", image).port(8080);
        stack.add("App", LightsailApp::new("shop", LightsailPower::Micro, 1).public(web, LightsailHealth::path("/")));
    });
    let containers = &all["App"]["Properties"]["ContainerServiceDeployment"]["Containers"];
    assert_eq!(containers[0]["Image"], json!({"Ref": "Image"}));
}

#[test]
fn every_choice_of_a_service() {
    let all = resources(|stack| {
        let health =
            LightsailHealth::path("/").success_codes("200").interval(seconds(30), seconds(10)).thresholds(3, 5);
        let app = LightsailApp::new("shop", LightsailPower::Xlarge, 20)
            .public(web().port_of(9000, LightsailProtocol::Tcp), health)
            .domain("shop-example-com", ["shop.example.com"])
            .images_of_ecr()
            .disabled();
        let app = stack.add("App", app);
        stack.output("Puller", app.image_puller());
    });
    let app = &all["App"]["Properties"];
    assert_eq!((&app["Power"], &app["Scale"], &app["IsDisabled"]), (&json!("xlarge"), &json!(20), &json!(true)));
    assert_eq!(app["PrivateRegistryAccess"], json!({"EcrImagePullerRole": {"IsActive": true}}));
    let names = json!([{"CertificateName": "shop-example-com", "DomainNames": ["shop.example.com"]}]);
    assert_eq!(app["PublicDomainNames"], names);
    let health = &app["ContainerServiceDeployment"]["PublicEndpoint"]["HealthCheckConfig"];
    assert_eq!((&health["HealthyThreshold"], &health["UnhealthyThreshold"]), (&json!(3), &json!(5)));
}

#[test]
fn what_lightsail_would_refuse_is_refused() {
    let of = |app: LightsailApp| {
        codes(|stack| {
            stack.add("App", app);
        })
    };
    let image = || Image::registry("ghcr.io/acme/shop:1.4.2");
    let health = || LightsailHealth::path("/health");
    let named = |name: &'static str| LightsailApp::new(name, LightsailPower::Nano, 1).public(web(), health());
    assert_eq!(of(shop()), Vec::<&str>::new());
    assert_eq!(of(named("Shop")), ["lightsail-name"]);
    assert_eq!(of(named("shop-")), ["lightsail-name"]);
    let nodes = |count| LightsailApp::new("shop", LightsailPower::Nano, count).public(web(), health());
    assert_eq!(of(nodes(0)), ["lightsail-nodes"]);
    assert_eq!(of(nodes(21)), ["lightsail-nodes"]);
    assert_eq!(of(LightsailApp::new("shop", LightsailPower::Nano, 1)), ["lightsail-containers"]);
    assert_eq!(of(shop().container(web())), ["duplicate-container", "lightsail-port"]);
    let silent = LightsailApp::new("shop", LightsailPower::Nano, 1)
        .public(LightsailContainer::new("web", image()).port_of(53, LightsailProtocol::Udp), health());
    assert_eq!(of(silent), ["lightsail-endpoint"]);
    assert_eq!(of(shop().container(LightsailContainer::new("Jobs", image()))), ["bad-container-name"]);
    let latest = LightsailContainer::new("jobs", Image::registry("acme/shop:latest"));
    assert_eq!(of(shop().container(latest)), ["bad-image"]);
    let twice = LightsailContainer::new("jobs", image()).env("A", "1").env("A", "2").env("1A", "3");
    assert_eq!(of(shop().container(twice)), ["duplicate-variable", "bad-variable-name"]);
    let checked = |health| LightsailApp::new("shop", LightsailPower::Nano, 1).public(web(), health);
    assert_eq!(of(checked(LightsailHealth::path("health"))), ["lightsail-health"]);
    assert_eq!(of(checked(health().interval(seconds(5), seconds(5)))), ["lightsail-health"]);
    assert_eq!(of(checked(health().thresholds(1, 2))), ["lightsail-health"]);
    assert_eq!(of(shop().domain("c", Vec::<String>::new())), ["lightsail-domain"]);
}

fn database(change: impl FnOnce(LightsailDatabase) -> LightsailDatabase) -> Value {
    let mut all = resources(|stack| {
        let password = stack.add("Password", Parameter::secret());
        let bundle = LightsailDatabaseBundle::Micro;
        let database = LightsailDatabase::postgres("shop", LightsailPostgres::V16, bundle, password, OnDelete::Retain);
        let database = stack.add("Database", change(database));
        stack.output("Name", database.name());
    });
    all["Database"].take()
}

#[test]
fn a_database_keeps_its_password_out_of_the_template() {
    assert_eq!(
        database(|database| database),
        json!({
            "Type": "AWS::Lightsail::Database", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain",
            "Properties": {
                "MasterDatabaseName": "app", "MasterUsername": "app", "MasterUserPassword": {"Ref": "Password"},
                "RelationalDatabaseBlueprintId": "postgres_16", "RelationalDatabaseBundleId": "micro_2_0",
                "RelationalDatabaseName": "shop", "BackupRetention": true, "PubliclyAccessible": false,
            },
        })
    );
    let changed = database(|database| {
        database.database("orders").username("shop").high_availability().without_backups().public()
    });
    let changed = &changed["Properties"];
    assert_eq!(changed["RelationalDatabaseBundleId"], "micro_ha_2_0");
    assert_eq!((&changed["BackupRetention"], &changed["PubliclyAccessible"]), (&json!(false), &json!(true)));
    assert_eq!((&changed["MasterDatabaseName"], &changed["MasterUsername"]), (&json!("orders"), &json!("shop")));
}

#[test]
fn a_secret_of_secrets_manager_is_a_password_too() {
    let all = resources(|stack| {
        let login = stack.add("Login", Secret::generated("password"));
        let (version, bundle) = (LightsailPostgres::V15, LightsailDatabaseBundle::Large);
        let password = login.field("password");
        stack.add("Database", LightsailDatabase::postgres("shop", version, bundle, password, OnDelete::Delete));
    });
    assert_eq!(
        all["Database"]["Properties"]["MasterUserPassword"],
        json!({"Fn::Sub": "{{resolve:secretsmanager:${Login}:SecretString:password}}"})
    );
}

#[test]
fn what_a_database_cannot_be_is_refused() {
    let of = |name: &'static str, on_delete, database: &'static str, user: &'static str| {
        codes(|stack| {
            let password = stack.add("Password", Parameter::secret());
            let (version, bundle) = (LightsailPostgres::V16, LightsailDatabaseBundle::Small);
            let made = LightsailDatabase::postgres(name, version, bundle, password, on_delete);
            stack.add("Database", made.database(database).username(user));
        })
    };
    assert_eq!(of("shop", OnDelete::Delete, "app", "app"), Vec::<&str>::new());
    assert_eq!(of("shop-", OnDelete::Delete, "app", "app"), ["lightsail-name"]);
    assert_eq!(of("shop", OnDelete::Snapshot, "app", "app"), ["lightsail-snapshot"]);
    assert_eq!(of("shop", OnDelete::Retain, "1app", "my-user"), ["bad-database-name", "bad-database-name"]);
}

#[test]
fn terraform_asks_for_nothing_that_its_module_knows() {
    let mut data = Stack::new("data");
    let master = data.add("Password", Parameter::secret().min_length(8));
    let bundle = LightsailDatabaseBundle::Micro;
    let database = LightsailDatabase::postgres("orders", LightsailPostgres::V16, bundle, master, OnDelete::Retain);
    let database = data.add("Database", database);
    let mut main = Stack::new("main");
    let host = main.add("Host", database.host_parameter());
    let password = main.add("Password", Parameter::secret().same_as(master));
    let stage = main.add("Stage", Parameter::string());
    let web = web().env("DB_HOST", host).env("STAGE", stage).secret("DB_PASSWORD", password);
    main.add("App", LightsailApp::new("shop", LightsailPower::Micro, 1).public(web, LightsailHealth::path("/")));
    let (graph, faults) = iac_core::resolve::resolve(App::new().with(data).with(main), "shop-test");
    assert_eq!(faults, []);
    let deployment = Deployment { system: "shop", environment: "test", regions: &[Region::EU_CENTRAL_1] };
    let (module, _) = module(&graph, deployment, &iac_aws::PLATFORM.terraform);
    let module: Value = serde_json::from_slice(&to_bytes(&module, Layout::Indented)).unwrap();
    let mut variables: Vec<&String> = module["variable"].as_object().unwrap().keys().collect();
    variables.retain(|name| *name != "region" && *name != "stack_name");
    variables.sort();
    assert_eq!(variables, ["main_stage", "password"]);
    assert_eq!(module["variable"]["password"]["ephemeral"], Value::Null, "what is ephemeral cannot be kept");
    let deployed = &module["resource"]["aws_lightsail_container_service_deployment_version"]["main_app"];
    assert_eq!(
        deployed["container"][0]["environment"],
        json!({
            "DB_HOST": "${aws_lightsail_database.database.master_endpoint_address}",
            "STAGE": "${var.main_stage}",
            "DB_PASSWORD": "${var.password}",
        })
    );
}
