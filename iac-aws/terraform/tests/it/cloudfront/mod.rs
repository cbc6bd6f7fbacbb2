mod distribution;

use crate::support::{check, module};
use serde_json::json;

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
