use crate::support::{check, diagnostics, module};
use serde_json::json;

#[test]
fn a_rest_api() {
    let module = module(json!({
        "Resources": {
            "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {
                "ApiKeySourceType": "HEADER", "MinimumCompressionSize": 0,
                "EndpointConfiguration": {"Types": ["REGIONAL"]},
                "Policy": {"Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}]}}},
            "Described": {"Type": "AWS::ApiGateway::RestApi", "Properties": {
                "Body": {"openapi": "3.0.1", "info": {"title": "shop", "version": "1"}, "paths": {}}, "Mode": "merge"}},
            "Orders": {"Type": "AWS::ApiGateway::Resource", "Properties": {
                "RestApiId": {"Ref": "Api"}, "ParentId": {"Fn::GetAtt": "Api.RootResourceId"}, "PathPart": "orders"}},
            "Users": {"Type": "AWS::ApiGateway::Authorizer", "Properties": {
                "RestApiId": {"Ref": "Api"}, "Name": "users", "Type": "COGNITO_USER_POOLS", "AuthType": "cognito",
                "IdentitySource": "method.request.header.Authorization",
                "ProviderARNs": ["arn:aws:cognito-idp:eu-central-1:123456789012:userpool/1"]}},
            "Strict": {"Type": "AWS::ApiGateway::RequestValidator", "Properties": {
                "RestApiId": {"Ref": "Api"}, "ValidateRequestBody": true}},
            "Order": {"Type": "AWS::ApiGateway::Model", "Properties": {
                "RestApiId": {"Ref": "Api"}, "Name": "Order", "ContentType": "application/json",
                "Schema": {"type": "object"}}},
            "GetOrders": {"Type": "AWS::ApiGateway::Method", "Properties": {
                "RestApiId": {"Ref": "Api"}, "ResourceId": {"Ref": "Orders"}, "HttpMethod": "GET",
                "AuthorizationType": "COGNITO_USER_POOLS", "AuthorizerId": {"Ref": "Users"},
                "RequestValidatorId": {"Ref": "Strict"}, "RequestModels": {"application/json": {"Ref": "Order"}},
                "RequestParameters": {"method.request.querystring.q": true},
                "Integration": {
                    "Type": "HTTP", "IntegrationHttpMethod": "GET", "Uri": "https://example.com",
                    "TimeoutInMillis": 5000, "PassthroughBehavior": "WHEN_NO_MATCH",
                    "IntegrationResponses": [
                        {"StatusCode": "200", "ResponseTemplates": {"application/json": "{}"}},
                        {"StatusCode": "500", "SelectionPattern": "5\\d{2}"}]},
                "MethodResponses": [{"StatusCode": "200", "ResponseModels": {"application/json": "Empty"}}]}},
            "Options": {"Type": "AWS::ApiGateway::Method", "Properties": {
                "RestApiId": {"Ref": "Api"}, "ResourceId": {"Ref": "Orders"}, "HttpMethod": "OPTIONS",
                "Integration": {"Type": "MOCK"}}},
            "Missing": {"Type": "AWS::ApiGateway::GatewayResponse", "Properties": {
                "RestApiId": {"Ref": "Api"}, "ResponseType": "DEFAULT_4XX", "StatusCode": "404"}},
            "Release": {"Type": "AWS::ApiGateway::Deployment", "DependsOn": ["GetOrders", "Options"], "Properties": {
                "RestApiId": {"Ref": "Api"}, "StageName": "test", "StageDescription": {"TracingEnabled": true}}},
            "Live": {"Type": "AWS::ApiGateway::Deployment", "DependsOn": "GetOrders", "Properties": {
                "RestApiId": {"Ref": "Api"}, "Description": "live"}},
            "Stage": {"Type": "AWS::ApiGateway::Stage", "Properties": {
                "RestApiId": {"Ref": "Api"}, "DeploymentId": {"Ref": "Live"}, "StageName": "live",
                "TracingEnabled": true, "Variables": {"color": "blue"},
                "AccessLogSetting": {
                    "DestinationArn": "arn:aws:logs:eu-central-1:123456789012:log-group:api", "Format": "$context.requestId"},
                "MethodSettings": [
                    {"ResourcePath": "/*", "HttpMethod": "*", "LoggingLevel": "INFO", "MetricsEnabled": true},
                    {"ResourcePath": "/~1orders", "HttpMethod": "GET", "ThrottlingRateLimit": 10.5}]}},
            "Plan": {"Type": "AWS::ApiGateway::UsagePlan", "Properties": {
                "ApiStages": [{"ApiId": {"Ref": "Api"}, "Stage": {"Ref": "Stage"},
                               "Throttle": {"/orders/GET": {"BurstLimit": 2, "RateLimit": 1}}}],
                "Quota": {"Limit": 1000, "Period": "DAY"}, "Throttle": {"BurstLimit": 20, "RateLimit": 10}}},
            "Key": {"Type": "AWS::ApiGateway::ApiKey", "Properties": {"Description": "A buyer"}},
            "PlanKey": {"Type": "AWS::ApiGateway::UsagePlanKey", "Properties": {
                "KeyId": {"Ref": "Key"}, "KeyType": "API_KEY", "UsagePlanId": {"Ref": "Plan"}}},
            "Domain": {"Type": "AWS::ApiGateway::DomainName", "Properties": {
                "DomainName": "api.example.com", "SecurityPolicy": "TLS_1_2",
                "RegionalCertificateArn": "arn:aws:acm:eu-central-1:123456789012:certificate/1",
                "EndpointConfiguration": {"Types": ["REGIONAL"]}}},
            "Mapping": {"Type": "AWS::ApiGateway::BasePathMapping", "Properties": {
                "DomainName": {"Ref": "Domain"}, "RestApiId": {"Ref": "Api"}, "Stage": {"Ref": "Stage"}}},
            "Link": {"Type": "AWS::ApiGateway::VpcLink", "Properties": {
                "Name": "link", "TargetArns": [
                    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/n/1"]}},
            "Certificate": {"Type": "AWS::ApiGateway::ClientCertificate", "Properties": {"Description": "us"}},
            "Account": {"Type": "AWS::ApiGateway::Account", "Properties": {
                "CloudWatchRoleArn": "arn:aws:iam::123456789012:role/logs"}}
        },
        "Outputs": {"Zone": {"Value": {"Fn::GetAtt": "Domain.RegionalHostedZoneId"}}}
    }));
    let of = |name: &str, at: &str| module["resource"][name][at].clone();
    let api = of("aws_api_gateway_rest_api", "api");
    assert_eq!(api["name"], "${var.stack_name}-api");
    assert_eq!(api["api_key_source"], "HEADER");
    assert_eq!(api["endpoint_configuration"], json!({"types": ["REGIONAL"]}));
    assert!(api["policy"].as_str().unwrap().starts_with("${jsonencode("));
    let described = of("aws_api_gateway_rest_api", "described");
    assert_eq!((&described["name"], &described["put_rest_api_mode"]), (&json!("shop"), &json!("merge")));
    assert_eq!(
        of("aws_api_gateway_method", "get_orders"),
        json!({
            "rest_api_id": "${aws_api_gateway_rest_api.api.id}", "resource_id": "${aws_api_gateway_resource.orders.id}",
            "http_method": "GET", "authorization": "COGNITO_USER_POOLS",
            "authorizer_id": "${aws_api_gateway_authorizer.users.id}",
            "request_validator_id": "${aws_api_gateway_request_validator.strict.id}",
            "request_models": {"application/json": "${aws_api_gateway_model.order.name}"},
            "request_parameters": {"method.request.querystring.q": true}
        })
    );
    assert_eq!(of("aws_api_gateway_method", "options")["authorization"], "NONE");
    let own = |attribute: &str| format!("${{aws_api_gateway_method.get_orders.{attribute}}}");
    let integration = of("aws_api_gateway_integration", "get_orders");
    assert_eq!(integration["timeout_milliseconds"], 5000);
    assert_eq!(integration["http_method"], own("http_method"));
    let first = of("aws_api_gateway_integration_response", "get_orders_200");
    assert_eq!(first["rest_api_id"], own("rest_api_id"));
    assert_eq!(first["resource_id"], own("resource_id"));
    assert_eq!(first["http_method"], "${aws_api_gateway_integration.get_orders.http_method}");
    assert_eq!(first["status_code"], "${aws_api_gateway_method_response.get_orders_200.status_code}");
    assert_eq!(of("aws_api_gateway_integration_response", "get_orders_500")["status_code"], "500");
    assert_eq!(
        of("aws_api_gateway_method_response", "get_orders_200"),
        json!({
            "rest_api_id": own("rest_api_id"), "resource_id": own("resource_id"), "http_method": own("http_method"),
            "status_code": "200", "response_models": {"application/json": "Empty"}
        })
    );
    assert_eq!(of("aws_api_gateway_stage", "release")["deployment_id"], "${aws_api_gateway_deployment.release.id}");
    assert_eq!(of("aws_api_gateway_stage", "release")["xray_tracing_enabled"], true);
    assert_eq!(
        of("aws_api_gateway_method_settings", "stage"),
        json!({
            "rest_api_id": "${aws_api_gateway_stage.stage.rest_api_id}",
            "stage_name": "${aws_api_gateway_stage.stage.stage_name}",
            "method_path": "*/*", "settings": {"logging_level": "INFO", "metrics_enabled": true}
        })
    );
    assert_eq!(of("aws_api_gateway_method_settings", "stage_1orders_get")["method_path"], "~1orders/GET");
    assert_eq!(
        of("aws_api_gateway_usage_plan", "plan"),
        json!({
            "name": "${var.stack_name}-plan",
            "api_stages": [{
                "api_id": "${aws_api_gateway_rest_api.api.id}", "stage": "${aws_api_gateway_stage.stage.stage_name}",
                "throttle": [{"path": "/orders/GET", "burst_limit": 2, "rate_limit": 1}]
            }],
            "quota_settings": {"limit": 1000, "period": "DAY"},
            "throttle_settings": {"burst_limit": 20, "rate_limit": 10},
            "depends_on":
                ["aws_api_gateway_method_settings.stage", "aws_api_gateway_method_settings.stage_1orders_get"]
        })
    );
    assert_eq!(of("aws_api_gateway_api_key", "key")["enabled"], false);
    assert_eq!(module["output"]["zone"]["value"], "${aws_api_gateway_domain_name.domain.regional_zone_id}");
    check(&module);
}

#[test]
fn a_key_of_ones_own_would_be_in_the_state() {
    let found = diagnostics(json!({"Resources": {
        "Key": {"Type": "AWS::ApiGateway::ApiKey", "Properties": {"Value": "abcdefghijklmnopqrst"}}}}));
    assert!(found.iter().any(|one| one.message.contains("`Value`")), "{found:?}");
}
