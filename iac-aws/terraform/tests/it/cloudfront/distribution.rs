use crate::support::{diagnostics, module};
use serde_json::{Value, json};

/// A distribution with this configuration.
fn distribution(config: Value) -> Value {
    let module = module(json!({
        "Resources": {"Front": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": config}}}
    }));
    module["resource"]["aws_cloudfront_distribution"]["front"].clone()
}

fn behavior() -> Value {
    json!({"TargetOriginId": "app", "ViewerProtocolPolicy": "redirect-to-https"})
}

#[test]
fn what_cloudformation_takes_for_granted_is_written() {
    let front = distribution(json!({
        "Enabled": true,
        "DefaultCacheBehavior": behavior(),
        "CustomErrorResponses": [{"ErrorCode": 404}],
        "Origins": [{
            "Id": "app", "DomainName": "app.example.com", "CustomOriginConfig": {"OriginProtocolPolicy": "https-only"}}]
    }));
    assert_eq!(
        front,
        json!({
            "enabled": true,
            "http_version": "http1.1",
            "default_cache_behavior": {
                "target_origin_id": "app", "viewer_protocol_policy": "redirect-to-https",
                "allowed_methods": ["GET", "HEAD"], "cached_methods": ["GET", "HEAD"],
                "default_ttl": 86400, "max_ttl": 31536000
            },
            "custom_error_response": [{"error_code": 404, "error_caching_min_ttl": 300}],
            "origin": [{
                "origin_id": "app", "domain_name": "app.example.com",
                "custom_origin_config": {
                    "origin_protocol_policy": "https-only", "http_port": 80, "https_port": 443,
                    "origin_ssl_protocols": ["TLSv1", "SSLv3"]
                }
            }],
            "restrictions": {"geo_restriction": {"restriction_type": "none"}},
            "viewer_certificate": {"cloudfront_default_certificate": true}
        })
    );
}

#[test]
fn a_distribution_with_everything() {
    let association = json!([{"EventType": "viewer-request", "FunctionARN": "arn:f"}]);
    let front = distribution(json!({
        "Aliases": ["www.example.com"], "Comment": "Front", "DefaultRootObject": "index.html", "Enabled": true,
        "HttpVersion": "http2and3", "IPV6Enabled": true, "PriceClass": "PriceClass_100", "WebACLId": "arn:acl",
        "DefaultCacheBehavior": {
            "TargetOriginId": "app", "ViewerProtocolPolicy": "https-only", "AllowedMethods": ["GET", "HEAD", "OPTIONS"],
            "CachePolicyId": "p", "OriginRequestPolicyId": "r", "ResponseHeadersPolicyId": "h", "Compress": false,
            "FunctionAssociations": association},
        "CacheBehaviors": [{
            "PathPattern": "/old/*", "TargetOriginId": "files", "ViewerProtocolPolicy": "allow-all",
            "ForwardedValues": {"QueryString": false}, "MinTTL": 1, "DefaultTTL": 2, "MaxTTL": 3,
            "LambdaFunctionAssociations": [
                {"EventType": "origin-request", "IncludeBody": true, "LambdaFunctionARN": "arn:l:1"}]}],
        "Logging": {"Bucket": "logs.s3.amazonaws.com", "IncludeCookies": true, "Prefix": "front/"},
        "OriginGroups": {"Quantity": 1, "Items": [{
            "Id": "both", "FailoverCriteria": {"StatusCodes": {"Quantity": 2, "Items": [500, 502]}},
            "Members": {"Quantity": 2, "Items": [{"OriginId": "app"}, {"OriginId": "files"}]}}]},
        "Origins": [
            {"Id": "app", "DomainName": "app.example.com",
             "OriginCustomHeaders": [{"HeaderName": "X-Key", "HeaderValue": "1"}],
             "OriginShield": {"Enabled": true, "OriginShieldRegion": "eu-central-1"},
             "VpcOriginConfig": {"VpcOriginId": "vo_1", "OriginKeepaliveTimeout": 30, "OriginReadTimeout": 120}},
            {"Id": "files", "DomainName": "files.s3.eu-central-1.amazonaws.com", "OriginAccessControlId": "oac",
             "S3OriginConfig": {"OriginAccessIdentity": ""}}],
        "Restrictions": {"GeoRestriction": {"RestrictionType": "whitelist", "Locations": ["DE"]}},
        "ViewerCertificate": {
            "AcmCertificateArn": "arn:c", "MinimumProtocolVersion": "TLSv1.2_2021", "SslSupportMethod": "sni-only"}
    }));
    assert_eq!(
        front,
        json!({
            "aliases": ["www.example.com"], "comment": "Front", "default_root_object": "index.html", "enabled": true,
            "http_version": "http2and3", "is_ipv6_enabled": true, "price_class": "PriceClass_100",
            "web_acl_id": "arn:acl",
            "default_cache_behavior": {
                "target_origin_id": "app", "viewer_protocol_policy": "https-only",
                "allowed_methods": ["GET", "HEAD", "OPTIONS"], "cached_methods": ["GET", "HEAD"],
                "cache_policy_id": "p", "origin_request_policy_id": "r", "response_headers_policy_id": "h",
                "compress": false,
                "function_association": [{"event_type": "viewer-request", "function_arn": "arn:f"}]
            },
            "ordered_cache_behavior": [{
                "path_pattern": "/old/*", "target_origin_id": "files", "viewer_protocol_policy": "allow-all",
                "allowed_methods": ["GET", "HEAD"], "cached_methods": ["GET", "HEAD"],
                "forwarded_values": {"query_string": false, "cookies": {"forward": "none"}},
                "min_ttl": 1, "default_ttl": 2, "max_ttl": 3,
                "lambda_function_association": [
                    {"event_type": "origin-request", "include_body": true, "lambda_arn": "arn:l:1"}]
            }],
            "logging_config": {"bucket": "logs.s3.amazonaws.com", "include_cookies": true, "prefix": "front/"},
            "origin_group": [{
                "origin_id": "both", "failover_criteria": {"status_codes": [500, 502]},
                "member": [{"origin_id": "app"}, {"origin_id": "files"}]
            }],
            "origin": [
                {
                    "origin_id": "app", "domain_name": "app.example.com",
                    "custom_header": [{"name": "X-Key", "value": "1"}],
                    "origin_shield": {"enabled": true, "origin_shield_region": "eu-central-1"},
                    "vpc_origin_config": {
                        "vpc_origin_id": "vo_1", "origin_keepalive_timeout": 30, "origin_read_timeout": 120}
                },
                {
                    "origin_id": "files", "domain_name": "files.s3.eu-central-1.amazonaws.com",
                    "origin_access_control_id": "oac"
                }
            ],
            "restrictions": {"geo_restriction": {"restriction_type": "whitelist", "locations": ["DE"]}},
            "viewer_certificate": {
                "acm_certificate_arn": "arn:c", "minimum_protocol_version": "TLSv1.2_2021",
                "ssl_support_method": "sni-only"
            }
        })
    );
}

#[test]
fn a_distribution_of_several_tenants_is_an_error() {
    let found = diagnostics(json!({"Resources": {"Front": {"Type": "AWS::CloudFront::Distribution", "Properties": {
        "DistributionConfig": {"Enabled": true, "ConnectionMode": "tenant-only", "DefaultCacheBehavior": behavior(),
            "Origins": [{"Id": "app", "DomainName": "app.example.com"}]}}}}}));
    assert!(found.iter().any(|one| one.code == "unmapped"), "{found:?}");
}
