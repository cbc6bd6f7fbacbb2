//! Proxies.

use crate::prelude::*;

pub(super) const PROXY: ResourceMap = ResourceMap::new("AWS::RDS::DBProxy", "aws_db_proxy")
    .reference("name")
    .attributes(&[("DBProxyArn", "arn")])
    .properties(&[("DBProxyName", To::Attribute("name"))]);

pub(super) const ENDPOINT: ResourceMap = ResourceMap::new("AWS::RDS::DBProxyEndpoint", "aws_db_proxy_endpoint")
    .reference("db_proxy_endpoint_name")
    .attributes(&[("DBProxyEndpointArn", "arn")]);

/// A proxy has one group, which exists with it.
pub(super) const TARGET_GROUP: ResourceMap =
    ResourceMap::new("AWS::RDS::DBProxyTargetGroup", "aws_db_proxy_default_target_group")
        .reference("arn")
        .attributes(&[("TargetGroupArn", "arn")])
        .properties(&[
            ("ConnectionPoolConfigurationInfo", To::Block("connection_pool_config", &[])),
            ("DBClusterIdentifiers", To::By(clusters)),
            ("DBInstanceIdentifiers", To::By(instances)),
            ("TargetGroupName", To::Ignored("it is always `default`")),
        ]);

fn clusters<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    targets(s, &field.value, "db_cluster_identifier");
}

fn instances<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    targets(s, &field.value, "db_instance_identifier");
}

fn targets<'g>(s: &mut Scope<'_, 'g>, identifiers: &'g Value, attribute: &'static str) {
    let (proxy, group) = (s.reference("db_proxy_name"), s.reference("name"));
    s.each(identifiers, &mut |s, identifier| {
        let suffix = s.address_word(identifier);
        let identifier = s.term(identifier);
        s.part("aws_db_proxy_target", &suffix, |s| {
            s.set("db_proxy_name", proxy.clone());
            s.set("target_group_name", group.clone());
            s.set(attribute, identifier);
        });
    });
}
