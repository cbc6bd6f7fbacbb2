//! Certificates that the stack requests itself.

use crate::HostedZoneHandle;
use crate::hosted_zone::is_domain;
use iac_aws_cfn::certificate_manager;
use iac_aws_cfn::certificate_manager::certificate::DomainValidationOption;
use iac_aws_cfn::kind::CertificateManagerCertificate;
use iac_core::prelude::*;
use iac_core::{IntoVal, Value};

/// A public certificate (`AWS::CertificateManager::Certificate`) for names in a hosted zone of Route 53. It is free,
/// proves itself by records in the zone, and renews itself as long as they stay.
///
/// The deployment waits until the certificate is issued, usually some minutes; it waits for ever where the zone's
/// domain does not point at the zone's name servers. Made in the stack's region, so it fits a balancer there; for a
/// CloudFront distribution the stack must be in `us-east-1`.
/// Source: <https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let zone = HostedZone::import("example.com", Val::imported("Z0123456789ABCDEFGHIJ"));
/// let certificate = stack.add("Certificate", CertificateRequest::new("app.example.com", &zone).name("www.example.com"));
/// let shown = Certificate::issued(&certificate);
/// # let _ = shown;
/// ```
#[derive(Clone, Debug)]
pub struct CertificateRequest {
    names: Vec<Val<Str>>,
    zone: HostedZoneHandle,
}

impl CertificateRequest {
    /// A certificate for one name, such as `app.example.com` or `*.example.com`.
    pub fn new(name: impl IntoVal<Str>, zone: &HostedZoneHandle) -> Self {
        CertificateRequest { names: vec![Val::of(name.into_value())], zone: zone.clone() }
    }

    /// Adds a name, in the same zone; up to ten in all. Another set of names is another certificate: the old one is
    /// replaced.
    pub fn name(mut self, name: impl IntoVal<Str>) -> Self {
        self.names.push(Val::of(name.into_value()));
        self
    }
}

/// A certificate that the stack requested.
#[derive(Clone, Copy, Debug)]
pub struct CertificateHandle {
    /// The resource.
    pub certificate: certificate_manager::CertificateRef,
}

impl CertificateHandle {
    /// The certificate's ARN.
    pub fn arn(&self) -> Val<Arn<CertificateManagerCertificate>> {
        self.certificate.certificate_arn()
    }
}

impl Construct for CertificateRequest {
    type Handle = CertificateHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> CertificateHandle {
        for name in &self.names {
            check(stack, name, &self.zone);
        }
        if self.names.len() > 10 {
            let message = format!("the certificate has {} names", self.names.len());
            stack.error("too-many-names", message, "a certificate takes 10 names; use a wildcard or a second one");
        }
        let options: Vec<_> =
            self.names.iter().map(|name| DomainValidationOption::new(name).hosted_zone_id(self.zone.id())).collect();
        let wildcard = self.names.iter().any(|name| name.value().as_str().is_some_and(|name| name.starts_with("*.")));
        let mut names = self.names.into_iter();
        let first = names.next().unwrap_or_else(|| Val::of(Value::Str("".into())));
        let mut certificate =
            certificate_manager::Certificate::new(first).validation_method("DNS").domain_validation_options(options);
        let others: Vec<Val<Str>> = names.collect();
        if !others.is_empty() {
            certificate = certificate.subject_alternative_names(others);
        }
        let certificate = stack.add("", certificate);
        if wildcard {
            let reason = "The wildcard is written out: it bears the hosts of one level and no others";
            stack.suppress(certificate, "CKV2_AWS_71", reason);
        }
        CertificateHandle { certificate }
    }
}

fn check(stack: &mut Stack, name: &Val<Str>, zone: &HostedZoneHandle) {
    let Some(text) = name.value().as_str() else { return };
    if !is_domain(text) {
        let message = format!("`{text}` is not a domain name");
        stack.error("bad-domain", message, "write it like `app.example.com` or `*.example.com`, in lower case");
    } else if !zone.holds(name) {
        let message = format!("`{text}` is not in the hosted zone `{}`, so it can never be validated", zone.domain());
        stack.error("name-outside-zone", message, format!("choose a name that ends in `.{}`", zone.domain()));
    }
}
