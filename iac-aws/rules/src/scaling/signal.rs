use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// CloudFormation waits for signals that nobody sends.
    ///
    /// A group or an instance with `CreationPolicy` is made when that many signals came, for its own name: `cfn-signal
    /// --resource Group`. Without them, or for another name, the stack waits until the time is over and is rolled back.
    ///
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-creationpolicy.html>
    pub(crate) SIGNAL: "signal", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for group in world.all("AWS::AutoScaling::AutoScalingGroup") {
        let Some(waits) = waits(group) else { continue };
        let template = world.target_of(&group.get("LaunchTemplate.LaunchTemplateId"), "AWS::EC2::LaunchTemplate");
        if let Some(template) = template {
            sends(findings, group, template, "LaunchTemplateData.UserData");
        }
        let started = match group.get("DesiredCapacity") {
            Eval::Absent => group.get("MinSize"),
            desired => desired,
        };
        if let Some(started) = started.int().filter(|started| waits > *started) {
            let message = format!("{} waits for {waits} signals, and starts {started} instances", group.path());
            let help = format!("set `Count: {started}`, or start more instances");
            findings.at(group, "DesiredCapacity", message, help);
        }
    }
    for instance in world.all("AWS::EC2::Instance") {
        if waits(instance).is_some() && instance.get("LaunchTemplate").is_absent() {
            sends(findings, instance, instance, "UserData");
        }
    }
}

/// For how many signals a resource waits; none where it waits for none.
fn waits(res: Res<'_, '_>) -> Option<i64> {
    let policy = res.node().attributes.iter().find(|field| field.name == "CreationPolicy")?;
    let policy = res.eval(&policy.value);
    let signal = policy.at("ResourceSignal");
    if signal.is_absent() || signal.is_unknown() {
        return None;
    }
    match signal.at("Count") {
        Eval::Absent => Some(1),
        count => count.int(),
    }
    .filter(|count| *count > 0)
}

/// Whether what runs when an instance starts sends a signal for a resource. What nobody can read may.
fn sends<'g>(findings: &mut Findings<'_, 'g>, waiting: Res<'_, 'g>, starts: Res<'_, 'g>, path: &str) {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let Some(text) = starts.node().property(first).and_then(|value| script(starts, value, rest)) else { return };
    // The name of the signal's resource may come from elsewhere, as may the whole command.
    let is_elsewhere = ["cfn-init", "aws s3", "curl ", "wget ", "ansible", "#include", "signal-resource"];
    let help = format!("end the user data with `cfn-signal -e $? --stack … --resource {} --region …`", waiting.id());
    let parts = [(waiting, "it waits for the signal")];
    if !text.contains("cfn-signal") {
        if !is_elsewhere.iter().any(|word| text.contains(word)) {
            let message =
                format!("{} waits for signals, which what {} runs does not send", waiting.path(), starts.path());
            findings.between(waiting, "", message, help, &[(starts, "this runs when it starts")]);
        }
        return;
    }
    let mut named = text.split("--resource").skip(1).map(|rest| rest.trim_start_matches([' ', '=', '"', '\'']));
    let others: Vec<&str> =
        named.by_ref().filter_map(|rest| rest.split(|one: char| !one.is_ascii_alphanumeric()).next()).collect();
    let known = |name: &str| starts.stack().resources.contains_key(name);
    if !others.is_empty()
        && !others.contains(&waiting.id())
        && !text.contains("--resource $")
        && !text.contains("--resource …")
    {
        let other = others.iter().find(|name| **name != waiting.id()).copied().unwrap_or_default();
        let what = if known(other) { "another resource" } else { "no resource of the stack" };
        let message = format!("{} waits for signals, but they are sent for `{other}`, {what}", waiting.path());
        findings.between(starts, first, message, help, &parts);
    }
}

/// The text of a script in base 64, as far as it is known.
fn script<'g>(res: Res<'_, 'g>, value: &'g iac_core::Value, rest: &str) -> Option<String> {
    use iac_core::{Expr, Value};
    match value {
        Value::Map(fields) => {
            let (name, below) = rest.split_once('.').unwrap_or((rest, ""));
            script(res, &fields.iter().find(|field| field.name == name)?.value, below)
        }
        Value::Expr(expr) => match &**expr {
            Expr::Base64(inner) => match res.eval(inner) {
                known @ (Eval::Text(_) | Eval::Joined(_)) => Some(known.shown()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::SIGNAL;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Resources:
  Launch:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        UserData: !Base64
          Fn::Sub: |
            #!/bin/sh
            /opt/aws/bin/cfn-signal -e $? --stack ${AWS::StackName} --resource Group --region ${AWS::Region}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    CreationPolicy: {ResourceSignal: {Count: 2, Timeout: PT10M}}
    Properties: {MinSize: '1', MaxSize: '4', DesiredCapacity: '2', LaunchTemplate: {LaunchTemplateId: !Ref Launch, Version: '1'}}
"#;

    fn with(old: &str, new: &str) -> String {
        assert!(TEMPLATE.contains(old), "{old}");
        TEMPLATE.replace(old, new)
    }

    #[test]
    fn nobody_signals() {
        finds(
            SIGNAL,
            &with("/opt/aws/bin/cfn-signal", "echo"),
            "Group",
            "which what template/Launch runs does not send",
        );
        finds(
            SIGNAL,
            &with("--resource Group", "--resource Fleet"),
            "Launch",
            "they are sent for `Fleet`, no resource",
        );
        finds(SIGNAL, &with("--resource Group", "--resource Launch"), "Launch", "they are sent for `Launch`, another");
        finds(
            SIGNAL,
            &with("DesiredCapacity: '2'", "DesiredCapacity: '1'"),
            "Group",
            "waits for 2 signals, and starts 1",
        );
    }

    #[test]
    fn somebody_does() {
        silent(SIGNAL, TEMPLATE);
        silent(
            SIGNAL,
            &with("    CreationPolicy: {ResourceSignal: {Count: 2, Timeout: PT10M}}\n", "")
                .replace("Group --region", "Fleet --region"),
        );
        silent(SIGNAL, &with("/opt/aws/bin/cfn-signal", "/opt/aws/bin/cfn-init -v --x"));
        silent(SIGNAL, &with("--resource Group", "--resource $NAME"));
        silent(SIGNAL, &with("Count: 2", "Count: 0").replace("cfn-signal", "echo"));
    }
}
