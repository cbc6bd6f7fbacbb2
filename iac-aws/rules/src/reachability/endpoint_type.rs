use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// An endpoint of a VPC is of a type that its service does not have, or is given what its type does not take.
    ///
    /// A gateway endpoint stands in route tables, and only S3 and DynamoDB have one. An interface endpoint has addresses in
    /// subnets, and security groups. Without a type it is a gateway.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html>,
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html>
    pub(crate) ENDPOINT_TYPE: "endpoint-type", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for endpoint in world.all("AWS::EC2::VPCEndpoint") {
        let kind = endpoint.get("VpcEndpointType");
        let is_gateway = match kind.text() {
            Some(kind) => kind == "Gateway",
            None if kind.is_absent() => true,
            None => continue,
        };
        if is_gateway {
            gateway(findings, endpoint, kind.is_absent());
        } else if kind.text().is_some_and(|kind| kind == "Interface") {
            given(findings, endpoint, &["RouteTableIds"], "an interface endpoint");
        }
    }
}

fn gateway<'g>(findings: &mut Findings<'_, 'g>, endpoint: Res<'_, 'g>, by_default: bool) {
    let name = endpoint.get("ServiceName");
    let shown = name.shown();
    let service = shown.rsplit('.').next().unwrap_or_default();
    // What is not of AWS, or not known at its end, may be anything.
    let is_known = match &name {
        Eval::Text(_) => true,
        Eval::Joined(parts) => matches!(parts.last(), Some(Eval::Text(end)) if end.contains('.')),
        _ => false,
    };
    if !is_known || !shown.starts_with("com.amazonaws.") {
        return;
    }
    if !["s3", "dynamodb"].contains(&service) {
        let what = if by_default { "has no type, so is one of a gateway" } else { "is one of a gateway" };
        let message = format!("{} {what}, but `{service}` has interface endpoints only", endpoint.path());
        return findings.at(endpoint, "VpcEndpointType", message, "set `VpcEndpointType: Interface`");
    }
    given(findings, endpoint, &["SubnetIds", "SecurityGroupIds"], "a gateway endpoint");
    if endpoint.get("PrivateDnsEnabled").bool() == Some(true) {
        let message = format!("{} is a gateway endpoint, which has no private names", endpoint.path());
        findings.at(endpoint, "PrivateDnsEnabled", message, "leave `PrivateDnsEnabled` out");
    }
}

fn given<'g>(findings: &mut Findings<'_, 'g>, endpoint: Res<'_, 'g>, names: &[&str], what: &str) {
    for name in names {
        let value = endpoint.get(name);
        if !value.items().is_empty() && !value.may_be_absent() {
            let message = format!("{} is {what}, and is given `{name}`", endpoint.path());
            findings.at(endpoint, name, message, format!("leave `{name}` out, or change `VpcEndpointType`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ENDPOINT_TYPE;
    use crate::testing::{finds, silent};

    fn of(properties: &str) -> String {
        format!("Resources:\n  E: {{Type: AWS::EC2::VPCEndpoint, Properties: {{VpcId: v, {properties}}}}}\n")
    }

    #[test]
    fn another_type() {
        let ssm = "ServiceName: !Sub 'com.amazonaws.${AWS::Region}.ssm'";
        finds(
            ENDPOINT_TYPE,
            &of(&format!("VpcEndpointType: Gateway, {ssm}")),
            "E",
            "`ssm` has interface endpoints only",
        );
        finds(ENDPOINT_TYPE, &of(&format!("{ssm}, SubnetIds: [s]")), "E", "has no type");
        let s3 = "ServiceName: !Join ['.', [com.amazonaws, !Ref 'AWS::Region', s3]]";
        finds(
            ENDPOINT_TYPE,
            &of(&format!("VpcEndpointType: Gateway, {s3}, SubnetIds: [s]")),
            "E",
            "is given `SubnetIds`",
        );
        finds(ENDPOINT_TYPE, &of(&format!("{s3}, PrivateDnsEnabled: true")), "E", "no private names");
        finds(
            ENDPOINT_TYPE,
            &of(&format!("VpcEndpointType: Interface, {s3}, RouteTableIds: [r]")),
            "E",
            "`RouteTableIds`",
        );
    }

    #[test]
    fn its_type() {
        silent(ENDPOINT_TYPE, &of("ServiceName: !Sub 'com.amazonaws.${AWS::Region}.dynamodb', RouteTableIds: [r]"));
        silent(
            ENDPOINT_TYPE,
            &of("VpcEndpointType: Interface, ServiceName: com.amazonaws.eu-west-1.ecr.api, SubnetIds: [s]"),
        );
        silent(ENDPOINT_TYPE, &of("ServiceName: !ImportValue service"));
        silent(
            ENDPOINT_TYPE,
            &of(
                "VpcEndpointType: GatewayLoadBalancer, ServiceName: com.amazonaws.vpce.eu-west-1.vpce-svc-1, SubnetIds: [s]",
            ),
        );
    }
}
