use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A route of an HTTP API has a key that is none, or leads to no integration.
    ///
    /// A key is `$default`, or a method and a path: `GET /orders/{id}`. The target is `integrations/` and the id of an
    /// integration of the same API.
    ///
    /// Facts: <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html>.
    pub(crate) ROUTE_KEY: "route-key", Error, check
}

const METHODS: [&str; 8] = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for route in world.all("AWS::ApiGatewayV2::Route") {
        target(world, findings, route);
        let Some(api) = world.target_of(&route.get("ApiId"), "AWS::ApiGatewayV2::Api") else { continue };
        let key = route.get("RouteKey");
        let Some(key) = key.text().filter(|_| api.get("ProtocolType").text().is_some_and(|kind| kind == "HTTP")) else {
            continue;
        };
        let is_key = key
            .split_once(' ')
            .is_some_and(|(method, path)| METHODS.contains(&method) && path.starts_with('/') && !path.contains(' '));
        if key != "$default" && !is_key {
            let message = format!("the key `{key}` of {} is no route of an HTTP API", route.path());
            findings.at(route, "RouteKey", message, "write a method and a path, such as `GET /orders`, or `$default`");
        }
    }
}

fn target<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, route: Res<'_, 'g>) {
    let value = route.get("Target");
    let Eval::Joined(parts) = &value else { return };
    let [Eval::Text(before), id] = &parts[..] else { return };
    let Some(target) = world.target(id) else { return };
    if before != "integrations/" {
        let message = format!("{} leads to `{before}…`, which is no integration", route.path());
        let help = format!("write `integrations/${{{}}}`", target.id());
        return findings.between(route, "Target", message, help, &[(target, "the target")]);
    }
    let api = (world.target(&route.get("ApiId")), world.target(&target.get("ApiId")));
    let message = if target.kind() != "AWS::ApiGatewayV2::Integration" {
        format!("{} leads to {}, which is no integration", route.path(), target.path())
    } else if let (Some(own), Some(other)) = api
        && own.key() != other.key()
    {
        format!("{} leads to {}, which is an integration of {}", route.path(), target.path(), other.path())
    } else {
        return;
    };
    let help = "name an integration of the route's own API: `integrations/${Integration}`";
    findings.between(route, "Target", message, help, &[(target, "the target")]);
}

#[cfg(test)]
mod tests {
    use super::ROUTE_KEY;
    use crate::testing::{finds, silent};

    fn route(protocol: &str, key: &str) -> String {
        format!(
            "Resources:\n  A: {{Type: AWS::ApiGatewayV2::Api, Properties: {{ProtocolType: {protocol}}}}}\n  \
             R: {{Type: AWS::ApiGatewayV2::Route, Properties: {{ApiId: !Ref A, RouteKey: '{key}'}}}}"
        )
    }

    #[test]
    fn keys_that_are_none() {
        for key in ["POST orders", "/orders", "FETCH /orders", "GET", "get /orders"] {
            finds(ROUTE_KEY, &route("HTTP", key), "R", "is no route of an HTTP API");
        }
    }

    #[test]
    fn targets_that_are_none() {
        let with = |target: &str| {
            format!(
                "{}\n  I: {{Type: AWS::ApiGatewayV2::Integration, Properties: {{ApiId: !Ref A}}}}\n  \
                 B: {{Type: AWS::ApiGatewayV2::Api}}\n  \
                 J: {{Type: AWS::ApiGatewayV2::Integration, Properties: {{ApiId: !Ref B}}}}",
                route("HTTP", "$default")
                    .replace("RouteKey", &format!("Target: !Sub 'integrations/${{{target}}}', RouteKey"))
            )
        };
        finds(ROUTE_KEY, &with("A"), "R", "which is no integration");
        finds(ROUTE_KEY, &with("J"), "R", "an integration of template/B");
        silent(ROUTE_KEY, &with("I"));
        finds(ROUTE_KEY, &with("I").replace("integrations/", "integration/"), "R", "leads to `integration/…`");
    }

    #[test]
    fn keys() {
        for key in ["$default", "GET /orders/{id}", "ANY /{proxy+}"] {
            silent(ROUTE_KEY, &route("HTTP", key));
        }
        silent(ROUTE_KEY, &route("WEBSOCKET", "sendMessage"));
    }
}
