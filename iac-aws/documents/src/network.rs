//! VPCs and their subnets.

use crate::words::Words;
use iac_core::check::{Eval, Res};
use serde_json::Value;

/// How a subnet reaches the internet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tier {
    Public,
    Private,
    Isolated,
}

impl Tier {
    pub(crate) const ALL: [Tier; 3] = [Tier::Public, Tier::Private, Tier::Isolated];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Tier::Public => "public",
            Tier::Private => "private",
            Tier::Isolated => "isolated",
        }
    }
}

/// What the default route of the subnet's table leads to.
pub(crate) fn tier<'g>(words: &Words<'_, 'g>, subnet: Res<'_, 'g>) -> Tier {
    let world = words.world;
    let mut associations = world.all("AWS::EC2::SubnetRouteTableAssociation");
    let table = associations
        .find(|one| world.target(&one.get("SubnetId")) == Some(subnet))
        .and_then(|one| world.target(&one.get("RouteTableId")));
    let Some(table) = table else { return Tier::Isolated };
    let mut found = Tier::Isolated;
    for route in world.all("AWS::EC2::Route").filter(|route| world.target(&route.get("RouteTableId")) == Some(table)) {
        if !route.get("GatewayId").is_absent() {
            return Tier::Public;
        }
        if !route.get("NatGatewayId").is_absent() {
            found = Tier::Private;
        }
    }
    found
}

/// The subnets of a tier in a VPC.
pub(crate) fn subnets<'w, 'g>(words: &Words<'w, 'g>, vpc: Res<'w, 'g>, of: Tier) -> Vec<Res<'w, 'g>> {
    let world = words.world;
    let subnets = world.all("AWS::EC2::Subnet").filter(|subnet| world.target(&subnet.get("VpcId")) == Some(vpc));
    subnets.filter(|subnet| tier(words, *subnet) == of).collect()
}

pub(crate) fn all(words: &Words<'_, '_>) -> Value {
    let world = words.world;
    let vpcs = world.all("AWS::EC2::VPC").map(|vpc| {
        let tiers = Tier::ALL.into_iter().filter_map(|tier| {
            let subnets = subnets(words, vpc, tier);
            let row = |subnet: &Res<'_, '_>| {
                words.thing_with(*subnet, object!({"cidr": words.text(*subnet, "CidrBlock"), "tier": tier.name()}))
            };
            (!subnets.is_empty())
                .then(|| object!({"tier": tier.name(), "subnets": subnets.iter().map(row).collect::<Vec<_>>()}))
        });
        let endpoints = world.all("AWS::EC2::VPCEndpoint").filter(|one| world.target(&one.get("VpcId")) == Some(vpc));
        let endpoints = endpoints.map(|one| service_of(&words.shown(&one.get("ServiceName"))));
        let logs = world.all("AWS::EC2::FlowLog").find(|log| world.target(&log.get("ResourceId")) == Some(vpc));
        words.thing_with(
            vpc,
            object!({
                "cidr": words.text(vpc, "CidrBlock"),
                "tiers": tiers.collect::<Vec<_>>(),
                "endpoints": endpoints.collect::<Vec<_>>(),
                "flow_logs": logs.map(|log| traffic(&words.shown(&log.get("TrafficType")))),
                "output": words.output(vpc, &["Ref", "VpcId"]),
            }),
        )
    });
    let vpcs = vpcs.collect::<Vec<_>>();
    let gateways: Vec<Value> = world.all("AWS::EC2::NatGateway").map(|one| words.thing(one)).collect();
    let acls: Vec<Value> = world.all("AWS::EC2::NetworkAcl").map(|one| words.thing(one)).collect();
    object!({"vpcs": vpcs, "nat_gateways": gateways, "acls": acls})
}

fn traffic(kind: &str) -> &'static str {
    match kind {
        "ACCEPT" => "what is let through",
        "REJECT" => "what is rejected",
        _ => "all traffic",
    }
}

/// `com.amazonaws.REGION.s3` → `s3`.
fn service_of(name: &str) -> String {
    name.splitn(4, '.').nth(3).unwrap_or(name).to_owned()
}

/// The tier in which something stands, by the subnets that it names.
pub(crate) fn tier_of<'g>(words: &Words<'_, 'g>, subnets: &Eval<'g>) -> Option<(String, Tier)> {
    let world = words.world;
    let first = subnets.items().iter().find_map(|one| world.target_of(one, "AWS::EC2::Subnet"))?;
    let vpc = world.target(&first.get("VpcId")).map(|vpc| vpc.path()).unwrap_or_default();
    Some((vpc, tier(words, first)))
}
