//! Pipelines that are refused.

use crate::common::codes;
use crate::{CONNECTION, System, source, system};
use iac_aws::prelude::*;

#[test]
fn wrong_pipelines_are_errors() {
    let with = |build: &dyn Fn(&System) -> Pipeline| {
        codes(|stack| {
            let system = system(stack);
            let pipeline = build(&system);
            stack.add("Pipeline", pipeline);
        })
    };
    let run = |name: &'static str| Pipeline::new(source()).run(name, BuildStep::new(["make"]));
    assert_eq!(with(&|_| Pipeline::new(source())), ["empty-pipeline"]);
    for name in ["", "Two words", "Source", "Role", "Start"] {
        assert_eq!(with(&|_| run(name))[0], "bad-stage-name", "{name}");
    }
    assert_eq!(with(&|_| run("Test").run("Test", BuildStep::new(["make"])))[0], "bad-stage-name");
    assert_eq!(with(&|_| Pipeline::new(source()).run("Test", BuildStep::new([""; 0]))), ["no-command"]);
    let image = |system: &System| PipelineImage::new("App", &system.images);
    assert_eq!(
        with(&|system| run("Test").deploy("Deploy", [PipelineTarget::new("App", &system.web)])),
        ["pipeline-image-missing"]
    );
    assert_eq!(with(&|system| run("Test").images("Build", [image(system), image(system)])), ["bad-pipeline-image"]);
    let pushed = |system: &System, tag: &'static str| Pipeline::new(PipelineSource::image(&system.images, tag));
    assert_eq!(
        with(&|system| pushed(system, "v*").deploy("Deploy", [PipelineTarget::new("Source", &system.web)])),
        ["bad-pipeline-source"]
    );
    assert_eq!(with(&|system| pushed(system, "live").images("Build", [image(system)])), ["pipeline-source-image"]);
    let bad = |system: &System| PipelineImage::new("my-app", &system.images);
    assert_eq!(with(&|system| run("Test").images("Build", [bad(system)])), ["bad-pipeline-image"]);
    for path in ["a b", "$(reboot)", "", "-x"] {
        assert_eq!(with(&|system| run("Test").images("Build", [image(system).context(path)])), ["bad-pipeline-path"]);
    }
    for paths in [vec![""], vec!["a"; 9]] {
        let pipeline = || Pipeline::new(source().changing(paths.clone())).run("Test", BuildStep::new(["make"]));
        assert_eq!(with(&|_| pipeline()), ["bad-pipeline-source"], "{paths:?}");
    }
    for (repository, branch) in [("shop", "main"), ("acme/shop", ""), ("acme/shop", "*"), ("acme/*", "main")] {
        let source = || PipelineSource::connection(Val::imported(CONNECTION), repository, branch);
        let pipeline = || Pipeline::new(source()).run("Test", BuildStep::new(["make"]));
        assert_eq!(with(&|_| pipeline()), ["bad-pipeline-source"], "{repository} {branch}");
    }
}
