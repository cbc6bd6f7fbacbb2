//! What browsers are told with every file.

use super::{built, name};
use iac_aws::prelude::*;
use serde_json::json;

const CSP: &str = "default-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'; frame-ancestors 'none'";

#[test]
fn of_files_with_strict_headers() {
    let (resources, _) = built(StaticSite::new(OnDelete::Delete));
    assert_eq!(
        resources["Site"]["Properties"]["DistributionConfig"],
        json!({
            "DefaultCacheBehavior": {
                "TargetOriginId": "files",
                "ViewerProtocolPolicy": "redirect-to-https",
                "AllowedMethods": ["GET", "HEAD", "OPTIONS"],
                "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
                "ResponseHeadersPolicyId": {"Ref": "SiteHeaders"},
                "Compress": true,
            },
            "Enabled": true,
            "Comment": {"Fn::Sub": "Site of stack ${AWS::StackName} in ${AWS::Region}"},
            "DefaultRootObject": "index.html",
            "HttpVersion": "http2and3",
            "IPV6Enabled": true,
            "PriceClass": "PriceClass_100",
            "Origins": [{
                "DomainName": {"Fn::GetAtt": ["SiteFiles", "RegionalDomainName"]},
                "Id": "files",
                "S3OriginConfig": {"OriginAccessIdentity": ""},
                "OriginAccessControlId": {"Ref": "SiteAccessControl"},
            }],
            "ViewerCertificate": {"CloudFrontDefaultCertificate": true},
        })
    );
    assert_eq!(
        resources["SiteHeaders"]["Properties"]["ResponseHeadersPolicyConfig"],
        json!({
            "Name": name(),
            "SecurityHeadersConfig": {
                "ContentTypeOptions": {"Override": true},
                "ReferrerPolicy": {"Override": true, "ReferrerPolicy": "strict-origin-when-cross-origin"},
                "StrictTransportSecurity": {"AccessControlMaxAgeSec": 31_536_000, "Override": true},
                "FrameOptions": {"FrameOption": "DENY", "Override": true},
                "ContentSecurityPolicy": {"ContentSecurityPolicy": CSP, "Override": true},
            },
        })
    );
}

#[test]
fn with_headers_of_its_own() {
    let content = ContentSecurityPolicy::own_files()
        .allow("connect-src", "https://api.example.com")
        .allow("object-src", "https://files.example.com");
    let headers = SecurityHeaders::new()
        .strict_transport_security(days(730))
        .include_subdomains()
        .preload()
        .frames(FrameOptions::SameOrigin)
        .referrer(ReferrerPolicy::NoReferrer)
        .content(content);
    let (resources, _) = built(StaticSite::new(OnDelete::Delete).security_headers(headers));
    assert_eq!(
        resources["SiteHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"],
        json!({
            "ContentTypeOptions": {"Override": true},
            "ReferrerPolicy": {"Override": true, "ReferrerPolicy": "no-referrer"},
            "StrictTransportSecurity": {
                "AccessControlMaxAgeSec": 63_072_000, "Override": true, "IncludeSubdomains": true, "Preload": true,
            },
            "FrameOptions": {"FrameOption": "SAMEORIGIN", "Override": true},
            "ContentSecurityPolicy": {
                "ContentSecurityPolicy": "default-src 'self'; base-uri 'self'; form-action 'self'; \
                    object-src https://files.example.com; connect-src 'self' https://api.example.com; \
                    frame-ancestors 'self'",
                "Override": true,
            },
        })
    );
    let open = SecurityHeaders::new().frames(FrameOptions::Anyone).any_content();
    let (resources, _) = built(StaticSite::new(OnDelete::Delete).security_headers(open));
    let said = &resources["SiteHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"];
    assert!(said["FrameOptions"].is_null() && said["ContentSecurityPolicy"].is_null(), "{said}");
}
