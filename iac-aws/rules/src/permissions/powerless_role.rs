use super::needs::{Need, needs};
use super::pattern::Token;
use super::rights::{Rights, Roles};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A role may not do what it is given for.
    ///
    /// A schedule or a rule of events that starts a task needs `ecs:RunTask` on that task definition and `iam:PassRole` on
    /// both of its roles; a flow log or a database that writes logs, a function in a VPC, a function that reads a queue, a
    /// stream, a replication that writes to a bucket or a proxy that logs in to a database need their own; the collectors of X-Ray and OpenTelemetry in a task
    /// write with the task's; a pipeline starts builds, asks for approvals and deploys with its role; a build reads its
    /// secrets, a rotation writes them; who works on what a key of the customer encrypts needs that key. The deployment succeeds; nothing happens afterwards,
    /// or the creation of what needs the role fails.
    ///
    /// Add the actions to a policy of the role, on the ARNs that are meant.
    pub(crate) POWERLESS_ROLE: "powerless-role", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let roles = Roles::of(world);
    for need in needs(world) {
        let Some(role) = roles.role(&need.role) else {
            if !need.role.is_absent() {
                findings.assume(need.user, format!("its role may {}: it is not of this template", need.to));
            }
            continue;
        };
        let rights = roles.rights(role);
        if let Some(policy) = rights.assumed.first() {
            findings.assume(role, format!("it may {}, by {policy}", need.to));
        }
        let Some(action) = need.actions.iter().find(|action| !may(&rights, action, &need)) else { continue };
        let user = need.user.path();
        let message =
            format!("{user} needs its role {} to {}, which it may not: no `{action}` on that", role.path(), need.to);
        let help = format!("add a statement with `{}` to the role's policies", need.actions.join("`, `"));
        findings.between(role, "Policies", message, help, &[(need.user, "the role is given to this")]);
    }
}

/// Streams are written to: policies name the log group with `:*`, or with their names.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html>
fn may(rights: &Rights<'_, '_>, action: &str, need: &Need<'_, '_>) -> bool {
    let target = &need.target;
    let group = match target.as_slice() {
        [group @ .., Token::Char(':'), Token::Part] if action.starts_with("logs:") => Some(group),
        _ => None,
    };
    rights.may(action, target)
        || group.is_some_and(|group| {
            let of_group = action == "logs:CreateLogGroup" && rights.may(action, group);
            of_group || rights.may(action, &[group, &super::pattern::of_arn(":log-stream:*")].concat())
        })
}
