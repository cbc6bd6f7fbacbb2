//! What nearly every stack uses: `use iac_aws::prelude::*;`.

pub use crate::network::{
    Connects, GatewayEndpoint, InterfaceEndpoint, Listens, Nat, Outbound, SecurityGroup, Tier, Vpc, VpcHandle,
};
pub use crate::policy::{PolicyDocument, Principal, Statement};
pub use crate::security::{EncryptionKey, EncryptionKeyHandle, KeyUser, Secret, SecretHandle};
pub use iac_core::prelude::*;
pub use iac_core::select;
