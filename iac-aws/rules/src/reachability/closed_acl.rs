use super::acls::Acls;
use super::routes::{Exit, Routes};
use super::sides::{side, tasks};
use super::wants::{Want, wants};
use crate::placement::cidr::Cidr;
use crate::placement::subnets::network;
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A network ACL on the way is closed.
    ///
    /// A network ACL that is not the VPC's own lets nothing through but what its entries allow, in the order of their
    /// numbers, and it knows no connections: the replies need entries of their own, for the ports that the callers'
    /// systems choose (1024 to 65535).
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html>
    pub(crate) CLOSED_ACL: "closed-acl", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let acls = Acls::of(world);
    if acls.is_empty() {
        return;
    }
    for want in wants(world) {
        between(findings, &acls, &want);
    }
    let routes = Routes::of(world);
    for listener in world.all("AWS::ElasticLoadBalancingV2::Listener") {
        let balancer = world.target_of(&listener.get("LoadBalancerArn"), "AWS::ElasticLoadBalancingV2::LoadBalancer");
        let (Some(balancer), Some(port)) = (balancer, listener.get("Port").int()) else { continue };
        if balancer.get("Scheme").text().is_none_or(|scheme| scheme != "internet-facing") {
            continue;
        }
        for subnet in side(balancer).and_then(|side| side.subnets).iter().flatten() {
            let name = |what: &str| format!("{what} the internet and port {port} of {}", balancer.path());
            closed(findings, acls.blocks(*subnet, false, Cidr::WORLD, port), *subnet, &name("requests between"));
            closed(findings, acls.blocks_replies(*subnet, true, Cidr::WORLD), *subnet, &name("replies between"));
        }
    }
    for tasks in tasks(world) {
        for subnet in tasks.side.subnets.iter().flatten() {
            if matches!(routes.exit(*subnet), Exit::Nat(_) | Exit::Internet) {
                let name = |what: &str| format!("{what} {} and port 443 of the internet", tasks.side.res.path());
                closed(findings, acls.blocks(*subnet, true, Cidr::WORLD, 443), *subnet, &name("requests between"));
                closed(findings, acls.blocks_replies(*subnet, false, Cidr::WORLD), *subnet, &name("replies between"));
            }
        }
    }
}

fn between<'w, 'g>(findings: &mut Findings<'_, 'g>, acls: &Acls<'w, 'g>, want: &Want<'w, 'g>) {
    let [port] = want.ports[..] else { return };
    let (from, to) = (&want.from, &want.to);
    let subnets = |side: &Option<Vec<Res<'w, 'g>>>| {
        let known = side.iter().flatten().filter_map(|subnet| Some((*subnet, network(*subnet)?)));
        known.collect::<Vec<_>>()
    };
    for (caller, caller_network) in subnets(&from.subnets) {
        for (called, called_network) in subnets(&to.subnets).into_iter().filter(|(called, _)| *called != caller) {
            let name = |what: &str| format!("{what} between {} and port {port} of {}", from.res.path(), to.res.path());
            closed(findings, acls.blocks(caller, true, called_network, port), caller, &name("requests"));
            closed(findings, acls.blocks(called, false, caller_network, port), called, &name("requests"));
            closed(findings, acls.blocks_replies(called, true, caller_network), called, &name("replies"));
            closed(findings, acls.blocks_replies(caller, false, called_network), caller, &name("replies"));
        }
    }
}

fn closed<'g>(findings: &mut Findings<'_, 'g>, acl: Option<Res<'_, 'g>>, subnet: Res<'_, 'g>, what: &str) {
    if let Some(acl) = acl {
        let message = format!("the network ACL {} of the subnet {} keeps away {what}", acl.path(), subnet.path());
        let help = "add an `AWS::EC2::NetworkAclEntry` that allows it, with a number below that of any that denies it";
        findings.between(acl, "", message, help, &[(subnet, "the subnet")]);
    }
}

#[cfg(test)]
mod tests {
    use super::CLOSED_ACL;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Parameters:
  Given: {Type: String}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Acl: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
  OfB: {Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {SubnetId: !Ref B, NetworkAclId: !Ref Acl}}
  In: {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: 6, RuleAction: allow, CidrBlock: 10.0.0.0/24, PortRange: {From: 5432, To: 5432}}}
  Out: {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: 100, Protocol: 6, Egress: true, RuleAction: allow, CidrBlock: 10.0.0.0/16, PortRange: {From: 1024, To: 65535}}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc}}
  F: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SecurityGroupIds: [!Ref Group], SubnetIds: [!Ref A]}, Environment: {Variables: {HOST: !GetAtt Data.Endpoint.Address}}}}
  Names: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref B]}}
  Data: {Type: AWS::RDS::DBInstance, Properties: {Engine: postgres, DBSubnetGroupName: !Ref Names, VPCSecurityGroups: [!Ref Group]}}
  L: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: internet-facing, Subnets: [!Ref A]}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref L, Port: 443}}
"#;

    fn with(old: &str, new: &str) -> String {
        assert!(TEMPLATE.contains(old));
        TEMPLATE.replace(old, new)
    }

    #[test]
    fn closed() {
        finds(
            CLOSED_ACL,
            &with("From: 5432, To: 5432", "From: 3306, To: 3306"),
            "Acl",
            "keeps away requests between template/F and port 5432 of template/Data",
        );
        finds(
            CLOSED_ACL,
            &with("From: 1024, To: 65535", "From: 443, To: 443"),
            "Acl",
            "keeps away replies between template/F and port 5432",
        );
        finds(CLOSED_ACL, &with("Egress: true, ", ""), "Acl", "keeps away replies");
        finds(CLOSED_ACL, &with("10.0.0.0/24, PortRange", "10.0.9.0/24, PortRange"), "Acl", "keeps away requests");
        finds(
            CLOSED_ACL,
            &with("Protocol: 6, RuleAction: allow", "Protocol: 17, RuleAction: allow"),
            "Acl",
            "keeps away requests",
        );
        let denied = TEMPLATE.to_owned()
            + "  No: {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: 90, Protocol: -1, RuleAction: deny, CidrBlock: 0.0.0.0/0}}\n";
        finds(CLOSED_ACL, &denied, "Acl", "keeps away requests");
        silent(CLOSED_ACL, &denied.replace("RuleNumber: 90", "RuleNumber: 110"));
        finds(CLOSED_ACL, &denied.replace("0.0.0.0/0", "!GetAtt Vpc.CidrBlock"), "Acl", "keeps away requests");
        finds(
            CLOSED_ACL,
            &with("SubnetId: !Ref B, N", "SubnetId: !Ref A, N"),
            "Acl",
            "requests between the internet and port 443 of template/L",
        );
    }

    #[test]
    fn open() {
        silent(CLOSED_ACL, TEMPLATE);
        silent(CLOSED_ACL, &with("From: 5432, To: 5432", "From: 0, To: !Ref Given"));
        silent(
            CLOSED_ACL,
            &with("NetworkAclId: !Ref Acl}}", "NetworkAclId: !Ref Given}}").replace("5432, To", "1, To"),
        );
        silent(
            CLOSED_ACL,
            &with(
                "Protocol: 6, RuleAction: allow, CidrBlock: 10.0.0.0/24, PortRange: {From: 5432, To: 5432}",
                "Protocol: -1, RuleAction: allow, CidrBlock: 0.0.0.0/0",
            ),
        );
    }
}
