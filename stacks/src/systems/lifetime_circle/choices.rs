//! Everything in which the two environments differ.

use iac_aws::prelude::*;
use iac_core::operations::Release;
use std::ops::RangeInclusive;

/// An environment. There is no default: a forgotten field does not compile.
pub(super) struct Choices {
    /// The environment's name, as secrets and GitHub know it.
    pub(super) name: &'static str,
    /// The cluster.
    pub(super) cluster: &'static str,
    /// The database's identifier.
    pub(super) database: &'static str,
    /// The bucket of the frontend's files.
    pub(super) frontend_bucket: &'static str,
    /// The hosted zone of the environment's account, which holds all names: a zone belongs to one account.
    pub(super) zone: &'static str,
    /// The name that users are given.
    pub(super) frontend: &'static str,
    /// A name that sends users on to it.
    pub(super) www: Option<&'static str>,
    /// The name of the balancer.
    pub(super) api: &'static str,
    /// The domain that mail is sent from, and what receivers do with forged mail.
    pub(super) mail: &'static str,
    pub(super) dmarc: Dmarc,
    pub(super) nat: Nat,
    /// How many tasks of the API run.
    pub(super) tasks: RangeInclusive<u32>,
    pub(super) storage: Size,
    pub(super) max_storage: Size,
    pub(super) multi_az: bool,
    /// How long the database can be taken back to any moment.
    pub(super) backups: Duration,
    pub(super) on_delete: OnDelete,
    /// Whether backups also exist in a second region, and are tried out.
    pub(super) recovery: bool,
    pub(super) log_retention: Retention,
    /// US dollars a month.
    pub(super) budget: i64,
    /// What brings a version into the environment.
    pub(super) releases: Vec<Release>,
}

pub(super) fn staging() -> Choices {
    Choices {
        name: "staging",
        cluster: "staging",
        database: "lifetimecircle-staging",
        frontend_bucket: "lifetimecircle-frontend-staging",
        zone: "staging.lifetimecircle.de",
        frontend: "staging.lifetimecircle.de",
        www: None,
        api: "api.staging.lifetimecircle.de",
        mail: "staging.lifetimecircle.de",
        dmarc: Dmarc::reject(),
        nat: Nat::One,
        tasks: 1..=2,
        storage: gib(20),
        max_storage: gib(50),
        multi_az: false,
        backups: days(7),
        on_delete: OnDelete::Delete,
        recovery: false,
        log_retention: Retention::Days30,
        budget: 300,
        releases: vec![Release::on_branch("main"), Release::on_tag("rc-*")],
    }
}

pub(super) fn prod() -> Choices {
    Choices {
        name: "prod",
        cluster: "lifetimecircle-prod",
        database: "lifetimecircle-prod",
        frontend_bucket: "lifetimecircle-frontend-prod",
        zone: "lifetimecircle.de",
        frontend: "app.lifetimecircle.de",
        www: Some("www.lifetimecircle.de"),
        api: "api.lifetimecircle.de",
        mail: "lifetimecircle.de",
        dmarc: Dmarc::quarantine(),
        nat: Nat::PerAz,
        tasks: 2..=10,
        storage: gib(100),
        max_storage: gib(500),
        multi_az: true,
        backups: days(30),
        on_delete: OnDelete::Snapshot,
        recovery: true,
        log_retention: Retention::Days90,
        budget: 1_000,
        releases: vec![
            Release::manual().approved_by("the SRE lead"),
            Release::on_tag("prod-*").approved_by("the SRE lead"),
        ],
    }
}
