//! What others need of a security group.

use iac_aws_cfn::ec2;
use iac_core::prelude::*;
use iac_core::{Scope, Text};

/// What a group lets out besides its declared connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outbound {
    /// Nothing.
    Closed,
    /// HTTPS to everywhere: AWS's own endpoints, registries and APIs of others.
    Https,
    /// Everything to everywhere. Written out, so that a review sees it.
    Anything,
}

/// A group in a stack.
#[derive(Clone, Copy, Debug)]
pub struct SecurityGroupHandle {
    /// The resource.
    pub group: ec2::SecurityGroupRef,
    #[doc(hidden)]
    pub scope: Scope,
    pub(crate) outbound: Outbound,
}

impl SecurityGroupHandle {
    /// The group's id.
    pub fn group_id(&self) -> Val<Id<iac_aws_cfn::kind::Ec2SecurityGroup>> {
        self.group.group_id()
    }

    /// Admits a network on a TCP port. The id names the rule among those of this group; the console shows why.
    #[track_caller]
    pub fn admit(
        &self,
        stack: &mut Stack,
        id: &'static str,
        network: Cidr,
        port: u16,
        why: impl Into<Text>,
    ) -> ec2::SecurityGroupIngressRef {
        let why = why.into();
        check_description(stack, &why);
        let rule = ec2::SecurityGroupIngress::new("tcp")
            .group_id(self.group_id())
            .cidr_ip(network)
            .from_port(port)
            .to_port(port)
            .description(why);
        stack.within(self.scope, |stack| stack.add(id, rule))
    }

    /// Takes rules under the id of the construct that is being built, which this group protects, instead of the group's
    /// own id: `DatabaseFromApp` instead of `DatabaseSecurityGroupFromAppSecurityGroup`.
    #[must_use]
    pub fn of_construct(mut self, stack: &Stack) -> Self {
        self.scope = stack.scope();
        self
    }
}

/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
pub(super) fn check_description(stack: &mut Stack, text: &str) {
    let allowed = |c: char| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c);
    if text.is_empty() || text.len() > 255 || !text.chars().all(allowed) {
        stack.error(
            "bad-description",
            format!("`{text}` cannot describe a security group or a rule of it"),
            "use 1 to 255 letters, digits, spaces and the characters . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *",
        );
    }
}
