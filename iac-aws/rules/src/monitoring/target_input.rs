use iac_core::check::{Findings, World};
use iac_core::json;

iac_core::rule! {
    /// What a rule of events gives its target is no JSON.
    ///
    /// `Input` is a text of JSON, quotation marks and all: EventBridge refuses any other when the rule is made.
    ///
    /// <https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html>
    pub(crate) TARGET_INPUT: "target-input", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for rule in world.all("AWS::Events::Rule") {
        for target in rule.get("Targets").items() {
            let input = target.at("Input");
            let Some(Err(error)) = input.text().map(|text| json::read(&text)) else {
                continue;
            };
            let message = format!("the input `{}` of {} is no JSON: {error}", input.shown(), rule.path());
            findings.at(rule, "Targets", message, "write it as JSON, a text in quotation marks");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TARGET_INPUT;
    use crate::testing::{finds, silent};

    fn rule(input: &str) -> String {
        format!(
            "Resources:\n  R: {{Type: AWS::Events::Rule, Properties: {{Targets: [{{Id: a, Arn: b, Input: {input}}}]}}}}\n"
        )
    }

    #[test]
    fn inputs() {
        finds(TARGET_INPUT, &rule("'{kind: hourly}'"), "R", "is no JSON");
        finds(TARGET_INPUT, &rule("hourly"), "R", "the input `hourly`");
        silent(TARGET_INPUT, &rule("'{\"kind\": \"hourly\"}'"));
        silent(TARGET_INPUT, &rule("'\"hourly\"'"));
        silent(TARGET_INPUT, &rule("!Sub '{\"stack\": \"${AWS::StackName}\"}'"));
    }
}
