//! Subnets, gateways and the routes between them.

use super::{Nat, VpcHandle, VpcResources};
use iac_aws_base::network::{Subnets, Tier};
use iac_aws_base::shared::Ways;
use iac_aws_cfn::ec2;
use iac_core::prelude::*;
use iac_core::{IntoVal, availability_zone};

pub(super) fn build(
    stack: &mut Stack,
    vpc: ec2::VpcRef,
    networks: &[(Tier, Vec<Cidr>)],
    nat: Nat,
    zone_ids: Option<&(ConditionRef, Vec<Val<Str>>)>,
) -> VpcHandle {
    let mut resources = VpcResources::new(vpc);
    for (tier, cidrs) in networks {
        let subnets = subnets(stack, vpc, *tier, cidrs, zone_ids);
        match tier {
            Tier::Public => resources.public = subnets,
            Tier::Private => resources.private = subnets,
            Tier::Isolated => resources.isolated = subnets,
        }
    }
    let public = public_routes(stack, &mut resources, nat);
    let private = private_routes(stack, &mut resources, nat);
    let isolated = isolated_routes(stack, &mut resources);
    let tier = |tier, refs: &[ec2::SubnetRef], ways: Ways| {
        let ids: Vec<_> = refs.iter().map(|subnet| subnet.subnet_id()).collect();
        let has_way_out = !ways.routes.is_empty();
        Subnets { cidr: Some(vpc.cidr_block()), has_way_out, ways, ..Subnets::new(vpc.vpc_id(), tier, ids) }
    };
    VpcHandle {
        public: tier(Tier::Public, &resources.public, public),
        private: tier(Tier::Private, &resources.private, private),
        isolated: tier(Tier::Isolated, &resources.isolated, isolated),
        networks: None,
        resources: Some(resources),
    }
}

fn subnets(
    stack: &mut Stack,
    vpc: ec2::VpcRef,
    tier: Tier,
    cidrs: &[Cidr],
    zone_ids: Option<&(ConditionRef, Vec<Val<Str>>)>,
) -> Vec<ec2::SubnetRef> {
    let subnet = |(zone, cidr): (u8, &Cidr)| {
        let name = format!("{tier}-{}", zone + 1);
        let subnet =
            ec2::Subnet::new(vpc.vpc_id()).cidr_block(*cidr).tags([Tag::new("Name", join![stack_name(), "/", name])]);
        let first = availability_zone(zone);
        let subnet = match zone_ids.and_then(|(by_id, ids)| Some((by_id, ids.get(usize::from(zone))?))) {
            None => subnet.availability_zone(first),
            Some((by_id, id)) => subnet
                .availability_zone(by_id.then::<Str>(Val::<Str>::no_value(), first))
                .availability_zone_id(by_id.then_only::<Str>(id)),
        };
        stack.add(format!("{}{}", tier.id(), zone + 1), subnet)
    };
    (0..).zip(cidrs).map(subnet).collect()
}

/// The way in and out: the internet gateway, and NAT gateways beside it. A route must not be made before the gateway
/// is attached, which no reference says.
fn public_routes(stack: &mut Stack, resources: &mut VpcResources, nat: Nat) -> Ways {
    let mut ways = Ways::default();
    if resources.public.is_empty() {
        return ways;
    }
    let gateway = ec2::InternetGateway::new().tags([Tag::new("Name", stack_name())]);
    let gateway = stack.add("InternetGateway", gateway);
    let attachment = ec2::VpcGatewayAttachment::new(resources.vpc.vpc_id());
    let attachment =
        stack.add("InternetGatewayAttachment", attachment.internet_gateway_id(gateway.internet_gateway_id()));
    let table = stack.add("PublicRouteTable", route_table(resources.vpc, "public"));
    let route = ec2::Route::new(table.route_table_id())
        .destination_cidr_block(Cidr::ANYWHERE)
        .gateway_id(gateway.internet_gateway_id());
    let route = stack.add("PublicDefaultRoute", route);
    stack.depends_on(route, attachment);
    ways.routes.push(route);
    for (zone, subnet) in (1..).zip(&resources.public) {
        ways.associations.push(associate(stack, format!("Public{zone}Routes"), table, *subnet));
    }
    let gateways = match nat {
        Nat::None => 0,
        Nat::One => 1,
        Nat::PerAz => resources.public.len(),
    };
    for (zone, (subnet, association)) in (1..=gateways).zip(resources.public.iter().zip(&ways.associations)) {
        let name = Tag::new("Name", join![stack_name(), "/nat-", zone.to_string()]);
        let address = ec2::Eip::new().domain(ec2::eip::Domain::Vpc).tags([name.clone()]);
        let address = stack.add(format!("Nat{zone}Address"), address);
        stack.depends_on(address, attachment);
        let nat =
            ec2::NatGateway::new().subnet_id(subnet.subnet_id()).allocation_id(address.allocation_id()).tags([name]);
        let nat = stack.add(format!("Nat{zone}"), nat);
        stack.depends_on(nat, route);
        stack.depends_on(nat, *association);
        resources.nat_addresses.push(address);
        resources.nat_gateways.push(nat);
    }
    resources.internet_gateway = Some(gateway);
    resources.public_route_table = Some(table);
    ways
}

/// Each private subnet has a table of its own, also with one NAT gateway: going to one gateway per zone later changes
/// routes and moves no subnet.
fn private_routes(stack: &mut Stack, resources: &mut VpcResources, nat: Nat) -> Ways {
    let mut ways = Ways::default();
    for (index, subnet) in resources.private.iter().enumerate() {
        let zone = index + 1;
        let table =
            stack.add(format!("Private{zone}RouteTable"), route_table(resources.vpc, format!("private-{zone}")));
        ways.associations.push(associate(stack, format!("Private{zone}Routes"), table, *subnet));
        let gateway = match nat {
            Nat::None => None,
            Nat::One => resources.nat_gateways.first(),
            Nat::PerAz => resources.nat_gateways.get(index),
        };
        if let Some(gateway) = gateway {
            let route = ec2::Route::new(table.route_table_id())
                .destination_cidr_block(Cidr::ANYWHERE)
                .nat_gateway_id(gateway.nat_gateway_id());
            ways.routes.push(stack.add(format!("Private{zone}DefaultRoute"), route));
        }
        resources.private_route_tables.push(table);
    }
    ways
}

fn isolated_routes(stack: &mut Stack, resources: &mut VpcResources) -> Ways {
    let mut ways = Ways::default();
    if resources.isolated.is_empty() {
        return ways;
    }
    let table = stack.add("IsolatedRouteTable", route_table(resources.vpc, "isolated"));
    for (zone, subnet) in (1..).zip(&resources.isolated) {
        ways.associations.push(associate(stack, format!("Isolated{zone}Routes"), table, *subnet));
    }
    resources.isolated_route_table = Some(table);
    ways
}

fn route_table(vpc: ec2::VpcRef, name: impl IntoVal<Str>) -> ec2::RouteTable {
    ec2::RouteTable::new(vpc.vpc_id()).tags([Tag::new("Name", join![stack_name(), "/", name])])
}

fn associate(
    stack: &mut Stack,
    id: String,
    table: ec2::RouteTableRef,
    subnet: ec2::SubnetRef,
) -> ec2::SubnetRouteTableAssociationRef {
    stack.add(id, ec2::SubnetRouteTableAssociation::new(table.route_table_id(), subnet.subnet_id()))
}
