//! Everything in which two environments differ.

use iac_aws::prelude::*;
use std::ops::RangeInclusive;

pub(super) struct Choices {
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
    /// What the plan expects to pay a month at most, in dollars.
    pub(super) budget: u32,
}

impl Choices {
    pub(super) fn dev() -> Self {
        Choices {
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
            budget: 215,
        }
    }

    pub(super) fn prod() -> Self {
        Choices {
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
            budget: 880,
        }
    }
}
