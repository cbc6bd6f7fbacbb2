use super::subnets::{pair_in_one_zone, subnets};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// An interface endpoint is given two subnets of one zone.
    ///
    /// An endpoint has one network interface in each availability zone: the second subnet is refused.
    ///
    /// Facts: <https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html>.
    pub(crate) ENDPOINT_ZONES: "endpoint-zones", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for endpoint in world.all("AWS::EC2::VPCEndpoint") {
        let Some(subnets) = subnets(world, &endpoint.get("SubnetIds")) else { continue };
        if let Some((a, b)) = pair_in_one_zone(&subnets) {
            let message =
                format!("the endpoint {} has two subnets of one zone: {} and {}", endpoint.path(), a.path(), b.path());
            let help = "give it one subnet of each availability zone";
            findings.between(endpoint, "SubnetIds", message, help, &[(a, "one"), (b, "the other")]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ENDPOINT_ZONES;
    use crate::testing::{finds, silent};

    fn endpoint(zone: &str) -> String {
        format!(
            "Resources:\n  A: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: v, AvailabilityZone: !Select [0, !GetAZs '']}}}}\n  \
             B: {{Type: AWS::EC2::Subnet, Properties: {{VpcId: v, AvailabilityZone: {zone}}}}}\n  \
             E: {{Type: AWS::EC2::VPCEndpoint, Properties: {{VpcEndpointType: Interface, SubnetIds: [!Ref A, !Ref B]}}}}"
        )
    }

    #[test]
    fn one_zone() {
        finds(ENDPOINT_ZONES, &endpoint("!Select [0, !GetAZs '']"), "E", "two subnets of one zone");
    }

    #[test]
    fn two_zones() {
        silent(ENDPOINT_ZONES, &endpoint("!Select [1, !GetAZs '']"));
        silent(ENDPOINT_ZONES, &endpoint("!Ref AWS::NoValue"));
    }
}
