//! Lambda. A version has no type of its own: the provider publishes one with each change of a function.

mod code;
mod event_source_mapping;
mod function;

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::Lambda::Alias", "aws_lambda_alias")
        .reference("arn")
        .attributes(&[("AliasArn", "arn")])
        .properties(&[
            (
                "ProvisionedConcurrencyConfig",
                To::Part(&Part::new("aws_lambda_provisioned_concurrency_config", "qualifier", "name").fields(&[(
                    "ProvisionedConcurrentExecutions",
                    To::All(&[To::Attribute("provisioned_concurrent_executions"), To::By(function_name)]),
                )])),
            ),
            (
                "RoutingConfig",
                To::Block(
                    "routing_config",
                    &[(
                        "AdditionalVersionWeights",
                        To::Pairs("additional_version_weights", "FunctionVersion", "FunctionWeight"),
                    )],
                ),
            ),
        ]),
    ResourceMap::new("AWS::Lambda::CodeSigningConfig", "aws_lambda_code_signing_config")
        .reference("arn")
        .attributes(&[("CodeSigningConfigArn", "arn"), ("CodeSigningConfigId", "config_id")])
        .properties(&[("CodeSigningPolicies", To::Block("policies", &[]))]),
    ResourceMap::new("AWS::Lambda::EventInvokeConfig", "aws_lambda_function_event_invoke_config"),
    event_source_mapping::EVENT_SOURCE_MAPPING,
    function::FUNCTION,
    ResourceMap::new("AWS::Lambda::LayerVersion", "aws_lambda_layer_version")
        .reference("arn")
        .attributes(&[("LayerVersionArn", "arn")])
        .name(Name::Required("layer_name", 140))
        .replace_first()
        .retain(Retain::Attribute("skip_destroy"))
        .properties(&[("Content", To::Flatten(&[]))]),
    ResourceMap::new("AWS::Lambda::Permission", "aws_lambda_permission")
        .properties(&[("FunctionName", To::By(qualified_function))]),
    ResourceMap::new("AWS::Lambda::Url", "aws_lambda_function_url").reference("function_arn").properties(&[
        ("AuthType", To::Attribute("authorization_type")),
        ("TargetFunctionArn", To::Attribute("function_name")),
    ]),
];

fn function_name<'g>(s: &mut Scope<'_, 'g>, _: &'g Field) {
    let function = s.reference("function_name");
    s.set("function_name", function);
}

/// The provider reads the name and the qualifier back one by one: the ARN of an alias would differ with every plan.
fn qualified_function<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let function = s.term(&field.value);
    let alias = match &function {
        Term::Expression(text) if text.starts_with("aws_lambda_alias.") => text.strip_suffix(".arn"),
        _ => None,
    };
    let Some(alias) = alias else {
        s.set("function_name", function);
        return;
    };
    s.set("function_name", Term::Expression(format!("{alias}.function_name")));
    s.set("qualifier", Term::Expression(format!("{alias}.name")));
}
