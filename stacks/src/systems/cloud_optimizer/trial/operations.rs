//! What a buyer knows of the trial: what it costs, and what helps.

use iac_aws::prelude::*;
use iac_core::operations::{Cost, Tool, Trouble};

/// What the defaults cost in a month in us-east-1, in US dollars: the sum of what the least of each costs.
pub(in crate::systems::cloud_optimizer) const COST: u32 = FARGATE + BALANCER + DATABASE + FIREWALL + REST;

/// 1 vCPU and 2 GB: 730 hours at 0.04048 and 2 × 0.004445.
const FARGATE: u32 = 36;
/// 730 hours at 0.0225; what passes is next to nothing.
const BALANCER: u32 = 17;
/// db.t3.small, 730 hours at 0.036, and 20 GB at 0.115.
const DATABASE: u32 = 29;
/// A list, 5, and four rules at 1.
const FIREWALL: u32 = 9;
/// A public address 3.65, a secret 0.40, six metrics at 0.30, alarms on thirteen metrics at 0.10.
const REST: u32 = 8;

pub(super) fn operations(url: Val<Str>) -> Operations {
    Operations::new(
        "Cloud Optimizer (trial)",
        "Answers questions about the security of AWS accounts, reads architecture documents and scans the account that it \
         runs in. A buyer starts it with one click and deletes it with the stack.",
        Tool::CloudFormation,
    )
    .health(url, "/health")
    .cost(Cost::monthly("AWS Fargate: Small, at most Large", FARGATE, 4 * FARGATE + 1))
    .cost(Cost::monthly("Balancer", BALANCER, BALANCER + 6))
    .cost(Cost::monthly("PostgreSQL: db.t3.small with 20 GB, at most db.t3.large with 100 GB", DATABASE, 118))
    .cost(Cost::monthly("AWS WAF", FIREWALL, FIREWALL + 1))
    .cost(Cost::monthly("Address, secret, metrics, alarms", REST, REST + 2))
    .note("Usage is reported each hour; a task that is killed instead of stopped loses up to an hour of it.")
    .trouble(Trouble::new(
        "The page says 403",
        "The viewer's network is not the one of the parameter `AllowedCidr`",
        "Update the stack with the network that the viewer has.",
    ))
    .trouble(Trouble::new(
        "Tasks stop as soon as they start, with exit code 77",
        "The account is not subscribed to the product",
        "Subscribe the account to the product in AWS Marketplace, or delete the stack.",
    ))
    .trouble(Trouble::new(
        "An update of the stack fails: `cannot update a stack when a custom-named resource requires replacing`",
        "The update would replace the database, which CloudFormation does not do with what has a name of its own",
        "Make a snapshot, create a second stack and load the data into it.",
    ))
}
