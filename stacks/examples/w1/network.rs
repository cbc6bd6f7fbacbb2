//! The VPC over three zones, and the security groups.

use iac_aws::cfn::ec2::{self, SecurityGroupRef, SubnetRef, VpcRef, security_group as group};
use iac_aws::prelude::*;

pub(crate) struct Network {
    pub(crate) vpc: VpcRef,
    pub(crate) public: Vec<SubnetRef>,
    pub(crate) app: Vec<SubnetRef>,
    pub(crate) db: Vec<SubnetRef>,
    pub(crate) alb_sg: SecurityGroupRef,
    pub(crate) app_sg: SecurityGroupRef,
    pub(crate) db_sg: SecurityGroupRef,
    pub(crate) cache_sg: SecurityGroupRef,
}

const ZONES: [&str; 3] = ["us-east-1a", "us-east-1b", "us-east-1c"];

pub(crate) fn add(stack: &mut Stack) -> Network {
    let vpc = ec2::Vpc::new()
        .cidr_block(cidr!("10.0.0.0/16"))
        .enable_dns_hostnames(true)
        .enable_dns_support(true)
        .instance_tenancy(ec2::vpc::InstanceTenancy::Default)
        .tags([Tag::new("Name", "prod/Vpc")]);
    let vpc = stack.add("Vpc", vpc);
    let gateway = stack.add("Igw", ec2::InternetGateway::new().tags([Tag::new("Name", "prod/Vpc")]));
    let attachment = ec2::VpcGatewayAttachment::new(vpc.vpc_id()).internet_gateway_id(gateway.internet_gateway_id());
    let attachment = stack.add("IgwAtt", attachment);
    let (mut public, mut app, mut db) = (Vec::new(), Vec::new(), Vec::new());
    for (at, zone) in ZONES.into_iter().enumerate() {
        let mut tier = Tier { stack, vpc, zone, at };
        let (subnet, route) = tier.subnet("Public", at);
        let route = stack.add(format!("RPublic{at}"), route.gateway_id(gateway.internet_gateway_id()));
        stack.depends_on(route, attachment);
        public.push(subnet);

        let tags = || [Tag::new("Name", format!("prod/Vpc/App{at}"))];
        let (inner, route) = Tier { stack, vpc, zone, at }.subnet("App", 3 + at);
        let address = stack.add(format!("Eip{at}"), ec2::Eip::new().domain(ec2::eip::Domain::Vpc).tags(tags()));
        let nat = ec2::NatGateway::new().allocation_id(address.allocation_id()).subnet_id(subnet.subnet_id());
        let nat = stack.add(format!("Nat{at}"), nat.tags(tags()));
        stack.add(format!("RApp{at}"), route.nat_gateway_id(nat.nat_gateway_id()));
        app.push(inner);

        db.push(Tier { stack, vpc, zone, at }.subnet("Db", 6 + at).0);
    }
    let group = |stack: &mut Stack, id: &'static str, ports: &[u16]| {
        let out = group::Egress::new("-1").cidr_ip(Cidr::ANYWHERE).description("Allow all outbound traffic by default");
        let mut resource = ec2::SecurityGroup::new(id).vpc_id(vpc.vpc_id()).security_group_egress([out]);
        if !ports.is_empty() {
            let open = |port: &u16| group::Ingress::new("tcp").cidr_ip(Cidr::ANYWHERE).from_port(*port).to_port(*port);
            resource = resource.security_group_ingress(ports.iter().map(open).collect::<Vec<_>>());
        }
        stack.add(id, resource)
    };
    let alb_sg = group(stack, "AlbSg", &[443, 80]);
    let [app_sg, db_sg, cache_sg] = ["AppSg", "DbSg", "CacheSg"].map(|id| group(stack, id, &[]));
    for (id, to, from, port, why) in [
        ("AppSgFrom", app_sg, alb_sg, 8080, "from alb"),
        ("DbSgFrom", db_sg, app_sg, 5432, "from app"),
        ("CacheSgFrom", cache_sg, app_sg, 6379, "from app"),
    ] {
        let rule = ec2::SecurityGroupIngress::new("tcp")
            .group_id(to.group_id())
            .source_security_group_id(from.group_id())
            .from_port(port)
            .to_port(port)
            .description(why);
        stack.add(id, rule);
    }
    Network { vpc, public, app, db, alb_sg, app_sg, db_sg, cache_sg }
}

struct Tier<'a> {
    stack: &'a mut Stack,
    vpc: VpcRef,
    zone: &'static str,
    at: usize,
}

impl Tier<'_> {
    /// The tier's subnet in this zone with its route table, and the beginning of the way out.
    fn subnet(&mut self, tier: &str, number: usize) -> (SubnetRef, ec2::Route) {
        let id = format!("{tier}{}", self.at);
        let tags = || [Tag::new("Name", format!("prod/Vpc/{id}"))];
        let subnet = ec2::Subnet::new(self.vpc.vpc_id())
            .availability_zone(self.zone)
            .cidr_block(Val::imported(format!("10.0.{number}.0/24")))
            .map_public_ip_on_launch(tier == "Public")
            .tags(tags());
        let subnet = self.stack.add(format!("Subnet{id}"), subnet);
        let table = ec2::RouteTable::new(self.vpc.vpc_id()).tags(tags());
        let table = self.stack.add(format!("Rt{id}"), table);
        let association = ec2::SubnetRouteTableAssociation::new(table.route_table_id(), subnet.subnet_id());
        self.stack.add(format!("Rta{id}"), association);
        (subnet, ec2::Route::new(table.route_table_id()).destination_cidr_block(Cidr::ANYWHERE))
    }
}
