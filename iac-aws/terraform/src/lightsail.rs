//! Lightsail.

use super::members::member;
use super::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Lightsail::Certificate", "aws_lightsail_certificate")
        .reference("name")
        .attributes(&[("CertificateArn", "arn")])
        .properties(&[("CertificateName", To::Attribute("name"))]),
    ResourceMap::new("AWS::Lightsail::Container", "aws_lightsail_container_service")
        .reference("name")
        .attributes(&[
            ("ContainerArn", "arn"),
            // AWS documents it with a slash at the end; so that a host can be cut out of it, it has one on both sides.
            ("Url", "https://${trimsuffix(trimprefix({}.url, \"https://\"), \"/\")}/"),
            (
                "PrivateRegistryAccess.EcrImagePullerRole.PrincipalArn",
                "{}.private_registry_access[0].ecr_image_puller_role[0].principal_arn",
            ),
        ])
        .properties(&[
            (
                "ContainerServiceDeployment",
                To::Through("aws_lightsail_container_service_deployment_version", DEPLOYMENT, deployment),
            ),
            (
                "PrivateRegistryAccess",
                To::Block(
                    "private_registry_access",
                    &[("EcrImagePullerRole", To::Block("ecr_image_puller_role", &[("PrincipalArn", READ_ONLY)]))],
                ),
            ),
            ("PublicDomainNames", To::Within("public_domain_names", &To::Block("certificate", &[]))),
            ("ServiceName", To::Attribute("name")),
        ]),
    ResourceMap::new("AWS::Lightsail::Database", "aws_lightsail_database")
        .reference("relational_database_name")
        // CloudFormation does not tell the address: only a parameter of another stack stands for it.
        .attributes(&[("DatabaseArn", "arn"), ("MasterEndpoint.Address", "master_endpoint_address")])
        .finish(database)
        .properties(&[
            ("BackupRetention", To::Attribute("backup_retention_enabled")),
            ("MasterUserPassword", To::By(master_password)),
            ("RelationalDatabaseBlueprintId", To::Attribute("blueprint_id")),
            ("RelationalDatabaseBundleId", To::Attribute("bundle_id")),
        ]),
    ResourceMap::new("AWS::Lightsail::Disk", "aws_lightsail_disk")
        .reference("name")
        .attributes(&[
            ("DiskArn", "arn"),
            ("Location.AvailabilityZone", "availability_zone"),
            ("Location.RegionName", "region"),
        ])
        .properties(&[("DiskName", To::Attribute("name")), ("Location", READ_ONLY)]),
    ResourceMap::new("AWS::Lightsail::Instance", "aws_lightsail_instance")
        .reference("name")
        .attributes(&[
            ("Hardware.CpuCount", "cpu_count"),
            ("Hardware.RamSizeInGb", "ram_size"),
            ("InstanceArn", "arn"),
            ("Location.AvailabilityZone", "availability_zone"),
            ("Location.RegionName", "region"),
            ("SshKeyName", "key_pair_name"),
            ("UserName", "username"),
        ])
        .properties(&[
            ("AddOns", To::Block("add_on", ADD_ON)),
            ("Hardware", To::Flatten(&[("CpuCount", READ_ONLY), ("Disks", To::By(disks)), ("RamSizeInGb", READ_ONLY)])),
            ("InstanceName", To::Attribute("name")),
            ("Location", READ_ONLY),
            ("Networking", To::Flatten(&[("MonthlyTransfer", READ_ONLY), ("Ports", To::By(ports))])),
            ("State", READ_ONLY),
        ]),
    ResourceMap::new("AWS::Lightsail::StaticIp", "aws_lightsail_static_ip")
        .reference("name")
        .attributes(&[("StaticIpArn", "arn")])
        .properties(&[("AttachedTo", To::By(attached_to)), ("StaticIpName", To::Attribute("name"))]),
];

const READ_ONLY: To = To::Ignored("Lightsail sets it");

const DEPLOYMENT: &[(&str, To)] = &[
    (
        "Containers",
        To::Block(
            "container",
            &[
                ("Environment", To::Pairs("environment", "Variable", "Value")),
                ("Ports", To::Pairs("ports", "Port", "Protocol")),
            ],
        ),
    ),
    ("PublicEndpoint", To::Block("public_endpoint", &[("HealthCheckConfig", To::Block("health_check", &[]))])),
];

const ADD_ON: &[(&str, To)] = &[
    ("AddOnType", To::By(add_on_type)),
    ("AutoSnapshotAddOnRequest", To::Flatten(&[("SnapshotTimeOfDay", To::Attribute("snapshot_time"))])),
];

const PORT: &[(&str, To)] = &[
    ("AccessDirection", To::Ignored("ports are open to the inside only")),
    ("AccessFrom", To::Ignored("the networks say it")),
    ("AccessType", To::Ignored("the networks say it")),
    ("CommonName", To::Ignored("the number says it")),
];

fn attached_to<'g>(s: &mut Scope<'_, 'g>, instance: &'g Field) {
    let name = s.reference("name");
    s.each(&instance.value, &mut |s, instance| {
        let instance = s.term(instance);
        s.part("aws_lightsail_static_ip_attachment", "", |s| {
            s.set("static_ip_name", name.clone());
            s.set("instance_name", instance);
        });
    });
}

/// Secrets stand among the variables, and a deployment is kept in the state.
fn deployment<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if s.kept_secret(&field.value).is_none() {
        return;
    }
    let service = s.reference("name");
    s.part("aws_lightsail_container_service_deployment_version", "", |s| {
        s.set("service_name", service);
        s.to(field, &To::Flatten(DEPLOYMENT));
    });
}

/// An add-on is on where nothing else is said.
fn add_on_type<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.to(field, &To::Attribute("type"));
    if s.field("Status").is_none() {
        s.set("status", "Enabled");
    }
}

fn disks<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let instance = s.reference("name");
    s.each(&field.value, &mut |s, disk| {
        let Value::Map(fields) = disk else { return };
        let Some(name) = member(disk, "DiskName") else { return };
        let suffix = s.address_word(&name.value);
        s.part("aws_lightsail_disk_attachment", &suffix, |s| {
            s.set("instance_name", instance.clone());
            s.fields(fields, DISK);
        });
    });
}

const DISK: &[(&str, To)] = &[
    ("AttachedTo", READ_ONLY),
    ("AttachmentState", READ_ONLY),
    ("IOPS", READ_ONLY),
    ("IsSystemDisk", READ_ONLY),
    ("Path", To::Attribute("disk_path")),
    ("SizeInGb", READ_ONLY),
];

fn ports<'g>(s: &mut Scope<'_, 'g>, ports: &'g Field) {
    let instance = s.reference("name");
    s.part("aws_lightsail_instance_public_ports", "", |s| {
        s.set("instance_name", instance);
        s.to(ports, &To::Block("port_info", PORT));
    });
}

/// The provider has no write-only attribute for it.
fn master_password<'g>(s: &mut Scope<'_, 'g>, password: &'g Field) {
    if let Some(password) = s.kept_secret(&password.value) {
        s.set("master_password", password);
        let message =
            "its master password is kept in Terraform's state: the provider has no write-only attribute for it";
        s.note(message);
    }
}

/// CloudFormation takes no last snapshot of it, and changes it at once.
fn database(s: &mut Scope<'_, '_>) {
    s.set("apply_immediately", true);
    s.set("skip_final_snapshot", true);
}
