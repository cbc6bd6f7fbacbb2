//! What others need of a balancer.

use crate::address;
use iac_aws_base::network::{Connectable, Listens, SecurityGroupHandle};
use iac_aws_base::storage::BucketHandle;
use iac_aws_cfn::elastic_load_balancing_v2::{ListenerRef, LoadBalancerRef};
use iac_aws_cfn::kind::Ec2Vpc;
use iac_core::Scope;
use iac_core::prelude::*;

/// A balancer in a stack.
#[derive(Clone, Debug)]
pub struct AlbHandle {
    /// The resource.
    pub load_balancer: LoadBalancerRef,
    /// What carries the users' requests: HTTPS on 443, or HTTP on 80.
    pub listener: ListenerRef,
    /// What sends HTTP on to HTTPS; none where the balancer listens to plain HTTP.
    pub redirect_listener: Option<ListenerRef>,
    /// What reaches a new version before users do.
    pub test_listener: Option<ListenerRef>,
    /// The bucket of the access logs, where they are written.
    pub log_bucket: Option<BucketHandle>,
    pub(super) group: SecurityGroupHandle,
    pub(super) vpc: Val<Id<Ec2Vpc>>,
    pub(super) domain_name: Option<Val<Str>>,
    pub(crate) internal: bool,
    pub(super) scope: Scope,
}

impl AlbHandle {
    /// The address for users: `https://` and the domain name that the balancer was given. Without one it is the
    /// balancer's own name, which no certificate bears.
    pub fn url(&self) -> Val<Str> {
        let scheme = if self.is_https() { "https" } else { "http" };
        address(scheme, self.domain_name.as_ref().unwrap_or(&self.dns_name()))
    }

    /// The balancer's own name in DNS.
    pub fn dns_name(&self) -> Val<Str> {
        self.load_balancer.dns_name()
    }

    /// The hosted zone of the balancer's own name, for alias records.
    pub fn canonical_hosted_zone_id(&self) -> Val<Str> {
        self.load_balancer.canonical_hosted_zone_id()
    }

    /// The name of the balancer in metrics: `app/…/…`.
    pub fn full_name(&self) -> Val<Str> {
        self.load_balancer.load_balancer_full_name()
    }

    /// Whether users reach it over HTTPS.
    pub fn is_https(&self) -> bool {
        self.redirect_listener.is_some()
    }
}

impl Connectable for AlbHandle {
    fn security_group(&self) -> SecurityGroupHandle {
        self.group
    }
}

impl Listens for AlbHandle {
    fn port(&self) -> u16 {
        if self.is_https() { 443 } else { 80 }
    }
}
