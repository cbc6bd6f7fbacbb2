//! What is found under which name and path: pages, a backend, a page for what is missing.

use super::us_certificate;
use crate::common::{template, written};
use iac_aws::prelude::*;
use serde_json::json;

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
fn with_a_page_for_what_is_missing_logs_and_a_filter() {
    let mut edge = Stack::new("edge").in_region(Region::US_EAST_1);
    let web_acl = edge.add("Filter", WebAcl::cloudfront());
    let mut stack = Stack::new("main").in_region(Region::EU_CENTRAL_1);
    let logs = stack.add("Logs", Bucket::new(OnDelete::Delete));
    let site = StaticSite::new(OnDelete::Delete).not_found_page("404.html").access_logs_to(&logs).web_acl(&web_acl);
    stack.add("Site", site);
    let (graph, diagnostics) = iac_core::resolve::resolve(App::new().with(edge).with(stack), "test");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let main = written(&graph.stacks[1]);
    let config = &main["Resources"]["Site"]["Properties"]["DistributionConfig"];
    assert_eq!(config["WebACLId"], json!({"Ref": "FromEdgeFilterArn"}));
    assert_eq!(
        config["CustomErrorResponses"],
        json!([{"ErrorCode": 404, "ResponseCode": 404, "ResponsePagePath": "/404.html", "ErrorCachingMinTTL": 10}])
    );
    assert_eq!(config["Logging"], json!({"Bucket": {"Fn::GetAtt": ["Logs", "DomainName"]}, "Prefix": "Site/"}));
}
