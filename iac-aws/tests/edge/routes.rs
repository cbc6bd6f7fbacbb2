//! Routes: target groups, rules, security groups, the order of creation.

use crate::common::{faults, template};
use crate::service::web;
use crate::{certificate, messages, stack};
use iac_aws::prelude::*;
use serde_json::json;

fn alb() -> (Stack, VpcHandle, AlbHandle) {
    let (mut stack, vpc) = stack();
    let alb = stack.add("Alb", Alb::internet_facing(vpc.public(), certificate()));
    (stack, vpc, alb)
}

#[test]
fn everything_to_one_service() {
    let (mut stack, vpc, alb) = alb();
    let app = web(&mut stack, "App", &vpc.private());
    alb.route_to(&mut stack, &app);
    let all = template(stack);
    let expected: serde_json::Value = serde_json::from_str(include_str!("routes/everything.json")).unwrap();
    for (id, resource) in expected["Resources"].as_object().unwrap() {
        assert_eq!(all["Resources"][id], *resource, "{id}");
    }
    let forward = json!([{"Type": "forward", "TargetGroupArn": {"Ref": "AlbAppTargetGroup"}}]);
    assert_eq!(all["Resources"]["AlbListener"]["Properties"]["DefaultActions"], forward);
}

/// One error, not one for each resource that cannot be reached.
#[test]
fn a_service_of_another_stack_is_refused() {
    let (_, vpc, alb) = alb();
    let mut other = Stack::new("other");
    let app = web(&mut other, "App", &vpc.private());
    alb.route_to(&mut other, &app);
    let said = faults(other);
    let ours: Vec<_> = said.iter().filter(|line| !line.starts_with("foreign-reference")).collect();
    assert_eq!(ours.len(), 1, "{said:?}");
    assert!(ours[0].starts_with("foreign-route: the balancer and the service"), "{said:?}");
}

#[test]
fn metrics_name_the_balancer_and_the_group() {
    let (mut stack, vpc, alb) = alb();
    let app = web(&mut stack, "App", &vpc.private());
    alb.route_to(&mut stack, &app);
    let groups = app.groups.get().unwrap();
    stack.output("Label", groups.resource_label());
    stack.output("Group", groups.full_name());
    stack.output("Balancer", alb.full_name());
    let outputs = &template(stack)["Outputs"];
    let label = json!({"Fn::Sub": "${Alb.LoadBalancerFullName}/${AlbAppTargetGroup.TargetGroupFullName}"});
    assert_eq!(outputs["Label"]["Value"], label);
    assert_eq!(outputs["Group"]["Value"], json!({"Fn::GetAtt": ["AlbAppTargetGroup", "TargetGroupFullName"]}));
    assert_eq!(outputs["Balancer"]["Value"], json!({"Fn::GetAtt": ["Alb", "LoadBalancerFullName"]}));
}

#[test]
fn hosts_and_paths() {
    let (mut stack, vpc, alb) = alb();
    let api = web(&mut stack, "Api", &vpc.private());
    let site = web(&mut stack, "Site", &vpc.private());
    let route = Route::priority(10)
        .host("api.example.com")
        .path("/v1/*")
        .path("/v2/*")
        .or_priority(20)
        .method("POST")
        .header("X-Client", "*mobile*");
    let route = alb.route(&mut stack, route, &api);
    alb.route_to(&mut stack, &site);
    assert_eq!((route.rules.len(), route.alternate.is_none()), (2, true));
    let all = template(stack);
    let rule = |id: &str| all["Resources"][id]["Properties"].clone();
    let forward = json!([{"Type": "forward", "TargetGroupArn": {"Ref": "AlbApiTargetGroup"}}]);
    assert_eq!(
        rule("AlbRule10"),
        json!({
            "ListenerArn": {"Ref": "AlbListener"},
            "Priority": 10,
            "Conditions": [
                {"Field": "host-header", "HostHeaderConfig": {"Values": ["api.example.com"]}},
                {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/v1/*", "/v2/*"]}},
            ],
            "Actions": forward,
        })
    );
    assert_eq!(
        rule("AlbRule20")["Conditions"],
        json!([
            {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["POST"]}},
            {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-Client", "Values": ["*mobile*"]}},
        ])
    );
    assert_eq!(all["Resources"]["Api"]["DependsOn"], "AlbRule10");
    assert_eq!(all["Resources"]["Site"]["DependsOn"], "AlbListener");
}

#[test]
fn how_tasks_are_treated() {
    let (mut stack, vpc, alb) = alb();
    let app = web(&mut stack, "App", &vpc.private());
    let route = Route::everything()
        .health_interval(seconds(20))
        .health_timeout(seconds(5))
        .health_thresholds(3, 4)
        .health_status("200-299")
        .deregistration_delay(seconds(300))
        .slow_start(seconds(60))
        .stickiness(hours(1));
    alb.route(&mut stack, route, &app);
    assert_eq!(
        template(stack)["Resources"]["AlbAppTargetGroup"]["Properties"],
        json!({
            "VpcId": "vpc-1",
            "TargetType": "ip",
            "Protocol": "HTTP",
            "Port": 8000,
            "HealthCheckPath": "/health",
            "HealthCheckIntervalSeconds": 20,
            "HealthCheckTimeoutSeconds": 5,
            "HealthyThresholdCount": 3,
            "UnhealthyThresholdCount": 4,
            "Matcher": {"HttpCode": "200-299"},
            "TargetGroupAttributes": [
                {"Key": "deregistration_delay.timeout_seconds", "Value": "300"},
                {"Key": "slow_start.duration_seconds", "Value": "60"},
                {"Key": "stickiness.enabled", "Value": "true"},
                {"Key": "stickiness.type", "Value": "lb_cookie"},
                {"Key": "stickiness.lb_cookie.duration_seconds", "Value": "3600"},
            ],
        })
    );
}

#[test]
fn algorithms() {
    for (algorithm, expected) in [
        (Algorithm::RoundRobin, json!([])),
        (
            Algorithm::LeastOutstandingRequests,
            json!([{"Key": "load_balancing.algorithm.type", "Value": "least_outstanding_requests"}]),
        ),
        (
            Algorithm::WeightedRandom,
            json!([
                {"Key": "load_balancing.algorithm.type", "Value": "weighted_random"},
                {"Key": "load_balancing.algorithm.anomaly_mitigation", "Value": "on"},
            ]),
        ),
    ] {
        let (mut stack, vpc, alb) = alb();
        let app = web(&mut stack, "App", &vpc.private());
        alb.route(&mut stack, Route::everything().algorithm(algorithm), &app);
        let all = template(stack);
        let attributes = &all["Resources"]["AlbAppTargetGroup"]["Properties"]["TargetGroupAttributes"];
        assert_eq!(attributes.as_array().unwrap()[1..], expected.as_array().unwrap()[..], "{algorithm:?}");
    }
}

#[test]
fn shifted_requests_have_two_groups_and_a_rule() {
    let (mut stack, vpc) = stack();
    let alb = Alb::internal(vpc.private(), AlbListener::Http).test_listener(8080, cidr!("10.0.0.0/8"));
    let alb = stack.add("Alb", alb);
    let mut app = web(&mut stack, "App", &vpc.private());
    app.traffic = Traffic::Shifted;
    alb.route_to(&mut stack, &app);
    let all = template(stack);
    let resource = |id: &str| all["Resources"][id]["Properties"].clone();
    let actions = json!([{"Type": "forward", "ForwardConfig": {"TargetGroups": [
        {"TargetGroupArn": {"Ref": "AlbAppTargetGroup"}, "Weight": 1},
        {"TargetGroupArn": {"Ref": "AlbAppAlternateTargetGroup"}, "Weight": 0},
    ]}}]);
    for (id, listener) in [("AlbDefaultRule", "AlbListener"), ("AlbTestDefaultRule", "AlbTestListener")] {
        assert_eq!(
            resource(id),
            json!({
                "ListenerArn": {"Ref": listener},
                "Priority": 50_000,
                "Conditions": [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/*"]}}],
                "Actions": actions,
            })
        );
    }
    assert_eq!(resource("AlbAppAlternateTargetGroup"), resource("AlbAppTargetGroup"));
    assert_eq!(resource("AlbListener")["DefaultActions"][0]["Type"], "fixed-response");
    assert_eq!(
        resource("App")["LoadBalancers"],
        json!([{
            "ContainerName": "web",
            "ContainerPort": 8000,
            "TargetGroupArn": {"Ref": "AlbAppTargetGroup"},
            "AdvancedConfiguration": {
                "AlternateTargetGroupArn": {"Ref": "AlbAppAlternateTargetGroup"},
                "ProductionListenerRule": {"Ref": "AlbDefaultRule"},
                "TestListenerRule": {"Ref": "AlbTestDefaultRule"},
            },
        }])
    );
    assert!(all["Resources"]["App"].get("DependsOn").is_none(), "the references say it already");
}

#[test]
fn what_is_wrong_is_said() {
    let (mut stack, vpc, alb) = alb();
    let mut service = |id| web(&mut stack, id, &vpc.private());
    let (first, second, mut path, mut shifted) =
        (service("First"), service("Second"), service("Path"), service("Shifted"));
    path.health_path = "health";
    shifted.traffic = Traffic::Shifted;
    alb.route_to(&mut stack, &first);
    alb.route_to(&mut stack, &second);
    alb.route(&mut stack, Route::priority(30).path("/p/*"), &path);
    alb.route(&mut stack, Route::priority(40).host("a.example.com").or_priority(50).host("b.example.com"), &shifted);
    let mut route = |id, route| {
        let service = web(&mut stack, id, &vpc.private());
        alb.route(&mut stack, route, &service);
    };
    route("A", Route::priority(0).path("/a"));
    route("B", Route::priority(50_000).path("/b"));
    route("C", Route::priority(1));
    route("D", Route::priority(2).path("/a").path("/b").path("/c").path("/d"));
    route(
        "E",
        Route::priority(3).path("/a").path("/b").path("/c").host("a.example.com").host("b.example.com").method("GET"),
    );
    route("F", Route::priority(4).path("api/*"));
    route("G", Route::priority(5).host("https://example.com"));
    route("H", Route::priority(6).path("/h").health_interval(seconds(10)).health_timeout(seconds(10)));
    route("I", Route::priority(7).path("/i").health_interval(seconds(4)).health_timeout(seconds(1)));
    route("J", Route::priority(8).path("/j").health_thresholds(1, 11));
    route("K", Route::priority(9).path("/k").health_status("ok"));
    route("L", Route::priority(11).path("/l").deregistration_delay(seconds(3_601)).stickiness(days(8)));
    route("M", Route::priority(12).path("/m").slow_start(seconds(29)).algorithm(Algorithm::WeightedRandom));
    let said = messages(stack);
    assert_eq!(
        said,
        [
            "second-default-route: everything on this balancer already goes to another service",
            "bad-health-path: the health check asks for `health`",
            "one-rule-for-shifted-traffic: deployments of this service shift requests, and the route has 2 rules",
            "bad-route-priority: the route has priority 0",
            "bad-route-priority: the route has priority 50000",
            "route-without-condition: the route with priority 1 has no condition",
            "too-many-route-values: the route with priority 2 compares with 4 values",
            "too-many-route-values: the route with priority 3 compares with 6 values",
            "bad-route-path: the path pattern is `api/*`",
            "bad-route-host: the host is `https://example.com`",
            "health-timeout-not-below-interval: the health check may take 10 seconds and is repeated after 10",
            "bad-target-group-duration: the health check interval is 4 seconds",
            "bad-target-group-duration: the health check timeout is 1 seconds",
            "bad-health-threshold: a health threshold is 1",
            "bad-health-threshold: a health threshold is 11",
            "bad-health-status: the status of a task that is well is `ok`",
            "bad-target-group-duration: the deregistration delay is 3601 seconds",
            "bad-target-group-duration: the stickiness is 691200 seconds",
            "bad-target-group-duration: the slow start is 29 seconds",
            "slow-start-needs-round-robin: slow start with the algorithm WeightedRandom",
        ]
    );
}

/// A balancer refuses a rule whose groups are sticky and which is not, and one that is sticky sends clients to a group
/// that a deployment has emptied.
#[test]
fn shifted_requests_are_not_sticky() {
    let said = |traffic| {
        let (mut stack, vpc, alb) = alb();
        let mut app = web(&mut stack, "App", &vpc.private());
        app.traffic = traffic;
        alb.route(&mut stack, Route::priority(30).path("/bg/*").stickiness(hours(1)), &app);
        faults(stack)
    };
    assert_eq!(
        said(Traffic::Shifted),
        ["sticky-shift: deployments of this service shift requests, and the route keeps clients at their task \
          (use a rolling deployment, or keep the session elsewhere)"]
    );
    assert_eq!(said(Traffic::OneGroup), [""; 0]);
}

#[test]
fn conditions_that_a_balancer_refuses() {
    let said = |condition: fn(Route) -> Route| {
        let (mut stack, vpc, alb) = alb();
        let app = web(&mut stack, "App", &vpc.private());
        alb.route(&mut stack, condition(Route::priority(10)), &app);
        messages(stack)
    };
    for method in ["post", "", "GET POST"] {
        let (mut stack, vpc, alb) = alb();
        let app = web(&mut stack, "App", &vpc.private());
        alb.route(&mut stack, Route::priority(10).method(method), &app);
        assert_eq!(messages(stack), [format!("bad-route-method: the method is `{method}`")]);
    }
    assert_eq!(said(|route| route.method("M-SEARCH").method("X_CUSTOM")), [""; 0]);

    assert_eq!(said(|route| route.header("Host", "a.example.com")), ["bad-route-header: the header is `Host`"]);
    assert_eq!(said(|route| route.header("X-*", "a")), ["bad-route-header: the header is `X-*`"]);
    assert_eq!(said(|route| route.header("", "a")), ["bad-route-header: the header is ``"]);
    assert_eq!(said(|route| route.header("X-Forwarded-Host", "a")), [""; 0]);

    assert_eq!(said(|route| route.host("")), ["bad-route-host: the host is ``"]);
    assert_eq!(said(|route| route.host("localhost")), ["bad-route-host: the host is `localhost`"]);
    assert_eq!(said(|route| route.host("*.example.com").host("Example.com")), [""; 0]);

    assert_eq!(
        said(|route| route.path("/*/*/*/*/*/*/*/*")),
        ["too-many-route-wildcards: the route with priority 10 has 8 wildcards"]
    );
    let spread = |route: Route| route.host("*.example.com").path("/?/*").path("/a/*").header("X-Client", "*a*");
    assert_eq!(said(spread), [""; 0], "six in all");
    assert_eq!(
        said(|route| route.host("*.example.com").path("/?/*").path("/a/*").header("X-Client", "*a*?")),
        ["too-many-route-wildcards: the route with priority 10 has 7 wildcards"]
    );
}

#[test]
fn a_priority_is_used_once() {
    let (mut stack, vpc, alb) = alb();
    for id in ["First", "Second"] {
        let service = web(&mut stack, id, &vpc.private());
        alb.route(&mut stack, Route::priority(10).path("/*"), &service);
    }
    let faults = faults(stack);
    assert!(faults.len() == 1 && faults[0].contains("`AlbRule10` is already taken"), "{faults:?}");
}

#[test]
fn conditions_need_a_priority() {
    let (mut stack, vpc, alb) = alb();
    let app = web(&mut stack, "App", &vpc.private());
    alb.route(&mut stack, Route::everything().host("example.com"), &app);
    let faults = faults(stack);
    assert!(faults.len() == 1 && faults[0].starts_with("condition-without-priority"), "{faults:?}");
}
