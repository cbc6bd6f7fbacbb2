//! Virtual private clouds.

mod endpoints;
mod flow_logs;
mod handle;
mod imported;
mod networks;
pub(super) mod plan;
mod routing;

pub use endpoints::GatewayEndpoint;
pub use flow_logs::{FlowLogs, FlowLogsHandle, FlowLogsOf, HasFlows};
pub(super) use handle::Networks;
pub use handle::{VpcHandle, VpcResources};
pub use imported::ImportedVpc;

use crate::NetworkAcl;
use iac_aws_base::network::{InterfaceEndpoint, Tier};
use iac_aws_cfn::ec2;
use iac_aws_cfn::kind::Ec2Vpc;
use iac_core::IntoRef;
use iac_core::prelude::*;
use indexmap::IndexMap;

/// How private subnets reach the internet. A NAT gateway costs about 33 $ a month, and 0.045 $ per GB.
/// Source: <https://aws.amazon.com/vpc/pricing/>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nat {
    /// They do not.
    None,
    /// Through one gateway in the first zone: when that zone fails, none of them does, and traffic of other zones pays
    /// for crossing.
    One,
    /// Through a gateway in each zone: what production wants.
    PerAz,
}

/// A VPC (`AWS::EC2::VPC`) with public, private and isolated subnets in each zone, an internet gateway, route tables,
/// and a gateway endpoint for S3, which costs nothing.
///
/// By default it has two zones and no NAT gateway, so that nothing of it costs anything; private subnets have no way
/// out then. Zones are the region's first ones, whatever their names.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).azs(3).nat(Nat::PerAz));
/// assert_eq!(vpc.public().count(), Some(3));
/// ```
#[derive(Clone, Debug)]
pub struct Vpc {
    cidr: Cidr,
    azs: u8,
    nat: Nat,
    explicit: IndexMap<Tier, Vec<Cidr>>,
    without: Vec<Tier>,
    gateway_endpoints: Vec<GatewayEndpoint>,
    interface_endpoints: Vec<InterfaceEndpoint>,
    acls: IndexMap<Tier, NetworkAcl>,
    zone_ids: Option<(ConditionRef, Vec<Val<Str>>)>,
    flow_logs: Option<FlowLogs>,
}

impl Vpc {
    /// A VPC with this network: `/16` to `/28`, and at most `/23` where its subnets are cut automatically.
    pub fn new(cidr: Cidr) -> Self {
        Vpc {
            cidr,
            azs: 2,
            nat: Nat::None,
            explicit: IndexMap::new(),
            without: Vec::new(),
            gateway_endpoints: vec![GatewayEndpoint::S3],
            interface_endpoints: Vec::new(),
            acls: IndexMap::new(),
            zone_ids: None,
            flow_logs: None,
        }
    }

    /// A VPC that exists already, such as one that a parameter names.
    pub fn import(vpc: impl IntoRef<Id<Ec2Vpc>>) -> ImportedVpc {
        ImportedVpc::new(vpc)
    }

    /// How many availability zones: 1 to 6. A region has at least two, most have three. Growing adds subnets and moves
    /// none.
    pub fn azs(mut self, zones: u8) -> Self {
        self.azs = zones;
        self
    }

    /// Takes zones by their ids (`use1-az1`) where the condition holds, one for each zone; the region's first zones
    /// elsewhere. For what some zones do not offer: the id of a zone is the same in every account, its name is not.
    ///
    /// Changing it replaces the subnets and everything in them.
    /// Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html>
    pub fn zone_ids(mut self, condition: ConditionRef, ids: impl IntoIterator<Item = Val<Str>>) -> Self {
        self.zone_ids = Some((condition, ids.into_iter().collect()));
        self
    }

    /// How private subnets reach the internet; by default they do not.
    pub fn nat(mut self, nat: Nat) -> Self {
        self.nat = nat;
        self
    }

    /// The networks of a tier's subnets, one for each zone, instead of those that are cut automatically: a quarter of
    /// the VPC for each tier, an eighth of that for each zone.
    pub fn subnets(mut self, tier: Tier, networks: impl IntoIterator<Item = Cidr>) -> Self {
        self.explicit.insert(tier, networks.into_iter().collect());
        self
    }

    /// Leaves a tier out.
    pub fn without(mut self, tier: Tier) -> Self {
        self.without.push(tier);
        self
    }

    /// Adds a gateway endpoint, which costs nothing; the one for S3 is there by default.
    pub fn gateway_endpoint(mut self, endpoint: GatewayEndpoint) -> Self {
        if !self.gateway_endpoints.contains(&endpoint) {
            self.gateway_endpoints.push(endpoint);
        }
        self
    }

    /// Adds interface endpoints in the private subnets: AWS's services without the internet. Each costs about 7 $ a
    /// month in each zone. Everything in the VPC may use them.
    pub fn interface_endpoints(mut self, endpoints: impl IntoIterator<Item = InterfaceEndpoint>) -> Self {
        for endpoint in endpoints {
            if !self.interface_endpoints.contains(&endpoint) {
                self.interface_endpoints.push(endpoint);
            }
        }
        self
    }

    /// Gives the subnets of a tier a network ACL of their own, instead of the VPC's own one, which lets everything
    /// through. Each further [`Subnet`](crate::Subnet) of the tier has it as well.
    pub fn network_acl(mut self, tier: Tier, acl: NetworkAcl) -> Self {
        self.acls.insert(tier, acl);
        self
    }

    /// Logs who talked to whom. Not on by default, because it costs with the traffic.
    pub fn flow_logs(mut self, logs: FlowLogs) -> Self {
        self.flow_logs = Some(logs);
        self
    }
}

impl Construct for Vpc {
    type Handle = VpcHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> VpcHandle {
        let networks = self.networks(stack);
        let vpc = ec2::Vpc::new()
            .cidr_block(self.cidr)
            .enable_dns_support(true)
            .enable_dns_hostnames(true)
            .tags([Tag::new("Name", join![stack_name(), "/", stack.logical_id()])]);
        let vpc = stack.add("", vpc);
        let mut handle = routing::build(stack, vpc, &networks, self.nat, self.zone_ids.as_ref());
        acls(stack, &mut handle, &self.acls);
        endpoints::gateways(stack, &mut handle, &self.gateway_endpoints);
        endpoints::interfaces(stack, &mut handle, &self.interface_endpoints);
        let logs_of = self.flow_logs.map(|logs| logs.of(&handle));
        if let (Some(logs_of), Some(resources)) = (logs_of, &mut handle.resources) {
            resources.flow_logs = Some(stack.add("FlowLogs", logs_of));
        }
        let subnets = networks.into_iter().flat_map(|(tier, all)| all.into_iter().map(move |cidr| (tier, cidr)));
        handle.networks = Some(Networks { vpc: self.cidr, subnets: subnets.collect() });
        handle
    }
}

fn acls(stack: &mut Stack, vpc: &mut VpcHandle, given: &IndexMap<Tier, NetworkAcl>) {
    for (tier, acl) in given {
        let subnets = match tier {
            Tier::Public => &mut vpc.public,
            Tier::Private => &mut vpc.private,
            Tier::Isolated => &mut vpc.isolated,
        };
        let acl = stack.add(format!("{}Acl", tier.id()), acl.clone().of(subnets));
        subnets.ways.acls.clone_from(&acl.associations);
        if let Some(resources) = &mut vpc.resources {
            resources.network_acls.push((*tier, acl));
        }
    }
}
