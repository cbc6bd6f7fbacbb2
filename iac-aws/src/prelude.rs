//! What nearly every stack uses: `use iac_aws::prelude::*;`.

pub use crate::compute::*;
pub use crate::database::*;
pub use crate::delivery::*;
pub use crate::edge::*;
pub use crate::marketplace::*;
pub use crate::monitoring::*;
pub use crate::network::*;
pub use crate::policy::*;
pub use crate::security::*;
pub use crate::storage::*;
pub use iac_core::prelude::*;
pub use iac_core::select;
