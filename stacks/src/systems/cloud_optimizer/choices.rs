//! The seller's own environments, which stand for good: one value each.

use super::standing;
use iac_aws::prelude::*;
use std::ops::RangeInclusive;

/// Everything in which two environments differ.
pub(super) struct Choices {
    /// The environment's name: here, in the tag `Environment` and as an environment of GitHub.
    pub(super) name: &'static str,
    /// Where the image comes from.
    pub(super) image: ImageSource,
    /// The hosted zone, and the name in it under which users reach the application.
    pub(super) zone: &'static str,
    pub(super) domain: &'static str,
    pub(super) zones: u8,
    pub(super) nat: Nat,
    /// The size of a task, how many run, and how a new version replaces the old one.
    pub(super) task: Fargate,
    pub(super) tasks: RangeInclusive<u32>,
    pub(super) deployment: Deployment,
    pub(super) database: DbInstanceClass,
    pub(super) storage: Size,
    pub(super) max_storage: Size,
    pub(super) multi_az: bool,
    pub(super) backups: Duration,
    /// What becomes of the database when its stack is deleted.
    pub(super) on_delete: OnDelete,
    pub(super) cache: CacheNodeType,
    pub(super) cache_replicas: u8,
    pub(super) log_retention: Retention,
    /// Whether usage is reported to AWS Marketplace, which takes it only from images of its registry.
    pub(super) metered: bool,
    /// Dashboards have names of their own account-wide, so that one environment has them.
    pub(super) dashboards: bool,
    /// Whether the channel #ops-alerts of Slack gets the alarms and the deployments that failed.
    pub(super) slack: bool,
    /// US dollars a month from which on people are told.
    pub(super) budget: u32,
}

/// Where the image comes from.
pub(super) enum ImageSource {
    /// A registry of the seller's, in a stack of its own: what the pipeline pushed, by its commit.
    Registry,
    /// The Marketplace registry: what buyers get.
    Marketplace,
}

pub(super) fn staging() -> App {
    standing::app(Choices {
        name: "staging",
        image: ImageSource::Registry,
        zone: "example.com",
        domain: "staging.cloud-optimizer.example.com",
        zones: 2,
        nat: Nat::One,
        task: Fargate::Cpu1024(Mem1024::Gb2),
        tasks: 1..=2,
        deployment: Deployment::rolling(),
        database: DbInstanceClass::T4G_SMALL,
        storage: gib(20),
        max_storage: gib(100),
        multi_az: false,
        backups: days(7),
        on_delete: OnDelete::Delete,
        cache: CacheNodeType::T4G_MICRO,
        cache_replicas: 0,
        log_retention: Retention::Days30,
        metered: false,
        dashboards: false,
        slack: false,
        budget: 250,
    })
}

pub(super) fn prod() -> App {
    standing::app(Choices {
        name: "prod",
        image: ImageSource::Marketplace,
        zone: "example.com",
        domain: "cloud-optimizer.example.com",
        zones: 3,
        nat: Nat::PerAz,
        task: Fargate::Cpu2048(Mem2048::Gb4),
        tasks: 3..=10,
        deployment: Deployment::blue_green(minutes(5)),
        database: DbInstanceClass::M6G_LARGE,
        storage: gib(100),
        max_storage: gib(500),
        multi_az: true,
        backups: days(30),
        on_delete: OnDelete::Snapshot,
        cache: CacheNodeType::T4G_SMALL,
        cache_replicas: 2,
        log_retention: Retention::Days90,
        metered: true,
        dashboards: true,
        slack: true,
        budget: 1_200,
    })
}
