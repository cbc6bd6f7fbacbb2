//! Writing down what a list saw.

use iac_aws_base::monitoring::LogGroupHandle;
use iac_aws_cfn::wafv2;
use iac_aws_cfn::wafv2::logging_configuration::{FieldToMatch, SingleHeader};
use iac_core::prelude::*;
use std::fmt::Debug;

/// Headers that prove who somebody is and therefore never reach a log.
const SECRET_HEADERS: [&str; 2] = ["authorization", "cookie"];

/// A construct that makes the log group. Which one it is does not matter here.
pub(super) trait Logs: Debug + Send + Sync {
    fn add(&self, stack: &mut Stack) -> LogGroupHandle;
}

impl<C: Construct<Handle = LogGroupHandle> + Clone + Debug + Send + Sync> Logs for C {
    fn add(&self, stack: &mut Stack) -> LogGroupHandle {
        stack.add("Logs", self.clone())
    }
}

/// Logs every request into the log group, without headers that are secrets.
///
/// AWS takes only log groups whose name begins with `aws-waf-logs-`; the stack's name behind it keeps two copies apart.
/// Source: <https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html>
pub(super) fn log(stack: &mut Stack, web_acl: wafv2::WebAclRef, logs: &dyn Logs) -> LogGroupHandle {
    let name = join!["aws-waf-logs-", stack_name(), "-", stack.logical_id()];
    let logs = logs.add(stack);
    stack.modify(logs.group, |group| group.log_group_name(name));
    // The attribute `Arn` ends in `:*`, which AWS WAF does not take.
    let arn = join!["arn:", partition(), ":logs:", region(), ":", account_id(), ":log-group:", logs.name()];
    let redacted = SECRET_HEADERS.map(|header| FieldToMatch::new().single_header(SingleHeader::new(header)));
    let logging = wafv2::LoggingConfiguration::new([arn], web_acl.arn()).redacted_fields(redacted);
    stack.add("Logging", logging);
    logs
}
