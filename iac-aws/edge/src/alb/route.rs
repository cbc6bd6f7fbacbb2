//! Which requests go to a service.

use super::target_group::TargetGroupSettings;
use iac_aws_cfn::elastic_load_balancing_v2::listener_rule::{
    HostHeaderConfig, HttpHeaderConfig, HttpRequestMethodConfig, PathPatternConfig, RuleCondition,
};
use iac_core::prelude::*;
use iac_core::{IntoVal, Value};

/// Of one rule. The page about conditions says 5; the quota, which cannot be raised, is 6.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html>
const MOST_WILDCARDS: usize = 6;

/// Which requests go to a service, and how its target group treats the service's tasks.
///
/// ```
/// use iac_aws::prelude::*;
/// let everything = Route::everything().stickiness(hours(1));
/// let api = Route::priority(10).host("api.example.com").path("/v1/*").or_priority(20).host("old.example.com");
/// # let _ = (everything, api);
/// ```
#[derive(Clone, Debug)]
pub struct Route {
    pub(super) everything: bool,
    pub(super) rules: Vec<Match>,
    pub(super) group: TargetGroupSettings,
    misplaced: bool,
}

/// One rule of a listener: all of its conditions must hold.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub(super) priority: u16,
    hosts: Vec<Value>,
    paths: Vec<Value>,
    methods: Vec<Value>,
    headers: Vec<(Val<Str>, Vec<Value>)>,
}

impl Match {
    fn new(priority: u16) -> Self {
        Match { priority, hosts: Vec::new(), paths: Vec::new(), methods: Vec::new(), headers: Vec::new() }
    }
}

impl Route {
    /// Everything that no rule sends elsewhere.
    pub fn everything() -> Self {
        Route { everything: true, rules: Vec::new(), group: TargetGroupSettings::default(), misplaced: false }
    }

    /// Requests that meet the conditions which follow. Rules are tried in the order of their priorities, 1 to 49,999,
    /// each used once on a balancer; the first whose conditions hold decides. Leave gaps for later.
    pub fn priority(priority: u16) -> Self {
        Route { everything: false, rules: vec![Match::new(priority)], ..Route::everything() }
    }

    /// Another rule for the same service, with conditions of its own, which follow.
    pub fn or_priority(mut self, priority: u16) -> Self {
        self.rules.push(Match::new(priority));
        self
    }

    /// The request's host is this one, or another that was given; `*` and `?` are wildcards. A name has a dot.
    pub fn host(self, host: impl IntoVal<Str>) -> Self {
        let host = host.into_value();
        self.condition(|rule| rule.hosts.push(host))
    }

    /// The request's path is this one, or another that was given, such as `/v1/*`. Upper and lower case differ.
    pub fn path(self, path: impl IntoVal<Str>) -> Self {
        let path = path.into_value();
        self.condition(|rule| rule.paths.push(path))
    }

    /// The request's method is this one, or another that was given, such as `POST`: in upper case.
    pub fn method(self, method: impl IntoVal<Str>) -> Self {
        let method = method.into_value();
        self.condition(|rule| rule.methods.push(method))
    }

    /// The request has a header with this value, in which `*` and `?` are wildcards. Not for `Host`: see [`Route::host`].
    pub fn header(self, name: impl IntoVal<Str>, value: impl IntoVal<Str>) -> Self {
        let (name, value) = (Val::of(name.into_value()), value.into_value());
        self.condition(|rule| match rule.headers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => rule.headers.push((name, vec![value])),
        })
    }

    fn condition(mut self, add: impl FnOnce(&mut Match)) -> Self {
        match self.rules.last_mut() {
            Some(rule) => add(rule),
            None => self.misplaced = true,
        }
        self
    }

    pub(super) fn check(&self, stack: &mut Stack) {
        if self.misplaced {
            let help = "begin with `Route::priority(10)`; `Route::everything()` has no conditions";
            stack.error("condition-without-priority", "a route for everything was given conditions", help);
        }
        self.rules.iter().for_each(|rule| rule.check(stack));
        self.group.check(stack);
    }
}

impl Match {
    /// The limits on comparisons in one condition and in one rule, and what each condition takes.
    /// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html>
    fn check(&self, stack: &mut Stack) {
        let Match { priority, .. } = self;
        if !(1..50_000).contains(priority) {
            let message = format!("the route has priority {priority}");
            stack.error("bad-route-priority", message, "a priority is 1 to 49999; 50000 is the route for everything");
        }
        let counts: Vec<usize> = [self.hosts.len(), self.paths.len(), self.methods.len()]
            .into_iter()
            .chain(self.headers.iter().map(|(_, values)| values.len()))
            .collect();
        let all: usize = counts.iter().sum();
        if all == 0 {
            let message = format!("the route with priority {priority} has no condition");
            stack.error(
                "route-without-condition",
                message,
                "add `.host(…)` or `.path(…)`, or use `Route::everything()`",
            );
        }
        if all > 5 || counts.iter().any(|count| *count > 3) {
            let message = format!("the route with priority {priority} compares with {all} values");
            let help = "a condition takes 3 values and a rule 5: go on with `.or_priority(…)`, or use a wildcard";
            stack.error("too-many-route-values", message, help);
        }
        for path in self.paths.iter().filter_map(Value::as_str).filter(|path| !path.starts_with(['/', '*'])) {
            let message = format!("the path pattern is `{path}`");
            stack.error("bad-route-path", message, "a path begins with `/`, such as `/v1/*`");
        }
        for host in self.hosts.iter().filter_map(Value::as_str).filter(|host| !is_host(host)) {
            let message = format!("the host is `{host}`");
            stack.error("bad-route-host", message, "write the name alone, such as `api.example.com`");
        }
        for method in self.methods.iter().filter_map(Value::as_str).filter(|method| !is_method(method)) {
            let message = format!("the method is `{method}`");
            stack.error("bad-route-method", message, "a method is 1 to 40 of A to Z, `-` and `_`, such as `POST`");
        }
        for name in self.headers.iter().filter_map(|(name, _)| name.value().as_str()).filter(|name| !is_header(name)) {
            let help = match name.eq_ignore_ascii_case("host") {
                true => "use `.host(…)`: a balancer takes no condition of this sort about the host",
                false => "give the name of one header, at most 40 characters and none of them a wildcard",
            };
            stack.error("bad-route-header", format!("the header is `{name}`"), help);
        }
        let wildcards = self.wildcards();
        if wildcards > MOST_WILDCARDS {
            let message = format!("the route with priority {priority} has {wildcards} wildcards");
            let help = "a rule takes 6, `*` and `?` together: go on with `.or_priority(…)`, or shorten the patterns";
            stack.error("too-many-route-wildcards", message, help);
        }
    }

    /// How many wildcards the values hold that are known.
    fn wildcards(&self) -> usize {
        let headers = self.headers.iter().flat_map(|(_, values)| values);
        let patterns = self.hosts.iter().chain(&self.paths).chain(headers);
        patterns.filter_map(Value::as_str).map(|pattern| pattern.matches(['*', '?']).count()).sum()
    }

    pub(super) fn conditions(self) -> Vec<RuleCondition> {
        let list = |values: Vec<Value>| Val::<List<Str>>::of(Value::List(values));
        let mut conditions = Vec::new();
        let field = |name: &'static str| RuleCondition::new().field(name);
        if !self.hosts.is_empty() {
            let config = HostHeaderConfig::new().values(list(self.hosts));
            conditions.push(field("host-header").host_header_config(config));
        }
        if !self.paths.is_empty() {
            let config = PathPatternConfig::new().values(list(self.paths));
            conditions.push(field("path-pattern").path_pattern_config(config));
        }
        if !self.methods.is_empty() {
            let config = HttpRequestMethodConfig::new().values(list(self.methods));
            conditions.push(field("http-request-method").http_request_method_config(config));
        }
        for (name, values) in self.headers {
            let config = HttpHeaderConfig::new().http_header_name(name).values(list(values));
            conditions.push(field("http-header").http_header_config(config));
        }
        conditions
    }

    /// Every path: what a rule for everything compares with.
    pub(super) fn everything() -> Self {
        Match { paths: vec![Value::Str("/*".into())], ..Match::new(50_000) }
    }
}

/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HostHeaderConditionConfig.html>
fn is_host(host: &str) -> bool {
    host.len() <= 128 && host.contains('.') && !host.contains(['/', ':'])
}

/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HttpRequestMethodConditionConfig.html>
fn is_method(method: &str) -> bool {
    (1..=40).contains(&method.len()) && method.bytes().all(|b| b.is_ascii_uppercase() || b"-_".contains(&b))
}

/// A token of RFC 7230 without wildcards, and not the host, which has a condition of its own.
/// Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HttpHeaderConditionConfig.html>
fn is_header(name: &str) -> bool {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'+-.^_`|~".contains(&b);
    (1..=40).contains(&name.len()) && name.bytes().all(token) && !name.eq_ignore_ascii_case("host")
}
