// W2 in rusty-cdk 0.9.0: per unit = SQS queue + its policy + CloudWatch alarm + (no AWS::SSM::Parameter
// in rusty-cdk, so) an AWS::SecretsManager::Secret whose description names the unit.
// W1 cannot be expressed (no VPC/subnet/NAT/SG, ALB, ECS, RDS, ElastiCache, application autoscaling).
use rusty_cdk::cloudwatch::*;
use rusty_cdk::iam::*;
use rusty_cdk::secretsmanager::SecretBuilder;
use rusty_cdk::sqs::QueueBuilder;
use rusty_cdk::stack::StackBuilder;
use rusty_cdk::wrappers::*;
use rusty_cdk::*;
use std::time::Instant;

const RETENTION_EDIT: u32 = 345600; // EDIT-ME

fn stack(units: usize, tc: &mut f64, ts: &mut f64) -> String {
    let t = Instant::now();
    let mut sb = StackBuilder::new();
    for i in 0..units {
        let st = StatementBuilder::new(vec![iam_action!("sqs:SendMessage")], Effect::Allow)
            .principal(PrincipalBuilder::new().service("sns.amazonaws.com").build())
            .build();
        let q = QueueBuilder::new(&format!("q{i}"))
            .standard_queue()
            .message_retention_period(MessageRetentionPeriod(RETENTION_EDIT))
            .visibility_timeout(visibility_timeout!(60))
            .queue_policy(PolicyDocumentBuilder::new(vec![st]).build())
            .build(&mut sb);
        AlarmBuilder::new(&format!("a{i}"))
            .metric_alarm(period!(300), cloudwatch_metric_name!("ApproximateNumberOfMessagesVisible"), Namespace::SQS)
            .comparison_operator(ComparisonOperator::GreaterThanOrEqualToThreshold)
            .threshold(100)
            .evaluation_periods(3)
            .dimensions(vec![DimensionBuilder::new("QueueName".to_string(), q.get_att("QueueName")).build()])
            .statistic(Statistic::Maximum)
            .treat_missing_data(TreatMissingData::NotBreaching)
            .build(&mut sb);
        SecretBuilder::new(&format!("s{i}")).secret_string(format!("/bench/q{i}/arn")).build(&mut sb);
    }
    *tc += t.elapsed().as_secs_f64() * 1e3;
    let t = Instant::now();
    let st = match sb.build() {
        Ok(s) => s,
        Err(e) => {
            stop(&e)
        }
    };
    let s = st.synth().unwrap_or_else(|error| stop(&error));
    *ts += t.elapsed().as_secs_f64() * 1e3;
    s
}

fn stop(error: &dyn std::fmt::Display) -> ! {
    eprintln!("{}", error.to_string().chars().take(200).collect::<String>());
    std::process::exit(3)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let [n, stacks, out] = a.as_slice() else { return Err("usage: RESOURCES STACKS FOLDER".into()) };
    let (n, stacks) = (n.parse::<usize>()?, stacks.parse::<usize>()?);
    std::fs::create_dir_all(out)?;
    let (mut tc, mut ts) = (0., 0.);
    let mut bytes = 0;
    for k in 0..stacks {
        let s = stack(n / 4, &mut tc, &mut ts);
        bytes += s.len();
        std::fs::write(format!("{out}/s{k}.template.json"), s)?;
    }
    eprintln!("split_ms construct={tc:.2} build+serialise={ts:.2} bytes={bytes}");
    Ok(())
}
