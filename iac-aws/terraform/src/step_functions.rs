//! Step Functions.

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::StepFunctions::Activity", "aws_sfn_activity").reference("arn"),
    ResourceMap::new("AWS::StepFunctions::StateMachine", "aws_sfn_state_machine")
        .reference("arn")
        .attributes(&[("StateMachineRevisionId", "revision_id")])
        .name(Name::Prefix("name_prefix", "name", 80))
        .properties(&[
            ("DefinitionString", To::Attribute("definition")),
            ("DefinitionSubstitutions", To::By(later)),
            (
                "LoggingConfiguration",
                To::Block(
                    "logging_configuration",
                    &[(
                        "Destinations",
                        To::Flatten(&[(
                            "CloudWatchLogsLogGroup",
                            To::Flatten(&[("LogGroupArn", To::Attribute("log_destination"))]),
                        )]),
                    )],
                ),
            ),
            ("StateMachineName", To::Attribute("name")),
            ("StateMachineType", To::Attribute("type")),
        ])
        .finish(substitutions),
];

/// Written when all properties are done.
fn later<'g>(_: &mut Scope<'_, 'g>, _: &'g Field) {}

/// What stands between `${` and `}` in the definition.
fn substitutions(s: &mut Scope<'_, '_>) {
    let Some(values) = s.property("DefinitionSubstitutions") else { return };
    let Value::Map(values) = values else {
        s.error("terraform", "the substitutions are an expression", "give an object");
        return;
    };
    let Some(definition) = s.property("DefinitionString").or(s.property("Definition")) else { return };
    let mut text = s.json(definition).to_hcl();
    for value in values {
        let placeholder = Term::from(format!("${{{}}}", value.name)).to_hcl();
        text = format!("replace({text}, {placeholder}, {})", s.term(&value.value).to_hcl());
    }
    s.set("definition", Term::Expression(text));
}
