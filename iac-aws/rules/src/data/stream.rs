use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A stream of Kinesis, or a delivery stream of Firehose, is refused as it is.
    ///
    /// A stream keeps records for 24 to 8760 hours, and one with the mode `ON_DEMAND` has no number of shards. A prefix of
    /// Firehose with an expression (`!{…}`) needs a prefix for errors, which says of what kind they are.
    ///
    /// <https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html>,
    /// <https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html>
    pub(crate) STREAM: "stream", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for stream in world.all("AWS::Kinesis::Stream") {
        let hours = stream.get("RetentionPeriodHours");
        if hours.int().is_some_and(|hours| !(24..=8760).contains(&hours)) {
            let message = format!("{} keeps records for {} hours", stream.path(), hours.shown());
            findings.at(stream, "RetentionPeriodHours", message, "use 24 to 8760");
        }
        let shards = stream.get("ShardCount");
        let mode = stream.get("StreamModeDetails.StreamMode");
        match mode.text().as_deref() {
            Some("ON_DEMAND") if !shards.is_absent() && !shards.may_be_absent() => {
                let message = format!("{} has the mode `ON_DEMAND`, and a number of shards", stream.path());
                findings.at(stream, "ShardCount", message, "leave `ShardCount` out");
            }
            Some("PROVISIONED") if shards.is_absent() => {
                let message = format!("{} has the mode `PROVISIONED`, and no number of shards", stream.path());
                findings.at(stream, "StreamModeDetails", message, "set `ShardCount`");
            }
            _ => {}
        }
    }
    for delivery in world.all("AWS::KinesisFirehose::DeliveryStream") {
        let property = "ExtendedS3DestinationConfiguration";
        prefixes(findings, delivery, property, &delivery.get(property));
    }
}

fn prefixes<'g>(findings: &mut Findings<'_, 'g>, delivery: Res<'_, 'g>, property: &str, to: &Eval<'g>) {
    let (prefix, errors) = (to.at("Prefix").shown(), to.at("ErrorOutputPrefix"));
    if prefix.contains("!{") && errors.is_absent() {
        let message =
            format!("the prefix `{prefix}` of {} has an expression, and there is none for errors", delivery.path());
        let help = "set `ErrorOutputPrefix: errors/!{firehose:error-output-type}/`";
        findings.at(delivery, property, message, help);
    }
    if errors.text().is_some_and(|text| text.contains("!{") && !text.contains("!{firehose:error-output-type}")) {
        let message = format!(
            "the prefix for errors `{}` of {} does not say of what kind they are",
            errors.shown(),
            delivery.path()
        );
        findings.at(delivery, property, message, "put `!{firehose:error-output-type}` into it");
    }
}

#[cfg(test)]
mod tests {
    use super::STREAM;
    use crate::testing::{finds, silent};

    fn stream(properties: &str) -> String {
        format!("Resources:\n  S: {{Type: AWS::Kinesis::Stream, Properties: {{{properties}}}}}\n")
    }

    fn delivery(prefixes: &str) -> String {
        format!(
            "Resources:\n  D: {{Type: AWS::KinesisFirehose::DeliveryStream, Properties: {{ExtendedS3DestinationConfiguration: \
             {{BucketARN: b, RoleARN: r, {prefixes}}}}}}}\n"
        )
    }

    #[test]
    fn streams() {
        finds(STREAM, &stream("ShardCount: 1, RetentionPeriodHours: 12"), "S", "for 12 hours");
        finds(
            STREAM,
            &stream("ShardCount: 1, StreamModeDetails: {StreamMode: ON_DEMAND}"),
            "S",
            "and a number of shards",
        );
        finds(STREAM, &stream("StreamModeDetails: {StreamMode: PROVISIONED}"), "S", "and no number of shards");
        silent(STREAM, &stream("ShardCount: 1, RetentionPeriodHours: 48"));
        silent(STREAM, &stream("StreamModeDetails: {StreamMode: ON_DEMAND}, RetentionPeriodHours: 24"));
    }

    #[test]
    fn deliveries() {
        finds(STREAM, &delivery("Prefix: 'a/!{timestamp:yyyy}/'"), "D", "there is none for errors");
        finds(STREAM, &delivery("Prefix: a/, ErrorOutputPrefix: 'e/!{timestamp:yyyy}/'"), "D", "of what kind");
        silent(
            STREAM,
            &delivery("Prefix: 'a/!{timestamp:yyyy}/', ErrorOutputPrefix: 'e/!{firehose:error-output-type}/'"),
        );
        silent(STREAM, &delivery("Prefix: a/"));
    }
}
