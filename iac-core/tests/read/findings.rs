//! What is wrong with a template, each with its line and with what to change. The rest of the template is read.

use crate::reading::{read, report};

/// The findings of a template: code, line and column, message.
fn findings(text: &str) -> Vec<String> {
    let (graph, findings) = read(text);
    assert!(graph.is_some(), "{}", report(&findings));
    let short = |finding: &iac_core::Diagnostic| {
        let place = finding.place.map_or_else(|| "-".into(), |place| format!("{}:{}", place.line(), place.column()));
        assert!(finding.help.is_some(), "{finding}");
        format!("{} {place} {}", finding.code, finding.message)
    };
    findings.iter().map(short).collect()
}

/// The findings of a property in a template that is right otherwise.
#[track_caller]
fn of_value(value: &str, expected: &[&str]) {
    let found = findings(&format!(
        "Parameters:\n  Size: {{Type: String}}\nConditions:\n  Is: !Equals [!Ref Size, a]\nMappings:\n  Sizes: {{a: {{b: c}}}}\n\
         Resources:\n  Other: {{Type: AWS::SNS::Topic}}\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: {value}\n"
    ));
    assert_eq!(found, expected, "{value}");
}

#[track_caller]
fn of(text: &str, expected: &[&str]) {
    assert_eq!(findings(text), expected, "{text}");
}

const TOPIC: &str = "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n";

#[test]
fn references_that_lead_nowhere() {
    of_value("!Ref Sizee", &["dangling-reference 12:23 `Sizee` is not a parameter or resource of this template"]);
    of_value("!Ref Is", &["dangling-reference 12:23 `Is` is not a parameter or resource of this template"]);
    of_value(
        "!Ref AWS::Reegion",
        &["dangling-reference 12:23 `AWS::Reegion` is not a parameter or resource of this template"],
    );
    of_value("!GetAtt Size.Arn", &["dangling-reference 12:26 `Size` is not a resource of this template"]);
    of_value(
        "!Sub 'a${Nothing.Arn}${Nobody}'",
        &[
            "dangling-reference 12:23 `Nothing` is not a resource of this template",
            "dangling-reference 12:23 `Nobody` is not a parameter or resource of this template",
        ],
    );
    of_value("!If [Iss, a, b]", &["dangling-reference 12:23 `Iss` is not a condition of this template"]);
    of_value("!FindInMap [Size, a, b]", &["dangling-reference 12:30 `Size` is not a mapping of this template"]);
}

#[test]
fn functions_that_are_given_something_wrong() {
    of_value("!Join [a]", &["bad-function 12:18 `Fn::Join` takes a delimiter and a list"]);
    of_value("!Join [',', text]", &["bad-function 12:18 `Fn::Join` takes a delimiter and a list"]);
    of_value("!Select [1]", &["bad-function 12:18 `Fn::Select` takes an index and a list"]);
    of_value("!Split [!Ref Size, a]", &["bad-function 12:18 `Fn::Split` takes a delimiter and a text"]);
    of_value("!If [Is, a]", &["bad-function 12:18 `Fn::If` takes the name of a condition and two values"]);
    of_value("!FindInMap [Sizes, a]", &["bad-function 12:18 `Fn::FindInMap` takes a mapping and two keys"]);
    of_value("!Cidr [a, b, c, d]", &["bad-function 12:18 `Fn::Cidr` takes a network, how many and how many bits"]);
    of_value("!GetAtt Topic", &["bad-function 12:26 `Fn::GetAtt` takes a resource and the name of an attribute"]);
    of_value(
        "!GetAtt [Topic, a, b]",
        &["bad-function 12:26 `Fn::GetAtt` takes a resource and the name of an attribute"],
    );
    of_value("!GetAtt Other.", &["bad-function 12:26 `Fn::GetAtt` takes a resource and the name of an attribute"]);
    of_value("!Ref [Size]", &["bad-function 12:23 `Ref` takes the name of a parameter or resource"]);
    of_value("!Sub [a]", &["bad-function 12:18 `Fn::Sub` takes a text, or a text and the values of its variables"]);
    of_value(
        "!Sub 'a${Si ze}'",
        &["bad-function 12:18 `Fn::Sub` takes names of letters, digits, dots and colons between braces, not `Si ze`"],
    );
    of_value("!Sub ['a', {b: 1}]", &["unused-variable 12:30 the variable `b` is not in the text of `Fn::Sub`"]);
    of_value("!Equals [a, b]", &["bad-function 12:18 `Fn::Equals` tells whether a condition holds, which is no value"]);
    of_value("!Contains [[a], a]", &["bad-function 12:18 `Fn::Contains` is known in `Rules` only"]);
    of_value("!Length [a]", &["missing-transform 12:18 `Fn::Length` is known with language extensions only"]);
    of_value("!Getatt Topic.Arn", &["unknown-function 12:18 CloudFormation has no function `Fn::Getatt`"]);
    of_value(
        "{'Fn::Sub': a, b: c}",
        &["bad-function 12:19 `Fn::Sub` stands beside other keys, so that it is no function"],
    );
    of_value("'{{resolve:s3:a}}'", &["bad-dynamic-reference 12:18 `s3` is no service that dynamic references read"]);
    of_value(
        "'{{resolve:secretsmanager:a:SecretBinary}}'",
        &["bad-dynamic-reference 12:18 `SecretBinary` is no part of a secret"],
    );
    of_value("!Sub '${Other}${Topic}'", &["cycle 9:3 resources wait for each other in a circle: Topic → Topic"]);
    of_value("", &["null-value 12:16 CloudFormation takes no `null`"]);
}

#[test]
fn sections_and_their_entries() {
    of(&format!("Resource: {{}}\n{TOPIC}"), &["unknown-section 1:1 a template has no section `Resource`"]);
    of(
        &format!("AWSTemplateFormatVersion: 2010-09-10\n{TOPIC}"),
        &["bad-version 1:27 this version of the format does not exist"],
    );
    of("Description: x\n", &["missing-section 1:1 the template has no resource"]);
    of(
        "Resources: []\n",
        &[
            "wrong-shape 1:12 `Resources` is a list, but it must be an object",
            "missing-section 1:1 the template has no resource",
        ],
    );
    of(&format!("Parameters:\n{TOPIC}"), &["null-value 1:11 CloudFormation takes no `null`"]);
    of("Resources:\n  A: text\n", &["wrong-shape 2:6 a resource is text, but it must be an object"]);
    of(
        "Resources:\n  A: {Tipe: AWS::SNS::Topic}\n",
        &["unknown-key 2:7 a resource has no `Tipe`", "missing-key 2:3 the resource `A` has no `Type`"],
    );
    of(
        "Resources:\n  A-b: {Type: AWS::SNS::Topic}\n",
        &["bad-id 2:3 the logical id `A-b` may have letters A–Z, a–z and digits only"],
    );
    of(
        "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    DependsOn: [B, A]\n    Condition: C\n    DeletionPolicy: Keep\n    UpdateReplacePolicy: RetainExceptOnCreate\n",
        &[
            "dangling-reference 4:17 `B` is not a resource of this template",
            "dangling-reference 5:16 `C` is not a condition of this template",
            "bad-policy 6:21 `Keep` is no `DeletionPolicy`",
            "bad-policy 7:26 `RetainExceptOnCreate` is no `UpdateReplacePolicy`",
            "cycle 2:3 resources wait for each other in a circle: A → A",
        ],
    );
    of(
        &format!("{TOPIC}  Topic: {{Type: AWS::SQS::Queue}}\n"),
        &["duplicate-key 3:3 the key `Topic` stands twice in one object"],
    );
    of(
        &format!("Outputs:\n  A: {{}}\n  B: {{Value: a, Export: {{}}}}\n  C: {{Value: a, Exports: x}}\n{TOPIC}"),
        &[
            "missing-key 2:3 the output `A` has no `Value`",
            "missing-key 3:25 an export has no `Name`",
            "unknown-key 4:17 an output has no `Exports`",
        ],
    );
    of(
        &format!(
            "Mappings:\n  A: {{a: {{b: {{c: d}}}}}}\n  B: {{}}\n  C: {{a: {{b: !Ref D}}}}\n  E: {{'a b': {{c: d}}}}\n{TOPIC}"
        ),
        &[
            "bad-mapping 2:11 `b` is an object, which no mapping holds",
            "bad-mapping 4:11 `b` is a function, which no mapping holds",
            "bad-mapping 3:3 the mapping `B` has no row",
            "bad-mapping 5:3 `a b` cannot be a key of the mapping `E`",
        ],
    );
}

#[test]
fn parameters() {
    of(
        &format!(
            "Parameters:\n  A: {{Default: x}}\n  B: {{Type: String, Min: 1}}\n  C: {{Type: Number, MinValue: a, NoEcho: perhaps}}\n  D: {{Type: String, Default: [a], AllowedValues: a}}\n{TOPIC}"
        ),
        &[
            "missing-key 2:3 the parameter `A` has no `Type`",
            "unknown-key 3:21 a parameter has no `Min`",
            "wrong-shape 4:31 `MinValue` is `a`, but it must be a number",
            "wrong-shape 4:42 `NoEcho` is `perhaps`, which is neither true nor false",
            "wrong-shape 5:30 `Default` is a list, but it must be text",
            "wrong-shape 5:50 `AllowedValues` is text, but it must be a list",
        ],
    );
    of(
        &format!(
            "Parameters:\n  A: {{Type: String, Default: c, AllowedValues: [a, b]}}\n  Topic: {{Type: String}}\n{TOPIC}"
        ),
        &[
            "bad-parameter 2:3 the default of `A` is `c`, which its allowed values exclude",
            "duplicate-id 3:3 `Topic` is the id of a parameter and of a resource; `Ref` could mean either",
        ],
    );
}

#[test]
fn defaults_that_are_lists() {
    let list = |default: &str| {
        format!(
            "Parameters:\n  A: {{Type: CommaDelimitedList, Default: '{default}', AllowedValues: [a, b, 'c,d']}}\n{TOPIC}"
        )
    };
    of(&list("a, b"), &[]);
    of(&list("c,d"), &[]);
    of(&list("a,e"), &["bad-parameter 2:3 the default of `A` is `e`, which its allowed values exclude"]);
}

#[test]
fn conditions_and_rules() {
    of(
        &format!(
            "Conditions:\n  A: !And [!Equals [a, b]]\n  B: !Not [!Condition C]\n  C: !Condition B\n  D: true\n  E: !Equals [!Ref Topic, a]\n  F: !Contains [[a], a]\n  G: !Equals [a]\n  H: !Not [Condition: Z]\n{TOPIC}"
        ),
        &[
            "bad-function 2:6 `Fn::And` takes two to ten conditions",
            "bad-condition 5:6 this is a boolean, but it must be a condition",
            "bad-function 8:6 `Fn::Equals` takes two values",
            "dangling-reference 9:23 `Z` is not a condition of this template",
            "condition-on-resource 6:3 this is decided before any resource exists, but it reads one",
            "bad-condition 7:3 a condition cannot ask whether a list contains something; only a rule can",
            "cycle 3:3 conditions ask for each other in a circle: B → C → B",
        ],
    );
    of(
        &format!(
            "Rules:\n  A: {{Assertions: [{{AssertDescription: x}}]}}\n  B: {{Assertion: []}}\n  C: {{RuleCondition: !Condition X, Assertions: [{{Assert: !EachMemberIn [a]}}]}}\nConditions:\n  X: !Equals [a, b]\n{TOPIC}"
        ),
        &[
            "missing-key 2:20 an assertion has no `Assert`",
            "unknown-key 3:7 a rule has no `Assertion`",
            "bad-function 4:58 `Fn::EachMemberIn` takes a list, and what is looked for",
            "bad-rule 4:3 a rule cannot ask for a condition of the stack",
            "bad-rule 2:3 the rule `A` asserts nothing",
            "bad-rule 3:3 the rule `B` asserts nothing",
        ],
    );
}

#[test]
fn what_only_language_extensions_know() {
    of(
        "Resources:\n  Fn::ForEach::T: [N, [A], {'T${N}': {Type: x, DeletionPolicy: !Ref P}}]\nParameters: {P: {Type: String}}\n",
        &[
            "missing-transform 2:3 loops are known with language extensions only",
            "missing-transform 2:64 a function as `DeletionPolicy` is known with language extensions only",
        ],
    );
    of(
        "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::T: [N, [A]]\n",
        &["bad-function 3:3 `Fn::ForEach::T` takes an identifier, a collection and what it repeats"],
    );
}

#[test]
fn what_sam_makes_of_a_function_waits_for_it() {
    let of_function = |property: &str, found: &[&str]| {
        let function = "Resources:\n  Code:\n    Type: AWS::Serverless::Function\n    Properties:";
        let alarm =
            "Late: {Type: AWS::CloudWatch::Alarm, Properties: {Dimensions: [{Name: FunctionName, Value: !Ref Code}]}}";
        of(&format!("Transform: AWS::Serverless-2016-10-31\n{function}\n      {property}\n  {alarm}\n"), found);
    };
    of_function("DeploymentPreference: {Alarms: [!Ref Late]}", &[]);
    of_function(
        "Events: {Change: {Type: EventBridgeRule, Properties: {Pattern: {resources: [!GetAtt Late.Arn]}}}}",
        &[],
    );
    of_function("Description: !Ref Late", &["cycle 3:3 resources wait for each other in a circle: Code → Late → Code"]);
}
