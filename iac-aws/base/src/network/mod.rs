//! Subnets in tiers, security groups, and who may talk to whom.

pub(crate) mod connection;
mod interface_endpoint;
pub(crate) mod own_security_group;
mod security_group;
pub(crate) mod tier;

pub use connection::{Connectable, Connects, Listens, OpenedRules};
pub use interface_endpoint::InterfaceEndpoint;
pub use security_group::{Outbound, SecurityGroupHandle};
pub use tier::{DatabaseSubnets, IsolatedSubnets, PrivateSubnets, PublicSubnets, Subnets, TaskSubnets, Tier};
