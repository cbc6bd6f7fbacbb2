//! Everything in which two environments differ.

use iac_aws::prelude::*;
use std::ops::RangeInclusive;

pub(super) struct Choices {
    /// The environment's name.
    pub(super) name: &'static str,
    /// The beginning of names that an account has once.
    pub(super) prefix: &'static str,
    /// The name under which users reach the application, in this hosted zone.
    pub(super) domain: &'static str,
    pub(super) zone: &'static str,
    pub(super) nat: Nat,
    pub(super) web_tasks: RangeInclusive<u32>,
    pub(super) worker_tasks: RangeInclusive<u32>,
    /// The language model; none where its price is not worth it.
    pub(super) model_tasks: Option<RangeInclusive<u32>>,
    pub(super) database: DbInstanceClass,
    /// Four fifths of what the class lets connect.
    pub(super) many_connections: f64,
    pub(super) multi_az: bool,
    /// Whether programs share connections through a proxy.
    pub(super) proxy: bool,
    /// What becomes of the database when its stack is deleted.
    pub(super) on_delete: OnDelete,
    /// Whether what is in S3 is copied into another region.
    pub(super) replica: bool,
    /// The branch that is delivered, and whether somebody has to approve it first.
    pub(super) branch: &'static str,
    pub(super) approval: bool,
    pub(super) log_retention: Retention,
    /// What a month costs, in dollars: what for, with the fewest and with the most tasks. List prices of `us-east-1`.
    pub(super) costs: &'static [(&'static str, u32, u32)],
    /// What a month may cost: four fifths of it are more than the least.
    pub(super) budget: u32,
}

impl Choices {
    /// What stacks and bills tell the environments of an account apart by.
    pub(super) fn environment(&self) -> String {
        format!("cti-scraper-{}", self.name)
    }

    /// The namespace of the metrics that the application publishes itself: two environments of an account must not add
    /// up, or the one's articles hide that the other has none.
    pub(super) fn metrics(&self) -> String {
        format!("CtiScraper/{}", self.name)
    }

    /// A stack of this environment.
    pub(super) fn stack(&self, name: &'static str, description: &'static str) -> Stack {
        let mut stack = Stack::new(name).description(description);
        stack.tag("Product", "cti-scraper");
        stack.tag("Environment", self.environment());
        stack
    }

    pub(super) fn dev() -> Self {
        Choices {
            name: "dev",
            prefix: "cti-scraper-dev",
            domain: "dev.cti-scraper.example.com",
            zone: "example.com",
            nat: Nat::One,
            web_tasks: 1..=2,
            worker_tasks: 1..=2,
            model_tasks: None,
            database: DbInstanceClass::T3_SMALL,
            many_connections: 160.0,
            multi_az: false,
            proxy: false,
            on_delete: OnDelete::Delete,
            replica: false,
            branch: "develop",
            approval: false,
            log_retention: Retention::Days14,
            costs: &[
                ("Fargate", 90, 162),
                ("PostgreSQL with 100 to 500 GB", 38, 84),
                ("Redis", 12, 12),
                ("balancer", 17, 20),
                ("NAT gateway and public addresses", 44, 50),
                ("web ACL", 11, 12),
                ("S3, logs, alarms, keys, backups", 15, 25),
            ],
            budget: 290,
        }
    }

    pub(super) fn prod() -> Self {
        Choices {
            name: "prod",
            prefix: "cti-scraper",
            domain: "cti-scraper.example.com",
            zone: "example.com",
            nat: Nat::PerAz,
            web_tasks: 2..=10,
            worker_tasks: 2..=5,
            model_tasks: Some(1..=2),
            database: DbInstanceClass::T3_MEDIUM,
            many_connections: 330.0,
            multi_az: true,
            proxy: true,
            on_delete: OnDelete::Snapshot,
            replica: true,
            branch: "main",
            approval: true,
            log_retention: Retention::Days90,
            costs: &[
                ("Fargate", 332, 898),
                ("PostgreSQL in two zones with 100 to 500 GB, proxy", 151, 243),
                ("Redis", 12, 12),
                ("balancers", 33, 40),
                ("NAT gateways and public addresses", 80, 100),
                ("web ACL", 11, 15),
                ("S3, logs, alarms, keys, backups", 35, 50),
            ],
            budget: 880,
        }
    }
}
