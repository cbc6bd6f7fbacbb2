#![doc = include_str!("../README.md")]

mod alb;
mod certificate;
mod certificate_request;
mod distribution;
mod dns_record;
mod hosted_zone;
mod mail_domain;
mod static_site;
mod web_acl;
mod whole_seconds;

pub use alb::{Alb, AlbHandle, AlbListener, Algorithm, FrameOptions, InternalSubnets, Route, RouteHandle};
pub use certificate::Certificate;
pub use certificate_request::{CertificateHandle, CertificateRequest};
pub use distribution::{Distribution, DistributionHandle};
pub use dns_record::{DnsRecord, DnsRecordHandle};
pub use hosted_zone::{HostedZone, HostedZoneHandle};
pub use mail_domain::{Dmarc, MailDomain, MailDomainHandle};
pub use static_site::{
    ContentSecurityPolicy, PriceClass, ReferrerPolicy, SecurityHeaders, StaticSite, StaticSiteHandle,
};
pub use web_acl::{ManagedRules, WebAcl, WebAclHandle};

use iac_core::prelude::*;

/// The address of a host, which is written out where the host is.
fn address(scheme: &'static str, host: &Val<Str>) -> Val<Str> {
    match host.value().as_str() {
        Some(host) => Val::imported(format!("{scheme}://{host}")),
        None => join![scheme, "://", host],
    }
}
