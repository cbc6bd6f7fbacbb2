#![doc = include_str!("../README.md")]

pub use iac_aws_base::policy;

/// Containers: clusters, services on Fargate, tasks that schedules and events start.
pub mod compute {
    pub use iac_aws_base::compute::*;
    pub use iac_aws_compute::*;
    pub use iac_aws_containers::*;
    pub use iac_aws_hosts::*;
    pub use iac_aws_tasks::compute::*;
}

/// Databases and caches.
pub mod database {
    pub use iac_aws_base::database::*;
    pub use iac_aws_data::database::*;
    pub use iac_aws_tasks::database::*;
}

/// How software gets to its environment: who may deliver, and what takes it there.
pub mod delivery {
    pub use iac_aws_delivery::*;
}

/// The edge: balancers and their routes, certificates, names, web access control lists, content delivery, mail.
pub mod edge {
    pub use iac_aws_base::edge::*;
    pub use iac_aws_edge::*;
}

/// AWS Marketplace: what a container product that is sold there carries in its buyers' templates.
pub mod marketplace {
    pub use iac_aws_base::marketplace::*;
    pub use iac_aws_marketplace::*;
}

/// Logs, metrics, alarms, dashboards and what events look like.
pub mod monitoring {
    pub use iac_aws_base::monitoring::*;
    pub use iac_aws_monitoring::*;
    pub use iac_aws_tasks::monitoring::*;
}

/// Networks: VPCs, subnets in tiers, and who may talk to whom.
pub mod network {
    pub use iac_aws_base::network::*;
    pub use iac_aws_network::*;
}

/// Keys and secrets.
pub mod security {
    pub use iac_aws_base::security::*;
    pub use iac_aws_data::security::*;
}

/// Where data is kept: buckets, image repositories, backups, and what becomes of data when its stack is deleted.
pub mod storage {
    pub use iac_aws_base::storage::*;
    pub use iac_aws_data::storage::*;
    pub use iac_aws_storage::*;
}

/// Every resource type of CloudFormation, generated: the crate `iac-aws-cfn`.
pub mod cfn {
    pub use iac_aws_cfn::*;
}

/// What this library is built on: the crate `iac-core`.
pub mod core {
    pub use iac_core::*;
}

pub mod parameters;
// Last: a compiler's message names a type by the first module that has it, which is to be its domain.
pub mod prelude;

/// AWS, for the command line: `cli::run(&iac_aws::PLATFORM, ENVIRONMENTS)`.
pub const PLATFORM: iac_core::Platform = iac_core::Platform {
    #[cfg(feature = "check")]
    rules: iac_aws_rules::RULES,
    #[cfg(feature = "documents")]
    describe: Some(iac_aws_documents::describe),
    ..WRITTEN
};

const WRITTEN: iac_core::Platform =
    iac_core::Platform { terraform: iac_aws_terraform::PROVIDER, ..iac_core::Platform::NONE };

/// The front page's example compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct FrontPage;
