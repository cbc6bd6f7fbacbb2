use super::needs::is_interface;
use super::security_groups::{Direction, Groups};
use super::sides::{in_vpc, side};
use super::stores::ports;
use iac_core::check::{Findings, Res, World};
use std::collections::HashSet;

iac_core::rule! {
    /// The security groups of a database, a cache, a mount target or an endpoint open other ports than its own.
    ///
    /// What comes to the port on which it listens is kept away, from everybody: the rules of its groups are for another
    /// port, or the port was changed and the rules were not. It is made, and nobody ever reaches it.
    ///
    /// Write the rule for its port: `FromPort: !GetAtt Database.Endpoint.Port`.
    pub(crate) DEAF_STORE: "deaf-store", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let groups = Groups::of(world);
    let shown = shown(world);
    for store in in_vpc(world).filter(|res| listens(*res)) {
        let ports = ports_of(store);
        let Some(own) = side(store).and_then(|side| side.groups).filter(|own| !own.is_empty() && !ports.is_empty())
        else {
            continue;
        };
        // Whoever sees a group outside of the template may add rules to it.
        if own.iter().any(|group| shown.contains(group)) {
            continue;
        }
        let rules: Option<Vec<_>> = own.iter().map(|group| groups.permissions(*group, Direction::In)).collect();
        let Some(rules) = rules else { continue };
        let mut all = rules.iter().flat_map(|rules| rules.iter()).peekable();
        if all.peek().is_none() || all.any(|rule| ports.iter().any(|port| rule.covers(*port))) {
            continue;
        }
        let ports = ports.iter().map(i64::to_string).collect::<Vec<_>>().join(" or ");
        let message =
            format!("no rule of the security groups of {} is for port {ports}, on which it listens", store.path());
        let help = format!("open tcp {ports} to those who use it");
        let parts: Vec<_> = own.iter().map(|group| (*group, "its group")).collect();
        findings.between(store, "", message, help, &parts);
    }
}

/// Members of clusters listen where the cluster does; who is not asked for a port is no store.
fn listens(res: Res<'_, '_>) -> bool {
    let kinds =
        ["AWS::RDS::", "AWS::DocDB::", "AWS::Neptune::", "AWS::ElastiCache::", "AWS::MemoryDB::", "AWS::Redshift::"];
    let others = ["AWS::EFS::MountTarget", "AWS::EC2::VPCEndpoint"];
    let is_store = kinds.iter().any(|kind| res.kind().starts_with(kind)) || others.contains(&res.kind());
    is_store && res.get("DBClusterIdentifier").is_absent()
}

fn ports_of(store: Res<'_, '_>) -> Vec<i64> {
    match store.kind() {
        "AWS::EFS::MountTarget" => vec![2049],
        "AWS::EC2::VPCEndpoint" => {
            let is_https = |name: &str| HTTPS.iter().any(|service| name.ends_with(&format!(".{service}")));
            let name = store.get("ServiceName").shown();
            if is_interface(store) && name.starts_with("com.amazonaws.") && is_https(&name) {
                vec![443]
            } else {
                Vec::new()
            }
        }
        _ => ports(store),
    }
}

/// Services whose endpoints speak HTTPS alone.
const HTTPS: &[&str] = &[
    "ssm",
    "ssmmessages",
    "ec2messages",
    "secretsmanager",
    "kms",
    "logs",
    "monitoring",
    "ecr.api",
    "ecr.dkr",
    "ecs",
    "ecs-agent",
    "ecs-telemetry",
    "sqs",
    "sns",
    "sts",
    "states",
    "events",
    "lambda",
    "execute-api",
    "s3",
    "kinesis-streams",
    "xray",
];

/// The groups that outputs show.
fn shown<'w, 'g>(world: &'w World<'g>) -> HashSet<Res<'w, 'g>> {
    let mut found = HashSet::new();
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        for output in stack.outputs.values() {
            let value = world.eval(number, &output.value);
            found.extend(value.references().into_iter().filter_map(|reference| reference.target(world)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::DEAF_STORE;
    use crate::testing::{finds, silent};

    fn of(rule: &str, store: &str) -> String {
        format!(
            "Parameters:\n  Given: {{Type: Number}}\nResources:\n  Users: {{Type: AWS::EC2::SecurityGroup, Properties: \
             {{GroupDescription: u, VpcId: v}}}}\n  G: {{Type: AWS::EC2::SecurityGroup, Properties: {{GroupDescription: g, VpcId: v}}}}\n  \
             In: {{Type: AWS::EC2::SecurityGroupIngress, Properties: {{GroupId: !Ref G, {rule}, SourceSecurityGroupId: !Ref Users}}}}\n  \
             S: {{{store}}}\n"
        )
    }

    const CACHE: &str = "Type: AWS::ElastiCache::ReplicationGroup, Properties: {ReplicationGroupDescription: d, SecurityGroupIds: [!GetAtt G.GroupId]}";
    const FILES: &str =
        "Type: AWS::EFS::MountTarget, Properties: {FileSystemId: f, SubnetId: s, SecurityGroups: [!Ref G]}";
    const DATA: &str =
        "Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, Port: '3307', VPCSecurityGroups: [!Ref G]}";

    #[test]
    fn another_port() {
        let port = |port: u16| format!("IpProtocol: tcp, FromPort: {port}, ToPort: {port}");
        finds(DEAF_STORE, &of(&port(6380), CACHE), "S", "is for port 6379, on which it listens");
        finds(DEAF_STORE, &of(&port(2094), FILES), "S", "is for port 2049");
        finds(DEAF_STORE, &of(&port(3306), DATA), "S", "is for port 3307");
        finds(DEAF_STORE, &of("IpProtocol: udp, FromPort: 3307, ToPort: 3307", DATA), "S", "is for port 3307");
        silent(DEAF_STORE, &of(&port(6379), CACHE));
        silent(DEAF_STORE, &of(&port(3306), &DATA.replace("Port: '3307', ", "")));
    }

    #[test]
    fn endpoints() {
        const OF_SSM: &str = "Type: AWS::EC2::VPCEndpoint, Properties: {VpcEndpointType: Interface, ServiceName: !Sub 'com.amazonaws.${AWS::Region}.ssm', SecurityGroupIds: [!Ref G]}";
        let port = |port: u16| format!("IpProtocol: tcp, FromPort: {port}, ToPort: {port}");
        finds(DEAF_STORE, &of(&port(80), OF_SSM), "S", "is for port 443");
        silent(DEAF_STORE, &of(&port(443), OF_SSM));
        silent(DEAF_STORE, &of(&port(587), &OF_SSM.replace(".ssm", ".email-smtp")));
    }

    #[test]
    fn open_or_not_known() {
        let three = "IpProtocol: tcp, FromPort: 3306, ToPort: 3306";
        silent(DEAF_STORE, &of("IpProtocol: '-1'", FILES));
        silent(DEAF_STORE, &of("IpProtocol: tcp, FromPort: !Ref Given, ToPort: !Ref Given", CACHE));
        silent(DEAF_STORE, &of(three, DATA).replace("GroupId: !Ref G", "GroupId: !Ref Users"));
        silent(DEAF_STORE, &of(three, &DATA.replace("[!Ref G]", "[!Ref G, !ImportValue group]")));
        silent(DEAF_STORE, &(of(three, DATA) + "Outputs: {Group: {Value: !Ref G}}\n"));
    }
}
