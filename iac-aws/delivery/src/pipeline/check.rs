//! Pipelines that cannot be.

use super::image::SOURCE;
use super::{Pipeline, PipelineTarget, Stage};
use iac_core::prelude::*;

/// Names of what else a pipeline is made of.
const TAKEN: [&str; 7] = ["Source", "Definitions", "Artifacts", "Failures", "Role", "Start", "StartRole"];

impl Pipeline {
    pub(super) fn targets(&self) -> impl Iterator<Item = &PipelineTarget> {
        self.stages.iter().flat_map(|(_, stage)| match stage {
            Stage::Deploy(targets) => targets.as_slice(),
            _ => &[],
        })
    }

    pub(super) fn check(&self, stack: &mut Stack) {
        self.source.check(stack);
        if self.stages.is_empty() {
            let help = "add one, such as `.run(\"Test\", BuildStep::new([\"pytest\"]))`";
            stack.error("empty-pipeline", "a pipeline without a stage after its source", help);
        }
        let mut built: Vec<&str> = Vec::new();
        if self.source.is_image() {
            built.push(SOURCE);
        }
        for (index, (name, stage)) in self.stages.iter().enumerate() {
            let plain = !name.is_empty() && name.len() <= 50 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
            let taken = TAKEN.contains(name);
            if !plain || taken || self.stages[..index].iter().any(|(other, _)| other == name) {
                let message = format!("`{name}` cannot be the name of a stage, or is that of another one");
                let help = format!("give each stage letters and digits of its own; taken are {}", TAKEN.join(", "));
                stack.error("bad-stage-name", message, help);
            }
            match stage {
                Stage::Run(step) if step.commands.is_empty() => {
                    stack.error("no-command", format!("the stage `{name}` has no command"), "give what it is to run");
                }
                Stage::Images(_) if self.source.is_image() => {
                    let message = format!("the stage `{name}` builds images, but the pipeline's source is one");
                    stack.error(
                        "pipeline-source-image",
                        message,
                        "deploy the image `Source`, or take a branch as the source",
                    );
                }
                Stage::Images(images) => {
                    for image in images {
                        image.check(stack);
                        if built.contains(&image.id) {
                            let message = format!("two images have the id `{}`", image.id);
                            stack.error("bad-pipeline-image", message, "give each image an id of its own");
                        }
                        built.push(image.id);
                    }
                }
                Stage::Deploy(targets) => {
                    for target in targets.iter().filter(|target| !built.contains(&target.image)) {
                        let message = format!(
                            "the stage `{name}` deploys the image `{}`, which no stage before it builds",
                            target.image
                        );
                        stack.error("pipeline-image-missing", message, "add `.images(…)` with it before");
                    }
                }
                Stage::Run(_) | Stage::Approve(_) => {}
            }
        }
    }
}
