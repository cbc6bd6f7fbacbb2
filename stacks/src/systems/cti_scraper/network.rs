//! The VPC of the plan: six subnets with their networks, and an ACL for each tier.

use super::choices::Choices;
use super::{model, services};
use iac_aws::prelude::*;

/// The three tiers, each with room around its two subnets.
const APPLICATIONS: Cidr = cidr!("10.0.8.0/21");
const DATA: Cidr = cidr!("10.0.20.0/22");

const POSTGRES: AclTraffic = AclTraffic::tcp(5432);
const REDIS: AclTraffic = AclTraffic::tcp(6379);
const HTTP: AclTraffic = AclTraffic::tcp(80);
const HTTPS: AclTraffic = AclTraffic::tcp(443);
/// Packets that were too large somewhere on their way.
const TOO_LARGE: AclTraffic = AclTraffic::Icmp(3, 4);

pub(super) fn vpc(choices: &Choices) -> Vpc {
    Vpc::new(cidr!("10.0.0.0/16"))
        .azs(2)
        .nat(choices.nat)
        .subnets(Tier::Public, [cidr!("10.0.1.0/24"), cidr!("10.0.2.0/24")])
        .subnets(Tier::Private, [cidr!("10.0.11.0/24"), cidr!("10.0.12.0/24")])
        .subnets(Tier::Isolated, [cidr!("10.0.21.0/24"), cidr!("10.0.22.0/24")])
        .network_acl(Tier::Public, public())
        .network_acl(Tier::Private, applications())
        .network_acl(Tier::Isolated, data())
        .flow_logs(FlowLogs::all(choices.log_retention))
}

/// The balancer, and the NAT gateways: what the applications ask of the internet passes twice.
fn public() -> NetworkAcl {
    NetworkAcl::new()
        .entry(100, AclEntry::admit(Cidr::ANYWHERE, HTTPS))
        .entry(110, AclEntry::admit(Cidr::ANYWHERE, HTTP))
        .entry(120, AclEntry::admit(Cidr::ANYWHERE, TOO_LARGE))
        .entry(130, AclEntry::let_out(APPLICATIONS, AclTraffic::tcp(services::PORT)))
        .entry(140, AclEntry::let_out(Cidr::ANYWHERE, HTTPS))
        .entry(150, AclEntry::let_out(Cidr::ANYWHERE, HTTP))
}

/// Tasks and the model's balancer. Sources are scraped over HTTP as well.
fn applications() -> NetworkAcl {
    NetworkAcl::new()
        .entry(100, AclEntry::admit(cidr!("10.0.0.0/22"), AclTraffic::tcp(services::PORT)))
        .entry(110, AclEntry::admit(APPLICATIONS, HTTP))
        .entry(120, AclEntry::admit(APPLICATIONS, AclTraffic::tcp(model::PORT)))
        .entry(130, AclEntry::let_out(APPLICATIONS, AclTraffic::tcp(model::PORT)))
        .entry(140, AclEntry::let_out(DATA, POSTGRES))
        .entry(150, AclEntry::let_out(DATA, REDIS))
        .entry(160, AclEntry::let_out(Cidr::ANYWHERE, HTTPS))
        .entry(170, AclEntry::let_out(Cidr::ANYWHERE, HTTP))
}

/// Database and cache; the proxy asks the database from the other zone.
fn data() -> NetworkAcl {
    NetworkAcl::new()
        .entry(100, AclEntry::admit(APPLICATIONS, POSTGRES))
        .entry(110, AclEntry::admit(APPLICATIONS, REDIS))
        .entry(120, AclEntry::admit(DATA, POSTGRES))
        .entry(130, AclEntry::let_out(DATA, POSTGRES))
}
