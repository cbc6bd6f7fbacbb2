//! Headers that tell browsers to be careful.

use super::ContentSecurityPolicy;
use crate::FrameOptions;
use iac_aws_base::shared::whole_days;
use iac_aws_cfn::cloudfront;
use iac_aws_cfn::cloudfront::response_headers_policy as p;
use iac_core::Duration;
use iac_core::prelude::*;

/// How much of a page's address other sites are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferrerPolicy {
    /// Nothing.
    NoReferrer,
    /// The whole address within the site, nothing elsewhere.
    SameOrigin,
    /// The whole address within the site, its host elsewhere, nothing without TLS.
    StrictOriginWhenCrossOrigin,
}

impl ReferrerPolicy {
    const fn value(self) -> &'static str {
        match self {
            ReferrerPolicy::NoReferrer => "no-referrer",
            ReferrerPolicy::SameOrigin => "same-origin",
            ReferrerPolicy::StrictOriginWhenCrossOrigin => "strict-origin-when-cross-origin",
        }
    }
}

/// Headers of every answer of a site (`AWS::CloudFront::ResponseHeadersPolicy`). They replace those that the files have.
///
/// By default: TLS for a year (`Strict-Transport-Security`), types as they are sent (`nosniff`), no frames around it, a
/// `strict-origin-when-cross-origin` referrer, and content of the site's own
/// ([`ContentSecurityPolicy::own_files`]).
/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html>
#[derive(Clone, Debug)]
pub struct SecurityHeaders {
    hsts: Duration,
    subdomains: bool,
    preload: bool,
    frames: FrameOptions,
    referrer: ReferrerPolicy,
    content: Option<ContentSecurityPolicy>,
}

impl Default for SecurityHeaders {
    fn default() -> Self {
        SecurityHeaders::new()
    }
}

impl SecurityHeaders {
    /// The strict ones.
    pub fn new() -> Self {
        SecurityHeaders {
            hsts: days(365),
            subdomains: false,
            preload: false,
            frames: FrameOptions::Deny,
            referrer: ReferrerPolicy::StrictOriginWhenCrossOrigin,
            content: Some(ContentSecurityPolicy::own_files()),
        }
    }

    /// How long browsers insist on TLS after a visit, in whole days; 365 by default.
    pub fn strict_transport_security(mut self, age: Duration) -> Self {
        self.hsts = age;
        self
    }

    /// Browsers insist on TLS for every name below the site's as well. A host there without it cannot be reached.
    pub fn include_subdomains(mut self) -> Self {
        self.subdomains = true;
        self
    }

    /// Asks for a place in the list that browsers bring along (<https://hstspreload.org>): a year at least, with
    /// subdomains. Leaving it takes months.
    pub fn preload(mut self) -> Self {
        self.preload = true;
        self
    }

    /// Who may show the site's pages in frames; nobody by default.
    pub fn frames(mut self, frames: FrameOptions) -> Self {
        self.frames = frames;
        self
    }

    /// How much of a page's address other sites are told.
    pub fn referrer(mut self, referrer: ReferrerPolicy) -> Self {
        self.referrer = referrer;
        self
    }

    /// What pages may load, and from where.
    pub fn content(mut self, policy: ContentSecurityPolicy) -> Self {
        self.content = Some(policy);
        self
    }

    /// Pages may load and run anything, so that a script that gets into one does so too.
    pub fn any_content(mut self) -> Self {
        self.content = None;
        self
    }

    pub(super) fn build(self, stack: &mut Stack, name: Val<Str>) -> cloudfront::ResponseHeadersPolicyRef {
        if whole_days(self.hsts).is_none_or(|count| count == 0) {
            let message = format!("browsers cannot insist on TLS for {} seconds", self.hsts.as_secs());
            stack.error("bad-hsts", message, "give whole days, such as `days(365)`");
        }
        if self.preload && (self.hsts < days(365) || !self.subdomains) {
            let help = "give at least `days(365)` and `.include_subdomains()`, or leave `.preload()` out";
            stack.error("bad-hsts", "the list of browsers takes a site for a year with subdomains only", help);
        }
        let age = i64::try_from(self.hsts.as_secs()).unwrap_or(i64::MAX);
        let mut hsts = p::StrictTransportSecurity::new(age, true);
        if self.subdomains {
            hsts = hsts.include_subdomains(true);
        }
        if self.preload {
            hsts = hsts.preload(true);
        }
        let (frames, ancestors) = match self.frames {
            FrameOptions::Deny => (Some("DENY"), Some("'none'")),
            FrameOptions::SameOrigin => (Some("SAMEORIGIN"), Some("'self'")),
            FrameOptions::Anyone => (None, None),
        };
        let mut headers = p::SecurityHeadersConfig::new()
            .content_type_options(p::ContentTypeOptions::new(true))
            .referrer_policy(p::ReferrerPolicy::new(true, self.referrer.value()))
            .strict_transport_security(hsts);
        if let Some(frames) = frames {
            headers = headers.frame_options(p::FrameOptions::new(frames, true));
        }
        if let Some(content) = &self.content {
            let text = content.text(stack, ancestors);
            headers = headers.content_security_policy(p::ContentSecurityPolicy::new(text, true));
        }
        let config = p::ResponseHeadersPolicyConfig::new(name).security_headers_config(headers);
        stack.add("Headers", cloudfront::ResponseHeadersPolicy::new(config))
    }
}
