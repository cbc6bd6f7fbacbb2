//! Amazon API Gateway, HTTP and WebSocket APIs.

use super::api_gateway::title;
use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::ApiGatewayV2::Api", "aws_apigatewayv2_api")
        .attributes(&[("ApiId", "id"), ("ExecuteApiArn", "execution_arn")])
        .name(Name::Required("name", 128))
        .finish(api),
    ResourceMap::new("AWS::ApiGatewayV2::ApiMapping", "aws_apigatewayv2_api_mapping")
        .attributes(&[("ApiMappingId", "id")]),
    ResourceMap::new("AWS::ApiGatewayV2::Authorizer", "aws_apigatewayv2_authorizer")
        .attributes(&[("AuthorizerId", "id")])
        .properties(AUTHORIZER),
    ResourceMap::new("AWS::ApiGatewayV2::Deployment", "aws_apigatewayv2_deployment")
        .attributes(&[("DeploymentId", "id")])
        .properties(&[("StageName", To::Missing("name the deployment in the stage"))])
        .replace_first(),
    ResourceMap::new("AWS::ApiGatewayV2::DomainName", "aws_apigatewayv2_domain_name")
        .attributes(DOMAIN_NAME)
        .properties(&[("DomainNameConfigurations", To::Through("domain_name_configuration", &[], domain_name))]),
    ResourceMap::new("AWS::ApiGatewayV2::Integration", "aws_apigatewayv2_integration")
        .attributes(&[("IntegrationId", "id")])
        .properties(INTEGRATION),
    ResourceMap::new("AWS::ApiGatewayV2::Route", "aws_apigatewayv2_route")
        .attributes(&[("RouteId", "id")])
        .properties(&[("RequestParameters", To::Keyed("request_parameter", "request_parameter_key", &[]))]),
    ResourceMap::new("AWS::ApiGatewayV2::Stage", "aws_apigatewayv2_stage").properties(&[
        ("AccessPolicyId", To::Ignored("API Gateway does not use it")),
        ("RouteSettings", To::Keyed("route_settings", "route_key", &[])),
        ("StageName", To::Attribute("name")),
    ]),
    ResourceMap::new("AWS::ApiGatewayV2::VpcLink", "aws_apigatewayv2_vpc_link")
        .attributes(&[("VpcLinkId", "id")])
        .finish(security_groups),
];

const AUTHORIZER: &[(&str, To)] = &[
    ("IdentitySource", To::Attribute("identity_sources")),
    ("IdentityValidationExpression", To::Ignored("API Gateway does not use it")),
];

const DOMAIN_NAME: &[(&str, &str)] = &[
    ("DomainNameArn", "arn"),
    ("RegionalDomainName", "{}.domain_name_configuration[0].target_domain_name"),
    ("RegionalHostedZoneId", "{}.domain_name_configuration[0].hosted_zone_id"),
];

const INTEGRATION: &[(&str, To)] = &[
    (
        "ResponseParameters",
        To::Keyed(
            "response_parameters",
            "status_code",
            &[("ResponseParameters", To::Pairs("mappings", "Destination", "Source"))],
        ),
    ),
    ("TimeoutInMillis", To::Attribute("timeout_milliseconds")),
];

/// A description says itself what kind of API it is: HTTP, the only kind that has one.
fn api(s: &mut Scope<'_, '_>) {
    title(s);
    s.default("protocol_type", "HTTP");
}

/// The provider wants to be told what API Gateway takes for granted.
fn domain_name<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    s.objects("domain_name_configuration", &field.value, &mut |s, fields| {
        s.fields(fields, &[]);
        for (attribute, usual) in [("endpoint_type", "REGIONAL"), ("security_policy", "TLS_1_2")] {
            s.default(attribute, usual);
        }
    });
}

fn security_groups(s: &mut Scope<'_, '_>) {
    s.default("security_group_ids", Term::list([]));
}
