#![doc = include_str!("../README.md")]

mod catalog;
mod metered;
mod metering;
mod pricing;
mod product_code;
mod signals;
mod trial;

pub use catalog::{ContainerVersion, MarketplaceCatalog};
pub use metering::{MarketplaceMetering, MarketplaceMeteringHandle};
pub use pricing::{Dimension, Pricing};
pub use product_code::ProductCode;
pub use trial::Trial;
