//! A whole template without a fault, and single faults that are planted in it.
#![cfg(test)]

use iac_aws_rules::RULES;
use iac_core::check::check;
use iac_core::{FileName, Severity, read};

const CODES: &[&str] = &[
    "dangling-reference",
    "duplicate-name",
    "early-start",
    "failed-lookup",
    "gateway-order",
    "grant-order",
    "lost-data",
    "parameter-value",
    "policy-order",
    "template-limit",
    "unused",
    "wrong-endpoint",
    "wrong-parameter",
    "wrong-reference",
];

const TEMPLATE: &str = include_str!("references/network.yaml");

/// The findings of this family: all, or the errors only.
fn found(template: &str, only_errors: bool) -> Vec<String> {
    let (graph, findings) = read::template(FileName::of(&"network.yaml"), template.as_bytes());
    assert!(findings.is_empty(), "{findings:?}");
    let rules: Vec<_> = RULES.iter().filter(|rule| CODES.contains(&rule.code)).copied().collect();
    assert_eq!(rules.len(), CODES.len());
    let report = check(&graph.unwrap(), &rules);
    let grave = report.findings.iter().filter(|one| !only_errors || one.severity == Severity::Error);
    grave.map(|one| format!("{}: {}", one.code, one.message)).collect()
}

#[test]
fn nothing_is_wrong() {
    assert_eq!(found(TEMPLATE, false), Vec::<String>::new());
}

/// What is replaced, by what, and the rule that must find it as an error.
const PLANTED: &[(&str, &str, &str)] = &[
    ("VPCSecurityGroups: [!GetAtt DatabaseGroup.GroupId]", "VPCSecurityGroups: [!Ref Vpc]", "wrong-reference"),
    (
        "VPCSecurityGroups: [!GetAtt DatabaseGroup.GroupId]",
        "VPCSecurityGroups: [!Ref DatabaseSubnets]",
        "wrong-reference",
    ),
    ("VPCSecurityGroups: [!GetAtt DatabaseGroup.GroupId]", "VPCSecurityGroups: [subnet-0a1b2c3d]", "wrong-reference"),
    ("DBSubnetGroupName: !Ref DatabaseSubnets", "DBSubnetGroupName: !Ref PrivateOne", "wrong-reference"),
    (
        "{Type: forward, TargetGroupArn: !Ref Targets}",
        "{Type: forward, TargetGroupArn: !Ref Balancer}",
        "wrong-reference",
    ),
    ("LoadBalancerArn: !Ref Balancer", "LoadBalancerArn: !GetAtt Balancer.DNSName", "wrong-reference"),
    ("LoadBalancerArn: !Ref Balancer", "LoadBalancerArn: !GetAtt Balancer.LoadBalancerName", "wrong-reference"),
    ("LoadBalancerArn: !Ref Balancer", "LoadBalancerArn: !Ref Targets", "wrong-reference"),
    ("ExecutionRoleArn: !GetAtt ExecutionRole.Arn", "ExecutionRoleArn: !Ref ExecutionRole", "wrong-reference"),
    (
        "ExecutionRoleArn: !GetAtt ExecutionRole.Arn",
        "ExecutionRoleArn: !GetAtt ExecutionRole.RoleId",
        "wrong-reference",
    ),
    ("ExecutionRoleArn: !GetAtt ExecutionRole.Arn", "ExecutionRoleArn: !Ref Topic", "wrong-reference"),
    ("AllocationId: !GetAtt Address.AllocationId", "AllocationId: !Ref Address", "wrong-reference"),
    ("NatGatewayId: !Ref Nat", "GatewayId: !Ref Nat", "wrong-reference"),
    ("NatGatewayId: !Ref Nat", "NatGatewayId: !Ref Internet", "wrong-reference"),
    (
        "SubnetIds: [!Ref PrivateOne, !Ref PrivateTwo]",
        "SubnetIds: [!Ref PrivateOne, !Ref PrivateTable]",
        "wrong-reference",
    ),
    ("AlarmActions: [!Ref Topic]", "AlarmActions: [!GetAtt Topic.TopicName]", "wrong-reference"),
    ("Roles: [!Ref ExecutionRole]", "Roles: [!GetAtt ExecutionRole.Arn]", "wrong-reference"),
    ("TaskDefinition: !Ref Task", "TaskDefinition: !Ref Cluster", "wrong-reference"),
    ("Cluster: !Ref Cluster", "Cluster: !Ref Topic", "wrong-reference"),
    (
        "VpcId: !If [OwnVpc, !Ref Vpc, !Ref ExistingVpc]",
        "VpcId: !If [OwnVpc, !Ref Vpc, !Ref ExistingGroup]",
        "wrong-parameter",
    ),
    (
        "VpcId: !If [OwnVpc, !Ref Vpc, !Ref ExistingVpc]",
        "VpcId: !If [OwnVpc, !Ref PublicOne, !Ref ExistingVpc]",
        "wrong-reference",
    ),
    ("  Topic:\n", "  Topic:\n    Condition: IsProduction\n", "dangling-reference"),
    (
        "Value: !If [IsProduction, !GetAtt Database.Endpoint.Address, none]",
        "Value: !If [IsProduction, none, !Ref Extra]",
        "dangling-reference",
    ),
    ("Value: !If [IsProduction, !GetAtt Database.Endpoint.Address, none]", "Value: !Ref Extra", "dangling-reference"),
    (
        "    DependsOn: Attached\n    Properties: {RouteTableId: !Ref PublicTable",
        "    Properties: {RouteTableId: !Ref PublicTable",
        "gateway-order",
    ),
    ("    UpdateReplacePolicy: Snapshot\n", "    UpdateReplacePolicy: Delete\n", "lost-data"),
    ("!FindInMap [Sizes, !Ref Stage, Class]", "!FindInMap [Sizes, !Ref Stage, Klass]", "failed-lookup"),
    ("    production: {Class: db.t4g.medium, Cpu: '512'}\n", "", "failed-lookup"),
    ("!Select [1, !GetAZs '']", "!Select [9, !GetAZs '']", "failed-lookup"),
    ("AllowedPattern: '[a-z-]+'", "AllowedPattern: '[a-z]{9}'", "parameter-value"),
    ("LogGroupName: !Sub '/app/${Name}'", "LogGroupName: /app/fixed", "duplicate-name"),
    ("Port: 443", "Port: 80", "duplicate-name"),
];

#[test]
#[expect(clippy::print_stdout, reason = "the figure is for people")]
fn each_planted_fault_is_found() {
    for (from, to, code) in PLANTED {
        assert!(TEMPLATE.contains(from), "the template has no `{from}`");
        let errors = found(&TEMPLATE.replacen(from, to, 1), true);
        assert!(errors.iter().any(|one| one.starts_with(&format!("{code}:"))), "`{to}`: {errors:#?}");
    }
    println!("{} of {} planted faults are found", PLANTED.len(), PLANTED.len());
}
