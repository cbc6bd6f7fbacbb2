//! Whatever the reader accepts, every rule comes to an end, without a panic, and says where.
#![cfg(test)]

use iac_aws_rules::RULES;
use iac_core::check::check;
use iac_core::{FileName, read};
use std::path::Path;

/// Numbers that only look random, so that a failure comes again.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// What stands where something else was.
const VALUES: &[&str] = &[
    "''",
    "'-1'",
    "99999999999999999999",
    "0.5",
    "true",
    "[]",
    "{}",
    "[[], {}, '']",
    "é\u{1F980}",
    "'*'",
    "'arn:'",
    "'::::::'",
    "10.0.0.0/99",
    "0.0.0.0/0",
    "'a,b,,c'",
    "'{{resolve:secretsmanager:x}}'",
    "'{\"a\": '",
    "cron(* * * * ? *)",
    "rate(-1 days)",
    "!Ref AWS::Region",
    "!Ref AWS::NoValue",
    "!Sub '${AWS::StackName}-${AWS::Region}'",
    "!Join ['', [a, !Ref 'AWS::AccountId']]",
    "!Select [9, !GetAZs '']",
    "!Split [',', a]",
    "!Cidr ['10.0.0.0/8', 300, 99]",
    "!Base64 x",
    "!ImportValue x",
];

/// The template with some of its lines changed.
fn changed(lines: &[&str], numbers: &mut Numbers) -> String {
    let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(lines.len());
        let other = lines[numbers.below(lines.len())].clone();
        let value = |line: &str| line.split_once(": ").map(|(key, value)| (key.to_owned(), value.to_owned()));
        match (numbers.below(5), value(&lines[at]), value(&other)) {
            (0, ..) => drop(lines.remove(at)),
            (1, Some((key, _)), Some((_, value))) => lines[at] = format!("{key}: {value}"),
            (2, Some((_, value)), Some((key, _))) => lines[at] = format!("{key}: {value}"),
            (_, Some((key, _)), _) => lines[at] = format!("{key}: {}", VALUES[numbers.below(VALUES.len())]),
            _ => lines.swap_remove(at).clear(),
        }
    }
    lines.join("\n")
}

#[test]
fn rules_take_whatever_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/bases");
    let mut numbers = Numbers(20_261_121);
    let mut proven = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for _ in 0..40 {
            let text = changed(&lines, &mut numbers);
            let (graph, _) = read::template(FileName::of(&"template.yaml"), text.as_bytes());
            let Some(graph) = graph else { continue };
            proven += 1;
            let report = check(&graph, RULES);
            for finding in &report.findings {
                let most = text.lines().count() as u32 + 1;
                assert!(finding.place.is_some_and(|place| (1..=most).contains(&place.line())), "{finding}\n{text}");
                assert!(finding.help.as_ref().is_some_and(|help| !help.is_empty()), "{finding}");
                assert!(!finding.message.is_empty() && finding.path.starts_with("template/"), "{finding}");
            }
        }
    }
    assert!(proven > 100, "{proven}");
}

/// What is written with itself is told of, and nobody asks for it without end.
#[test]
fn circles_end() {
    let text = r#"
Resources:
  Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${Bucket}-x"}}
  Policy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Bucket, PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: "s3:*",
    Resource: !GetAtt Bucket.Arn}]}}}
  Trail: {Type: AWS::CloudTrail::Trail, Properties: {IsLogging: true, S3BucketName: !Ref Bucket}}
  Cluster: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql, DBClusterIdentifier: !Ref Cluster, VpcSecurityGroupIds: [!Ref Group]}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g, VpcId: !Ref Vpc}}
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 2, 8]]}}
  Machine: {Type: AWS::StepFunctions::StateMachine, Properties: {StateMachineName: !GetAtt Machine.Name, RoleArn: r}}
  One: {Type: AWS::ApiGateway::Resource, Properties: {RestApiId: a, ParentId: !Ref One, PathPart: a}}
  Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: a, ResourceId: !Ref One, HttpMethod: GET, Integration: {Uri: !GetAtt Code.Arn}}}
  Code: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Ref Code, Role: r}}
  Volume: {Type: AWS::EC2::Volume, Properties: {AvailabilityZone: !GetAtt Volume.AvailabilityZone, Size: 1}}
  At: {Type: AWS::EC2::VolumeAttachment, Properties: {VolumeId: !Ref Volume, InstanceId: !Ref It}}
  It: {Type: AWS::EC2::Instance, Properties: {AvailabilityZone: !GetAtt Volume.AvailabilityZone}}
"#;
    let (graph, _) = read::template(FileName::of(&"template.yaml"), text.as_bytes());
    let report = check(&graph.unwrap(), RULES);
    assert!(report.findings.iter().all(|one| !one.message.is_empty()));
}

/// Every service has a size, a count and a password of its own to choose, and each depends on switches of all.
#[test]
fn hostile_templates_end() {
    let (mut parameters, mut conditions, mut resources) = (String::new(), String::new(), String::new());
    for n in 0..60 {
        parameters += &format!(
            "  Cpu{n}: {{Type: String, Default: 256, AllowedValues: [256, 512, 1024, 2048, 4096]}}\n  \
             Memory{n}: {{Type: String, Default: 512, AllowedValues: [512, 1024, 2048, 4096, 8192, 16384]}}\n  \
             On{n}: {{Type: String, Default: ''}}\n"
        );
        conditions += &format!("  On{n}: !Not [!Equals [!Ref On{n}, '']]\n");
        let mut memory = format!("!Ref Memory{n}");
        for other in 0..n {
            memory = format!("!If [On{other}, {memory}, 512]");
        }
        resources += &format!(
            "  Task{n}:\n    Type: AWS::ECS::TaskDefinition\n    Condition: On{n}\n    Properties:\n      \
             RequiresCompatibilities: [FARGATE]\n      NetworkMode: awsvpc\n      Cpu: !Ref Cpu{n}\n      Memory: {memory}\n      \
             ContainerDefinitions: [{{Name: !Sub 'a${{On{n}}}', Image: !Sub '${{On{}}}:latest'}}]\n",
            (n + 1) % 60
        );
    }
    let text = format!("Parameters:\n{parameters}Conditions:\n{conditions}Resources:\n{resources}");
    let (graph, _) = read::template(FileName::of(&"template.yaml"), text.as_bytes());
    let start = std::time::Instant::now();
    let report = check(&graph.unwrap(), RULES);
    assert!(report.bounded);
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}
