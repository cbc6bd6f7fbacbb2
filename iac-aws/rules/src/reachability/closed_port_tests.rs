//! Ways that are open, and hops of them that are closed.

use super::closed_port::CLOSED_PORT;
use crate::testing::{finds, report, silent};

const WIRED: &str = r#"
Parameters:
  Given: {Type: String}
  Port: {Type: Number, Default: 5432, AllowedValues: [5432, 5433]}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  BalancerGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: b, VpcId: !Ref Vpc}}
  TaskGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: t, VpcId: !Ref Vpc}}
  DataGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: d, VpcId: !Ref Vpc, SecurityGroupIngress: [{IpProtocol: tcp,
    FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref TaskGroup}]}}
  In: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !GetAtt TaskGroup.GroupId, IpProtocol: tcp,
    FromPort: 8000, ToPort: 8000, SourceSecurityGroupId: !GetAtt BalancerGroup.GroupId}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [!Ref A, !Ref B], SecurityGroups: [!Ref BalancerGroup]}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 8000, VpcId: !Ref Vpc}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80,
    DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}
  Tasks: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: log}, {Name: a, Environment: [{Name: DB,
    Value: !Sub 'postgres://${Data.Endpoint.Address}/x'}], Secrets: [{Name: P, ValueFrom: !Ref Password}]}], Volumes: [{Name: v,
    EFSVolumeConfiguration: {FilesystemId: !Ref Files}}]}}
  App: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Tasks, LoadBalancers: [{ContainerName: a, ContainerPort: 8000,
    TargetGroupArn: !Ref Targets}], NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A, !Ref B], SecurityGroups: [!Ref TaskGroup]}}}}
  Names: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref A, !Ref B]}}
  Data: {Type: AWS::RDS::DBInstance, Properties: {Engine: postgres, DBSubnetGroupName: !Ref Names, VPCSecurityGroups: [!GetAtt DataGroup.GroupId]}}
  Password: {Type: AWS::SecretsManager::Secret, Properties: {Name: p}}
  Holds: {Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: !Ref Password, TargetId: !Ref Data}}
  Files: {Type: AWS::EFS::FileSystem, Properties: {Encrypted: true}}
  Mount: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref Files, SubnetId: !Ref A, SecurityGroups: [!Ref FileGroup]}}
  FileGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: f, VpcId: !Ref Vpc, SecurityGroupIngress: [{IpProtocol: tcp,
    FromPort: 2049, ToPort: 2049, CidrIp: 10.0.0.0/16}]}}
"#;

fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(WIRED.to_owned(), |template, (old, new)| {
        assert!(template.contains(old), "{old}");
        template.replace(old, new)
    })
}

const SOURCE: &str = "SourceSecurityGroupId: !Ref TaskGroup";
const ENDPOINT: &str = "Value: !Sub 'postgres://${Data.Endpoint.Address}/x'";
const OUT: &str = "GroupDescription: t, VpcId: !Ref Vpc";

#[test]
fn open_on_both_sides() {
    silent(CLOSED_PORT, WIRED);
    let flows = report(CLOSED_PORT, WIRED).flows;
    let flows: Vec<String> = flows.iter().map(|flow| format!("{} {} {}", flow.from, flow.over, flow.to)).collect();
    for flow in [
        "template/Balancer tcp 8000 template/App",
        "template/App tcp 5432 template/Data",
        "template/App tcp 2049 template/Mount",
    ] {
        assert!(flows.iter().any(|one| one == flow), "{flow}: {flows:#?}");
    }
}

#[test]
fn from_the_balancer() {
    let other = with(&[("FromPort: 8000, ToPort: 8000", "FromPort: 80, ToPort: 80")]);
    finds(CLOSED_PORT, &other, "TaskGroup", "nothing lets template/Balancer in to port 8000 of template/App");
    let out = with(&[(
        "GroupDescription: b,",
        "GroupDescription: b, SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}],",
    )]);
    finds(CLOSED_PORT, &out, "BalancerGroup", "nothing lets template/Balancer send to port 8000");
    let health = with(&[("{Port: 8000, VpcId", "{HealthCheckPort: 9000, Port: 8000, VpcId")]);
    finds(CLOSED_PORT, &health, "TaskGroup", "nothing lets template/Balancer in to port 9000");
    let udp = with(&[("IpProtocol: tcp,\n    FromPort: 8000", "IpProtocol: udp,\n    FromPort: 8000")]);
    finds(CLOSED_PORT, &udp, "TaskGroup", "in to port 8000");
    let own =
        with(&[("SourceSecurityGroupId: !GetAtt BalancerGroup.GroupId", "SourceSecurityGroupId: !Ref TaskGroup")]);
    finds(CLOSED_PORT, &own, "TaskGroup", "nothing lets template/Balancer in");
    // A network balancer without a group cannot be named by one.
    let network = with(&[(
        "Properties: {Subnets: [!Ref A, !Ref B], SecurityGroups: [!Ref BalancerGroup]}",
        "Properties: {Type: network, Subnets: [!Ref A, !Ref B]}",
    )]);
    finds(CLOSED_PORT, &network, "TaskGroup", "nothing lets template/Balancer in");
    silent(
        CLOSED_PORT,
        &network.replace("SourceSecurityGroupId: !GetAtt BalancerGroup.GroupId", "CidrIp: 10.0.0.0/16"),
    );
}

#[test]
fn to_the_database() {
    finds(
        CLOSED_PORT,
        &with(&[("FromPort: 5432, ToPort: 5432", "FromPort: 3306, ToPort: 3306")]),
        "DataGroup",
        "nothing lets template/App in to port 5432 of template/Data",
    );
    finds(CLOSED_PORT, &with(&[("Engine: postgres", "Port: 5433")]), "DataGroup", "port 5433");
    finds(
        CLOSED_PORT,
        &with(&[("Engine: postgres", "Port: !Ref Port")]),
        "DataGroup",
        "port 5433 of template/Data, with Port = 5433",
    );
    finds(CLOSED_PORT, &with(&[(SOURCE, "SourceSecurityGroupId: !Ref BalancerGroup")]), "DataGroup", "in to port 5432");
    finds(CLOSED_PORT, &with(&[(SOURCE, "CidrIp: 10.1.0.0/16")]), "DataGroup", "in to port 5432");
    finds(
        CLOSED_PORT,
        &with(&[(SOURCE, "CidrIp: 10.0.0.0/24")]),
        "DataGroup",
        "in the subnet template/B (10.0.1.0/24)",
    );
    finds(CLOSED_PORT, &with(&[(SOURCE, "CidrIpv6: '::/0'")]), "DataGroup", "in to port 5432");
    finds(CLOSED_PORT, &with(&[(SOURCE, "SourceSecurityGroupId: sg-1")]), "DataGroup", "in to port 5432");
    let egress =
        format!("{OUT}, SecurityGroupEgress: [{{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}}]");
    finds(CLOSED_PORT, &with(&[(OUT, &egress)]), "TaskGroup", "nothing lets template/App send to port 5432");
    // By the secret alone.
    let secret = with(&[(ENDPOINT, "Value: x"), (SOURCE, "CidrIp: 10.9.0.0/16")]);
    finds(CLOSED_PORT, &secret, "DataGroup", "in to port 5432");
    let default = with(&[(", VPCSecurityGroups: [!GetAtt DataGroup.GroupId]", "")]);
    finds(CLOSED_PORT, &default, "Data", "nothing lets template/App in to port 5432");
}

#[test]
fn ways_to_the_database_that_are_open() {
    silent(CLOSED_PORT, &with(&[(SOURCE, "CidrIp: 10.0.0.0/23")]));
    silent(CLOSED_PORT, &with(&[(SOURCE, "CidrIp: !GetAtt Vpc.CidrBlock")]));
    silent(CLOSED_PORT, &with(&[(SOURCE, "SourcePrefixListId: pl-1")]));
    silent(CLOSED_PORT, &with(&[(SOURCE, "SourceSecurityGroupId: !Ref Given")]));
    silent(
        CLOSED_PORT,
        &with(&[
            ("SecurityGroups: [!Ref TaskGroup]", "SecurityGroups: [!Ref TaskGroup, !Ref Given]"),
            (SOURCE, "SourceSecurityGroupId: sg-1"),
        ]),
    );
    silent(
        CLOSED_PORT,
        &with(&[(SOURCE, "CidrIp: 10.9.0.0/16"), (ENDPOINT, "Value: x"), ("ValueFrom: !Ref Password", "ValueFrom: x")]),
    );
    silent(CLOSED_PORT, &with(&[("IpProtocol: tcp,\n    FromPort: 5432, ToPort: 5432", "IpProtocol: -1")]));
    silent(
        CLOSED_PORT,
        &with(&[
            ("GroupId: !GetAtt TaskGroup.GroupId", "GroupId: !If [Never, !Ref TaskGroup, !Ref DataGroup]"),
            ("Parameters:", "Conditions: {Never: !Equals [!Ref 'AWS::Region', x]}\nParameters:"),
        ]),
    );
    // One group on both sides, that lets itself in.
    let shared = with(&[("!GetAtt DataGroup.GroupId", "!Ref TaskGroup")])
        + "  Self: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref TaskGroup, IpProtocol: '-1', SourceSecurityGroupId: !Ref TaskGroup}}\n";
    silent(CLOSED_PORT, &shared);
    finds(
        CLOSED_PORT,
        &shared.replace("IpProtocol: '-1'", "IpProtocol: udp, FromPort: 0, ToPort: 65535"),
        "TaskGroup",
        "port 5432",
    );
}

#[test]
fn a_rule_for_an_imported_group_hides_nothing() {
    let rule = "  R: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref Given, IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref TaskGroup}}\n";
    finds(CLOSED_PORT, &(with(&[(SOURCE, "CidrIp: 10.9.0.0/16")]) + rule), "DataGroup", "in to port 5432");
}

#[test]
fn file_systems_and_caches() {
    finds(
        CLOSED_PORT,
        &with(&[("FromPort: 2049, ToPort: 2049", "FromPort: 2048, ToPort: 2048")]),
        "FileGroup",
        "in to port 2049 of template/Mount",
    );
    let cache = "  Cache: {Type: AWS::ElastiCache::ReplicationGroup, Properties: {SecurityGroupIds: [!Ref CacheGroup]}}\n  CacheGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: c, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 6379, ToPort: 6379, SourceSecurityGroupId: !Ref TaskGroup}]}}\n  F: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SecurityGroupIds: [!Ref TaskGroup], SubnetIds: [!Ref A]}, Environment: {Variables: {HOST: !GetAtt Cache.PrimaryEndPoint.Address}}}}\n";
    silent(CLOSED_PORT, &(WIRED.to_owned() + cache));
    finds(
        CLOSED_PORT,
        &(WIRED.to_owned() + &cache.replace("FromPort: 6379, ToPort: 6379", "FromPort: 6380, ToPort: 6380")),
        "CacheGroup",
        "nothing lets template/F in to port 6379 of template/Cache",
    );
    finds(
        CLOSED_PORT,
        &(WIRED.to_owned() + &cache.replace("GroupIds: [!Ref TaskGroup], Sub", "GroupIds: [!Ref BalancerGroup], Sub")),
        "CacheGroup",
        "template/F",
    );
}

#[test]
fn a_proxy_on_the_way() {
    let proxy = with(&[("${Data.Endpoint", "${Proxy.Endpoint"), (SOURCE, "SourceSecurityGroupId: !Ref ProxyGroup")])
        + "  Proxy: {Type: AWS::RDS::DBProxy, Properties: {EngineFamily: POSTGRESQL, VpcSubnetIds: [!Ref A, !Ref B], VpcSecurityGroupIds: [!Ref ProxyGroup]}}\n  ProxyGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: p, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref TaskGroup}]}}\n  ProxyTargets: {Type: AWS::RDS::DBProxyTargetGroup, Properties: {DBProxyName: !Ref Proxy, TargetGroupName: default, DBInstanceIdentifiers: [!Ref Data]}}\n";
    silent(CLOSED_PORT, &proxy);
    finds(
        CLOSED_PORT,
        &proxy.replace("SourceSecurityGroupId: !Ref ProxyGroup", "CidrIp: 10.4.0.0/24"),
        "DataGroup",
        "nothing lets template/Proxy in to port 5432 of template/Data",
    );
    finds(
        CLOSED_PORT,
        &proxy.replace(
            "p, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432",
            "p, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 543, ToPort: 543",
        ),
        "ProxyGroup",
        "nothing lets template/App in to port 5432 of template/Proxy",
    );
}

#[test]
fn endpoints_on_the_way() {
    let endpoint = with(&[("{Name: log}", "{Name: log, LogConfiguration: {LogDriver: awslogs}}")])
        + "  Logs: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, ServiceName: !Sub 'com.amazonaws.${AWS::Region}.logs', VpcEndpointType: Interface, PrivateDnsEnabled: true, SubnetIds: [!Ref A], SecurityGroupIds: [!Ref EndpointGroup]}}\n  EndpointGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: e, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]}}\n";
    silent(CLOSED_PORT, &endpoint);
    finds(
        CLOSED_PORT,
        &endpoint.replace("ToPort: 443, CidrIp: 10.0.0.0/16", "ToPort: 443, CidrIp: 10.0.0.0/24"),
        "EndpointGroup",
        "nothing lets template/App in the subnet template/B (10.0.1.0/24) in to port 443 of template/Logs",
    );
    finds(CLOSED_PORT, &endpoint.replace(", SecurityGroupIds: [!Ref EndpointGroup]", ""), "Logs", "in to port 443");
}

#[test]
fn instances_and_functions() {
    let scaling = with(&[
        ("App: {Type: AWS::ECS::Service", "App: {Type: AWS::ECS::Service, Condition: Never"),
        ("Parameters:", "Conditions: {Never: !Equals [a, b]}\nParameters:"),
    ]) + "  Hosts: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {VPCZoneIdentifier: [!Ref A, !Ref B], TargetGroupARNs: [!Ref Targets], LaunchTemplate: {LaunchTemplateId: !Ref Host, Version: 1}}}\n  Host: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {SecurityGroupIds: [!Ref TaskGroup]}}}\n";
    silent(CLOSED_PORT, &scaling);
    finds(
        CLOSED_PORT,
        &scaling.replace("FromPort: 8000, ToPort: 8000", "FromPort: 80, ToPort: 80"),
        "TaskGroup",
        "in to port 8000 of template/Hosts",
    );
    let function = WIRED.to_owned()
        + "  F: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SecurityGroupIds: [!Ref TaskGroup], SubnetIds: [!Ref B]}, FileSystemConfigs: [{Arn: !GetAtt Point.Arn, LocalMountPath: /mnt/a}]}}\n  Point: {Type: AWS::EFS::AccessPoint, Properties: {FileSystemId: !Ref Files}}\n";
    silent(CLOSED_PORT, &function);
    finds(
        CLOSED_PORT,
        &function.replace("ToPort: 2049, CidrIp: 10.0.0.0/16", "ToPort: 2049, CidrIp: 10.0.0.0/24"),
        "FileGroup",
        "nothing lets template/F in to port 2049",
    );
}

/// A service that calls another one by the name of an inner balancer.
#[test]
fn through_an_inner_balancer() {
    let called = |scheme: &str| {
        WIRED.replace("Properties: {Subnets: [!Ref A, !Ref B], SecurityGroups: [!Ref BalancerGroup]}", scheme)
            + "
  CallerGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: c, VpcId: !Ref Vpc}}
  Calls: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: c, Environment: [{Name: URL,
    Value: !Sub 'http://${Balancer.DNSName}'}]}]}}
  Caller: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Calls, NetworkConfiguration: {AwsvpcConfiguration: {
    Subnets: [!Ref A], SecurityGroups: [!Ref CallerGroup]}}}}
"
    };
    let of = |scheme: &str| {
        format!("Properties: {{{scheme}Subnets: [!Ref A, !Ref B], SecurityGroups: [!Ref BalancerGroup]}}")
    };
    let inner = called(&of("Scheme: internal, "));
    finds(CLOSED_PORT, &inner, "BalancerGroup", "template/Caller");
    let open = "
  Open: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref BalancerGroup, IpProtocol: tcp, FromPort: 80, ToPort: 80,
    SourceSecurityGroupId: !Ref CallerGroup}}
";
    silent(CLOSED_PORT, &(inner + open));
    silent(CLOSED_PORT, &called(&of("")));
}
