//! The rules of listeners.

use super::action::ACTION;
use crate::prelude::*;
use crate::references::is_named_in;

pub(super) const LISTENER_RULE: ResourceMap =
    ResourceMap::new("AWS::ElasticLoadBalancingV2::ListenerRule", "aws_lb_listener_rule")
        .reference("arn")
        .attributes(&[("IsDefault", "({}.arn == null)"), ("RuleArn", "arn")])
        .properties(&[("Actions", To::Block("action", ACTION)), ("Conditions", To::By(conditions))])
        .finish(|s| {
            if is_shifted(s) {
                s.ignore_changes("action");
            }
        });

const CONDITION: &[(&str, To)] = &[
    ("Field", To::Ignored("the block that holds the values says it")),
    ("HostHeaderConfig", To::Block("host_header", &[])),
    ("HttpHeaderConfig", To::Block("http_header", &[])),
    ("HttpRequestMethodConfig", To::Block("http_request_method", &[])),
    ("PathPatternConfig", To::Block("path_pattern", &[])),
    ("QueryStringConfig", To::Flatten(&[("Values", To::Block("query_string", &[]))])),
    ("SourceIpConfig", To::Block("source_ip", &[])),
];

/// The older form has the values beside the field that they are for.
fn conditions<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.each(&field.value, &mut |s, item| {
        let Value::Map(fields) = item else {
            s.error("terraform", "a condition is an expression", "give an object, with expressions in its fields");
            return;
        };
        let of = fields.iter().find(|field| field.name == "Field").and_then(|field| field.value.as_str());
        let block = match of {
            Some("host-header") => "host_header",
            _ => "path_pattern",
        };
        s.append("condition", |s| {
            for field in fields {
                let to = match &*field.name {
                    "RegexValues" => To::Attribute("regex_values"),
                    "Values" => To::Attribute("values"),
                    _ => {
                        s.fields(std::slice::from_ref(field), CONDITION);
                        continue;
                    }
                };
                s.within(block, |s| s.to(field, &to));
            }
        });
    });
}

/// ECS and CodeDeploy move traffic by changing this rule or listener; what they have set stays.
/// Source: <https://github.com/hashicorp/terraform-provider-aws/issues/43905>
pub(super) fn is_shifted(s: &Scope<'_, '_>) -> bool {
    is_named_in(s, "AWS::ECS::Service", "LoadBalancers")
        || is_named_in(s, "AWS::CodeDeploy::DeploymentGroup", "LoadBalancerInfo")
}
