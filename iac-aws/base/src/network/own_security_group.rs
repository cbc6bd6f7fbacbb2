//! The security group that a construct has of its own.

use super::security_group::check_description;
use crate::network::{Outbound, SecurityGroupHandle, Subnets};
use iac_aws_cfn::ec2;
use iac_aws_cfn::ec2::security_group::Egress;
use iac_core::Text;
use iac_core::prelude::*;

/// A group that admits nothing, and lets out what is said: what protects a database, a service, a balancer. The
/// construct `SecurityGroup` is this one in a user's hands.
#[derive(Clone, Debug)]
pub struct OwnSecurityGroup {
    vpc: Val<Id<iac_aws_cfn::kind::Ec2Vpc>>,
    description: Text,
    /// What it lets out besides declared connections.
    pub outbound: Outbound,
}

impl OwnSecurityGroup {
    /// A group in the VPC of these subnets.
    pub fn new(subnets: &Subnets, description: impl Into<Text>, outbound: Outbound) -> Self {
        OwnSecurityGroup { vpc: subnets.vpc_id(), description: description.into(), outbound }
    }
}

impl Construct for OwnSecurityGroup {
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
        SecurityGroupHandle { group, scope: stack.scope(), outbound: self.outbound }
    }
}
