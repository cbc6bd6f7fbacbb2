//! Amazon CloudFront. CloudFormation wraps what a resource is in one object, the provider does not.

mod behavior;
mod distribution;
mod origin;
mod policy;

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::CloudFront::CachePolicy", "aws_cloudfront_cache_policy").properties(policy::CACHE),
    ResourceMap::new("AWS::CloudFront::CloudFrontOriginAccessIdentity", "aws_cloudfront_origin_access_identity")
        .properties(&[("CloudFrontOriginAccessIdentityConfig", To::Flatten(&[]))]),
    ResourceMap::new("AWS::CloudFront::Distribution", "aws_cloudfront_distribution")
        .properties(distribution::PROPERTIES)
        .finish(distribution::finish),
    ResourceMap::new("AWS::CloudFront::Function", "aws_cloudfront_function")
        .reference("arn")
        .attributes(&[("FunctionARN", "arn"), ("FunctionMetadata.FunctionARN", "arn")])
        .properties(FUNCTION)
        .finish(publish),
    ResourceMap::new("AWS::CloudFront::KeyGroup", "aws_cloudfront_key_group")
        .properties(&[("KeyGroupConfig", To::Flatten(&[]))]),
    ResourceMap::new("AWS::CloudFront::OriginAccessControl", "aws_cloudfront_origin_access_control")
        .properties(&[("OriginAccessControlConfig", To::Flatten(&[]))]),
    ResourceMap::new("AWS::CloudFront::OriginRequestPolicy", "aws_cloudfront_origin_request_policy")
        .properties(policy::ORIGIN_REQUEST),
    ResourceMap::new("AWS::CloudFront::PublicKey", "aws_cloudfront_public_key").properties(PUBLIC_KEY),
    ResourceMap::new("AWS::CloudFront::ResponseHeadersPolicy", "aws_cloudfront_response_headers_policy")
        .properties(&[("ResponseHeadersPolicyConfig", To::Flatten(&[]))]),
    ResourceMap::new("AWS::CloudFront::VpcOrigin", "aws_cloudfront_vpc_origin")
        .properties(&[("VpcOriginEndpointConfig", To::Through("vpc_origin_endpoint_config", ENDPOINT, endpoint))]),
];

const FUNCTION: &[(&str, To)] = &[
    ("AutoPublish", To::Attribute("publish")),
    ("FunctionCode", To::Attribute("code")),
    ("FunctionConfig", To::Flatten(&[("KeyValueStoreAssociations", To::By(key_value_stores))])),
    ("FunctionMetadata", To::Ignored("only AWS writes it")),
    ("Tags", To::Ignored("the provider does not tag functions")),
];

const PUBLIC_KEY: &[(&str, To)] = &[(
    "PublicKeyConfig",
    To::Flatten(&[("CallerReference", To::Ignored("the provider makes one up, and it has no effect later"))]),
)];

const ENDPOINT: &[(&str, To)] = &[("OriginSSLProtocols", To::By(protocols))];

/// The endpoint, with what CloudFormation takes for granted.
fn endpoint<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.objects("vpc_origin_endpoint_config", &field.value, &mut |s, fields| {
        s.fields(fields, ENDPOINT);
        origin::ports(s);
        s.default("origin_protocol_policy", "match-viewer");
        if !s.has("origin_ssl_protocols") {
            s.block("origin_ssl_protocols", vec![("items", origin::old_protocols()), ("quantity", Term::Int(2))]);
        }
    });
}

/// A list here, its members and their number there.
fn protocols<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let items = s.term(&field.value);
    let quantity = match &field.value {
        Value::List(items) => Term::Int(items.len() as i64),
        _ => Term::expression(format!("length({})", items.to_hcl())),
    };
    s.block("origin_ssl_protocols", vec![("items", items), ("quantity", quantity)]);
}

/// Objects with one ARN each here, ARNs there.
fn key_value_stores<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let Value::List(stores) = &field.value else {
        return s.error("unmapped", "the key value stores are no list", "list them");
    };
    let arn = |store: &'g Value| match store {
        Value::Map(fields) => fields.first().map(|field| &field.value),
        _ => None,
    };
    let arns: Vec<_> = stores.iter().filter_map(arn).map(|arn| s.term(arn)).collect();
    s.set("key_value_store_associations", Term::list(arns));
}

/// CloudFormation publishes only where it is told to, the provider always.
fn publish(s: &mut Scope<'_, '_>) {
    s.default("publish", false);
}
