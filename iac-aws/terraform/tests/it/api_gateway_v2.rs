use crate::support::{check, module};
use serde_json::json;

#[test]
fn an_http_api() {
    let module = module(json!({
        "Resources": {
            "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {
                "Name": "shop", "ProtocolType": "HTTP",
                "CorsConfiguration": {"AllowOrigins": ["*"], "AllowMethods": ["GET"], "MaxAge": 60},
                "Tags": {"Product": "shop"}}},
            "Described": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {
                "Body": {"openapi": "3.0.1", "info": {"title": "described", "version": "1"}, "paths": {}}}},
            "App": {"Type": "AWS::ApiGatewayV2::Integration", "Properties": {
                "ApiId": {"Ref": "Api"}, "IntegrationType": "HTTP_PROXY", "IntegrationMethod": "ANY",
                "IntegrationUri": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/a/1/2",
                "ConnectionType": "VPC_LINK", "ConnectionId": {"Ref": "Link"}, "PayloadFormatVersion": "1.0",
                "TimeoutInMillis": 5000, "TlsConfig": {"ServerNameToVerify": "app.example.com"},
                "ResponseParameters": {"200": {"ResponseParameters": [
                    {"Destination": "overwrite:header.x", "Source": "y"}]}}}},
            "Users": {"Type": "AWS::ApiGatewayV2::Authorizer", "Properties": {
                "ApiId": {"Ref": "Api"}, "Name": "users", "AuthorizerType": "JWT",
                "IdentitySource": ["$request.header.Authorization"],
                "JwtConfiguration": {"Audience": ["shop"], "Issuer": "https://example.com"}}},
            "Orders": {"Type": "AWS::ApiGatewayV2::Route", "Properties": {
                "ApiId": {"Ref": "Api"}, "RouteKey": "GET /orders", "AuthorizationType": "JWT",
                "AuthorizerId": {"Ref": "Users"}, "Target": {"Fn::Sub": "integrations/${App}"},
                "RequestParameters": {"route.request.header.x": {"Required": true}}}},
            "Release": {"Type": "AWS::ApiGatewayV2::Deployment", "DependsOn": "Orders", "Properties": {
                "ApiId": {"Ref": "Api"}}},
            "Stage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {
                "ApiId": {"Ref": "Api"}, "StageName": "live", "DeploymentId": {"Ref": "Release"},
                "StageVariables": {"color": "blue"},
                "AccessLogSettings": {
                    "DestinationArn": "arn:aws:logs:eu-central-1:123456789012:log-group:api", "Format": "$context.requestId"},
                "DefaultRouteSettings": {"ThrottlingBurstLimit": 10, "ThrottlingRateLimit": 5},
                "RouteSettings": {"GET /orders": {"DetailedMetricsEnabled": true}}}},
            "Link": {"Type": "AWS::ApiGatewayV2::VpcLink", "Properties": {"Name": "link", "SubnetIds": ["subnet-1"]}},
            "Domain": {"Type": "AWS::ApiGatewayV2::DomainName", "Properties": {
                "DomainName": "api.example.com", "DomainNameConfigurations": [
                    {"CertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/1"}]}},
            "Mapping": {"Type": "AWS::ApiGatewayV2::ApiMapping", "Properties": {
                "ApiId": {"Ref": "Api"}, "DomainName": {"Ref": "Domain"}, "Stage": {"Ref": "Stage"}}}
        },
        "Outputs": {
            "Url": {"Value": {"Fn::GetAtt": "Api.ApiEndpoint"}},
            "Name": {"Value": {"Fn::GetAtt": "Domain.RegionalDomainName"}},
            "Zone": {"Value": {"Fn::GetAtt": "Domain.RegionalHostedZoneId"}}
        }
    }));
    let of = |name: &str, at: &str| module["resource"][name][at].clone();
    assert_eq!(
        of("aws_apigatewayv2_api", "api"),
        json!({
            "name": "shop", "protocol_type": "HTTP", "tags": {"Product": "shop"},
            "cors_configuration": {"allow_origins": ["*"], "allow_methods": ["GET"], "max_age": 60}
        })
    );
    let described = of("aws_apigatewayv2_api", "described");
    assert_eq!((&described["name"], &described["protocol_type"]), (&json!("described"), &json!("HTTP")));
    let app = of("aws_apigatewayv2_integration", "app");
    assert_eq!(app["timeout_milliseconds"], 5000);
    assert_eq!(app["response_parameters"], json!([{"status_code": "200", "mappings": {"overwrite:header.x": "y"}}]));
    assert_eq!(
        of("aws_apigatewayv2_authorizer", "users")["identity_sources"],
        json!(["$request.header.Authorization"])
    );
    let orders = of("aws_apigatewayv2_route", "orders");
    assert_eq!(orders["target"], "integrations/${aws_apigatewayv2_integration.app.id}");
    assert_eq!(
        orders["request_parameter"],
        json!([{"request_parameter_key": "route.request.header.x", "required": true}])
    );
    let stage = of("aws_apigatewayv2_stage", "stage");
    assert_eq!(stage["name"], "live");
    assert_eq!(stage["route_settings"], json!([{"route_key": "GET /orders", "detailed_metrics_enabled": true}]));
    assert_eq!(of("aws_apigatewayv2_vpc_link", "link")["security_group_ids"], json!([]));
    assert_eq!(
        of("aws_apigatewayv2_domain_name", "domain")["domain_name_configuration"],
        json!({
            "certificate_arn": "arn:aws:acm:eu-central-1:123456789012:certificate/1", "endpoint_type": "REGIONAL",
            "security_policy": "TLS_1_2"
        })
    );
    assert_eq!(
        module["output"]["zone"]["value"],
        "${aws_apigatewayv2_domain_name.domain.domain_name_configuration[0].hosted_zone_id}"
    );
    check(&module);
}
