//! Services that call others by name.

use super::sides::{Side, side};
use super::wants::Want;
use iac_core::check::{Eval, Res, World};

/// A name of Service Connect with its port, and whose it is.
struct Known<'w, 'g> {
    address: String,
    namespace: Eval<'g>,
    port: i64,
    to: Side<'w, 'g>,
}

/// Services that are told the name and port of another one in their namespace.
/// Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html>
pub(crate) fn of_names<'w, 'g>(world: &'w World<'g>, found: &mut Vec<Want<'w, 'g>>) {
    let known = known(world);
    if known.is_empty() {
        return;
    }
    for service in world.all("AWS::ECS::Service") {
        let namespace = service.get("ServiceConnectConfiguration.Namespace");
        let definition = world.target_of(&service.get("TaskDefinition"), "AWS::ECS::TaskDefinition");
        let (Some(from), Some(definition), false) = (side(service), definition, namespace.is_absent()) else {
            continue;
        };
        let mut told = String::new();
        definition.get("ContainerDefinitions").visit(&mut |value| {
            if let Eval::Text(text) = value {
                told.push_str(text);
                told.push(' ');
            }
        });
        for one in known.iter().filter(|one| one.to.res != service && told.contains(&one.address)) {
            if one.namespace.same(&namespace) == Some(true) {
                let why = "it is told the name";
                found.push(Want { from: from.clone(), to: one.to.clone(), ports: vec![one.port], why });
            }
        }
    }
}

fn known<'w, 'g>(world: &'w World<'g>) -> Vec<Known<'w, 'g>> {
    let mut known = Vec::new();
    for service in world.all("AWS::ECS::Service") {
        let namespace = service.get("ServiceConnectConfiguration.Namespace");
        let Some(to) = side(service).filter(|_| !namespace.is_absent()) else { continue };
        for entry in service.get("ServiceConnectConfiguration.Services").items() {
            let inside = port_of(world, service, entry);
            for alias in entry.at("ClientAliases").items() {
                if let (Some(name), Some(port)) = (alias.at("DnsName").text(), alias.at("Port").int()) {
                    let address = format!("//{name}:{port}");
                    let (namespace, to) = (namespace.clone(), to.clone());
                    known.push(Known { address, namespace, port: inside.unwrap_or(port), to });
                }
            }
        }
    }
    known
}

/// The port of the container that the service's entry names.
fn port_of<'g>(world: &World<'g>, service: Res<'_, 'g>, entry: &Eval<'g>) -> Option<i64> {
    let (definition, name) = (service.get("TaskDefinition"), entry.at("PortName").text()?);
    let containers = world.target_of(&definition, "AWS::ECS::TaskDefinition")?.get("ContainerDefinitions");
    let mappings = containers.items().iter().flat_map(|container| container.at("PortMappings").items());
    let named = |mapping: &&Eval<'g>| mapping.at("Name").text().is_some_and(|given| given == name);
    mappings.into_iter().find(named)?.at("ContainerPort").int()
}

#[cfg(test)]
mod tests {
    use crate::reachability::closed_port::CLOSED_PORT as RULE;
    use crate::testing::{finds, report, silent};

    const NETWORK: &str = r#"
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Caller: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: c, VpcId: !Ref Vpc}}
  Called: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: d, VpcId: !Ref Vpc}}
"#;

    fn open(port: u16) -> String {
        format!(
            "  In: {{Type: AWS::EC2::SecurityGroupIngress, Properties: {{GroupId: !Ref Called, IpProtocol: tcp, \
             FromPort: {port}, ToPort: {port}, SourceSecurityGroupId: !Ref Caller}}}}\n"
        )
    }

    fn services(url: &str, namespace: &str) -> String {
        let services = r#"
  Names: {Type: AWS::ServiceDiscovery::HttpNamespace, Properties: {Name: n}}
  Others: {Type: AWS::ServiceDiscovery::HttpNamespace, Properties: {Name: o}}
  Served: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: a, PortMappings: [{Name: model, ContainerPort: 11434}]}]}}
  Model: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Served, NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A],
    SecurityGroups: [!Ref Called]}}, ServiceConnectConfiguration: {Enabled: true, Namespace: !GetAtt Names.Arn, Services: [{PortName: model,
    ClientAliases: [{DnsName: ollama, Port: 80}]}]}}}
  Calls: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: b, Environment: [{Name: URL, Value: "$URL"}]}]}}
  App: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Calls, NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A],
    SecurityGroups: [!Ref Caller]}}, ServiceConnectConfiguration: {Enabled: true, Namespace: !GetAtt $NAMESPACE.Arn}}}
"#;
        format!("{NETWORK}{}", services.replace("$URL", url).replace("$NAMESPACE", namespace))
    }

    #[test]
    fn a_service_reaches_what_it_calls_by_name() {
        let ours = services("http://ollama:80", "Names");
        finds(RULE, &ours, "Called", "nothing lets template/App in to port 11434 of template/Model");
        silent(RULE, &(ours.clone() + &open(11434)));
        assert_eq!(report(RULE, &(ours + &open(11434))).flows.len(), 1);
        silent(RULE, &services("http://elsewhere:80", "Names"));
        silent(RULE, &services("http://ollama:80", "Others"));
    }
}
