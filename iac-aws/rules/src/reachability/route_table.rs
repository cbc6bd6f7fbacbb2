use super::routes::Routes;
use crate::placement::subnets::vpc_of;
use iac_core::check::{Eval, Findings, Res, World};
use std::collections::{HashMap, HashSet};

iac_core::rule! {
    /// Routes that EC2 refuses, or that no subnet uses.
    ///
    /// A route table has one route for each destination, a route one target, and a subnet one route table. Peered VPCs
    /// need a route in both: the replies go by the routes of the other side.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html>
    pub(crate) ROUTE_TABLE: "route-table", Error, check
}

const TARGETS: [&str; 11] = [
    "CarrierGatewayId",
    "CoreNetworkArn",
    "EgressOnlyInternetGatewayId",
    "GatewayId",
    "InstanceId",
    "LocalGatewayId",
    "NatGatewayId",
    "NetworkInterfaceId",
    "TransitGatewayId",
    "VpcEndpointId",
    "VpcPeeringConnectionId",
];

const DESTINATIONS: [&str; 3] = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    associations(world, findings);
    peerings(world, findings);
    let routes = Routes::of(world);
    for route in world.all("AWS::EC2::Route") {
        // What a condition that nobody knows may leave out is neither set nor missing.
        let set = |names: &[&'static str]| -> Vec<&'static str> {
            names.iter().copied().filter(|name| !route.get(name).may_be_absent()).collect()
        };
        let none = |names: &[&str]| names.iter().all(|name| route.get(name).is_absent());
        let (targets, destinations) = (set(&TARGETS), set(&DESTINATIONS).len());
        let path = route.path();
        if targets.len() > 1 || none(&TARGETS) {
            let what = if targets.is_empty() { "no target".to_owned() } else { targets.join(" and ") };
            findings.at(
                route,
                targets.first().unwrap_or(&""),
                format!("the route {path} has {what}"),
                "give it one target",
            );
        }
        if destinations > 1 || none(&DESTINATIONS) {
            let help = "set `DestinationCidrBlock`, or the one of IPv6, or a prefix list";
            findings.at(route, "", format!("the route {path} has {destinations} destinations"), help);
        }
    }
    for table in world.all("AWS::EC2::RouteTable") {
        let mut seen: HashMap<String, Res<'_, 'g>> = HashMap::new();
        for route in routes.routes(table) {
            let known =
                DESTINATIONS.iter().find_map(|name| route.get(name).text().map(|text| (*name, text.into_owned())));
            let Some((name, destination)) = known else { continue };
            if let Some(before) = seen.insert(destination.clone(), *route).filter(|one| one.exists_with(*route)) {
                let message = format!(
                    "the route table {} has two routes to {destination}: {} and {}",
                    table.path(),
                    before.path(),
                    route.path()
                );
                findings.between(*route, name, message, "keep one of them", &[(before, "the other one")]);
            }
        }
    }
}

fn associations<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let mut of: HashMap<Res<'_, 'g>, Res<'_, 'g>> = HashMap::new();
    let (mut used, mut unknown) = (HashSet::new(), false);
    for association in world.all("AWS::EC2::SubnetRouteTableAssociation") {
        let table = world.target(&association.get("RouteTableId"));
        unknown |= table.is_none();
        used.extend(table);
        let Some(subnet) = world.target(&association.get("SubnetId")) else { continue };
        if let Some(before) = of.insert(subnet, association).filter(|one| one.exists_with(association)) {
            let message = format!(
                "the subnet {} is given two route tables, by {} and {}",
                subnet.path(),
                before.path(),
                association.path()
            );
            findings.between(association, "SubnetId", message, "keep one of them", &[(before, "the other one")]);
        }
    }
    for gateway in world.all("AWS::EC2::GatewayRouteTableAssociation") {
        used.extend(world.target(&gateway.get("RouteTableId")));
    }
    for table in world.all("AWS::EC2::RouteTable").filter(|table| !unknown && !used.contains(table)) {
        let message = format!("no subnet uses the route table {}", table.path());
        findings.warning(table, "", message, "give it to a subnet with `AWS::EC2::SubnetRouteTableAssociation`");
    }
}

/// Peerings between VPCs that are both made here, with routes in one of them only.
fn peerings<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let mut sides: HashMap<Res<'_, 'g>, Option<Vec<Res<'_, 'g>>>> = HashMap::new();
    for route in world.all("AWS::EC2::Route") {
        let Some(peering) = world.target(&route.get("VpcPeeringConnectionId")) else { continue };
        let vpc = world.target_of(&route.get("RouteTableId"), "AWS::EC2::RouteTable").and_then(vpc_of);
        let known = sides.entry(peering).or_insert_with(|| Some(Vec::new()));
        match (vpc, known.as_mut()) {
            (Some(vpc), Some(all)) => all.push(vpc),
            _ => *known = None,
        }
    }
    for peering in world.all("AWS::EC2::VPCPeeringConnection") {
        let Some(Some(routed)) = sides.get(&peering) else { continue };
        let side = |value: Eval<'g>| world.target_of(&value, "AWS::EC2::VPC");
        let (Some(one), Some(other)) = (side(peering.get("VpcId")), side(peering.get("PeerVpcId"))) else { continue };
        for (has, lacks) in [(one, other), (other, one)] {
            if routed.contains(&has) && !routed.contains(&lacks) {
                let message = format!(
                    "{} has a route through the peering {}, but {} has none back",
                    has.path(),
                    peering.path(),
                    lacks.path()
                );
                let help = "add a route to the network of the first VPC in the route tables of the second";
                findings.between(peering, "", message, help, &[(lacks, "no route here")]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ROUTE_TABLE;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Parameters:
  Given: {Type: String}
Resources:
  One: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Two: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref One, CidrBlock: 10.0.0.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Two, CidrBlock: 10.1.0.0/24}}
  TableA: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref One}}
  TableB: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Two}}
  OfA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref TableA}}
  OfB: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref B, RouteTableId: !Ref TableB}}
  Peering: {Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref One, PeerVpcId: !Ref Two}}
  There: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref TableA, DestinationCidrBlock: 10.1.0.0/16, VpcPeeringConnectionId: !Ref Peering}}
  Back: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref TableB, DestinationCidrBlock: 10.0.0.0/16, VpcPeeringConnectionId: !Ref Peering}}
  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref TableA, DestinationCidrBlock: 0.0.0.0/0, GatewayId: igw-1}}
"#;

    fn with(old: &str, new: &str) -> String {
        assert!(TEMPLATE.contains(old));
        TEMPLATE.replace(old, new)
    }

    #[test]
    fn wrong() {
        finds(
            ROUTE_TABLE,
            &with("DestinationCidrBlock: 10.1.0.0/16", "DestinationCidrBlock: 0.0.0.0/0"),
            "Out",
            "two routes to 0.0.0.0/0: template/There and template/Out",
        );
        finds(
            ROUTE_TABLE,
            &with("GatewayId: igw-1", "GatewayId: igw-1, NatGatewayId: nat-1"),
            "Out",
            "has GatewayId and NatGatewayId",
        );
        finds(ROUTE_TABLE, &with(", GatewayId: igw-1", ""), "Out", "has no target");
        finds(ROUTE_TABLE, &with("DestinationCidrBlock: 0.0.0.0/0, ", ""), "Out", "has 0 destinations");
        finds(ROUTE_TABLE, &with("SubnetId: !Ref B", "SubnetId: !Ref A"), "OfB", "is given two route tables");
        finds(
            ROUTE_TABLE,
            &with("RouteTableId: !Ref TableB}", "RouteTableId: !Ref TableA}"),
            "TableB",
            "no subnet uses the route table template/TableB",
        );
        finds(
            ROUTE_TABLE,
            &with("RouteTableId: !Ref TableB, D", "RouteTableId: !Ref TableA, D"),
            "Peering",
            "template/Two has none back",
        );
    }

    #[test]
    fn one_of_two_by_the_region() {
        let template = with(
            "Resources:",
            "Conditions: {Here: !Equals [!Ref 'AWS::Region', eu-west-1], There: !Not [!Condition Here]}\nResources:",
        )
        .replace("  Out: {", "  Out: {Condition: Here, ")
            + "  Else: {Type: AWS::EC2::Route, Condition: There, Properties: {RouteTableId: !Ref TableA, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: n}}\n";
        silent(ROUTE_TABLE, &template);
        finds(ROUTE_TABLE, &template.replace("Condition: There", "Condition: Here"), "Else", "two routes to 0.0.0.0/0");
    }

    #[test]
    fn one_target_by_the_region() {
        let region = "Conditions: {Here: !Equals [!Ref 'AWS::Region', eu-west-1]}\nResources:";
        let target =
            "InstanceId: !If [Here, i-1, !Ref AWS::NoValue], NatGatewayId: !If [Here, !Ref AWS::NoValue, nat-1]";
        let template = with("GatewayId: igw-1", target).replace("Resources:", region);
        silent(ROUTE_TABLE, &template);
        let two = format!("{target}, GatewayId: igw-1, CarrierGatewayId: cagw-1");
        finds(ROUTE_TABLE, &template.replace(target, &two), "Out", "has CarrierGatewayId and GatewayId");
    }

    #[test]
    fn right() {
        silent(ROUTE_TABLE, TEMPLATE);
        silent(ROUTE_TABLE, &with("RouteTableId: !Ref TableB, D", "RouteTableId: !Ref Given, D"));
        silent(
            ROUTE_TABLE,
            &with("PeerVpcId: !Ref Two", "PeerVpcId: !Ref Given")
                .replace("RouteTableId: !Ref TableB, D", "RouteTableId: rtb-1, D"),
        );
    }
}
