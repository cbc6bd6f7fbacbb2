//! The rules that are not AWS's.

use super::Client;
use iac_aws_cfn::wafv2::IpSetRef;
use iac_aws_cfn::wafv2::web_acl::{
    AggregateKeyType, BlockAction, FallbackBehavior, ForwardedIpConfiguration, IpSetForwardedIpConfiguration,
    IpSetForwardedIpConfigurationPosition, IpSetReferenceStatement, NotStatement, RateBasedStatement, Rule, RuleAction,
    RuleRequired, Statement, VisibilityConfig,
};

const FORWARDED_FOR: &str = "X-Forwarded-For";

/// A rule and its metric of the same name; its place among the others is set when all are known.
pub(super) fn rule(name: &'static str, statement: Statement) -> Rule {
    let visibility_config = VisibilityConfig::new(true, name, true);
    Rule::new(RuleRequired { name, priority: 0, statement, visibility_config })
}

/// Blocks clients that are not in the set.
pub(super) fn only_from(networks: IpSetRef, client: Client) -> Rule {
    let mut set = IpSetReferenceStatement::new(networks.arn());
    if client == Client::ForwardedFor {
        // CloudFront appends the address it sees; what a client sends itself stands before it.
        set = set.ip_set_forwarded_ip_config(IpSetForwardedIpConfiguration::new(
            FallbackBehavior::NoMatch,
            FORWARDED_FOR,
            IpSetForwardedIpConfigurationPosition::Last,
        ));
    }
    let others = NotStatement::new(Statement::new().ip_set_reference_statement(set));
    rule("networks", Statement::new().not_statement(others)).action(RuleAction::new().block(BlockAction::new()))
}

/// Blocks an address that sends too much.
pub(super) fn rate_limit(limit: u32, client: Client) -> Rule {
    let rate = match client {
        Client::Connection => RateBasedStatement::new(AggregateKeyType::Ip, limit),
        Client::ForwardedFor => RateBasedStatement::new(AggregateKeyType::ForwardedIp, limit)
            .forwarded_ip_config(ForwardedIpConfiguration::new(FallbackBehavior::Match, FORWARDED_FOR)),
    };
    let rate = rate.evaluation_window_sec(300);
    rule("rate-limit", Statement::new().rate_based_statement(rate)).action(RuleAction::new().block(BlockAction::new()))
}
