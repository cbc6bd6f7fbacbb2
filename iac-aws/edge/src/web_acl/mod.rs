//! Web access control lists: what a request must not be.

mod logging;
mod managed;
mod rule;

pub use managed::ManagedRules;

use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_cfn::elastic_load_balancing_v2::LoadBalancerRef;
use iac_aws_cfn::kind::Wafv2WebAcl;
use iac_aws_cfn::wafv2;
use iac_aws_cfn::wafv2::web_acl::{AllowAction, DefaultAction, Scope, VisibilityConfig};
use iac_core::prelude::*;
use iac_core::{Expr, IntoCidr, Text, Value};
use logging::Logs;
use std::fmt;
use std::sync::Arc;

/// A web access control list (`AWS::WAFv2::WebACL`): 5 USD a month, 1 for each rule and 0.60 for a million requests.
///
/// By default it blocks what AWS's managed groups know as attacks ([`ManagedRules::common`],
/// [`ManagedRules::known_bad_inputs`]) and addresses with a bad reputation ([`ManagedRules::amazon_ip_reputation`]), and
/// allows the rest. The common rules block bodies over 8 KB on a balancer, and both groups text that quotes attacks: an
/// application that takes uploads or such text counts those rules instead ([`ManagedRules::count_bodies`]).
/// Source: <https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html>
///
/// ```
/// use iac_aws::edge::ManagedRules;
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let web_acl = stack.add(
///     "WebAcl",
///     WebAcl::regional()
///         .managed(ManagedRules::common().count_bodies())
///         .managed(ManagedRules::sql_database())
///         .rate_limit(2_000),
/// );
/// # let _ = web_acl;
/// ```
#[derive(Clone, Debug)]
pub struct WebAcl {
    scope: Scope,
    client: Client,
    networks: Vec<(Text, Val<Cidr4>)>,
    rate_limit: Option<u32>,
    managed: Vec<ManagedRules>,
    logs: Option<Arc<dyn Logs>>,
}

/// Where the address of the client is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Client {
    Connection,
    ForwardedFor,
}

impl WebAcl {
    /// A list for balancers of its region, which clients reach directly.
    pub fn regional() -> Self {
        let managed =
            vec![ManagedRules::amazon_ip_reputation(), ManagedRules::known_bad_inputs(), ManagedRules::common()];
        WebAcl {
            scope: Scope::Regional,
            client: Client::Connection,
            networks: Vec::new(),
            rate_limit: None,
            managed,
            logs: None,
        }
    }

    /// A list for balancers that only CloudFront reaches. The client's address is the one that CloudFront adds to
    /// `X-Forwarded-For`; the reputation of addresses, which looks at the connection alone, is left out.
    pub fn behind_cloudfront() -> Self {
        let managed = vec![ManagedRules::known_bad_inputs(), ManagedRules::common()];
        WebAcl { client: Client::ForwardedFor, managed, ..WebAcl::regional() }
    }

    /// A list for CloudFront distributions. Its stack is in `us-east-1`; nowhere else does AWS take one.
    pub fn cloudfront() -> Self {
        WebAcl { scope: Scope::Cloudfront, ..WebAcl::regional() }
    }

    /// Blocks every client but those of the networks that are admitted. `0.0.0.0/0`, also as the value of a parameter,
    /// admits everybody. The id names the network among those of this list.
    pub fn admit(mut self, id: impl Into<Text>, network: impl IntoCidr) -> Self {
        self.networks.push((id.into(), Val::of(network.into_value())));
        self
    }

    /// Blocks an address that sent more than this many requests in five minutes, until it sends fewer: 10 to
    /// 2,000,000,000. Users behind one address of an office or a mobile network count together. Behind CloudFront a
    /// client can dodge it, because the first address of the header counts.
    pub fn rate_limit(mut self, requests: u32) -> Self {
        self.rate_limit = Some(requests);
        self
    }

    /// Adds a group of managed rules, or takes the place of the one with the same name.
    pub fn managed(mut self, rules: ManagedRules) -> Self {
        match self.managed.iter_mut().find(|known| known.name == rules.name) {
            Some(known) => *known = rules,
            None => self.managed.push(rules),
        }
        self
    }

    /// Leaves out a group that is there by default.
    pub fn without(mut self, rules: ManagedRules) -> Self {
        self.managed.retain(|known| known.name != rules.name);
        self
    }

    /// Logs every request, without the headers `Authorization` and `Cookie`, into this log group, which is added here:
    /// a `LogGroup`, or a construct of your own that makes one. AWS demands a name that begins with `aws-waf-logs-`; it
    /// gets the stack's name behind that, and a name of your own is not used. Costs what CloudWatch Logs takes in, about
    /// 0.50 USD a gigabyte.
    pub fn logs<L>(mut self, logs: L) -> Self
    where
        L: Construct<Handle = LogGroupHandle> + Clone + fmt::Debug + Send + Sync + 'static,
    {
        self.logs = Some(Arc::new(logs));
        self
    }

    fn check(&self, stack: &mut Stack) {
        if let Some(limit) = self.rate_limit.filter(|limit| !(10..=2_000_000_000).contains(limit)) {
            let message = format!("the rate limit is {limit} requests in five minutes");
            stack.error("bad-rate-limit", message, "a limit is 10 to 2000000000 requests");
        }
        self.managed.iter().for_each(|rules| rules.check(stack));
        let capacity: u32 = self.managed.iter().map(|rules| rules.capacity).sum();
        if capacity > 1_500 {
            let message = format!("the managed groups take {capacity} capacity units");
            let help =
                "above 1500 units every request costs more (0.20 USD a million for 500 units); 5000 are the most";
            stack.warn("web-acl-capacity", message, help);
        }
    }

    /// The networks as an address set, which takes no `/0`: everywhere is two halves.
    fn ip_set(&self, stack: &mut Stack) -> Option<wafv2::IpSetRef> {
        let halves = ["0.0.0.0/1", "128.0.0.0/1"];
        let mut addresses: Vec<Val<Str>> = Vec::new();
        for (id, network) in &self.networks {
            let network: Val<Str> = network.clone().untyped();
            match network.value() {
                Value::Str(text) if text == "0.0.0.0/0" => addresses.extend(halves.map(Val::imported)),
                Value::Expr(expr) if matches!(**expr, Expr::Parameter(_)) => {
                    let everywhere = Condition::equals(&network, "0.0.0.0/0");
                    let everywhere = stack.add(format!("{id}IsEverywhere"), everywhere);
                    addresses.push(everywhere.then(halves[0], network));
                    addresses.push(everywhere.then_only(halves[1]));
                }
                _ => addresses.push(network),
            }
        }
        let scope = match self.scope {
            Scope::Cloudfront => wafv2::ip_set::Scope::Cloudfront,
            _ => wafv2::ip_set::Scope::Regional,
        };
        (!addresses.is_empty()).then(|| stack.add("Networks", wafv2::IpSet::new(addresses, "IPV4", scope)))
    }
}

/// A web access control list in a stack.
#[derive(Clone, Debug)]
pub struct WebAclHandle {
    /// The resource.
    pub web_acl: wafv2::WebAclRef,
    /// The networks that are admitted, where some were given.
    pub ip_set: Option<wafv2::IpSetRef>,
    /// Where requests are logged, if they are.
    pub logs: Option<LogGroupHandle>,
    metric_name: Val<Str>,
    scope: Scope,
}

impl WebAclHandle {
    /// The list's ARN.
    pub fn arn(&self) -> Val<Arn<Wafv2WebAcl>> {
        self.web_acl.arn()
    }

    /// The list's name in metrics: the dimension `WebACL` of `AWS/WAFV2`.
    pub fn metric_name(&self) -> Val<Str> {
        self.metric_name.clone()
    }

    /// Lets the list look at every request of the balancer that is being built.
    pub(super) fn protect(&self, stack: &mut Stack, balancer: LoadBalancerRef) {
        if matches!(self.scope, Scope::Cloudfront) {
            let help = "give the balancer a `WebAcl::regional()` or `WebAcl::behind_cloudfront()`";
            stack.error("web-acl-scope", "a list for CloudFront cannot protect a balancer", help);
        }
        stack.add("WebAclAssociation", wafv2::WebAclAssociation::new(balancer.ref_(), self.arn()));
    }

    /// The ARN for a distribution that is being built.
    pub(super) fn for_distribution(&self, stack: &mut Stack) -> Val<Arn<Wafv2WebAcl>> {
        if !matches!(self.scope, Scope::Cloudfront) {
            let help = "make it with `WebAcl::cloudfront()` in a stack in us-east-1, or protect the balancer instead";
            stack.error("web-acl-scope", "a list for balancers cannot protect a distribution", help);
        }
        self.arn()
    }
}

impl Construct for WebAcl {
    type Handle = WebAclHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> WebAclHandle {
        self.check(stack);
        let ip_set = self.ip_set(stack);
        let mut rules = Vec::new();
        if let Some(ip_set) = ip_set {
            rules.push(rule::only_from(ip_set, self.client));
        }
        rules.extend(self.rate_limit.map(|limit| rule::rate_limit(limit, self.client)));
        rules.extend(self.managed.into_iter().map(ManagedRules::into_rule));
        let rules: Vec<_> = (0..).zip(rules).map(|(priority, rule): (i64, _)| rule.priority(priority)).collect();
        // The stack's name keeps the metrics of two copies apart.
        let metric_name = join![stack_name(), "-", stack.logical_id()];
        let web_acl = wafv2::WebAcl::new(
            DefaultAction::new().allow(AllowAction::new()),
            self.scope,
            VisibilityConfig::new(true, &metric_name, true),
        );
        let web_acl = stack.add("", web_acl.rules(rules));
        let logs = self.logs.map(|logs| logging::log(stack, web_acl, &*logs));
        WebAclHandle { web_acl, ip_set, logs, metric_name, scope: self.scope }
    }
}
