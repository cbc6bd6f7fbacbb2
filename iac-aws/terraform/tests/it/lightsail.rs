//! Lightsail.

use crate::support::{check, diagnostics, module};
use serde_json::{Value, json};

fn database(password: Value) -> Value {
    json!({
        "Parameters": { "Password": { "Type": "String", "NoEcho": true, "Default": "initial" } },
        "Resources": { "Database": { "Type": "AWS::Lightsail::Database", "Properties": {
            "RelationalDatabaseName": "orders", "RelationalDatabaseBlueprintId": "postgres_16",
            "RelationalDatabaseBundleId": "micro_2_0", "MasterDatabaseName": "orders", "MasterUsername": "app",
            "MasterUserPassword": password, "BackupRetention": true, "PubliclyAccessible": false,
            "PreferredBackupWindow": "03:00-03:30", "PreferredMaintenanceWindow": "Tue:04:00-Tue:04:30",
        } } },
    })
}

#[test]
fn a_database() {
    let template = database(json!({ "Ref": "Password" }));
    let module = module(template.clone());
    check(&module);
    assert_eq!(
        module["resource"]["aws_lightsail_database"]["database"],
        json!({
            "relational_database_name": "orders", "blueprint_id": "postgres_16", "bundle_id": "micro_2_0",
            "master_database_name": "orders", "master_username": "app", "master_password": "${var.password}",
            "backup_retention_enabled": true, "publicly_accessible": false,
            "preferred_backup_window": "03:00-03:30", "preferred_maintenance_window": "Tue:04:00-Tue:04:30",
            "apply_immediately": true, "skip_final_snapshot": true,
        })
    );
    assert_eq!(
        module["variable"]["password"],
        json!({ "type": "string", "default": "initial", "nullable": false, "sensitive": true }),
        "what is ephemeral cannot be kept"
    );
    let notes = diagnostics(template);
    assert!(notes.iter().any(|note| note.message.contains("kept in Terraform's state")), "{notes:?}");
}

#[test]
fn a_password_that_only_secrets_manager_knows_is_an_error() {
    let arn = "{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:s:SecretString:a}}";
    let found = diagnostics(database(json!(arn)));
    assert!(found.iter().any(|found| found.message.contains("keep the secret in its state")), "{found:?}");
}

#[test]
fn an_instance_its_disk_and_its_address() {
    let module = module(json!({
        "Resources": {
            "Disk": { "Type": "AWS::Lightsail::Disk", "Properties": {
                "DiskName": "data", "SizeInGb": 32, "AvailabilityZone": "eu-west-1a",
            } },
            "Server": { "Type": "AWS::Lightsail::Instance", "Properties": {
                "InstanceName": "server", "BlueprintId": "amazon_linux_2023", "BundleId": "small_3_0",
                "AvailabilityZone": "eu-west-1a", "KeyPairName": "admin", "UserData": "#!/bin/sh",
                "AddOns": [{ "AddOnType": "AutoSnapshot", "AutoSnapshotAddOnRequest": { "SnapshotTimeOfDay": "03:00" } }],
                "Hardware": { "Disks": [{ "DiskName": { "Ref": "Disk" }, "Path": "/dev/xvdf" }] },
                "Networking": { "Ports": [
                    { "FromPort": 443, "ToPort": 443, "Protocol": "tcp", "Cidrs": ["0.0.0.0/0"], "Ipv6Cidrs": ["::/0"],
                        "CommonName": "HTTPS", "AccessDirection": "inbound" },
                ] },
                "Tags": [{ "Key": "Team", "Value": "a" }],
            } },
            "Address": { "Type": "AWS::Lightsail::StaticIp", "Properties": {
                "StaticIpName": "address", "AttachedTo": { "Ref": "Server" },
            } },
            "Certificate": { "Type": "AWS::Lightsail::Certificate", "Properties": {
                "CertificateName": "site", "DomainName": "example.com", "SubjectAlternativeNames": ["www.example.com"],
            } },
        },
        "Outputs": {
            "Address": { "Value": { "Fn::GetAtt": ["Address", "IpAddress"] } },
            "Arn": { "Value": { "Fn::GetAtt": ["Server", "InstanceArn"] } },
            "Private": { "Value": { "Fn::GetAtt": ["Server", "PrivateIpAddress"] } },
            "User": { "Value": { "Fn::GetAtt": ["Server", "UserName"] } },
        },
    }));
    check(&module);
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_lightsail_instance"]["server"],
        json!({
            "name": "server", "blueprint_id": "amazon_linux_2023", "bundle_id": "small_3_0",
            "availability_zone": "eu-west-1a", "key_pair_name": "admin", "user_data": "#!/bin/sh",
            "add_on": { "type": "AutoSnapshot", "status": "Enabled", "snapshot_time": "03:00" },
            "tags": { "Team": "a" },
        })
    );
    assert_eq!(
        resources["aws_lightsail_disk"]["disk"],
        json!({ "name": "data", "size_in_gb": 32, "availability_zone": "eu-west-1a" })
    );
    assert_eq!(
        resources["aws_lightsail_disk_attachment"]["server_disk"],
        json!({
            "instance_name": "${aws_lightsail_instance.server.name}", "disk_name": "${aws_lightsail_disk.disk.name}",
            "disk_path": "/dev/xvdf",
        })
    );
    assert_eq!(
        resources["aws_lightsail_instance_public_ports"]["server"],
        json!({
            "instance_name": "${aws_lightsail_instance.server.name}",
            "port_info": [{ "from_port": 443, "to_port": 443, "protocol": "tcp", "cidrs": ["0.0.0.0/0"],
                "ipv6_cidrs": ["::/0"] }],
        })
    );
    let attachment = &resources["aws_lightsail_static_ip_attachment"]["address"];
    assert_eq!(attachment["static_ip_name"], "${aws_lightsail_static_ip.address.name}");
    assert_eq!(attachment["instance_name"], "${aws_lightsail_instance.server.name}");
    assert_eq!(
        resources["aws_lightsail_certificate"]["certificate"],
        json!({ "name": "site", "domain_name": "example.com", "subject_alternative_names": ["www.example.com"] })
    );
    let outputs = &module["output"];
    assert_eq!(outputs["address"]["value"], "${aws_lightsail_static_ip.address.ip_address}");
    assert_eq!(outputs["arn"]["value"], "${aws_lightsail_instance.server.arn}");
    assert_eq!(outputs["private"]["value"], "${aws_lightsail_instance.server.private_ip_address}");
    assert_eq!(outputs["user"]["value"], "${aws_lightsail_instance.server.username}");
}

#[test]
fn containers_and_what_is_deployed_on_them() {
    let module = module(json!({
        "Parameters": { "Password": { "Type": "String", "NoEcho": true, "Default": "initial" } },
        "Resources": {
            "Namespace": { "Type": "AWS::ServiceDiscovery::HttpNamespace", "Properties": { "Name": "shop" } },
            "App": { "Type": "AWS::Lightsail::Container", "Properties": {
                "ServiceName": "shop", "Power": "micro", "Scale": 1, "IsDisabled": false,
                "PrivateRegistryAccess": { "EcrImagePullerRole": { "IsActive": true } },
                "PublicDomainNames": [{ "CertificateName": "shop", "DomainNames": ["shop.example.com"] }],
                "ContainerServiceDeployment": {
                    "Containers": [{
                        "ContainerName": "web", "Image": "nginx:1.29", "Command": ["nginx"],
                        "Environment": [
                            { "Variable": "STAGE", "Value": "prod" }, { "Variable": "DB_PASSWORD", "Value": { "Ref": "Password" } },
                        ],
                        "Ports": [{ "Port": "80", "Protocol": "HTTP" }],
                    }],
                    "PublicEndpoint": { "ContainerName": "web", "ContainerPort": 80, "HealthCheckConfig": {
                        "Path": "/health", "SuccessCodes": "200", "IntervalSeconds": 30, "TimeoutSeconds": 5,
                        "HealthyThreshold": 2, "UnhealthyThreshold": 3,
                    } },
                },
            } },
        },
        "Outputs": {
            "Url": { "Value": { "Fn::GetAtt": ["App", "Url"] } },
            "Puller": { "Value": { "Fn::GetAtt": ["App", "PrivateRegistryAccess.EcrImagePullerRole.PrincipalArn"] } },
        },
    }));
    check(&module);
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_lightsail_container_service"]["app"],
        json!({
            "name": "shop", "power": "micro", "scale": 1, "is_disabled": false,
            "private_registry_access": { "ecr_image_puller_role": { "is_active": true } },
            "public_domain_names": { "certificate": [{ "certificate_name": "shop", "domain_names": ["shop.example.com"] }] },
        })
    );
    assert_eq!(
        resources["aws_lightsail_container_service_deployment_version"]["app"],
        json!({
            "service_name": "${aws_lightsail_container_service.app.name}",
            "container": [{
                "container_name": "web", "image": "nginx:1.29", "command": ["nginx"],
                "environment": { "STAGE": "prod", "DB_PASSWORD": "${var.password}" }, "ports": { "80": "HTTP" },
            }],
            "public_endpoint": {
                "container_name": "web", "container_port": 80, "health_check": {
                    "path": "/health", "success_codes": "200", "interval_seconds": 30, "timeout_seconds": 5,
                    "healthy_threshold": 2, "unhealthy_threshold": 3,
                },
            },
        })
    );
    assert_eq!(
        module["output"]["url"]["value"],
        "https://${trimsuffix(trimprefix(aws_lightsail_container_service.app.url, \"https://\"), \"/\")}/"
    );
    assert_eq!(
        module["variable"]["password"],
        json!({ "type": "string", "default": "initial", "nullable": false, "sensitive": true }),
        "what is ephemeral cannot be kept"
    );
}
