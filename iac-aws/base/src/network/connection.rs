//! Declared connections: who may talk to whom. Both sides are opened at once, and nothing else is.

use crate::network::{Outbound, SecurityGroupHandle};
use iac_aws_cfn::ec2;
use iac_core::Handle;
use iac_core::prelude::*;

/// Something that a security group of its own protects.
pub trait Connectable {
    /// The group.
    fn security_group(&self) -> SecurityGroupHandle;

    /// Told that rules were added that open a port between this and another construct. What must not start before
    /// they exist, such as a service whose first task opens connections, depends on them here.
    fn opened(&self, _stack: &mut Stack, _rules: OpenedRules) {}
}

/// The rules of one connection.
#[derive(Clone, Copy, Debug)]
pub struct OpenedRules {
    /// What lets it in.
    pub ingress: ec2::SecurityGroupIngressRef,
    /// What lets it out, where the source does not let out everything anyway.
    pub egress: Option<ec2::SecurityGroupEgressRef>,
}

impl OpenedRules {
    /// Creates `resource` after these rules.
    #[track_caller]
    pub fn created_before(&self, stack: &mut Stack, resource: impl Handle) {
        stack.depends_on(resource, self.ingress);
        if let Some(egress) = self.egress {
            stack.depends_on(resource, egress);
        }
    }
}

/// Something that others connect to, on one TCP port.
#[diagnostic::on_unimplemented(
    message = "nothing can connect to `{Self}`: it listens on no port",
    label = "not a service, database or cache that listens",
    note = "a worker has no port; make it a `FargateService::web` to let others connect to it"
)]
pub trait Listens: Connectable {
    /// The port.
    fn port(&self) -> u16;
}

/// Something that opens connections to others.
///
/// ```
/// use iac_aws::prelude::*;
/// fn connect(stack: &mut Stack, app: &FargateServiceHandle<Web>, database: &RdsInstanceHandle) {
///     app.connects_to(stack, database); // the rules `DatabaseFromApp` and `AppToDatabase`
/// }
/// ```
pub trait Connects: Connectable {
    /// Lets this connect to `target` on the target's port: an ingress rule there, an egress rule here, where this does
    /// not reach the port anyway ([`Outbound`]). Said twice for the same pair it is an error.
    #[track_caller]
    fn connects_to(&self, stack: &mut Stack, target: &impl Listens) {
        open(stack, self, None, target);
    }

    /// The same where `target` is in another stack of the app, such as a database in the stack of the data: `name` stands
    /// for it in ids and descriptions. Both rules belong to this stack, the one of what connects, which is deployed after
    /// the other: `AppToDatabase` and `AppToDatabaseIngress`.
    ///
    /// ```
    /// use iac_aws::prelude::*;
    /// fn connect(stack: &mut Stack, app: &FargateServiceHandle<Web>, database: &RdsInstanceHandle) {
    ///     app.connects_to_other(stack, "Database", database);
    /// }
    /// ```
    #[track_caller]
    fn connects_to_other(&self, stack: &mut Stack, name: &'static str, target: &impl Listens) {
        open(stack, self, Some(name), target);
    }
}

#[track_caller]
fn open(stack: &mut Stack, source: &(impl Connectable + ?Sized), name: Option<&'static str>, target: &impl Listens) {
    let group = target.security_group();
    let Some(rules) = connect(stack, source.security_group(), (group, name), target.port()) else { return };
    source.opened(stack, rules);
    if stack.has(group.group) {
        target.opened(stack, rules);
    }
}

impl<T: Connectable> Connects for T {}

impl Connectable for SecurityGroupHandle {
    fn security_group(&self) -> SecurityGroupHandle {
        *self
    }
}

/// Opens a port between two groups. Rules have the ids `{target}From{source}` and `{source}To{target}`; where the target
/// is in another stack, both are the source's, and the target is called what its name says.
#[track_caller]
pub fn connect(
    stack: &mut Stack,
    source: SecurityGroupHandle,
    (target, name): (SecurityGroupHandle, Option<&'static str>),
    port: u16,
) -> Option<OpenedRules> {
    let name = name.filter(|_| !stack.has(target.group));
    if !stack.has(source.group) || (!stack.has(target.group) && name.is_none()) {
        stack.error(
            "foreign-connection",
            format!("what connects on port {port} and what it connects to are not both in the stack `{}`", stack.name()),
            "say it in the stack of what connects, with a name for the other: `app.connects_to_other(stack, \"Database\", \
             &database)`",
        );
        return None;
    }
    let source_id = stack.within(source.scope, |stack| stack.logical_id());
    let (target_id, ingress_scope, ingress_id) = match name {
        Some(name) => (name.to_owned(), source.scope, format!("To{name}Ingress")),
        None => {
            let target_id = stack.within(target.scope, |stack| stack.logical_id());
            (target_id, target.scope, format!("From{source_id}"))
        }
    };
    let ingress = ec2::SecurityGroupIngress::new("tcp")
        .group_id(target.group_id())
        .source_security_group_id(source.group_id())
        .from_port(port)
        .to_port(port)
        .description(format!("From {source_id} on port {port}"));
    let ingress = stack.within(ingress_scope, |stack| stack.add(ingress_id, ingress));
    if source.outbound == Outbound::Anything || (source.outbound == Outbound::Https && port == 443) {
        return Some(OpenedRules { ingress, egress: None });
    }
    let egress = ec2::SecurityGroupEgress::new(source.group_id(), "tcp")
        .destination_security_group_id(target.group_id())
        .from_port(port)
        .to_port(port)
        .description(format!("To {target_id} on port {port}"));
    let egress = stack.within(source.scope, |stack| stack.add(format!("To{target_id}"), egress));
    Some(OpenedRules { ingress, egress: Some(egress) })
}
