//! What calls a function or a queue, as an ARN.

use super::arn::{arn, tokens};
use super::pattern::{Token, of_arn, of_text};
use iac_core::check::{Eval, Res, World};

/// The ARN that a sender shows. An API shows the request: `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/GET/orders`.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html>
pub(crate) fn source<'g>(world: &World<'g>, from: Res<'_, 'g>) -> Vec<Token> {
    let api = |property: &str| [of_arn("arn:*:execute-api:*:*:"), tokens(world, &from.get(property))].concat();
    let any = || [of_text("/"), vec![Token::Any]].concat();
    match from.kind() {
        "AWS::ApiGateway::Method" => {
            let method = match from.get("HttpMethod").text().as_deref() {
                None | Some("ANY") => vec![Token::Any],
                Some(method) => of_text(method),
            };
            let stage = vec![Token::Char('/'), Token::Word, Token::Char('/')];
            [api("RestApiId"), stage, method, path(world, &from.get("ResourceId"), 0)].concat()
        }
        "AWS::ApiGateway::Authorizer" => [api("RestApiId"), any()].concat(),
        "AWS::ApiGatewayV2::Integration" | "AWS::ApiGatewayV2::Authorizer" => [api("ApiId"), any()].concat(),
        _ => arn(world, from),
    }
}

/// The path of a resource of a REST API; what stands for a part of it may be anything.
fn path<'g>(world: &World<'g>, resource: &Eval<'g>, depth: u8) -> Vec<Token> {
    let Some(target) = world.target(resource).filter(|_| depth < 20) else { return vec![Token::Any] };
    if target.kind() != "AWS::ApiGateway::Resource" {
        return of_text("/");
    }
    let part = match target.get("PathPart") {
        Eval::Text(part) if part.contains("+}") => vec![Token::Any],
        Eval::Text(part) if !part.contains('{') => of_text(&part),
        _ => vec![Token::Word],
    };
    let mut before = path(world, &target.get("ParentId"), depth + 1);
    if before != of_text("/") {
        before.push(Token::Char('/'));
    }
    [before, part].concat()
}

#[cfg(test)]
mod tests {
    use crate::permissions::refused_delivery::REFUSED_DELIVERY as RULE;
    use crate::testing::{finds, silent};

    const API: &str = r#"
Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: a}}
  Other: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: b, ProtocolType: HTTP}}
  Orders: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders}}
  One: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: !Ref Api, ParentId: !Ref Orders, PathPart: "{id}"}}
  Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, ResourceId: !Ref One, HttpMethod: GET, Integration: {Type: AWS_PROXY,
    Uri: !Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Code.Arn}/invocations"}}}
  Code: {Type: AWS::Lambda::Function, Properties: {Role: r}}
  May: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Code, Action: "lambda:InvokeFunction", Principal: apigateway.amazonaws.com,
    SourceArn: !Sub "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:SOURCE"}}
"#;

    fn with(source: &str) -> String {
        API.replace("SOURCE", source)
    }

    #[test]
    fn the_request_is_let_in() {
        for source in ["${Api}/*", "${Api}/*/GET/orders/*", "${Api}/*/*/orders/{id}", "${Api}/live/GET/*", "*"] {
            silent(RULE, &with(source));
        }
        silent(RULE, &API.replace(", HttpMethod: GET", ", HttpMethod: ANY").replace("SOURCE", "${Api}/*/*/orders/*"));
    }

    #[test]
    fn another_request_is_let_in() {
        for source in ["${Other}/*", "${Api}/*/POST/orders/*", "${Api}/*/GET/", "${Api}/*/GET/customers/*"] {
            finds(RULE, &with(source), "Get", "no permission of the function lets apigateway.amazonaws.com");
        }
    }

    #[test]
    fn an_alias_has_its_own_permission() {
        let alias = "  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Code, Name: live, FunctionVersion: '1'}}\n  \
             Calls: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Other, IntegrationUri: !Ref Live}}\n";
        let template = with("${Other}/*") + alias;
        finds(RULE, &template, "Calls", "no permission of the alias lets");
        let own = template.replace("FunctionName: !Ref Code, Action", "FunctionName: !Ref Live, Action");
        assert!(!crate::testing::report(RULE, &own).findings.iter().any(|one| one.path.ends_with("/Calls")));
        let by_name = template.replace("FunctionName: !Ref Code, Action", "FunctionName: !Sub '${Code}:live', Action");
        assert!(!crate::testing::report(RULE, &by_name).findings.iter().any(|one| one.path.ends_with("/Calls")));
    }
}
