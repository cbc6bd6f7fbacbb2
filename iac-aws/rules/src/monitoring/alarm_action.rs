use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// An alarm acts on what cannot act.
    ///
    /// An action is the ARN of a topic, a scaling policy, a function, or an action of EC2 or Systems Manager. The name of a
    /// function or the URL of a queue is refused, or nobody is told.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>
    pub(crate) ALARM_ACTION: "alarm-action", Error, check
}

const ACTIONS: &[&str] = &["AlarmActions", "OKActions", "InsufficientDataActions"];

/// Types that an alarm may act on, and what of each is its ARN.
const TARGETS: &[(&str, &[&str])] = &[
    ("AWS::SNS::Topic", &["Ref", "TopicArn"]),
    ("AWS::AutoScaling::ScalingPolicy", &["Ref", "Arn", "PolicyARN"]),
    ("AWS::ApplicationAutoScaling::ScalingPolicy", &["Ref", "Arn"]),
    ("AWS::Lambda::Function", &["Arn", "SnapStartResponse.ApplyOn"]),
    ("AWS::Serverless::Function", &["Arn"]),
    ("AWS::Lambda::Alias", &["Ref", "AliasArn"]),
    ("AWS::Lambda::Version", &["Ref", "FunctionArn"]),
    ("AWS::SSMIncidents::ResponsePlan", &["Ref", "Arn"]),
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    // Such alarms are looked at by something else, and tell nobody themselves.
    let watched = world.all("AWS::CloudWatch::CompositeAlarm").next().is_some()
        || world.all("AWS::CodeDeploy::DeploymentGroup").next().is_some()
        || world.all("AWS::ECS::Service").any(|one| !one.get("DeploymentConfiguration.Alarms").is_absent());
    for kind in ["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"] {
        for alarm in world.all(kind) {
            for property in ACTIONS {
                let value = alarm.get(property);
                value.items().iter().for_each(|action| one(world, findings, alarm, property, action));
                if value.items().len() > 5 {
                    let message = format!("{} has {} of `{property}`", alarm.path(), value.items().len());
                    findings.at(alarm, property, message, "there are five at most");
                }
            }
            // What a condition leaves out is a choice; what is not written was forgotten.
            let is_written = |property: &&str| alarm.node().properties.iter().any(|field| field.name == **property);
            if !ACTIONS.iter().any(is_written) && !watched {
                let message = format!("{} tells nobody when it goes off", alarm.path());
                findings.warning(alarm, "AlarmActions", message, "name a topic in `AlarmActions`");
            }
        }
    }
}

fn one<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, alarm: Res<'_, 'g>, property: &str, action: &Eval<'g>) {
    let help = "name the ARN of a topic, a scaling policy or a function";
    let start = format!("`{property}` of {}", alarm.path());
    if let (Some(target), Some(reference)) = (world.target(action), action.reference()) {
        let known = TARGETS.iter().find(|(kind, _)| *kind == target.kind());
        let message = match known {
            None if target.kind().starts_with("AWS::") && !target.kind().starts_with("AWS::CloudFormation::") => {
                format!("{start} names {}, a `{}`, which is no action", target.path(), target.kind())
            }
            Some((_, attributes)) if !attributes.contains(&reference.attribute) => {
                format!("{start} names {} by its `{}`, which is no ARN", target.path(), reference.attribute)
            }
            _ => return,
        };
        findings.between(alarm, property, message, help, &[(target, "the action")]);
    } else if let Some(text) = action.text().filter(|text| !text.is_empty() && !text.starts_with("arn:")) {
        findings.at(alarm, property, format!("{start} is `{text}`, which is no ARN"), help);
    }
}

#[cfg(test)]
mod tests {
    use super::ALARM_ACTION;
    use crate::testing::{finds, silent};

    fn alarm(properties: &str) -> String {
        format!(
            r#"
Resources:
  Topic: {{Type: AWS::SNS::Topic}}
  Queue: {{Type: AWS::SQS::Queue}}
  F: {{Type: AWS::Lambda::Function}}
  A: {{Type: AWS::CloudWatch::Alarm, Properties: {{MetricName: a{properties}}}}}
"#
        )
    }

    #[test]
    fn what_cannot_act() {
        for (properties, words) in [
            ("", "tells nobody"),
            (", AlarmActions: [!GetAtt Queue.Arn]", "which is no action"),
            (", AlarmActions: [!GetAtt Topic.TopicName]", "by its `TopicName`, which is no ARN"),
            (", OKActions: [!Ref F]", "by its `Ref`, which is no ARN"),
            (", AlarmActions: [ops@example.com]", "which is no ARN"),
        ] {
            finds(ALARM_ACTION, &alarm(properties), "A", words);
        }
    }

    #[test]
    fn what_acts() {
        for actions in
            ["!Ref Topic", "!GetAtt F.Arn", "!Sub 'arn:aws:automate:${AWS::Region}:ec2:recover'", "!ImportValue t"]
        {
            silent(ALARM_ACTION, &alarm(&format!(", AlarmActions: [{actions}]")));
        }
        let quiet =
            "Parameters: {Tell: {Type: String, AllowedValues: [y, n]}}\nConditions: {Tells: !Equals [!Ref Tell, y]}";
        let chosen = alarm(", AlarmActions: !If [Tells, [!Ref Topic], !Ref 'AWS::NoValue']");
        silent(ALARM_ACTION, &format!("{quiet}{chosen}"));
    }
}
