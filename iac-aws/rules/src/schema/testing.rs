//! One resource with these properties, in YAML. A parameter, a condition that nobody knows and one that holds are there.

use iac_core::check::Rule;

fn template(kind: &str, properties: &str) -> String {
    format!(
        "Parameters: {{Unknown: {{Type: String}}, Given: {{Type: String, Default: given}}}}\n\
         Conditions: {{Open: !Equals [!Ref Unknown, !Ref AWS::StackName], Always: !Equals [a, a]}}\n\
         Mappings: {{Sizes: {{large: {{memory: 4096, mode: Passive}}}}}}\n\
         Resources:\n  A:\n    Type: {kind}\n    Properties: {properties}\n  Queue: {{Type: AWS::SQS::Queue}}\n  \
         Vpc: {{Type: AWS::EC2::VPC, Properties: {{CidrBlock: 10.0.0.0/16}}}}\n"
    )
}

#[track_caller]
pub(super) fn finds(rule: Rule, kind: &str, properties: &str, words: &str) {
    crate::testing::finds(rule, &template(kind, properties), "A", words);
}

#[track_caller]
pub(super) fn silent(rule: Rule, kind: &str, properties: &str) {
    crate::testing::silent(rule, &template(kind, properties));
}
