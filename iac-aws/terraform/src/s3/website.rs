//! A bucket as a web site.

use crate::prelude::*;

pub(super) const WEBSITE: Part = Part::new("aws_s3_bucket_website_configuration", "bucket", "id").fields(&[
    ("ErrorDocument", To::Within("error_document", &To::Attribute("key"))),
    ("IndexDocument", To::Within("index_document", &To::Attribute("suffix"))),
    (
        "RoutingRules",
        To::Block(
            "routing_rule",
            &[("RedirectRule", To::Block("redirect", &[])), ("RoutingRuleCondition", To::Block("condition", &[]))],
        ),
    ),
]);
