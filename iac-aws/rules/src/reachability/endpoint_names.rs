use crate::placement::subnets::vpc_of;
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// The names of an endpoint do not work in its VPC.
    ///
    /// Private names of an interface endpoint need both `EnableDnsSupport` and `EnableDnsHostnames` of the VPC; the second
    /// is off where nothing is said. EC2 refuses the endpoint.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html>
    pub(crate) ENDPOINT_NAMES: "endpoint-names", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for endpoint in world.all("AWS::EC2::VPCEndpoint") {
        let Some(vpc) = vpc_of(endpoint).filter(|_| endpoint.get("PrivateDnsEnabled").bool() == Some(true)) else {
            continue;
        };
        let hostnames = vpc.get("EnableDnsHostnames");
        let missing = match (hostnames.bool(), vpc.get("EnableDnsSupport").bool()) {
            (_, Some(false)) => "EnableDnsSupport",
            (Some(false), _) => "EnableDnsHostnames",
            (None, _) if hostnames.is_absent() => "EnableDnsHostnames",
            _ => continue,
        };
        let message =
            format!("the endpoint {} has private names, but its VPC {} lacks `{missing}`", endpoint.path(), vpc.path());
        let help = format!("set `{missing}: true` at the VPC");
        findings.between(endpoint, "PrivateDnsEnabled", message, help, &[(vpc, "the VPC")]);
    }
}

#[cfg(test)]
mod tests {
    use super::ENDPOINT_NAMES;
    use crate::testing::{finds, silent};

    fn vpc(names: &str) -> String {
        format!(
            "Parameters:\n  P: {{Type: String}}\nResources:\n  Vpc: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: 10.0.0.0/16{names}}}}}\n  \
             E: {{Type: AWS::EC2::VPCEndpoint, Properties: {{VpcId: !Ref Vpc, ServiceName: s, VpcEndpointType: Interface, \
             PrivateDnsEnabled: true}}}}\n"
        )
    }

    #[test]
    fn names() {
        finds(ENDPOINT_NAMES, &vpc(""), "E", "its VPC template/Vpc lacks `EnableDnsHostnames`");
        finds(ENDPOINT_NAMES, &vpc(", EnableDnsHostnames: 'false'"), "E", "lacks `EnableDnsHostnames`");
        finds(
            ENDPOINT_NAMES,
            &vpc(", EnableDnsHostnames: true, EnableDnsSupport: false"),
            "E",
            "lacks `EnableDnsSupport`",
        );
        silent(ENDPOINT_NAMES, &vpc(", EnableDnsHostnames: true"));
        silent(ENDPOINT_NAMES, &vpc(", EnableDnsHostnames: !Ref P"));
        silent(ENDPOINT_NAMES, &vpc("").replace("PrivateDnsEnabled: true", "PrivateDnsEnabled: false"));
    }
}
