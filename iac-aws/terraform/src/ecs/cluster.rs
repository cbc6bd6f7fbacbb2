//! Clusters, and which capacity providers they have.

use crate::prelude::*;

/// The providers are a resource of their own, for both properties.
pub(super) const CLUSTER: ResourceMap = ResourceMap::new("AWS::ECS::Cluster", "aws_ecs_cluster")
    .reference("name")
    .name(Name::Required("name", 255))
    .properties(&[
        ("CapacityProviders", To::By(later)),
        ("ClusterName", To::Attribute("name")),
        ("ClusterSettings", To::Block("setting", &[])),
        (
            "Configuration",
            To::Block(
                "configuration",
                &[(
                    "ExecuteCommandConfiguration",
                    To::Block(
                        "execute_command_configuration",
                        &[(
                            "LogConfiguration",
                            To::Block(
                                "log_configuration",
                                &[("S3EncryptionEnabled", To::Attribute("s3_bucket_encryption_enabled"))],
                            ),
                        )],
                    ),
                )],
            ),
        ),
        ("DefaultCapacityProviderStrategy", To::By(later)),
    ])
    .finish(capacity_providers);

const PROVIDERS: &str = "aws_ecs_cluster_capacity_providers";

/// Written when all properties are done.
fn later<'g>(_: &mut Scope<'_, 'g>, _: &'g Field) {}

fn capacity_providers(s: &mut Scope<'_, '_>) {
    const NAMES: &str = "CapacityProviders";
    const STRATEGY: &str = "DefaultCapacityProviderStrategy";
    let Some(cluster) = s.resource_of(s.node()) else { return };
    if cluster.property(NAMES).or(cluster.property(STRATEGY)).is_none() {
        return;
    }
    let name = s.reference("name");
    s.part(PROVIDERS, "", |s| {
        s.set("cluster_name", name);
        for field in cluster.properties.iter().filter(|field| field.name == NAMES || field.name == STRATEGY) {
            s.fields(std::slice::from_ref(field), &[]);
        }
    });
}

pub(super) const CAPACITY_PROVIDER_ASSOCIATIONS: ResourceMap =
    ResourceMap::new("AWS::ECS::ClusterCapacityProviderAssociations", PROVIDERS)
        .reference("cluster_name")
        .properties(&[("Cluster", To::By(cluster_name))]);

/// CloudFormation takes a cluster's ARN too.
fn cluster_name<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let term = match s.term(&field.value) {
        Term::Text(text) => Term::Text(text.rsplit('/').next().unwrap_or_default().to_owned().into()),
        Term::Expression(text) if text.ends_with(".arn") => {
            Term::Expression(format!("reverse(split(\"/\", {text}))[0]"))
        }
        term => term,
    };
    s.set("cluster_name", term);
}
