use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// Properties are set together that exclude each other.
    ///
    /// AWS refuses the resource, or silently prefers one of them. Leave out all but one.
    pub(crate) EXCLUSIVE_PROPERTIES: "exclusive-properties", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Exclusive);
}

#[cfg(test)]
mod tests {
    use super::EXCLUSIVE_PROPERTIES;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn both_are_set() {
        finds(
            EXCLUSIVE_PROPERTIES,
            "AWS::EC2::VPC",
            "{CidrBlock: 10.0.0.0/16, Ipv4IpamPoolId: a, Ipv4NetmaskLength: 16}",
            "`Ipv4IpamPoolId` is set beside `CidrBlock`",
        );
        finds(
            EXCLUSIVE_PROPERTIES,
            "AWS::EC2::Instance",
            "{SubnetId: !Ref Unknown, NetworkInterfaces: [{DeviceIndex: 0}]}",
            "`SubnetId` is set beside `NetworkInterfaces`",
        );
    }

    #[test]
    fn ports_beside_all_protocols() {
        let group = |port: &str| {
            format!(
                "{{GroupDescription: g, SecurityGroupEgress: [{{IpProtocol: '-1', CidrIp: 10.0.0.0/8, FromPort: {port}, ToPort: {port}}}]}}"
            )
        };
        finds(EXCLUSIVE_PROPERTIES, "AWS::EC2::SecurityGroup", &group("443"), "FromPort` must not be set");
        silent(EXCLUSIVE_PROPERTIES, "AWS::EC2::SecurityGroup", &group("-1"));
    }

    #[test]
    fn one_or_one_of_two() {
        silent(EXCLUSIVE_PROPERTIES, "AWS::EC2::VPC", "{CidrBlock: 10.0.0.0/16}");
        silent(
            EXCLUSIVE_PROPERTIES,
            "AWS::EC2::VPC",
            "{CidrBlock: !If [Open, 10.0.0.0/16, !Ref AWS::NoValue], Ipv4IpamPoolId: !If [Open, !Ref AWS::NoValue, a]}",
        );
        silent(
            EXCLUSIVE_PROPERTIES,
            "AWS::EC2::VPC",
            "{CidrBlock: 10.0.0.0/16, Ipv4IpamPoolId: !If [Always, !Ref AWS::NoValue, a]}",
        );
    }
}
