//! Ways to what tasks start with.

use super::way_out::WAY_OUT;
use crate::testing::{finds, silent};

const NAT: &str = r#"
Parameters:
  Given: {Type: String}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  OfA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}}
  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {AllocationId: a, SubnetId: subnet-1}}
  Internet: {Type: AWS::EC2::InternetGateway}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc}}
  Secret: {Type: AWS::SecretsManager::Secret, Properties: {Name: s}}
  Tasks: {Type: AWS::ECS::TaskDefinition, Properties: {RequiresCompatibilities: [FARGATE], ContainerDefinitions: [{Name: a,
    Image: !Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/app:1', LogConfiguration: {LogDriver: awslogs},
    Secrets: [{Name: P, ValueFrom: !Sub '${Secret}:password::'}]}]}}
  App: {Type: AWS::ECS::Service, Properties: {LaunchType: FARGATE, TaskDefinition: !Ref Tasks, NetworkConfiguration: {AwsvpcConfiguration: {
    AssignPublicIp: DISABLED, Subnets: [!Ref A], SecurityGroups: [!Ref Group]}}}}
"#;
const ROUTE: &str = "  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}}\n";

fn with(old: &str, new: &str) -> String {
    assert!(NAT.contains(old));
    NAT.replace(old, new)
}

/// Without a route out, and with endpoints.
fn endpoints(services: &[&str]) -> String {
    let mut template = with(ROUTE, "");
    for (number, service) in services.iter().enumerate() {
        let kind = if *service == "s3" {
            "RouteTableIds: [!Ref Table]"
        } else {
            "VpcEndpointType: Interface, PrivateDnsEnabled: true, SubnetIds: [!Ref A]"
        };
        template += &format!(
            "  E{number}: {{Type: AWS::EC2::VPCEndpoint, Properties: {{VpcId: !Ref Vpc, ServiceName: !Sub 'com.amazonaws.${{AWS::Region}}.{service}', {kind}}}}}\n"
        );
    }
    template
}

const ALL: [&str; 5] = ["ecr.api", "ecr.dkr", "s3", "logs", "secretsmanager"];

#[test]
fn out_through_nat() {
    silent(WAY_OUT, NAT);
    silent(WAY_OUT, &with("NatGatewayId: !Ref Nat", "TransitGatewayId: tgw-1"));
    silent(WAY_OUT, &with("NatGatewayId: !Ref Nat", "NatGatewayId: !Ref Given"));
    finds(
        WAY_OUT,
        &with(ROUTE, ""),
        "App",
        "the subnet template/A of template/App has no route to a NAT gateway (the route table template/Table), and nothing else leads to `ecr.api`, `ecr.dkr`, `s3`, `logs`, `secretsmanager`",
    );
    finds(
        WAY_OUT,
        &with("SubnetId: !Ref A, RouteTableId: !Ref Table", "SubnetId: subnet-2, RouteTableId: !Ref Table"),
        "App",
        "the main route table of template/Vpc",
    );
    finds(WAY_OUT, &with("0.0.0.0/0", "10.0.0.0/8"), "App", "has no route to a NAT gateway");
    finds(WAY_OUT, &with("LaunchType: FARGATE, ", "").replace(ROUTE, ""), "App", "has no route");
    silent(WAY_OUT, &with("LaunchType: FARGATE", "LaunchType: EC2").replace(ROUTE, ""));
    let image = "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/app:1'";
    finds(WAY_OUT, &endpoints(&ALL).replace(image, "nginx:1"), "App", "the registry of its image");
}

#[test]
fn out_with_a_public_address() {
    let public = with("NatGatewayId: !Ref Nat", "GatewayId: !Ref Internet");
    finds(WAY_OUT, &public, "App", "its tasks get no public address");
    finds(WAY_OUT, &public.replace("AssignPublicIp: DISABLED, ", ""), "App", "no public address");
    silent(WAY_OUT, &public.replace("DISABLED", "ENABLED"));
    silent(WAY_OUT, &public.replace("DISABLED", "!Ref Given"));
    finds(WAY_OUT, &with(ROUTE, "").replace("DISABLED", "ENABLED"), "App", "a public address is of no use");
}

#[test]
fn endpoints_instead() {
    silent(WAY_OUT, &endpoints(&ALL));
    silent(
        WAY_OUT,
        &endpoints(&ALL).replace(
            "VpcId: !Ref Vpc, ServiceName: !Sub 'com.amazonaws.${AWS::Region}.logs'",
            "VpcId: !Ref Vpc, ServiceName: !Ref Given",
        ),
    );
    for missing in ALL {
        let others: Vec<&str> = ALL.into_iter().filter(|one| *one != missing).collect();
        finds(WAY_OUT, &endpoints(&others), "App", &format!("nothing else leads to `{missing}`"));
    }
    finds(
        WAY_OUT,
        &endpoints(&ALL).replace("RouteTableIds: [!Ref Table]", "RouteTableIds: [rtb-1]"),
        "App",
        "nothing else leads to `s3`",
    );
    finds(
        WAY_OUT,
        &endpoints(&ALL).replace(
            ".logs', VpcEndpointType: Interface, PrivateDnsEnabled: true",
            ".logs', VpcEndpointType: Interface, PrivateDnsEnabled: false",
        ),
        "App",
        "`logs`",
    );
}

#[test]
fn groups_that_let_nothing_out() {
    let out = |port: u16| {
        with(
            "GroupDescription: g",
            &format!(
                "GroupDescription: g, SecurityGroupEgress: [{{IpProtocol: tcp, FromPort: {port}, ToPort: {port}, CidrIp: 0.0.0.0/0}}]"
            ),
        )
    };
    finds(WAY_OUT, &out(5432), "App", "lets HTTPS out");
    silent(WAY_OUT, &out(443));
}

#[test]
fn a_rule_that_stands_for_none() {
    let out =
        |rules: &str| with("GroupDescription: g", &format!("GroupDescription: g, SecurityGroupEgress: [{rules}]"));
    let nowhere = "{IpProtocol: '-1', CidrIp: 127.0.0.1/32}";
    finds(WAY_OUT, &out(nowhere), "App", "no security group of template/App lets HTTPS out");
    finds(WAY_OUT, &out("{IpProtocol: '-1', CidrIp: 127.0.0.0/8}"), "App", "lets HTTPS out");
    finds(WAY_OUT, &out("{IpProtocol: '-1', CidrIpv6: '::1/128'}"), "App", "lets HTTPS out");
    silent(WAY_OUT, &out(&format!("{nowhere}, {{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}}")));
    silent(WAY_OUT, &out("{IpProtocol: '-1', CidrIp: 126.0.0.0/7}"));
    let separate = "  More: {Type: AWS::EC2::SecurityGroupEgress, Properties: {GroupId: !Ref Group, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}}\n";
    silent(WAY_OUT, &format!("{}{separate}", out(nowhere)));
}
