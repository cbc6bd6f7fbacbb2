use super::subnets::{all_in_one_zone, paths, subnets};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// The subnets of a database or a cache lie in one zone.
    ///
    /// RDS, DocumentDB and Neptune refuse a subnet group that does not cover two availability zones, whether the
    /// database itself uses both or not; so does an RDS proxy. A cache needs two where it fails over between zones. One
    /// subnet is in one zone, whichever it is.
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
            let given = res.get(property);
            one_zone(findings, res, property, subnets(world, &given));
            one_subnet(world, findings, res, property, &given);
        }
    }
    for cache in world.all("AWS::ElastiCache::ReplicationGroup") {
        if cache.get("MultiAZEnabled").bool() == Some(true) {
            let group = cache.get("CacheSubnetGroupName");
            one_zone(findings, cache, "CacheSubnetGroupName", subnets(world, &group));
            if let Some(group) = world.target_of(&group, "AWS::ElastiCache::SubnetGroup") {
                one_subnet(world, findings, cache, "CacheSubnetGroupName", &group.get("SubnetIds"));
            }
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

/// A list of one that is not of this template: its zone is unknown, and still one.
fn one_subnet<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    res: Res<'_, 'g>,
    property: &str,
    given: &Eval<'g>,
) {
    let Eval::List(items) = given else { return };
    let [only] = items.as_slice() else { return };
    // The parameter may be a list itself.
    let shown = match only {
        Eval::Text(id) if id.starts_with("subnet-") && !id.contains(',') => format!("`{id}`"),
        Eval::Unknown(name) => match name.strip_prefix("the parameter ") {
            Some(parameter) if is_one(res, parameter) => format!("of {name}"),
            _ => return,
        },
        _ => return,
    };
    if world.target(only).is_none() {
        let message = format!("{} has only the subnet {shown}", res.path());
        findings.at(res, property, message, "give it subnets in at least two availability zones");
    }
}

/// Whether a parameter is one subnet and no list of them.
fn is_one(res: Res<'_, '_>, parameter: &str) -> bool {
    let declared = res.stack().parameters.get(parameter);
    declared.is_some_and(|one| one.parameter_type.to_string() == "AWS::EC2::Subnet::Id")
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
    fn one_subnet_of_elsewhere() {
        let head = "Parameters: {S: {Type: AWS::EC2::Subnet::Id}, L: {Type: 'List<AWS::EC2::Subnet::Id>'}, N: {Type: String}}\n";
        let group = |kind: &str, subnets: &str, more: &str| {
            format!("{head}Resources:\n  G: {{Type: AWS::{kind}, Properties: {{SubnetIds: {subnets}}}}}\n{more}")
        };
        let cache = "  C: {Type: AWS::ElastiCache::ReplicationGroup, Properties: {CacheSubnetGroupName: !Ref G, MultiAZEnabled: true}}\n";
        finds(
            SUBNET_GROUP_ZONES,
            &group("ElastiCache::SubnetGroup", "[!Ref S]", cache),
            "C",
            "only the subnet of the parameter S",
        );
        finds(
            SUBNET_GROUP_ZONES,
            &group("RDS::DBSubnetGroup", "[!Ref S]", ""),
            "G",
            "only the subnet of the parameter S",
        );
        finds(SUBNET_GROUP_ZONES, &group("RDS::DBSubnetGroup", "[subnet-1]", ""), "G", "only the subnet `subnet-1`");
        for subnets in
            ["!Ref L", "[!Ref L]", "[!Ref N]", "!Split [',', !Ref N]", "[!Ref S, !Ref N]", "[!ImportValue s]"]
        {
            silent(SUBNET_GROUP_ZONES, &group("RDS::DBSubnetGroup", subnets, ""));
            silent(SUBNET_GROUP_ZONES, &group("ElastiCache::SubnetGroup", subnets, cache));
        }
        let alone = cache.replace("MultiAZEnabled: true", "AutomaticFailoverEnabled: true");
        silent(SUBNET_GROUP_ZONES, &group("ElastiCache::SubnetGroup", "[!Ref S]", &alone));
    }

    #[test]
    fn two_zones() {
        silent(SUBNET_GROUP_ZONES, &with(["a", "b"], DATABASE));
        silent(SUBNET_GROUP_ZONES, &with(["a", "b"], CACHE));
        silent(SUBNET_GROUP_ZONES, &with(["a", "a"], &CACHE.replace("MultiAZEnabled: true", "NumCacheClusters: 1")));
    }
}
