//! Where a distribution gets its content from.

use crate::prelude::*;

pub(super) const ORIGIN: &[(&str, To)] = &[
    ("CustomOriginConfig", To::Through("custom_origin_config", &[], custom)),
    ("Id", To::Attribute("origin_id")),
    (
        "OriginCustomHeaders",
        To::Block("custom_header", &[("HeaderName", To::Attribute("name")), ("HeaderValue", To::Attribute("value"))]),
    ),
    ("S3OriginConfig", To::Flatten(&[("OriginAccessIdentity", To::By(access_identity))])),
];

fn custom<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.objects("custom_origin_config", &field.value, &mut |s, fields| {
        s.fields(fields, &[]);
        ports(s);
        s.default("origin_ssl_protocols", old_protocols());
    });
}

/// The ports that CloudFormation takes for granted.
pub(super) fn ports(s: &mut Scope<'_, '_>) {
    for (attribute, port) in [("http_port", 80), ("https_port", 443)] {
        s.default(attribute, port);
    }
}

/// What CloudFormation allows where the program names no protocols, however old they are: the same in Terraform.
pub(super) fn old_protocols() -> Term<'static> {
    Term::list(["TLSv1".into(), "SSLv3".into()])
}

/// The empty identity means none, for which the provider has no block.
fn access_identity<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    if field.value.as_str() != Some("") {
        s.to(field, &To::Within("s3_origin_config", &To::Attribute("origin_access_identity")));
    }
}
