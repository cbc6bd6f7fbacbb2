//! Static sites.

use crate::common::template;
use crate::{certificate, messages};
use iac_aws::prelude::*;
use serde_json::{Value, json};

const CSP: &str = "default-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'; frame-ancestors 'none'";

fn us_certificate() -> Certificate {
    Certificate::imported("arn:aws:acm:us-east-1:111122223333:certificate/1")
}

fn built(site: StaticSite) -> (Value, StaticSiteHandle) {
    let mut stack = Stack::new("main");
    let site = stack.add("Site", site);
    (template(stack)["Resources"].take(), site)
}

fn faults(site: StaticSite) -> Vec<String> {
    let mut stack = Stack::new("main");
    stack.add("Site", site);
    messages(stack)
}

fn name() -> Value {
    let uuid = json!({"Fn::Select": [2, {"Fn::Split": ["/", {"Ref": "AWS::StackId"}]}]});
    json!({"Fn::Join": ["", ["Site-", {"Fn::Select": [0, {"Fn::Split": ["-", uuid]}]}]]})
}

#[test]
fn only_the_distribution_reads_the_files() {
    let (resources, _) = built(StaticSite::new(OnDelete::Retain));
    let ids: Vec<&String> = resources.as_object().unwrap().keys().collect();
    assert_eq!(ids, ["Site", "SiteAccessControl", "SiteFiles", "SiteFilesPolicy", "SiteHeaders"]);
    assert_eq!(
        resources["SiteAccessControl"]["Properties"]["OriginAccessControlConfig"],
        json!({
            "Name": name(), "OriginAccessControlOriginType": "s3", "SigningBehavior": "always",
            "SigningProtocol": "sigv4",
        })
    );
    let statements = resources["SiteFilesPolicy"]["Properties"]["PolicyDocument"]["Statement"].as_array().unwrap();
    let site = json!({"StringEquals": {"aws:SourceArn": {
        "Fn::Sub": "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Site}"
    }}});
    assert_eq!(
        statements[1..],
        [
            json!({
                "Sid": "ReadBySite", "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"},
                "Action": "s3:GetObject", "Resource": {"Fn::Sub": "${SiteFiles.Arn}/*"}, "Condition": site,
            }),
            json!({
                "Sid": "FindBySite", "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"},
                "Action": "s3:ListBucket", "Resource": {"Fn::GetAtt": ["SiteFiles", "Arn"]}, "Condition": site,
            }),
        ]
    );
    assert_eq!(resources["SiteFiles"]["DeletionPolicy"], "Retain");
    assert_eq!(resources["SiteFiles"]["Properties"]["VersioningConfiguration"]["Status"], "Enabled");
}

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
fn of_one_page_with_its_backend_and_names() {
    let zone = HostedZone::import("example.com", Val::imported("Z1"));
    let site = StaticSite::new(OnDelete::Retain)
        .single_page()
        .forward("/api/*", "api.example.com")
        .domain_names(["example.com", "app.example.com"], us_certificate())
        .dns(&zone)
        .price_class(PriceClass::PriceClassAll);
    let mut stack = Stack::new("main");
    let site = stack.add("Site", site);
    stack.output("Url", site.url());
    let all = template(stack);
    assert_eq!(all["Outputs"]["Url"]["Value"], "https://example.com");
    let config = &all["Resources"]["Site"]["Properties"]["DistributionConfig"];
    assert_eq!(
        config["DefaultCacheBehavior"]["FunctionAssociations"],
        json!([{"EventType": "viewer-request", "FunctionARN": {"Ref": "SiteRouter"}}])
    );
    assert_eq!(
        config["CacheBehaviors"],
        json!([{
            "PathPattern": "/api/*",
            "TargetOriginId": "api",
            "ViewerProtocolPolicy": "https-only",
            "AllowedMethods": ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
            "CachePolicyId": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
            "OriginRequestPolicyId": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
            "ResponseHeadersPolicyId": {"Ref": "SiteHeaders"},
            "Compress": false,
        }])
    );
    assert_eq!(
        config["Origins"][1],
        json!({
            "DomainName": "api.example.com",
            "Id": "api",
            "CustomOriginConfig": {
                "OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"], "OriginReadTimeout": 60,
            },
        })
    );
    assert_eq!(config["Aliases"], json!(["example.com", "app.example.com"]));
    assert_eq!(
        config["ViewerCertificate"],
        json!({
            "AcmCertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/1",
            "SslSupportMethod": "sni-only",
            "MinimumProtocolVersion": "TLSv1.2_2021",
        })
    );
    let router = &all["Resources"]["SiteRouter"]["Properties"];
    assert_eq!(router["FunctionConfig"]["Runtime"], "cloudfront-js-2.0");
    assert_eq!(router["AutoPublish"], true);
    let record = |id: &str| all["Resources"][id]["Properties"].clone();
    assert_eq!(
        record("SiteDnsAppIpv6"),
        json!({
            "Name": "app.example.com", "Type": "AAAA", "HostedZoneId": "Z1",
            "AliasTarget": {
                "DNSName": {"Fn::GetAtt": ["Site", "DomainName"]}, "HostedZoneId": "Z2FDTNDATAQYW2",
                "EvaluateTargetHealth": false,
            },
        })
    );
    assert_eq!(record("SiteDnsApex")["Type"], "A");
    assert_eq!(record("SiteDnsApex")["Name"], "example.com");
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

#[test]
fn with_a_page_for_what_is_missing_logs_and_a_filter() {
    let mut edge = Stack::new("edge").in_region(Region::US_EAST_1);
    let web_acl = edge.add("Filter", WebAcl::cloudfront());
    let mut stack = Stack::new("main").in_region(Region::EU_CENTRAL_1);
    let logs = stack.add("Logs", Bucket::new(OnDelete::Delete));
    let site = StaticSite::new(OnDelete::Delete).not_found_page("404.html").access_logs_to(&logs).web_acl(&web_acl);
    stack.add("Site", site);
    let (graph, diagnostics) = iac_core::resolve::resolve(App::new().with(edge).with(stack), "test");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let main = serde_json::to_value(iac_core::backend::cloudformation::template(&graph.stacks[1])).unwrap();
    let config = &main["Resources"]["Site"]["Properties"]["DistributionConfig"];
    assert_eq!(config["WebACLId"], json!({"Ref": "FromEdgeFilterArn"}));
    assert_eq!(
        config["CustomErrorResponses"],
        json!([{"ErrorCode": 404, "ResponseCode": 404, "ResponsePagePath": "/404.html", "ErrorCachingMinTTL": 10}])
    );
    assert_eq!(config["Logging"], json!({"Bucket": {"Fn::GetAtt": ["Logs", "DomainName"]}, "Prefix": "Site/"}));
}

#[test]
fn the_role_that_deploys_it() {
    let mut stack = Stack::new("main");
    let site = stack.add("Site", StaticSite::new(OnDelete::Delete));
    let role = iac_aws::cfn::iam::Role::new(PolicyDocument::trusts("codebuild.amazonaws.com"));
    let policy = iac_aws::cfn::iam::role::Policy::new(PolicyDocument::new(site.grant_deploy()), "Deploy");
    stack.add("Role", role.policies([policy]));
    let role = template(stack)["Resources"]["Role"].take();
    let files = json!({"Fn::Sub": "${SiteFiles.Arn}/*"});
    assert_eq!(
        role["Properties"]["Policies"][0]["PolicyDocument"]["Statement"],
        json!([
            {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": {"Fn::GetAtt": ["SiteFiles", "Arn"]}},
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": files},
            {"Effect": "Allow", "Action": ["s3:PutObject", "s3:AbortMultipartUpload"], "Resource": files},
            {"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": files},
            {
                "Effect": "Allow",
                "Action": ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
                "Resource": {
                    "Fn::Sub": "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Site}"
                },
            },
        ])
    );
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
