use crate::support::{check, diagnostics, module};
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
fn terraform_takes_all_of_it() {
    let certificate = json!({"Fn::If": ["HasDomain",
        {"AcmCertificateArn": {"Ref": "Certificate"}, "MinimumProtocolVersion": "TLSv1.2_2021",
         "SslSupportMethod": "sni-only"},
        {"CloudFrontDefaultCertificate": true}]});
    let module = module(json!({
        "Parameters": {
            "Domain": {"Type": "String", "Default": ""}, "Certificate": {"Type": "String", "Default": ""}
        },
        "Conditions": {"HasDomain": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Domain"}, ""]}]}},
        "Resources": {
            "Origin": {"Type": "AWS::CloudFront::VpcOrigin", "Properties": {"VpcOriginEndpointConfig": {
                "Arn": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/front/1",
                "Name": "front", "OriginProtocolPolicy": "http-only", "OriginSSLProtocols": ["TLSv1.2"],
                "HTTPPort": 80, "HTTPSPort": 443}, "Tags": [{"Key": "Product", "Value": "shop"}]}},
            "Usual": {"Type": "AWS::CloudFront::VpcOrigin", "Properties": {"VpcOriginEndpointConfig": {
                "Arn": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/back/1",
                "Name": "back"}}},
            "Access": {"Type": "AWS::CloudFront::OriginAccessControl", "Properties": {"OriginAccessControlConfig": {
                "Name": "files", "OriginAccessControlOriginType": "s3", "SigningBehavior": "always",
                "SigningProtocol": "sigv4"}}},
            "Identity": {"Type": "AWS::CloudFront::CloudFrontOriginAccessIdentity", "Properties": {
                "CloudFrontOriginAccessIdentityConfig": {"Comment": "files"}}},
            "Cache": {"Type": "AWS::CloudFront::CachePolicy", "Properties": {"CachePolicyConfig": {
                "Name": "cache", "DefaultTTL": 60, "MinTTL": 0, "MaxTTL": 600,
                "ParametersInCacheKeyAndForwardedToOrigin": {
                    "EnableAcceptEncodingGzip": true, "EnableAcceptEncodingBrotli": true,
                    "CookiesConfig": {"CookieBehavior": "whitelist", "Cookies": ["session"]},
                    "HeadersConfig": {"HeaderBehavior": "none"},
                    "QueryStringsConfig": {"QueryStringBehavior": "all"}}}}},
            "Request": {"Type": "AWS::CloudFront::OriginRequestPolicy", "Properties": {"OriginRequestPolicyConfig": {
                "Name": "request", "CookiesConfig": {"CookieBehavior": "none"},
                "HeadersConfig": {"HeaderBehavior": "whitelist", "Headers": ["Accept"]},
                "QueryStringsConfig": {"QueryStringBehavior": "whitelist", "QueryStrings": ["q"]}}}},
            "Headers": {"Type": "AWS::CloudFront::ResponseHeadersPolicy", "Properties": {
                "ResponseHeadersPolicyConfig": {
                    "Name": "headers",
                    "CorsConfig": {
                        "AccessControlAllowCredentials": false, "OriginOverride": true,
                        "AccessControlAllowHeaders": {"Items": ["*"]}, "AccessControlAllowMethods": {"Items": ["GET"]},
                        "AccessControlAllowOrigins": {"Items": ["*"]}, "AccessControlMaxAgeSec": 60},
                    "CustomHeadersConfig": {"Items": [{"Header": "X-A", "Value": "1", "Override": true}]},
                    "RemoveHeadersConfig": {"Items": [{"Header": "Server"}]},
                    "SecurityHeadersConfig": {
                        "StrictTransportSecurity": {
                            "AccessControlMaxAgeSec": 60, "IncludeSubdomains": true, "Override": true},
                        "XSSProtection": {"Protection": true, "ModeBlock": true, "Override": true}},
                    "ServerTimingHeadersConfig": {"Enabled": true, "SamplingRate": 50}}}},
            "Rewrite": {"Type": "AWS::CloudFront::Function", "Properties": {
                "Name": "rewrite", "FunctionCode": "function handler(event) { return event.request }",
                "FunctionConfig": {
                    "Comment": "Rewrites", "Runtime": "cloudfront-js-2.0",
                    "KeyValueStoreAssociations": [{"KeyValueStoreARN": "arn:aws:cloudfront::123456789012:kvs/1"}]}}},
            "Key": {"Type": "AWS::CloudFront::PublicKey", "Properties": {"PublicKeyConfig": {
                "CallerReference": "1", "Name": "key", "EncodedKey": "-----BEGIN PUBLIC KEY-----"}}},
            "Keys": {"Type": "AWS::CloudFront::KeyGroup", "Properties": {"KeyGroupConfig": {
                "Name": "keys", "Items": [{"Ref": "Key"}]}}},
            "Front": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {
                "Enabled": true, "Comment": {"Fn::Sub": "Front of ${AWS::StackName}"},
                "Aliases": {"Fn::If": ["HasDomain", [{"Ref": "Domain"}], {"Ref": "AWS::NoValue"}]},
                "DefaultCacheBehavior": {
                    "TargetOriginId": "app", "ViewerProtocolPolicy": "redirect-to-https",
                    "CachePolicyId": {"Ref": "Cache"}, "OriginRequestPolicyId": {"Ref": "Request"},
                    "ResponseHeadersPolicyId": {"Ref": "Headers"}, "TrustedKeyGroups": [{"Ref": "Keys"}],
                    "FunctionAssociations": [{"EventType": "viewer-request", "FunctionARN": {"Ref": "Rewrite"}}]},
                "Origins": [
                    {"Id": "app", "DomainName": "app.example.com", "VpcOriginConfig": {
                        "VpcOriginId": {"Ref": "Origin"}, "OwnerAccountId": "123456789012"}},
                    {"Id": "new", "DomainName": "new.s3.eu-central-1.amazonaws.com",
                     "OriginAccessControlId": {"Ref": "Access"}, "S3OriginConfig": {}},
                    {"Id": "old", "DomainName": "old.s3.eu-central-1.amazonaws.com", "S3OriginConfig": {
                        "OriginAccessIdentity": {"Fn::Sub": "origin-access-identity/cloudfront/${Identity}"}}}],
                "ViewerCertificate": certificate}}}
        },
        "Outputs": {
            "Id": {"Value": {"Ref": "Front"}}, "Domain": {"Value": {"Fn::GetAtt": "Front.DomainName"}},
            "User": {"Value": {"Fn::GetAtt": "Identity.S3CanonicalUserId"}}
        }
    }));
    let resources = &module["resource"];
    assert_eq!(
        resources["aws_cloudfront_vpc_origin"]["origin"],
        json!({
            "vpc_origin_endpoint_config": [{
                "arn": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/front/1",
                "name": "front", "http_port": 80, "https_port": 443, "origin_protocol_policy": "http-only",
                "origin_ssl_protocols": [{"items": ["TLSv1.2"], "quantity": 1}]
            }],
            "tags": {"Product": "shop"}
        })
    );
    assert_eq!(
        resources["aws_cloudfront_vpc_origin"]["usual"]["vpc_origin_endpoint_config"][0],
        json!({
            "arn": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/back/1",
            "name": "back", "http_port": 80, "https_port": 443, "origin_protocol_policy": "match-viewer",
            "origin_ssl_protocols": [{"items": ["TLSv1", "SSLv3"], "quantity": 2}]
        })
    );
    assert_eq!(
        resources["aws_cloudfront_function"]["rewrite"],
        json!({
            "name": "rewrite", "code": "function handler(event) { return event.request }", "publish": false,
            "comment": "Rewrites", "runtime": "cloudfront-js-2.0",
            "key_value_store_associations": ["arn:aws:cloudfront::123456789012:kvs/1"]
        })
    );
    let front = &resources["aws_cloudfront_distribution"]["front"];
    assert_eq!(front["aliases"], "${local.has_domain ? [var.domain] : null}");
    assert_eq!(
        front["dynamic"]["viewer_certificate"],
        json!([
            {
                "for_each": "${local.has_domain ? [true] : []}",
                "content": {
                    "acm_certificate_arn": "${var.certificate}", "minimum_protocol_version": "TLSv1.2_2021",
                    "ssl_support_method": "sni-only"
                }
            },
            {
                "for_each": "${!local.has_domain ? [true] : []}",
                "content": {"cloudfront_default_certificate": true}
            }
        ])
    );
    let function = &front["default_cache_behavior"]["function_association"][0];
    assert_eq!(function["function_arn"], "${aws_cloudfront_function.rewrite.arn}");
    check(&module);
}

#[test]
fn a_distribution_of_several_tenants_is_an_error() {
    let found = diagnostics(json!({"Resources": {"Front": {"Type": "AWS::CloudFront::Distribution", "Properties": {
        "DistributionConfig": {"Enabled": true, "ConnectionMode": "tenant-only", "DefaultCacheBehavior": behavior(),
            "Origins": [{"Id": "app", "DomainName": "app.example.com"}]}}}}}));
    assert!(found.iter().any(|one| one.code == "unmapped"), "{found:?}");
}
