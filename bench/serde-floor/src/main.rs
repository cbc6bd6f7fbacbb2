mod w1;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::io::Write;
use std::time::Instant;

// ---- W2 as untyped tree ----
fn cfn_tree(units: usize, k: usize) -> Value {
    let mut m = Map::new();
    for i in 0..units {
        let (q, arn) = (format!("q{i}"), json!({"Fn::GetAtt": [format!("q{i}"), "Arn"]}));
        m.insert(q.clone(), json!({"Type": "AWS::SQS::Queue", "Properties": {"MessageRetentionPeriod": 345600, "VisibilityTimeout": 60}}));
        m.insert(format!("p{i}"), json!({"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": q}], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn}]}}}));
        m.insert(format!("a{i}"), json!({"Type": "AWS::CloudWatch::Alarm", "Properties": {"Namespace": "AWS/SQS", "MetricName": "ApproximateNumberOfMessagesVisible", "Statistic": "Maximum", "Period": 300, "EvaluationPeriods": 3, "Threshold": 100, "ComparisonOperator": "GreaterThanOrEqualToThreshold", "TreatMissingData": "notBreaching", "Dimensions": [{"Name": "QueueName", "Value": {"Fn::GetAtt": [q, "QueueName"]}}]}}));
        m.insert(format!("s{i}"), json!({"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Name": format!("/bench/s{k}/q{i}/arn"), "Value": arn}}));
    }
    json!({"Resources": Value::Object(m)})
}
fn tf_tree(units: usize, k: usize) -> Value {
    let (mut q, mut p, mut a, mut s) = (Map::new(), Map::new(), Map::new(), Map::new());
    for i in 0..units {
        let n = format!("q{i}");
        let pol = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": format!("${{aws_sqs_queue.{n}.arn}}")}]});
        q.insert(n.clone(), json!({"message_retention_seconds": 345600, "visibility_timeout_seconds": 60}));
        p.insert(
            format!("p{i}"),
            json!({"queue_url": format!("${{aws_sqs_queue.{n}.id}}"), "policy": pol.to_string()}),
        );
        a.insert(format!("a{i}"), json!({"alarm_name": format!("s{k}-a{i}"), "namespace": "AWS/SQS", "metric_name": "ApproximateNumberOfMessagesVisible", "statistic": "Maximum", "period": 300, "evaluation_periods": 3, "threshold": 100, "comparison_operator": "GreaterThanOrEqualToThreshold", "treat_missing_data": "notBreaching", "dimensions": {"QueueName": format!("${{aws_sqs_queue.{n}.name}}")}}));
        s.insert(format!("s{i}"), json!({"type": "String", "name": format!("/bench/s{k}/q{i}/arn"), "value": format!("${{aws_sqs_queue.{n}.arn}}")}));
    }
    json!({"provider": {"aws": [{"region": "us-east-1"}]}, "terraform": {"required_providers": {"aws": {"source": "aws", "version": "6.25.0"}}},
        "resource": {"aws_sqs_queue": q, "aws_sqs_queue_policy": p, "aws_cloudwatch_metric_alarm": a, "aws_ssm_parameter": s}})
}
// ---- W2 as typed structs, serialised straight to the writer (no Value tree) ----
#[derive(Serialize)]
enum Val {
    #[serde(rename = "Ref")]
    Ref(String),
    #[serde(rename = "Fn::GetAtt")]
    GetAtt(String, &'static str),
}
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Queue {
    message_retention_period: Option<u32>,
    visibility_timeout: Option<u32>,
}
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Principal {
    service: &'static str,
}
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Stmt {
    effect: &'static str,
    principal: Principal,
    action: &'static str,
    resource: Val,
}
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Doc {
    version: &'static str,
    statement: Vec<Stmt>,
}
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct QueuePolicy {
    queues: Vec<Val>,
    policy_document: Doc,
}
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Dim {
    name: String,
    value: Val,
}
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Alarm {
    namespace: String,
    metric_name: String,
    statistic: String,
    period: u32,
    evaluation_periods: u32,
    threshold: u32,
    comparison_operator: String,
    treat_missing_data: String,
    dimensions: Vec<Dim>,
}
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Param {
    r#type: &'static str,
    name: String,
    value: Val,
}
#[derive(Serialize)]
#[serde(tag = "Type", content = "Properties")]
enum Res {
    #[serde(rename = "AWS::SQS::Queue")]
    Q(Queue),
    #[serde(rename = "AWS::SQS::QueuePolicy")]
    P(QueuePolicy),
    #[serde(rename = "AWS::CloudWatch::Alarm")]
    A(Alarm),
    #[serde(rename = "AWS::SSM::Parameter")]
    S(Param),
}
struct Typed(Vec<(String, Res)>);
impl Serialize for Typed {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(self.0.iter().map(|(k, v)| (k, v)))
    }
}
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tpl {
    resources: Typed,
}
fn cfn_typed(units: usize, k: usize) -> Tpl {
    let mut m = Vec::with_capacity(units * 4);
    for i in 0..units {
        let q = format!("q{i}");
        m.push((q.clone(), Res::Q(Queue { message_retention_period: Some(345600), visibility_timeout: Some(60) })));
        m.push((
            format!("p{i}"),
            Res::P(QueuePolicy {
                queues: vec![Val::Ref(q.clone())],
                policy_document: Doc {
                    version: "2012-10-17",
                    statement: vec![Stmt {
                        effect: "Allow",
                        principal: Principal { service: "sns.amazonaws.com" },
                        action: "sqs:SendMessage",
                        resource: Val::GetAtt(q.clone(), "Arn"),
                    }],
                },
            }),
        ));
        m.push((
            format!("a{i}"),
            Res::A(Alarm {
                namespace: "AWS/SQS".into(),
                metric_name: "ApproximateNumberOfMessagesVisible".into(),
                statistic: "Maximum".into(),
                period: 300,
                evaluation_periods: 3,
                threshold: 100,
                comparison_operator: "GreaterThanOrEqualToThreshold".into(),
                treat_missing_data: "notBreaching".into(),
                dimensions: vec![Dim { name: "QueueName".into(), value: Val::GetAtt(q.clone(), "QueueName") }],
            }),
        ));
        m.push((
            format!("s{i}"),
            Res::S(Param { r#type: "String", name: format!("/bench/s{k}/q{i}/arn"), value: Val::GetAtt(q, "Arn") }),
        ));
    }
    Tpl { resources: Typed(m) }
}
fn to_bytes<T: Serialize>(v: &T) -> serde_json::Result<Vec<u8>> {
    let mut b = Vec::new();
    v.serialize(&mut serde_json::Serializer::with_formatter(
        &mut b,
        serde_json::ser::PrettyFormatter::with_indent(b" "),
    ))?;
    Ok(b)
}
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let [mode, n, stacks, out] = a.as_slice() else { return Err("usage: w1|cfn|tf|typed RESOURCES STACKS FOLDER".into()) };
    let (n, stacks) = (n.parse::<usize>()?, stacks.parse::<usize>()?);
    std::fs::create_dir_all(out)?;
    let (mut tc, mut ts, mut tw, mut bytes) = (0., 0., 0., 0usize);
    let ms = |t: Instant| t.elapsed().as_secs_f64() * 1e3;
    for k in 0..stacks {
        let t = Instant::now();
        let (b, c) = match mode.as_str() {
            "typed" => {
                let v = cfn_typed(n / 4, k);
                let c = ms(t);
                (to_bytes(&v)?, c)
            }
            _ => {
                let v = match mode.as_str() {
                    "w1" => w1::build(),
                    "cfn" => cfn_tree(n / 4, k),
                    "tf" => tf_tree(n / 4, k),
                    mode => return Err(format!("there is no mode {mode}").into()),
                };
                let c = ms(t);
                (to_bytes(&v)?, c)
            }
        };
        let total = ms(t);
        tc += c;
        ts += total - c;
        bytes += b.len();
        let t = Instant::now();
        std::fs::File::create(format!("{out}/s{k}.json"))?.write_all(&b)?;
        tw += ms(t);
    }
    if std::env::var_os("SPLIT").is_some() {
        eprintln!("split_ms construct={tc:.3} serialise={ts:.3} write={tw:.3} bytes={bytes}");
    }
    Ok(())
}
