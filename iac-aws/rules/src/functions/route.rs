use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A route of an HTTP API has a key that is none.
    ///
    /// A key is `$default`, or a method and a path: `GET /orders/{id}`.
    ///
    /// Facts: <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html>.
    pub(crate) ROUTE_KEY: "route-key", Error, check
}

const METHODS: [&str; 8] = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for route in world.all("AWS::ApiGatewayV2::Route") {
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
    fn keys() {
        for key in ["$default", "GET /orders/{id}", "ANY /{proxy+}"] {
            silent(ROUTE_KEY, &route("HTTP", key));
        }
        silent(ROUTE_KEY, &route("WEBSOCKET", "sendMessage"));
    }
}
