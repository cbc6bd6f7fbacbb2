//! CodePipeline.

use super::names::names;
use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[ResourceMap::new("AWS::CodePipeline::Pipeline", "aws_codepipeline")
    .reference("name")
    .name(Name::Required("name", 100))
    .properties(&[
        ("ArtifactStores", To::Block("artifact_store", &[("ArtifactStore", To::Flatten(&[]))])),
        ("Stages", To::Block("stage", STAGE)),
    ])];

const STAGE: &[(&str, To)] = &[
    ("Actions", To::Block("action", ACTION)),
    ("BeforeEntry", To::Block("before_entry", CONDITIONS)),
    ("Blockers", To::Ignored("AWS keeps it for a later use")),
    ("OnFailure", To::Block("on_failure", CONDITIONS)),
    ("OnSuccess", To::Block("on_success", CONDITIONS)),
];

const ACTION: &[(&str, To)] = &[
    ("ActionTypeId", To::Flatten(&[])),
    ("InputArtifacts", To::By(input_artifacts)),
    ("OutputArtifacts", To::By(output_artifacts)),
];

const CONDITIONS: &[(&str, To)] = &[(
    "Conditions",
    To::Block("condition", &[("Rules", To::Block("rule", &[("InputArtifacts", To::By(input_artifacts))]))]),
)];

fn input_artifacts<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let artifacts = s.term(&field.value);
    let artifacts = names(s, artifacts);
    s.set("input_artifacts", artifacts);
}

fn output_artifacts<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    let artifacts = s.term(&field.value);
    let artifacts = names(s, artifacts);
    s.set("output_artifacts", artifacts);
}
