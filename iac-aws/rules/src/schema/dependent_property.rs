use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A property is set without another one that it needs.
    ///
    /// Set both or none.
    pub(crate) DEPENDENT_PROPERTY: "dependent-property", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Dependent);
}

#[cfg(test)]
mod tests {
    use super::DEPENDENT_PROPERTY;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn the_other_lacks() {
        finds(
            DEPENDENT_PROPERTY,
            "AWS::EC2::Subnet",
            "{VpcId: !Ref Vpc, Ipv4IpamPoolId: a}",
            "sets `Ipv4IpamPoolId`, with which `Ipv4NetmaskLength` must be set",
        );
    }

    #[test]
    fn both_or_none() {
        silent(DEPENDENT_PROPERTY, "AWS::EC2::Subnet", "{VpcId: !Ref Vpc, Ipv4IpamPoolId: a, Ipv4NetmaskLength: 24}");
        silent(DEPENDENT_PROPERTY, "AWS::EC2::Subnet", "{VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}");
        silent(
            DEPENDENT_PROPERTY,
            "AWS::EC2::Subnet",
            "{VpcId: !Ref Vpc, Ipv4IpamPoolId: !If [Open, a, !Ref AWS::NoValue], CidrBlock: 10.0.0.0/24}",
        );
    }
}
