//! What metering needs of a service.

mod metered;

pub use metered::Metered;
