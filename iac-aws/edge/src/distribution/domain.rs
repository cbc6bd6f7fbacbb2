//! The name and the certificate of a distribution.

use crate::Certificate;
use crate::certificate::region_of;
use iac_aws_cfn::cloudfront::DistributionRef;
use iac_aws_cfn::cloudfront::distribution::{SslSupportMethod, ViewerCertificate};
use iac_core::ConditionRef;
use iac_core::prelude::*;

/// A name of one's own, always or where a condition holds.
#[derive(Clone, Debug)]
pub(super) struct Domain {
    pub(super) name: Val<Str>,
    pub(super) certificate: Certificate,
    pub(super) when: Option<ConditionRef>,
}

/// What the distribution is told.
pub(super) struct Shown {
    pub(super) aliases: Val<List<Str>>,
    pub(super) certificate: Val<ViewerCertificate>,
    name: Val<Str>,
    when: Option<ConditionRef>,
}

impl Domain {
    pub(super) fn resolve(self, stack: &mut Stack) -> Shown {
        let own = certificate_of(stack, self.certificate);
        let aliases = [self.name.clone()];
        let (aliases, certificate) = match self.when {
            None => (Val::of(iac_core::IntoVal::<List<Str>>::into_value(aliases)), Val::of(iac_core::Lit::lit(own))),
            Some(when) => (when.then_only(aliases), when.then(own, cloudfront_certificate())),
        };
        Shown { aliases, certificate, name: self.name, when: self.when }
    }
}

/// A certificate for names of one's own.
pub(crate) fn certificate_of(stack: &mut Stack, certificate: Certificate) -> ViewerCertificate {
    let arn = certificate.into_arn(stack);
    if let Some(region) = arn.value().as_str().and_then(region_of).filter(|region| *region != "us-east-1") {
        let message = format!("the certificate is in {region}");
        stack.error("certificate-region", message, "CloudFront takes certificates from us-east-1 only");
    }
    // TLS 1.2 and newer, with forward secrecy.
    // Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html>
    ViewerCertificate::new()
        .acm_certificate_arn(arn)
        .ssl_support_method(SslSupportMethod::SniOnly)
        .minimum_protocol_version("TLSv1.2_2021")
}

impl Shown {
    /// The host in the address for users.
    pub(super) fn host(self, distribution: DistributionRef) -> Val<Str> {
        match self.when {
            None => self.name,
            Some(when) => when.then(self.name, distribution.domain_name()),
        }
    }

    pub(super) fn always(&self) -> bool {
        self.when.is_none()
    }
}

/// The certificate for the names below `cloudfront.net`.
pub(crate) fn cloudfront_certificate() -> ViewerCertificate {
    ViewerCertificate::new().cloud_front_default_certificate(true)
}
