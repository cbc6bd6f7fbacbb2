use super::needs::{Endpoints, is_interface};
use super::routes::{Exit, Routes};
use super::sides::{Side, side, tasks};
use super::way_out::serves;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A program in a VPC cannot reach the service of AWS that it is told to use.
    ///
    /// A function in a VPC has no public address, wherever its subnets lead: to call a service of AWS, such as the one of
    /// the queue, table, topic or secret that its variables name, it needs a route to a NAT gateway, or an endpoint for
    /// that service in the VPC. The same is true of tasks in private subnets. Without a way calls time out, and a function
    /// that rotates a secret never does.
    ///
    /// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html>,
    /// <https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html>
    pub(crate) SERVICE_WAY: "no-way-to-service", Error, check
}

/// What is called by its name, address or ARN, and the endpoint that leads there.
const SERVICES: &[(&str, &str)] = &[
    ("AWS::SQS::Queue", "sqs"),
    ("AWS::SNS::Topic", "sns"),
    ("AWS::DynamoDB::Table", "dynamodb"),
    ("AWS::DynamoDB::GlobalTable", "dynamodb"),
    ("AWS::S3::Bucket", "s3"),
    ("AWS::SecretsManager::Secret", "secretsmanager"),
    ("AWS::SSM::Parameter", "ssm"),
    ("AWS::Kinesis::Stream", "kinesis-streams"),
    ("AWS::KinesisFirehose::DeliveryStream", "kinesis-firehose"),
    ("AWS::StepFunctions::StateMachine", "states"),
    ("AWS::Events::EventBus", "events"),
    ("AWS::Lambda::Function", "lambda"),
];

/// What a program is told to call something; other attributes are values that it needs no service for.
const NAMES: &[&str] = &["Ref", "Arn", "Name", "QueueUrl", "QueueName", "TopicArn", "TopicName", "Id"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let (routes, endpoints) = (Routes::of(world), Endpoints::of(world));
    let ways = Ways { routes: &routes, endpoints: &endpoints };
    for function in world.all("AWS::Lambda::Function").filter(|one| !one.get("VpcConfig").is_absent()) {
        let Some(side) = side(function) else { continue };
        for told in services(world, &function.get("Environment.Variables")) {
            ways.to(findings, &side, "VpcConfig", &told, false);
        }
    }
    for (rotation, function) in rotations(world) {
        // Its variables may tell it already.
        let told = services(world, &function.get("Environment.Variables"));
        if let Some(side) = side(function).filter(|_| !told.iter().any(|one| one.service == "secretsmanager")) {
            ways.to(findings, &side, "VpcConfig", &Told { service: "secretsmanager", by: rotation }, false);
        }
    }
    for tasks in tasks(world) {
        let Some(definition) = tasks.definition else { continue };
        let public = tasks.may_be_public();
        for container in definition.get("ContainerDefinitions").items() {
            for told in services(world, container.at("Environment")) {
                ways.to(findings, &tasks.side, tasks.property, &told, public);
            }
        }
    }
}

/// The rotations by functions in a VPC.
pub(super) fn rotations<'w, 'g>(world: &'w World<'g>) -> Vec<(Res<'w, 'g>, Res<'w, 'g>)> {
    let function = |rotation: &Res<'w, 'g>| {
        let function = world.target_of(&rotation.get("RotationLambdaARN"), "AWS::Lambda::Function");
        function.filter(|one| !one.get("VpcConfig").is_absent())
    };
    let all = world.all("AWS::SecretsManager::RotationSchedule");
    all.filter_map(|rotation| Some((rotation, function(&rotation)?))).collect()
}

/// A service that a program is told to use.
pub(super) struct Told<'w, 'g> {
    pub(super) service: &'static str,
    by: Res<'w, 'g>,
}

pub(super) fn services<'w, 'g>(world: &'w World<'g>, variables: &Eval<'g>) -> Vec<Told<'w, 'g>> {
    let mut found: Vec<Told<'w, 'g>> = Vec::new();
    let references = variables.references().into_iter().filter(|reference| NAMES.contains(&reference.attribute));
    for by in references.filter_map(|reference| reference.target(world)) {
        let service = SERVICES.iter().find(|(kind, _)| *kind == by.kind()).map(|(_, service)| *service);
        if let Some(service) = service.filter(|service| !found.iter().any(|one| one.service == *service)) {
            found.push(Told { service, by });
        }
    }
    found
}

pub(super) struct Ways<'a, 'w, 'g> {
    pub(super) routes: &'a Routes<'w, 'g>,
    pub(super) endpoints: &'a Endpoints<'w, 'g>,
}

impl<'w, 'g> Ways<'_, 'w, 'g> {
    /// Why nothing leads from a subnet to a service, and what to do; none where something may.
    pub(super) fn missing(&self, subnet: Res<'w, 'g>, service: &str, public: bool) -> Option<(String, String)> {
        let why = match self.routes.exit(subnet) {
            Exit::None => format!("has no route to a NAT gateway ({})", self.routes.named(subnet)),
            Exit::Internet if !public => "leads to an internet gateway, but there is no public address".to_owned(),
            _ => return None,
        };
        let all = self.endpoints.to(subnet, service)?;
        if all.iter().any(|one| serves(self.routes, *one, subnet)) {
            return None;
        }
        let help = match all.iter().any(|one| is_interface(*one)) {
            true => format!("set `PrivateDnsEnabled: true` of the endpoint for `{service}`"),
            false => format!("add a route to a NAT gateway, or an endpoint of the VPC for `{service}`"),
        };
        Some((why, help))
    }

    fn to(
        &self,
        findings: &mut Findings<'_, 'g>,
        side: &Side<'w, 'g>,
        property: &str,
        told: &Told<'_, 'g>,
        public: bool,
    ) {
        for subnet in side.subnets.iter().flatten() {
            let Some((why, help)) = self.missing(*subnet, told.service, public) else { continue };
            let message = format!(
                "{} uses {}, but its subnet {} {why}, and nothing else leads to `{}`",
                side.res.path(),
                told.by.path(),
                subnet.path(),
                told.service
            );
            return findings.between(
                side.res,
                property,
                message,
                help,
                &[(*subnet, "the subnet"), (told.by, "what it uses")],
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SERVICE_WAY;
    use crate::reachability::closed_port::CLOSED_PORT;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  OfA: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}}
  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 10.8.0.0/16, TransitGatewayId: tgw-1}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc}}
  Jobs: {Type: AWS::SQS::Queue}
  F: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SubnetIds: [!Ref A], SecurityGroupIds: [!Ref Group]}, Environment: {Variables: {JOBS: !Ref Jobs}}}}
"#;
    const ENDPOINT: &str = "  E: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, VpcEndpointType: Interface, PrivateDnsEnabled: true, \
        ServiceName: !Sub 'com.amazonaws.${AWS::Region}.sqs', SubnetIds: [!Ref A]}}\n";

    fn with(old: &str, new: &str) -> String {
        assert!(TEMPLATE.contains(old), "{old}");
        TEMPLATE.replace(old, new)
    }

    #[test]
    fn no_way() {
        finds(
            SERVICE_WAY,
            TEMPLATE,
            "F",
            "uses template/Jobs, but its subnet template/A has no route to a NAT gateway",
        );
        let public = with(
            "DestinationCidrBlock: 10.8.0.0/16, TransitGatewayId: tgw-1",
            "DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway",
        );
        finds(SERVICE_WAY, &public, "F", "there is no public address");
        finds(
            SERVICE_WAY,
            &(TEMPLATE.to_owned() + &ENDPOINT.replace(".sqs", ".sns")),
            "F",
            "nothing else leads to `sqs`",
        );
        finds(
            SERVICE_WAY,
            &(TEMPLATE.to_owned() + &ENDPOINT.replace("Enabled: true", "Enabled: false")),
            "F",
            "leads to `sqs`",
        );
        let task = with(
            "  F: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SubnetIds: [!Ref A], SecurityGroupIds: [!Ref Group]}, Environment: {Variables: {JOBS: !Ref Jobs}}}}",
            "  T: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: a, Environment: [{Name: JOBS, Value: !Ref Jobs}]}]}}\n  \
             F: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref T, NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A]}}}}",
        );
        finds(SERVICE_WAY, &task, "F", "uses template/Jobs");
    }

    #[test]
    fn a_rotation_calls_its_secret() {
        let rotation = with(", Environment: {Variables: {JOBS: !Ref Jobs}}", "")
            + "  S: {Type: AWS::SecretsManager::Secret}\n  R: {Type: AWS::SecretsManager::RotationSchedule, Properties: {SecretId: !Ref S, RotationLambdaARN: !GetAtt F.Arn}}\n";
        finds(SERVICE_WAY, &rotation, "F", "nothing else leads to `secretsmanager`");
        silent(SERVICE_WAY, &(rotation + &ENDPOINT.replace(".sqs", ".secretsmanager")));
    }

    #[test]
    fn the_endpoint_is_closed() {
        let group = "  Own: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: e, VpcId: !Ref Vpc, SecurityGroupIngress: [{IpProtocol: tcp, \
             FromPort: 443, ToPort: 443, CidrIp: 10.9.0.0/16}]}}\n";
        let closed = TEMPLATE.to_owned()
            + &ENDPOINT.replace("SubnetIds: [!Ref A]", "SubnetIds: [!Ref A], SecurityGroupIds: [!Ref Own]")
            + group;
        finds(CLOSED_PORT, &closed, "Own", "nothing lets template/F in to port 443 of template/E");
        silent(CLOSED_PORT, &closed.replace("10.9.0.0/16", "10.0.0.0/16"));
    }

    #[test]
    fn a_way() {
        silent(SERVICE_WAY, &(TEMPLATE.to_owned() + ENDPOINT));
        silent(SERVICE_WAY, &with("DestinationCidrBlock: 10.8.0.0/16", "DestinationCidrBlock: 0.0.0.0/0"));
        silent(
            SERVICE_WAY,
            &with(
                "DestinationCidrBlock: 10.8.0.0/16, TransitGatewayId: tgw-1",
                "DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat-1",
            ),
        );
        silent(SERVICE_WAY, &with("SubnetIds: [!Ref A]", "SubnetIds: [subnet-1]"));
        silent(SERVICE_WAY, &with("VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24", "VpcId: vpc-1, CidrBlock: 10.0.0.0/24"));
        silent(SERVICE_WAY, &with("JOBS: !Ref Jobs", "LEVEL: info"));
    }
}
