use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A method of an API cannot call its function, asks for an authorizer that it does not name, or is of another API.
    ///
    /// API Gateway calls a function with `POST`, whatever the method of the request is. The authorization types `CUSTOM` and
    /// `COGNITO_USER_POOLS` take an authorizer of the same API; an HTTP API's `JWT` and `CUSTOM` do, too. An HTTP API's
    /// integration of a function says in which version of the payload (`PayloadFormatVersion`). Resources, methods,
    /// deployments and stages that belong together are of one API.
    ///
    /// <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html>,
    /// <https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html>
    pub(crate) API_METHOD: "api-method", Error, check
}

const REST: [&str; 2] = ["CUSTOM", "COGNITO_USER_POOLS"];
const HTTP: [&str; 2] = ["CUSTOM", "JWT"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for method in world.all("AWS::ApiGateway::Method") {
        calls(findings, method);
        authorizes(world, findings, method, &REST, "RestApiId");
    }
    of_one_api(world, findings);
    for integration in world.all("AWS::ApiGatewayV2::Integration") {
        payload(world, findings, integration);
    }
    for route in world.all("AWS::ApiGatewayV2::Route") {
        authorizes(world, findings, route, &HTTP, "ApiId");
    }
}

/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html>
fn payload<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, integration: Res<'_, 'g>) {
    let api = world.target_of(&integration.get("ApiId"), "AWS::ApiGatewayV2::Api");
    let is_http = api.is_some_and(|api| api.get("ProtocolType").text().is_some_and(|kind| kind == "HTTP"));
    let is_function = integration.get("IntegrationType").text().is_some_and(|kind| kind == "AWS_PROXY")
        && integration.get("IntegrationSubtype").is_absent();
    if is_http && is_function && integration.get("PayloadFormatVersion") == Eval::Absent {
        let message = format!("{} does not say in which version its function is given requests", integration.path());
        findings.at(integration, "", message, "set `PayloadFormatVersion: '2.0'`");
    }
}

/// A type, what it names, and the property with the API of both.
const PARTS: &[(&str, &str)] = &[
    ("AWS::ApiGateway::Stage", "DeploymentId"),
    ("AWS::ApiGateway::Resource", "ParentId"),
    ("AWS::ApiGateway::Method", "ResourceId"),
];

fn of_one_api<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (kind, property) in PARTS {
        for part in world.all(kind) {
            let Some(named) = world.target(&part.get(property)) else { continue };
            let other = if named.kind() == "AWS::ApiGateway::RestApi" {
                Some(named)
            } else {
                world.target(&named.get("RestApiId"))
            };
            if let (Some(own), Some(other)) = (world.target(&part.get("RestApiId")), other)
                && own != other
            {
                let message =
                    format!("{} is of {}, and its `{property}` is of {}", part.path(), own.path(), other.path());
                findings.between(
                    part,
                    property,
                    message,
                    "name one of its own API",
                    &[(named, "this is of the other API")],
                );
            }
        }
    }
}

fn calls<'g>(findings: &mut Findings<'_, 'g>, method: Res<'_, 'g>) {
    let integration = method.get("Integration");
    let is_function = integration.at("Uri").shown().contains(":lambda:path/");
    let by = integration.at("IntegrationHttpMethod");
    if !is_function || by.text().is_some_and(|by| by == "POST") || by.is_unknown() {
        return;
    }
    let given = if by.is_absent() { "no method".to_owned() } else { format!("`{}`", by.shown()) };
    let message = format!("{} calls a function with {given}, which takes `POST` alone", method.path());
    findings.at(method, "Integration", message, "set `IntegrationHttpMethod: POST`");
}

fn authorizes<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, of: Res<'_, 'g>, kinds: &[&str], api: &str) {
    let kind = of.get("AuthorizationType");
    let Some(kind) = kind.text().filter(|kind| kinds.contains(&&**kind)) else { return };
    let authorizer = of.get("AuthorizerId");
    if authorizer == Eval::Absent {
        let message = format!("{} has the authorization type `{kind}`, and no authorizer", of.path());
        return findings.at(of, "AuthorizationType", message, "set `AuthorizerId`");
    }
    let Some(authorizer) = world.target(&authorizer) else { return };
    if let (Some(own), Some(other)) = (world.target(&of.get(api)), world.target(&authorizer.get(api)))
        && own != other
    {
        let message = format!("{} asks {}, which is an authorizer of {}", of.path(), authorizer.path(), other.path());
        let help = "name an authorizer of its own API";
        findings.between(of, "AuthorizerId", message, help, &[(authorizer, "the authorizer")]);
    }
}

#[cfg(test)]
mod tests {
    use super::API_METHOD;
    use crate::testing::{finds, silent};

    fn method(properties: &str) -> String {
        format!(
            "Resources:\n  A: {{Type: AWS::ApiGateway::RestApi, Properties: {{Name: a}}}}\n  B: {{Type: AWS::ApiGateway::RestApi, \
             Properties: {{Name: b}}}}\n  Z: {{Type: AWS::ApiGateway::Authorizer, Properties: {{RestApiId: !Ref A, Name: z, Type: TOKEN}}}}\n  \
             M: {{Type: AWS::ApiGateway::Method, Properties: {{RestApiId: !Ref A, HttpMethod: GET, {properties}}}}}\n"
        )
    }

    const URI: &str = "Uri: !Sub 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:1:function:f/invocations'";

    #[test]
    fn calls() {
        let by = |by: &str| method(&format!("Integration: {{Type: AWS_PROXY, {by}{URI}}}"));
        finds(API_METHOD, &by("IntegrationHttpMethod: GET, "), "M", "with `GET`, which takes `POST` alone");
        finds(API_METHOD, &by(""), "M", "with no method");
        silent(API_METHOD, &by("IntegrationHttpMethod: POST, "));
        silent(
            API_METHOD,
            &method("Integration: {Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: 'https://example.com'}"),
        );
        silent(API_METHOD, &method("Integration: {Type: MOCK}"));
    }

    #[test]
    fn one_api() {
        let of = |resource: &str| method(&format!("ResourceId: {resource}"));
        finds(API_METHOD, &of("!GetAtt B.RootResourceId"), "M", "and its `ResourceId` is of template/B");
        silent(API_METHOD, &of("!GetAtt A.RootResourceId"));
    }

    #[test]
    fn payloads() {
        let of = |more: &str| {
            format!(
                "Resources:\n  A: {{Type: AWS::ApiGatewayV2::Api, Properties: {{ProtocolType: HTTP}}}}\n  I: {{Type: AWS::ApiGatewayV2::Integration, Properties: {{ApiId: !Ref A, IntegrationType: AWS_PROXY{more}}}}}\n"
            )
        };
        finds(API_METHOD, &of(""), "I", "does not say in which version");
        silent(API_METHOD, &of(", PayloadFormatVersion: '2.0'"));
        silent(API_METHOD, &of(", IntegrationSubtype: SQS-SendMessage").replace("HTTP", "WEBSOCKET"));
    }

    #[test]
    fn authorizers() {
        finds(API_METHOD, &method("AuthorizationType: CUSTOM"), "M", "and no authorizer");
        let other = method("AuthorizationType: CUSTOM, AuthorizerId: !Ref Z")
            .replace("RestApiId: !Ref A, Name", "RestApiId: !Ref B, Name");
        finds(API_METHOD, &other, "M", "which is an authorizer of template/B");
        silent(API_METHOD, &method("AuthorizationType: CUSTOM, AuthorizerId: !Ref Z"));
        silent(API_METHOD, &method("AuthorizationType: AWS_IAM"));
    }
}
