//! Security groups: closed in both directions until something is opened.

use crate::network::Subnets;
use iac_aws_cfn::ec2;
use iac_aws_cfn::ec2::security_group::Egress;
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

/// A security group (`AWS::EC2::SecurityGroup`) that admits nothing and lets out nothing until told to.
///
/// Its rules are resources of their own, so that two groups may admit each other without waiting for each other.
/// [`Connects::connects_to`](crate::network::Connects::connects_to) opens both sides of a connection at once.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")));
/// let tools = SecurityGroup::new(&vpc.private(), "Tools of the team")
///     .outbound(Outbound::Https)
///     .admit("Office", cidr!("192.0.2.0/24"), 22, "SSH from the office");
/// let tools = stack.add("ToolsSecurityGroup", tools);
/// stack.output("ToolsSecurityGroupId", tools.group_id());
/// ```
#[derive(Clone, Debug)]
pub struct SecurityGroup {
    vpc: Val<Id<iac_aws_cfn::kind::Ec2Vpc>>,
    description: Text,
    outbound: Outbound,
    ingress: Vec<(&'static str, Cidr, u16, Text)>,
}

impl SecurityGroup {
    /// A closed group in the VPC of these subnets. The description is what the console shows; changing it replaces the
    /// group.
    pub fn new(subnets: &Subnets, description: impl Into<Text>) -> Self {
        let (vpc, description) = (subnets.vpc_id(), description.into());
        SecurityGroup { vpc, description, outbound: Outbound::Closed, ingress: Vec::new() }
    }

    /// What it lets out besides declared connections; nothing by default.
    pub fn outbound(mut self, outbound: Outbound) -> Self {
        self.outbound = outbound;
        self
    }

    /// Admits a network on a TCP port. The id names the rule among those of this group; the console shows why.
    pub fn admit(mut self, id: &'static str, network: Cidr, port: u16, why: impl Into<Text>) -> Self {
        self.ingress.push((id, network, port, why.into()));
        self
    }
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

impl Construct for SecurityGroup {
    type Handle = SecurityGroupHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> SecurityGroupHandle {
        check_description(stack, &self.description);
        let egress = match self.outbound {
            // A group without any rule would let out everything; this one leads nowhere.
            Outbound::Closed => Egress::new("-1")
                .cidr_ip(cidr!("127.0.0.1/32"))
                .description("Nothing leaves but what rules of their own let out"),
            Outbound::Https => Egress::new("tcp")
                .cidr_ip(Cidr::ANYWHERE)
                .from_port(443)
                .to_port(443)
                .description("HTTPS to AWS and to APIs of others"),
            Outbound::Anything => Egress::new("-1").cidr_ip(Cidr::ANYWHERE).description("Everything to everywhere"),
        };
        let group = ec2::SecurityGroup::new(self.description).vpc_id(self.vpc).security_group_egress([egress]);
        let group = stack.add("", group);
        let handle = SecurityGroupHandle { group, scope: stack.scope(), outbound: self.outbound };
        for (id, network, port, why) in self.ingress {
            handle.admit(stack, id, network, port, why);
        }
        handle
    }
}

/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
fn check_description(stack: &mut Stack, text: &str) {
    let allowed = |c: char| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c);
    if text.is_empty() || text.len() > 255 || !text.chars().all(allowed) {
        stack.error(
            "bad-description",
            format!("`{text}` cannot describe a security group or a rule of it"),
            "use 1 to 255 letters, digits, spaces and the characters . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *",
        );
    }
}
