//! Amazon API Gateway, REST APIs.

mod method;
mod stage;

use super::members;
use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::ApiGateway::Account", "aws_api_gateway_account")
        .properties(&[("CloudWatchRoleArn", To::Attribute("cloudwatch_role_arn"))]),
    ResourceMap::new("AWS::ApiGateway::ApiKey", "aws_api_gateway_api_key")
        .attributes(&[("APIKeyId", "id")])
        .name(Name::Required("name", 128))
        .properties(API_KEY)
        .finish(disabled),
    ResourceMap::new("AWS::ApiGateway::Authorizer", "aws_api_gateway_authorizer")
        .attributes(&[("AuthorizerId", "id")])
        .properties(&[("AuthType", To::Ignored("a word for exports, without effect"))]),
    ResourceMap::new("AWS::ApiGateway::BasePathMapping", "aws_api_gateway_base_path_mapping")
        .properties(&[("RestApiId", To::Attribute("api_id")), ("Stage", To::Attribute("stage_name"))]),
    ResourceMap::new("AWS::ApiGateway::ClientCertificate", "aws_api_gateway_client_certificate")
        .attributes(&[("ClientCertificateId", "id")]),
    ResourceMap::new("AWS::ApiGateway::Deployment", "aws_api_gateway_deployment")
        .attributes(&[("DeploymentId", "id")])
        .properties(stage::DEPLOYMENT)
        .replace_first(),
    ResourceMap::new("AWS::ApiGateway::DomainName", "aws_api_gateway_domain_name")
        .reference("domain_name")
        .attributes(DOMAIN_NAME),
    ResourceMap::new("AWS::ApiGateway::GatewayResponse", "aws_api_gateway_gateway_response"),
    ResourceMap::new("AWS::ApiGateway::Method", "aws_api_gateway_method")
        .properties(method::METHOD)
        .finish(method::finish),
    ResourceMap::new("AWS::ApiGateway::Model", "aws_api_gateway_model").reference("name"),
    ResourceMap::new("AWS::ApiGateway::RequestValidator", "aws_api_gateway_request_validator")
        .attributes(&[("RequestValidatorId", "id")])
        .name(Name::Required("name", 128)),
    ResourceMap::new("AWS::ApiGateway::Resource", "aws_api_gateway_resource").attributes(&[("ResourceId", "id")]),
    ResourceMap::new("AWS::ApiGateway::RestApi", "aws_api_gateway_rest_api")
        .attributes(&[("RestApiId", "id")])
        .name(Name::Required("name", 128))
        .properties(REST_API)
        .finish(title),
    ResourceMap::new("AWS::ApiGateway::Stage", "aws_api_gateway_stage")
        .reference("stage_name")
        .properties(stage::STAGE),
    ResourceMap::new("AWS::ApiGateway::UsagePlan", "aws_api_gateway_usage_plan")
        .attributes(&[("Id", "id")])
        .name(Name::Required("name", 128))
        .properties(USAGE_PLAN),
    ResourceMap::new("AWS::ApiGateway::UsagePlanKey", "aws_api_gateway_usage_plan_key"),
    ResourceMap::new("AWS::ApiGateway::VpcLink", "aws_api_gateway_vpc_link").attributes(&[("VpcLinkId", "id")]),
];

const API_KEY: &[(&str, To)] = &[
    ("StageKeys", To::Missing("name the stages in a usage plan")),
    ("Value", To::Missing("let API Gateway make up the key: Terraform would keep yours in its state")),
];

const DOMAIN_NAME: &[(&str, &str)] = &[
    ("DistributionDomainName", "cloudfront_domain_name"),
    ("DistributionHostedZoneId", "cloudfront_zone_id"),
    ("DomainNameArn", "arn"),
    ("RegionalHostedZoneId", "regional_zone_id"),
];

const REST_API: &[(&str, To)] =
    &[("ApiKeySourceType", To::Attribute("api_key_source")), ("Mode", To::Attribute("put_rest_api_mode"))];

const USAGE_PLAN: &[(&str, To)] = &[
    ("ApiStages", To::Block("api_stages", &[("Throttle", To::Keyed("throttle", "path", &[]))])),
    ("Quota", To::Block("quota_settings", &[])),
    ("Throttle", To::Block("throttle_settings", &[])),
    ("UsagePlanName", To::Attribute("name")),
];

/// A key of CloudFormation's is no good until it is enabled, one of the provider's is.
fn disabled(s: &mut Scope<'_, '_>) {
    s.default("enabled", false);
}

/// The title that an API's description gives it. The provider's name would replace it.
pub(super) fn title(s: &mut Scope<'_, '_>) {
    if s.property("Name").is_some() {
        return;
    }
    let body = s.property("Body");
    if let Some(title) = body.and_then(|body| member(body, "info")).and_then(|info| member(info, "title")) {
        let title = s.term(title);
        s.set("name", title);
    }
}

fn member<'g>(object: &'g Value, name: &str) -> Option<&'g Value> {
    members::member(object, name).map(|field| &field.value)
}
