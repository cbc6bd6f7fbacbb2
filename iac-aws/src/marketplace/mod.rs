//! AWS Marketplace: what a container product that is sold there carries in its buyers' templates.

mod catalog;
mod metered;
mod metering;
mod pricing;
mod product_code;
mod signals;
mod trial;

pub use catalog::{ContainerVersion, MarketplaceCatalog};
pub use iac_aws_base::marketplace::Metered;
pub use metering::{MarketplaceMetering, MarketplaceMeteringHandle};
pub use pricing::{Dimension, Pricing};
pub use product_code::ProductCode;
pub use trial::Trial;
