#![doc = include_str!("../README.md")]

mod acl;
mod security_group;
mod subnet;
mod vpc;

pub use acl::{AclEntry, AclTraffic, NetworkAcl, NetworkAclHandle, SubnetsAcl};
pub use security_group::SecurityGroup;
pub use subnet::{Subnet, SubnetHandle};
pub use vpc::{
    FlowLogs, FlowLogsHandle, FlowLogsOf, GatewayEndpoint, HasFlows, ImportedVpc, Nat, Vpc, VpcHandle, VpcResources,
};
