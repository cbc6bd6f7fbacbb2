//! Subnets, gateways and the routes between them.

use super::{Nat, Tier, VpcResources};
use iac_aws_cfn::ec2;
use iac_core::prelude::*;
use iac_core::{IntoVal, availability_zone};

pub(super) fn build(
    stack: &mut Stack,
    vpc: ec2::VpcRef,
    networks: &[(Tier, Vec<Cidr>)],
    nat: Nat,
    zone_ids: Option<&(ConditionRef, Vec<Val<Str>>)>,
) -> VpcResources {
    let mut resources = VpcResources {
        vpc,
        internet_gateway: None,
        public: Vec::new(),
        private: Vec::new(),
        isolated: Vec::new(),
        route_tables: Vec::new(),
        nat_gateways: Vec::new(),
    };
    for (tier, cidrs) in networks {
        let subnets = subnets(stack, vpc, *tier, cidrs, zone_ids);
        match tier {
            Tier::Public => resources.public = subnets,
            Tier::Private => resources.private = subnets,
            Tier::Isolated => resources.isolated = subnets,
        }
    }
    if !resources.public.is_empty() {
        public_routes(stack, &mut resources, nat);
    }
    private_routes(stack, &mut resources, nat);
    if !resources.isolated.is_empty() {
        let table = stack.add("IsolatedRouteTable", route_table(vpc, "isolated"));
        for (zone, subnet) in (1..).zip(resources.isolated.clone()) {
            associate(stack, format!("Isolated{zone}Routes"), table, subnet);
        }
        resources.route_tables.push(table);
    }
    resources
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
fn public_routes(stack: &mut Stack, resources: &mut VpcResources, nat: Nat) {
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
    for (zone, subnet) in (1..).zip(resources.public.clone()) {
        associate(stack, format!("Public{zone}Routes"), table, subnet);
    }
    let gateways = match nat {
        Nat::None => 0,
        Nat::One => 1,
        Nat::PerAz => resources.public.len(),
    };
    for (zone, subnet) in (1..=gateways).zip(resources.public.clone()) {
        let name = Tag::new("Name", join![stack_name(), "/nat-", zone.to_string()]);
        let address = ec2::Eip::new().domain(ec2::eip::Domain::Vpc).tags([name.clone()]);
        let address = stack.add(format!("Nat{zone}Address"), address);
        stack.depends_on(address, attachment);
        let nat =
            ec2::NatGateway::new().subnet_id(subnet.subnet_id()).allocation_id(address.allocation_id()).tags([name]);
        let nat = stack.add(format!("Nat{zone}"), nat);
        stack.depends_on(nat, route);
        resources.nat_gateways.push(nat);
    }
    resources.internet_gateway = Some(gateway);
    resources.route_tables.push(table);
}

/// Each private subnet has a table of its own, also with one NAT gateway: going to one gateway per zone later changes
/// routes and moves no subnet.
fn private_routes(stack: &mut Stack, resources: &mut VpcResources, nat: Nat) {
    for (index, subnet) in resources.private.clone().into_iter().enumerate() {
        let zone = index + 1;
        let table =
            stack.add(format!("Private{zone}RouteTable"), route_table(resources.vpc, format!("private-{zone}")));
        associate(stack, format!("Private{zone}Routes"), table, subnet);
        let gateway = match nat {
            Nat::None => None,
            Nat::One => resources.nat_gateways.first(),
            Nat::PerAz => resources.nat_gateways.get(index),
        };
        if let Some(gateway) = gateway {
            let route = ec2::Route::new(table.route_table_id())
                .destination_cidr_block(Cidr::ANYWHERE)
                .nat_gateway_id(gateway.nat_gateway_id());
            stack.add(format!("Private{zone}DefaultRoute"), route);
        }
        resources.route_tables.push(table);
    }
}

fn route_table(vpc: ec2::VpcRef, name: impl IntoVal<Str>) -> ec2::RouteTable {
    ec2::RouteTable::new(vpc.vpc_id()).tags([Tag::new("Name", join![stack_name(), "/", name])])
}

fn associate(stack: &mut Stack, id: String, table: ec2::RouteTableRef, subnet: ec2::SubnetRef) {
    stack.add(id, ec2::SubnetRouteTableAssociation::new(table.route_table_id(), subnet.subnet_id()));
}
