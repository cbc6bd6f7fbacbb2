//! The workload W2 of the benchmarks: many queues, each with its policy, its alarm and a parameter with its ARN.
//!
//! `w2 synth w2/40000 --out DIR` is the command line; `w2 write RESOURCES STACKS DIR` is the library alone, which also
//! takes more than the 500 resources that CloudFormation allows in a stack.

use iac_aws::cfn::{cloudwatch, cloudwatch::alarm, sqs, ssm, ssm::parameter::Type};
use iac_aws::core::{backend::cloudformation, json, resolve::resolve};
use iac_aws::prelude::*;
use std::process::ExitCode;
use std::{env, fs, io};

fn stack(number: usize, resources: usize) -> Stack {
    let mut stack = Stack::new(format!("s{number}"));
    for i in 0..resources / 4 {
        let queue = sqs::Queue::new().message_retention_period(345_600).visibility_timeout(60);
        let queue = stack.add(format!("q{i}"), queue);
        let send = Statement::allow(["sqs:SendMessage"]).by(Principal::Service("sns.amazonaws.com")).on(queue.arn());
        stack.add(format!("p{i}"), sqs::QueuePolicy::new(PolicyDocument::new([send]), [queue.queue_url()]));
        stack.add(
            format!("a{i}"),
            cloudwatch::Alarm::new()
                .namespace("AWS/SQS")
                .metric_name("ApproximateNumberOfMessagesVisible")
                .statistic(alarm::Statistic::Maximum)
                .period(300)
                .evaluation_periods(3)
                .threshold(100)
                .comparison_operator(alarm::ComparisonOperator::GreaterThanOrEqualToThreshold)
                .treat_missing_data(alarm::TreatMissingData::NotBreaching)
                .dimensions([alarm::Dimension::new("QueueName", queue.queue_name())]),
        );
        let arn = ssm::Parameter::new(Type::String, queue.arn()).name(format!("/bench/s{number}/q{i}/arn"));
        stack.add(format!("s{i}"), arn);
    }
    stack
}

fn app(stacks: usize, resources: usize) -> App {
    (0..stacks).fold(App::new(), |app, number| app.with(stack(number, resources)))
}

const fn environment(name: &'static str, app: fn() -> App) -> Environment {
    Environment { system: "w2", name, regions: &[Region::US_EAST_1], app }
}

const ENVIRONMENTS: &[Environment] = &[
    environment("100", || app(1, 100)),
    environment("400", || app(1, 400)),
    environment("4000", || app(10, 400)),
    environment("40000", || app(100, 400)),
];

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let [mode, resources, stacks, folder] = args.as_slice() else { return cli::run(&iac_aws::PLATFORM, ENVIRONMENTS) };
    match (mode.as_str(), resources.parse(), stacks.parse()) {
        ("write", Ok(resources), Ok(stacks)) if write(resources, stacks, folder).is_ok() => ExitCode::SUCCESS,
        _ => cli::run(&iac_aws::PLATFORM, ENVIRONMENTS),
    }
}

fn write(resources: usize, stacks: usize, folder: &str) -> io::Result<()> {
    let (graph, _) = resolve(app(stacks, resources), "w2");
    fs::create_dir_all(folder)?;
    for stack in &graph.stacks {
        let bytes = json::to_bytes(&cloudformation::template(stack), json::Layout::Indented);
        fs::write(format!("{folder}/{}.json", stack.name), bytes)?;
    }
    Ok(())
}
