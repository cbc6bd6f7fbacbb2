use super::stores::is_address;
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A function outside of a VPC is told the endpoint of something inside.
    ///
    /// A function without `VpcConfig` runs in a network of AWS: databases that are not publicly accessible, proxies and
    /// caches do not answer it.
    ///
    /// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html>
    pub(crate) OUTSIDE_VPC: "outside-vpc", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for function in world.all("AWS::Lambda::Function").filter(|function| function.get("VpcConfig").is_absent()) {
        for reference in function.get("Environment").references() {
            let Some(store) = reference.target(world).filter(|store| is_address(reference, *store)) else { continue };
            if !is_inside(store) {
                continue;
            }
            let message = format!(
                "the function {} is told the endpoint of {}, which only answers inside of its VPC, but it is in none",
                function.path(),
                store.path()
            );
            let help = "give it the VPC's subnets and a security group with `VpcConfig`";
            findings.between(function, "Environment", message, help, &[(store, "it goes here")]);
        }
    }
}

/// Whether nothing outside of its VPC reaches it.
fn is_inside(store: Res<'_, '_>) -> bool {
    match store.kind() {
        "AWS::RDS::DBProxy" | "AWS::DocDB::DBCluster" => true,
        "AWS::RDS::DBInstance" | "AWS::Redshift::Cluster" => store.get("PubliclyAccessible").bool() == Some(false),
        kind => kind.starts_with("AWS::ElastiCache::") || kind.starts_with("AWS::MemoryDB::"),
    }
}

#[cfg(test)]
mod tests {
    use super::OUTSIDE_VPC;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = "Resources:\n  D: {Type: AWS::RDS::DBInstance, Properties: {PubliclyAccessible: false}}\n  F: {Type: \
        AWS::Lambda::Function, Properties: {Environment: {Variables: {URL: !Sub 'postgres://${D.Endpoint.Address}/a'}}}}\n";

    #[test]
    fn outside() {
        finds(OUTSIDE_VPC, TEMPLATE, "F", "is told the endpoint of template/D");
        let cache = TEMPLATE
            .replace("RDS::DBInstance", "ElastiCache::ReplicationGroup")
            .replace("D.Endpoint", "D.PrimaryEndPoint");
        finds(OUTSIDE_VPC, &cache, "F", "is told the endpoint of template/D");
        silent(OUTSIDE_VPC, &TEMPLATE.replace("PubliclyAccessible: false", "PubliclyAccessible: true"));
        silent(
            OUTSIDE_VPC,
            &TEMPLATE.replace("Properties: {Environment", "Properties: {VpcConfig: {SubnetIds: [s]}, Environment"),
        );
        silent(OUTSIDE_VPC, &TEMPLATE.replace("D.Endpoint.Address", "D.DBInstanceArn"));
    }
}
