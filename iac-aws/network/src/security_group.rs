//! Security groups: closed in both directions until something is opened.

use iac_aws_base::network::{Outbound, SecurityGroupHandle, Subnets};
use iac_aws_base::shared::OwnSecurityGroup;
use iac_core::Text;
use iac_core::prelude::*;

/// A security group (`AWS::EC2::SecurityGroup`) that admits nothing and lets out nothing until told to.
///
/// Its rules are resources of their own, so that two groups may admit each other without waiting for each other.
/// [`Connects::connects_to`](iac_aws_base::network::Connects::connects_to) opens both sides of a connection at once.
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
    group: OwnSecurityGroup,
    ingress: Vec<(&'static str, Cidr, u16, Text)>,
}

impl SecurityGroup {
    /// A closed group in the VPC of these subnets. The description is what the console shows; changing it replaces the
    /// group.
    pub fn new(subnets: &Subnets, description: impl Into<Text>) -> Self {
        let group = OwnSecurityGroup::new(subnets, description.into(), Outbound::Closed);
        SecurityGroup { group, ingress: Vec::new() }
    }

    /// What it lets out besides declared connections; nothing by default.
    pub fn outbound(mut self, outbound: Outbound) -> Self {
        self.group.outbound = outbound;
        self
    }

    /// Admits a network on a TCP port. The id names the rule among those of this group; the console shows why.
    pub fn admit(mut self, id: &'static str, network: Cidr, port: u16, why: impl Into<Text>) -> Self {
        self.ingress.push((id, network, port, why.into()));
        self
    }
}

impl Construct for SecurityGroup {
    type Handle = SecurityGroupHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> SecurityGroupHandle {
        let handle = self.group.build(stack);
        for (id, network, port, why) in self.ingress {
            handle.admit(stack, id, network, port, why);
        }
        handle
    }
}
