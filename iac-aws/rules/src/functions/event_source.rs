use super::function_setup::FUNCTION;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A function's event source is refused.
    ///
    /// A queue hides a message for at least as long as the function may take. A stream has a starting position, a queue
    /// has none. More than 10 messages at once need a window in which they gather, which queues in order do not have.
    ///
    /// Facts: <https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html>,
    /// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html>.
    pub(crate) EVENT_SOURCE: "event-source", Error, check
}

const QUEUE: &str = "AWS::SQS::Queue";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for mapping in world.all("AWS::Lambda::EventSourceMapping") {
        let source = mapping.get("EventSourceArn");
        match world.target(&source) {
            Some(queue) if queue.kind() == QUEUE => {
                hides(world, findings, mapping, queue);
                of_queue(findings, mapping, queue);
                concurrency(world, findings, mapping);
            }
            Some(stream) if matches!(stream.kind(), "AWS::Kinesis::Stream" | "AWS::DynamoDB::Table") => {
                of_stream(findings, mapping, stream, &source);
            }
            _ => {}
        }
    }
}

fn or(of: &Eval<'_>, default: i64) -> Option<i64> {
    if of.is_absent() { Some(default) } else { of.int() }
}

/// The function of a mapping, by its name, its ARN, or one of its versions or aliases.
fn function_of<'w, 'g>(world: &'w World<'g>, mapping: Res<'_, 'g>) -> Option<Res<'w, 'g>> {
    let target = world.target(&mapping.get("FunctionName"))?;
    match target.kind() {
        FUNCTION => Some(target),
        "AWS::Lambda::Alias" | "AWS::Lambda::Version" => world.target_of(&target.get("FunctionName"), FUNCTION),
        _ => None,
    }
}

fn hides<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, mapping: Res<'_, 'g>, queue: Res<'_, 'g>) {
    let Some(function) = function_of(world, mapping) else { return };
    let given = queue.get("VisibilityTimeout");
    let (Some(hidden), Some(runs)) = (or(&given, 30), or(&function.get("Timeout"), 3)) else { return };
    if hidden < runs {
        let by_default = if given.is_absent() { " (the default)" } else { "" };
        let message = format!(
            "the queue hides a message for {hidden} seconds{by_default}, but {} may take {runs}",
            function.path()
        );
        let parts = [(function, "its `Timeout`"), (mapping, "it gives the messages to the function")];
        let help = format!("set `VisibilityTimeout` to at least {runs}: six times as long is advised");
        findings.between(queue, "VisibilityTimeout", message, help, &parts);
    }
}

fn of_queue<'g>(findings: &mut Findings<'_, 'g>, mapping: Res<'_, 'g>, queue: Res<'_, 'g>) {
    let in_order = queue.get("FifoQueue");
    let parts = [(queue, "the queue")];
    for name in ["StartingPosition", "ParallelizationFactor", "BisectBatchOnFunctionError", "TumblingWindowInSeconds"] {
        if !mapping.get(name).is_absent() {
            let message = format!("the source is a queue and has `{name}`, which is for streams");
            findings.between(mapping, name, message, format!("remove `{name}`"), &parts);
        }
    }
    let (Some(batch), Some(window)) =
        (or(&mapping.get("BatchSize"), 10), or(&mapping.get("MaximumBatchingWindowInSeconds"), 0))
    else {
        return;
    };
    match in_order.bool() {
        Some(true) if batch > 10 || window > 0 => {
            let message = "the queue is in order (FIFO) and gives at most 10 messages at once, without a window";
            findings.between(mapping, "BatchSize", message, "use a `BatchSize` of 1 to 10 and no window", &parts);
        }
        _ if batch > 10 && window == 0 && !in_order.is_unknown() => {
            let message = format!("{batch} messages at once need a window in which they gather");
            let help = "set `MaximumBatchingWindowInSeconds` to at least 1";
            findings.between(mapping, "BatchSize", message, help, &parts);
        }
        _ => {}
    }
}

fn concurrency<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, mapping: Res<'_, 'g>) {
    let Some(function) = function_of(world, mapping) else { return };
    let (most, reserved) =
        (mapping.get("ScalingConfig.MaximumConcurrency"), function.get("ReservedConcurrentExecutions"));
    if most.int().zip(reserved.int()).is_some_and(|(most, reserved)| most > reserved) {
        let message =
            format!("the source runs {} at once, but the function has only {}", most.shown(), reserved.shown());
        findings.warning(mapping, "ScalingConfig", message, "raise `ReservedConcurrentExecutions` of the function");
    }
}

fn of_stream<'g>(findings: &mut Findings<'_, 'g>, mapping: Res<'_, 'g>, stream: Res<'_, 'g>, source: &Eval<'g>) {
    let parts = [(stream, "the source")];
    if mapping.get("StartingPosition").is_absent() {
        let message = "the source is a stream and has no `StartingPosition`";
        findings.between(mapping, "", message, "use `LATEST` or `TRIM_HORIZON`", &parts);
    }
    if stream.kind() != "AWS::DynamoDB::Table" {
        return;
    }
    let given = source.reference().map_or("", |reference| reference.attribute);
    if given != "StreamArn" {
        let message = format!("the source is the table {} and not its stream", stream.path());
        findings.between(
            mapping,
            "EventSourceArn",
            message,
            format!("use `!GetAtt {}.StreamArn`", stream.id()),
            &parts,
        );
    } else if stream.get("StreamSpecification").is_absent() {
        let message = format!("the table {} has no stream", stream.path());
        findings.between(mapping, "EventSourceArn", message, "set `StreamSpecification` of the table", &parts);
    }
}

#[cfg(test)]
mod tests {
    use super::EVENT_SOURCE;
    use crate::testing::{finds, silent};

    fn wired(queue: &str, function: &str, mapping: &str) -> String {
        format!(
            "Resources:
  Jobs: {{Type: AWS::SQS::Queue, Properties: {{{queue}}}}}
  Work: {{Type: AWS::Lambda::Function, Properties: {{Role: r, {function}}}}}
  Live: {{Type: AWS::Lambda::Alias, Properties: {{FunctionName: !Ref Work, Name: live, FunctionVersion: '1'}}}}
  Table: {{Type: AWS::DynamoDB::Table, Properties: {{TableName: t}}}}
  From: {{Type: AWS::Lambda::EventSourceMapping, Properties: {{{mapping}}}}}\n"
        )
    }

    const QUEUE: &str = "EventSourceArn: !GetAtt Jobs.Arn, FunctionName: !Ref Work";

    #[test]
    fn hidden_too_short() {
        finds(
            EVENT_SOURCE,
            &wired("QueueName: q", "Timeout: 60", QUEUE),
            "Jobs",
            "for 30 seconds (the default), but template/Work may take 60",
        );
        let by_alias = QUEUE.replace("!Ref Work", "!Ref Live");
        finds(EVENT_SOURCE, &wired("VisibilityTimeout: 2", "MemorySize: 128", &by_alias), "Jobs", "may take 3");
        let head = "Parameters: {T: {Type: Number, Default: 10, AllowedValues: [10, 100]}}\n";
        let chosen = wired("VisibilityTimeout: 60", "Timeout: !Ref T", QUEUE);
        finds(EVENT_SOURCE, &format!("{head}{chosen}"), "Jobs", "with T = 100");
    }

    #[test]
    fn of_queues_and_streams() {
        let with = |queue: &str, more: &str| wired(queue, "MemorySize: 128", &format!("{QUEUE}, {more}"));
        finds(EVENT_SOURCE, &with("QueueName: q", "BatchSize: 100"), "From", "100 messages at once need a window");
        finds(
            EVENT_SOURCE,
            &with("FifoQueue: true", "MaximumBatchingWindowInSeconds: 5"),
            "From",
            "at most 10 messages",
        );
        finds(EVENT_SOURCE, &with("QueueName: q", "StartingPosition: LATEST"), "From", "which is for streams");
        let table = |of: &str| {
            wired(
                "QueueName: q",
                "MemorySize: 128",
                &format!("EventSourceArn: !GetAtt Table.{of}, FunctionName: !Ref Work, StartingPosition: LATEST"),
            )
        };
        finds(EVENT_SOURCE, &table("Arn"), "From", "and not its stream");
        finds(EVENT_SOURCE, &table("StreamArn"), "From", "has no stream");
    }

    #[test]
    fn sources_that_work() {
        silent(EVENT_SOURCE, &wired("VisibilityTimeout: 360", "Timeout: 60", QUEUE));
        silent(EVENT_SOURCE, &wired("QueueName: q", "Timeout: 30", QUEUE));
        let window = format!("{QUEUE}, BatchSize: 100, MaximumBatchingWindowInSeconds: 5");
        silent(EVENT_SOURCE, &wired("QueueName: q", "MemorySize: 128", &window));
        silent(
            EVENT_SOURCE,
            &wired("QueueName: q", "Timeout: 900", &QUEUE.replace("!GetAtt Jobs.Arn", "arn:aws:sqs:eu-west-1:1:q")),
        );
        let stream = wired(
            "QueueName: q",
            "MemorySize: 128",
            "EventSourceArn: !GetAtt Table.StreamArn, FunctionName: !Ref Work, StartingPosition: LATEST",
        )
        .replace("TableName: t", "StreamSpecification: {StreamViewType: KEYS_ONLY}");
        silent(EVENT_SOURCE, &stream);
    }
}
