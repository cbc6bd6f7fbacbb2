use super::needs::Endpoints;
use super::routes::Routes;
use super::service_way::Ways;
use super::sides::tasks;
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// Nobody can open a shell in the tasks of a service, though it is to be possible.
    ///
    /// ECS Exec goes through Session Manager: an agent beside each container connects to `ssmmessages`. From a subnet
    /// without a route to the internet only an interface endpoint for that leads there. The service runs without one, and
    /// `execute-command` fails when somebody needs it.
    ///
    /// Add the endpoint, or leave `EnableExecuteCommand` out.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html>,
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html#ecs-vpc-endpoint-ecsexec>
    pub(crate) EXEC_WAY: "no-way-for-exec", Warning, check
}

const SERVICE: &str = "ssmmessages";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let (routes, endpoints) = (Routes::of(world), Endpoints::of(world));
    let ways = Ways { routes: &routes, endpoints: &endpoints };
    for tasks in tasks(world) {
        let service = tasks.side.res;
        if service.get("EnableExecuteCommand").bool() != Some(true) {
            continue;
        }
        let mut subnets = tasks.side.subnets.iter().flatten();
        let closed = subnets.find_map(|subnet| Some((*subnet, ways.missing(*subnet, SERVICE, tasks.may_be_public())?)));
        if let Some((subnet, (why, help))) = closed {
            let message = format!(
                "{} has ECS Exec, but its subnet {} {why}, and nothing else leads to `{SERVICE}`",
                service.path(),
                subnet.path()
            );
            findings.between(service, "EnableExecuteCommand", message, help, &[(subnet, "the subnet")]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EXEC_WAY;
    use crate::testing::{silent, warns};

    const TEMPLATE: &str = r#"
Parameters: {Given: {Type: String}, Debug: {Type: String, Default: 'false', AllowedValues: ['true', 'false']}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  OfA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}}
  App: {Type: AWS::ECS::Service, Properties: {TaskDefinition: t, EnableExecuteCommand: true, NetworkConfiguration: {AwsvpcConfiguration: {
    AssignPublicIp: DISABLED, Subnets: [!Ref A]}}}}
"#;

    fn with(old: &str, new: &str) -> String {
        assert!(TEMPLATE.contains(old), "{old}");
        TEMPLATE.replace(old, new)
    }

    fn route(to: &str) -> String {
        format!(
            "{TEMPLATE}  Out: {{Type: AWS::EC2::Route, Properties: {{RouteTableId: !Ref Table, DestinationCidrBlock: \
             0.0.0.0/0, {to}}}}}\n"
        )
    }

    fn endpoint(service: &str, names: &str) -> String {
        format!(
            "{TEMPLATE}  E: {{Type: AWS::EC2::VPCEndpoint, Properties: {{VpcId: !Ref Vpc, VpcEndpointType: Interface, \
             PrivateDnsEnabled: {names}, SubnetIds: [!Ref A], ServiceName: !Sub 'com.amazonaws.${{AWS::Region}}.{service}'}}}}\n"
        )
    }

    #[test]
    fn no_way() {
        let words = "template/App has ECS Exec, but its subnet template/A has no route to a NAT gateway (the route table \
                     template/Table), and nothing else leads to `ssmmessages`";
        warns(EXEC_WAY, TEMPLATE, "App", words);
        warns(EXEC_WAY, &route("GatewayId: !Ref Gateway"), "App", "there is no public address");
        warns(EXEC_WAY, &endpoint("ssm", "true"), "App", "nothing else leads to `ssmmessages`");
        warns(EXEC_WAY, &endpoint("ssmmessages", "false"), "App", "nothing else leads to `ssmmessages`");
        warns(EXEC_WAY, &with("Command: true", "Command: !Ref Debug"), "App", "with Debug = true");
    }

    #[test]
    fn a_way() {
        silent(EXEC_WAY, &endpoint("ssmmessages", "true"));
        silent(EXEC_WAY, &route("NatGatewayId: nat-1"));
        silent(EXEC_WAY, &route("TransitGatewayId: tgw-1"));
        silent(EXEC_WAY, &route("GatewayId: !Ref Gateway").replace("DISABLED", "ENABLED"));
    }

    #[test]
    fn not_asked_for_or_not_known() {
        silent(EXEC_WAY, &with("EnableExecuteCommand: true, ", ""));
        silent(EXEC_WAY, &with("Command: true", "Command: false"));
        silent(EXEC_WAY, &with("Command: true", "Command: !Ref Given"));
        silent(EXEC_WAY, &with("Subnets: [!Ref A]", "Subnets: [!Ref Given]"));
        silent(EXEC_WAY, &with("VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24", "VpcId: !Ref Given, CidrBlock: 10.0.0.0/24"));
    }
}
