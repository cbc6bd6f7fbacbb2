//! A distribution. The provider wants to be told what CloudFormation takes for granted.
//! Source of the defaults: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-distributionconfig.html>

use super::{behavior, origin};
use crate::prelude::*;

pub(super) const PROPERTIES: &[(&str, To)] = &[("DistributionConfig", To::Flatten(CONFIG))];

const CONFIG: &[(&str, To)] = &[
    ("CNAMEs", To::Attribute("aliases")),
    ("CacheBehaviors", To::Through("ordered_cache_behavior", behavior::BEHAVIOR, behavior::ordered)),
    ("ConnectionMode", To::By(connection_mode)),
    ("CustomOrigin", To::Missing("write `Origins`")),
    ("CustomErrorResponses", To::Through("custom_error_response", &[], error_responses)),
    ("DefaultCacheBehavior", To::Through("default_cache_behavior", behavior::BEHAVIOR, behavior::default)),
    ("IPV6Enabled", To::Attribute("is_ipv6_enabled")),
    ("Logging", To::Block("logging_config", &[])),
    ("OriginGroups", ORIGIN_GROUPS),
    ("Origins", To::Block("origin", origin::ORIGIN)),
    ("S3Origin", To::Missing("write `Origins`")),
    ("TenantConfig", To::Missing("a distribution of several tenants is another resource in Terraform")),
    (
        "ViewerCertificate",
        To::Block(
            "viewer_certificate",
            &[("CloudFrontDefaultCertificate", To::Attribute("cloudfront_default_certificate"))],
        ),
    ),
];

const ORIGIN_GROUPS: To = To::Flatten(&[
    (
        "Items",
        To::Block(
            "origin_group",
            &[
                (
                    "FailoverCriteria",
                    To::Block(
                        "failover_criteria",
                        &[("StatusCodes", To::Flatten(&[("Items", To::Attribute("status_codes")), QUANTITY]))],
                    ),
                ),
                ("Id", To::Attribute("origin_id")),
                ("Members", To::Flatten(&[("Items", To::Block("member", &[])), QUANTITY])),
            ],
        ),
    ),
    QUANTITY,
]);

const QUANTITY: (&str, To) = ("Quantity", To::Ignored("the number of the items"));

fn connection_mode<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if field.value.as_str() != Some("direct") {
        let message = "a distribution of several tenants is another resource in Terraform";
        s.error("unmapped", message, "leave out `ConnectionMode`, or write CloudFormation only");
    }
}

fn error_responses<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.objects("custom_error_response", &field.value, &mut |s, fields| {
        s.fields(fields, &[]);
        // The provider caches errors for no time at all.
        s.default("error_caching_min_ttl", 300);
    });
}

pub(super) fn finish(s: &mut Scope<'_, '_>) {
    s.default("http_version", "http1.1");
    if !s.has("restrictions") {
        s.within("restrictions", |s| s.block("geo_restriction", vec![("restriction_type", "none".into())]));
    }
    if !s.has("viewer_certificate") {
        s.block("viewer_certificate", vec![("cloudfront_default_certificate", true.into())]);
    }
}
