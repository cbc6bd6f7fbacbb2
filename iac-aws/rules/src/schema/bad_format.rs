use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A text is not what it must be: a network, an address, an ARN, an id.
    ///
    /// Literals only are judged. Write the text in the form that is named, or better, refer to the resource.
    pub(crate) BAD_FORMAT: "bad-format", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Format);
}

#[cfg(test)]
mod tests {
    use super::BAD_FORMAT;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn a_gap_that_a_parent_fills() {
        let of = |default: &str| {
            format!(
                "Parameters: {{Subnet: {{Type: String, Default: '{default}'}}}}\nConditions: {{None: !Equals [!Ref Subnet, '']}}\n\
                 Resources:\n  A: {{Type: AWS::EC2::NetworkInterface, Properties: {{SubnetId: !Ref Subnet}}}}\n  \
                 B: {{Type: AWS::EC2::NetworkInterface, Condition: None, Properties: {{SubnetId: nothing}}}}\n"
            )
        };
        crate::testing::finds(BAD_FORMAT, &of("main"), "A", "`SubnetId` is `main`");
        // Conditions still compare the default: B is made.
        crate::testing::finds(BAD_FORMAT, &of(""), "B", "`SubnetId` is `nothing`");
        let alone = of("").lines().take_while(|line| !line.contains("  B:")).collect::<Vec<_>>().join("\n");
        crate::testing::silent(BAD_FORMAT, &alone);
    }

    #[test]
    fn networks_and_ids() {
        finds(BAD_FORMAT, "AWS::EC2::Subnet", "{VpcId: vpc-xyz}", "`VpcId` is `vpc-xyz`, which is not the id of a VPC");
        finds(
            BAD_FORMAT,
            "AWS::EC2::SecurityGroup",
            "{GroupDescription: a, SecurityGroupIngress: [{IpProtocol: tcp, CidrIp: 10.0.0.0}]}",
            "`SecurityGroupIngress[0].CidrIp` is `10.0.0.0`",
        );
        finds(
            BAD_FORMAT,
            "AWS::EC2::SecurityGroup",
            "{GroupDescription: a, SecurityGroupIngress: [{IpProtocol: tcp, CidrIp: 10.0.0.0/33}]}",
            "an IPv4 network",
        );
        finds(
            BAD_FORMAT,
            "AWS::EC2::SecurityGroup",
            "{GroupDescription: a, SecurityGroupIngress: [{IpProtocol: tcp, CidrIpv6: ':::/0'}]}",
            "an IPv6 network",
        );
    }

    #[test]
    fn as_they_should_be() {
        silent(BAD_FORMAT, "AWS::EC2::Subnet", "{VpcId: vpc-0123456789abcdef0}");
        silent(BAD_FORMAT, "AWS::EC2::Subnet", "{VpcId: !Ref Unknown}");
        silent(BAD_FORMAT, "AWS::EC2::Subnet", "{VpcId: '{{resolve:ssm:/vpc}}'}");
        silent(
            BAD_FORMAT,
            "AWS::EC2::SecurityGroup",
            "{GroupDescription: a, SecurityGroupIngress: [{IpProtocol: tcp, CidrIp: 0.0.0.0/0, CidrIpv6: '::/0'}]}",
        );
    }
}
