use super::subnets::{all_in_one_zone, paths, subnets};
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// The subnets of a database or a cache lie in one zone.
    ///
    /// RDS, DocumentDB and Neptune refuse a subnet group that does not cover two availability zones, whether the
    /// database itself uses both or not; so does an RDS proxy. A cache needs two where it fails over between zones.
    ///
    /// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html>
    pub(crate) SUBNET_GROUP_ZONES: "subnet-group-zones", Error, check
}

/// What needs two zones, and the property with its subnets.
const TWO: [(&str, &str); 4] = [
    ("AWS::RDS::DBSubnetGroup", "SubnetIds"),
    ("AWS::DocDB::DBSubnetGroup", "SubnetIds"),
    ("AWS::Neptune::DBSubnetGroup", "SubnetIds"),
    ("AWS::RDS::DBProxy", "VpcSubnetIds"),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (kind, property) in TWO {
        for res in world.all(kind) {
            let found = subnets(world, &res.get(property));
            one_zone(findings, res, property, found);
        }
    }
    for cache in world.all("AWS::ElastiCache::ReplicationGroup") {
        if cache.get("MultiAZEnabled").bool() == Some(true) {
            let found = subnets(world, &cache.get("CacheSubnetGroupName"));
            one_zone(findings, cache, "CacheSubnetGroupName", found);
        }
    }
}

fn one_zone<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, property: &str, subnets: Option<Vec<Res<'_, 'g>>>) {
    let Some(subnets) = subnets.filter(|subnets| all_in_one_zone(subnets)) else { return };
    let message = match subnets.len() {
        1 => format!("{} has only the subnet {}", res.path(), subnets[0].path()),
        _ => format!("the subnets of {} are in one zone: {}", res.path(), paths(&subnets)),
    };
    findings.at(res, property, message, "give it subnets in at least two availability zones");
}

#[cfg(test)]
mod tests {
    use super::SUBNET_GROUP_ZONES;
    use crate::testing::{finds, silent};

    fn with(zones: [&str; 2], rest: &str) -> String {
        format!(
            "Resources:\n  A: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: v, AvailabilityZone: {}}}}}\n  B: {{Type: \
             AWS::EC2::Subnet, Properties: {{VpcId: v, AvailabilityZone: {}}}}}\n{rest}",
            zones[0], zones[1]
        )
    }

    const DATABASE: &str =
        "  G: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref A, !GetAtt B.SubnetId]}}\n";
    const CACHE: &str = "  G: {Type: AWS::ElastiCache::SubnetGroup, Properties: {SubnetIds: [!Ref A, !Ref B]}}\n  C: {Type: \
                         AWS::ElastiCache::ReplicationGroup, Properties: {CacheSubnetGroupName: !Ref G, MultiAZEnabled: true}}\n";

    #[test]
    fn one_zone() {
        finds(SUBNET_GROUP_ZONES, &with(["a", "a"], DATABASE), "G", "are in one zone: template/A, template/B");
        finds(
            SUBNET_GROUP_ZONES,
            &with(["a", "b"], &DATABASE.replace(", !GetAtt B.SubnetId", "")),
            "G",
            "only the subnet",
        );
        finds(
            SUBNET_GROUP_ZONES,
            &with(["a", "b"], &DATABASE.replace("!GetAtt B.SubnetId", "!Ref A")),
            "G",
            "are in one zone",
        );
        finds(SUBNET_GROUP_ZONES, &with(["a", "a"], CACHE), "C", "are in one zone");
        let proxy = "  P: {Type: AWS::RDS::DBProxy, Properties: {VpcSubnetIds: [!Ref A, !Ref B]}}\n";
        finds(SUBNET_GROUP_ZONES, &with(["a", "a"], proxy), "P", "are in one zone");
    }

    #[test]
    fn two_zones() {
        silent(SUBNET_GROUP_ZONES, &with(["a", "b"], DATABASE));
        silent(SUBNET_GROUP_ZONES, &with(["a", "b"], CACHE));
        silent(SUBNET_GROUP_ZONES, &with(["a", "a"], &CACHE.replace("MultiAZEnabled: true", "NumCacheClusters: 1")));
    }
}
