//! Networks: VPCs, subnets in tiers, and who may talk to whom.

mod acl;
pub(crate) mod connection;
mod security_group;
mod subnet;
mod tier;
mod vpc;

pub use acl::{AclEntry, AclTraffic, NetworkAcl, NetworkAclHandle, SubnetsAcl};
pub use connection::{Connectable, Connects, Listens, OpenedRules};
pub use security_group::{Outbound, SecurityGroup, SecurityGroupHandle};
pub use subnet::{Subnet, SubnetHandle};
pub use tier::{DatabaseSubnets, IsolatedSubnets, PrivateSubnets, PublicSubnets, Subnets, TaskSubnets};
pub use vpc::{
    FlowLogs, FlowLogsHandle, FlowLogsOf, GatewayEndpoint, HasFlows, ImportedVpc, InterfaceEndpoint, Nat, Tier, Vpc,
    VpcHandle, VpcResources,
};
