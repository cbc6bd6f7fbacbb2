//! Where the route table of a subnet leads.

use crate::placement::cidr::Cidr;
use crate::placement::subnets::vpc_of;
use iac_core::check::{Eval, Res, World};
use std::collections::HashMap;

/// The routes of all subnets.
pub(crate) struct Routes<'w, 'g> {
    world: &'w World<'g>,
    tables: HashMap<Res<'w, 'g>, Option<Res<'w, 'g>>>,
    routes: HashMap<Res<'w, 'g>, Vec<Res<'w, 'g>>>,
    /// Some association or route may be of any subnet or table.
    of_any: bool,
}

/// The table that a subnet uses.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Table<'w, 'g> {
    Explicit(Res<'w, 'g>),
    /// The one that a VPC is made with: it has no routes but those inside of the VPC.
    Main(Res<'w, 'g>),
    Unknown,
}

/// The way from a subnet to the internet.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Exit<'w, 'g> {
    Internet,
    Nat(Option<Res<'w, 'g>>),
    /// A transit gateway, a firewall, an instance: they may lead anywhere.
    Elsewhere,
    Unknown,
    /// There is none.
    None,
}

impl<'w, 'g> Routes<'w, 'g> {
    pub(crate) fn of(world: &'w World<'g>) -> Self {
        let (mut tables, mut routes, mut of_any) = (HashMap::new(), HashMap::<_, Vec<_>>::new(), false);
        for association in world.all("AWS::EC2::SubnetRouteTableAssociation") {
            let (subnet, table) = (association.get("SubnetId"), association.get("RouteTableId"));
            match world.target_of(&subnet, "AWS::EC2::Subnet") {
                Some(subnet) => {
                    let table = world.target_of(&table, "AWS::EC2::RouteTable");
                    // A condition that nobody knows may choose one of two.
                    let known = tables.entry(subnet).or_insert(table);
                    *known = known.filter(|known| Some(*known) == table);
                }
                None => of_any |= subnet.is_unknown() && !is_given(&subnet),
            }
        }
        for route in world.all("AWS::EC2::Route") {
            let table = route.get("RouteTableId");
            match world.target_of(&table, "AWS::EC2::RouteTable") {
                Some(table) => routes.entry(table).or_default().push(route),
                None => of_any |= table.is_unknown() && !is_given(&table),
            }
        }
        Routes { world, tables, routes, of_any }
    }

    pub(crate) fn table(&self, subnet: Res<'w, 'g>) -> Table<'w, 'g> {
        match self.tables.get(&subnet) {
            Some(Some(table)) => Table::Explicit(*table),
            Some(None) => Table::Unknown,
            None if self.of_any => Table::Unknown,
            None => vpc_of(subnet).map_or(Table::Unknown, Table::Main),
        }
    }

    pub(crate) fn routes(&self, table: Res<'w, 'g>) -> &[Res<'w, 'g>] {
        self.routes.get(&table).map_or(&[], Vec::as_slice)
    }

    /// The way out, of which a default route of IPv6 may be a part that nobody knows.
    pub(crate) fn exit(&self, subnet: Res<'w, 'g>) -> Exit<'w, 'g> {
        match self.exit_of_4(subnet) {
            Exit::None if self.leads_out_by_6(subnet) => Exit::Elsewhere,
            exit => exit,
        }
    }

    /// The way out of what has addresses of IPv4.
    pub(crate) fn exit_of_4(&self, subnet: Res<'w, 'g>) -> Exit<'w, 'g> {
        match self.table(subnet) {
            Table::Unknown => Exit::Unknown,
            Table::Main(_) => Exit::None,
            Table::Explicit(table) => self.exit_of(table),
        }
    }

    fn leads_out_by_6(&self, subnet: Res<'w, 'g>) -> bool {
        let Table::Explicit(table) = self.table(subnet) else { return false };
        self.routes(table).iter().any(|route| !route.get("DestinationIpv6CidrBlock").is_absent())
    }

    fn exit_of(&self, table: Res<'w, 'g>) -> Exit<'w, 'g> {
        let mut exit = if self.of_any { Exit::Unknown } else { Exit::None };
        let mut default = None;
        for route in self.routes(table) {
            let destination = route.get("DestinationCidrBlock");
            match Cidr::of(&destination) {
                Some(Cidr::WORLD) => {
                    let target = self.target(*route);
                    default = Some(if default.is_none_or(|other| other == target) { target } else { Exit::Unknown });
                }
                Some(network) if network.is_private() => {}
                None if destination.is_absent() && !route.get("DestinationIpv6CidrBlock").is_absent() => {}
                Some(_) | None => exit = Exit::Elsewhere,
            }
        }
        default.unwrap_or(exit)
    }

    /// What a route leads to.
    pub(crate) fn target(&self, route: Res<'w, 'g>) -> Exit<'w, 'g> {
        let nat = route.get("NatGatewayId");
        if !nat.is_absent() {
            return Exit::Nat(self.world.target_of(&nat, "AWS::EC2::NatGateway"));
        }
        let gateway = route.get("GatewayId");
        match self.world.target(&gateway) {
            Some(gateway) if gateway.kind() == "AWS::EC2::InternetGateway" => Exit::Internet,
            Some(_) => Exit::Elsewhere,
            None if gateway.text().is_some_and(|id| id.starts_with("igw-")) => Exit::Internet,
            None if gateway.is_absent() => Exit::Elsewhere,
            None => Exit::Unknown,
        }
    }

    /// What a message calls the table of a subnet.
    pub(crate) fn named(&self, subnet: Res<'w, 'g>) -> String {
        match self.table(subnet) {
            Table::Explicit(table) => format!("the route table {}", table.path()),
            Table::Main(vpc) => format!("the main route table of {}", vpc.path()),
            Table::Unknown => "its route table".to_owned(),
        }
    }
}

/// Whether a value comes into its stack from outside: then it is nothing that the stack makes.
pub(crate) fn is_given(value: &Eval<'_>) -> bool {
    match value {
        Eval::Unknown(name) => name.contains("the parameter ") || name.contains("what is imported"),
        _ => false,
    }
}
