use super::cidr::Cidr;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A network is no network, or has a size that EC2 does not take.
    ///
    /// The networks of a VPC and of its subnets have between 16 (`/28`) and 65536 (`/16`) addresses. One that does not
    /// begin at its own boundary is moved there by EC2: something else is made than what the template says.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html>
    pub(crate) NETWORK_SIZE: "network-size", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for kind in ["AWS::EC2::VPC", "AWS::EC2::VPCCidrBlock", "AWS::EC2::Subnet"] {
        for res in world.all(kind) {
            network(findings, res, &res.get("CidrBlock"));
        }
    }
}

fn network<'g>(findings: &mut Findings<'_, 'g>, res: Res<'_, 'g>, value: &Eval<'g>) {
    let Some(text) = value.text() else { return };
    let path = res.path();
    match Cidr::parse(&text) {
        None => {
            let help = "write it as an address and the number of bits, such as `10.0.0.0/16`";
            findings.at(res, "CidrBlock", format!("`{text}` of {path} is not an IPv4 network"), help);
        }
        Some((network, _)) if !(16..=28).contains(&network.prefix) => {
            let what = if network.prefix < 16 { "larger" } else { "smaller" };
            let message = format!("the network {text} of {path} is {what} than EC2 permits");
            findings.at(res, "CidrBlock", message, "take a prefix from /16 to /28");
        }
        Some((network, false)) => {
            let message = format!("the network {text} of {path} does not begin at its boundary: EC2 makes {network}");
            findings.warning(res, "CidrBlock", message, format!("write `{network}`"));
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::NETWORK_SIZE;
    use crate::testing::{finds, silent};

    fn vpc(cidr: &str) -> String {
        format!("Resources:\n  Vpc: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: {cidr}}}}}\n")
    }

    #[test]
    fn sizes_of_a_vpc() {
        finds(NETWORK_SIZE, &vpc("10.0.0.0/8"), "Vpc", "larger than EC2 permits");
        finds(NETWORK_SIZE, &vpc("10.0.0.0/29"), "Vpc", "smaller than EC2 permits");
        finds(NETWORK_SIZE, &vpc("10.0.0.0"), "Vpc", "is not an IPv4 network");
        finds(NETWORK_SIZE, &vpc("10.0.0.256/16"), "Vpc", "is not an IPv4 network");
        finds(NETWORK_SIZE, &vpc("10.0.5.0/16"), "Vpc", "EC2 makes 10.0.0.0/16");
        silent(NETWORK_SIZE, &vpc("10.0.0.0/16"));
        silent(NETWORK_SIZE, &vpc("10.0.0.0/28"));
    }

    #[test]
    fn a_parameter_chooses_the_network() {
        let of = |default: &str| {
            format!(
                "Parameters:\n  Net: {{Type: String, {default}}}\nResources:\n  Sub: {{Type: AWS::EC2::Subnet, \
                 Properties: {{VpcId: vpc-1, CidrBlock: !Sub '${{Net}}.0/24'}}}}\n"
            )
        };
        finds(NETWORK_SIZE, &of("Default: '10.0'"), "Sub", "is not an IPv4 network");
        silent(NETWORK_SIZE, &of("Default: '10.0.1'"));
        silent(NETWORK_SIZE, &of("Description: d"));
    }
}
