//! Sites that are refused.

use super::us_certificate;
use crate::{certificate, messages};
use iac_aws::prelude::*;

fn faults(site: StaticSite) -> Vec<String> {
    let mut stack = Stack::new("main");
    stack.add("Site", site);
    messages(stack)
}

#[test]
fn what_cloudfront_or_browsers_would_refuse() {
    let site = || StaticSite::new(OnDelete::Delete);
    let headers = |headers| site().security_headers(headers);
    let zone = HostedZone::import("example.org", Val::imported("Z1"));
    let csp = |directive: &'static str, source: &'static str| {
        headers(SecurityHeaders::new().content(ContentSecurityPolicy::own_files().allow(directive, source)))
    };
    for (site, expected) in [
        (
            site().domain_names(["a.example.com"], certificate()),
            "certificate-region: the certificate is in eu-central-1",
        ),
        (site().domain_names(["Example"], us_certificate()), "bad-domain: `Example` is not a domain name"),
        (
            site().domain_names(["a.example.com", "a.example.com"], us_certificate()),
            "duplicate-domain: the site has the name `a.example.com` twice",
        ),
        (
            site().domain_names(["a.example.com"], us_certificate()).dns(&zone),
            "name-outside-zone: `a.example.com` is not in the hosted zone `example.org`",
        ),
        (site().dns(&zone), "no-domain: the site has a certificate or a zone, but no name of its own"),
        (site().forward("api", "b.example.com"), "bad-path: `api` is no path below the site"),
        (site().forward("/*", "b.example.com"), "bad-path: `/*` is no path below the site"),
        (
            site().forward("/api/*", "b.example.com").forward("/api/*", "c.example.com"),
            "duplicate-path: `/api/*` goes to two hosts",
        ),
        (site().not_found_page("/404.html"), "bad-path: `/404.html` is no file of the site"),
        (
            site().not_found_page("404.html").forward("/api/*", "b.example.com"),
            "hidden-answers: CloudFront would show the page in place of a forwarded host's 404s too",
        ),
        (
            headers(SecurityHeaders::new().strict_transport_security(hours(1))),
            "bad-hsts: browsers cannot insist on TLS for 3600 seconds",
        ),
        (
            headers(SecurityHeaders::new().preload()),
            "bad-hsts: the list of browsers takes a site for a year with subdomains only",
        ),
        (csp("images", "data:"), "bad-content-security-policy: `images` is no sort of content that takes sources"),
        (csp("img-src", "a b"), "bad-content-security-policy: `a b` is no source for `img-src`"),
    ] {
        assert_eq!(faults(site), [expected]);
    }
}
