use iac_core::check::{Eval, Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// An action of a pipeline takes an artifact that no action before it makes.
    ///
    /// What an action takes is the output of an action in an earlier stage, or earlier in its own (`RunOrder`). Two actions
    /// do not make the same artifact, and a template or a parameter file is named as `Artifact::path`.
    ///
    /// <https://docs.aws.amazon.com/codepipeline/latest/userguide/welcome-introducing-artifacts.html>
    pub(crate) PIPELINE_ARTIFACT: "pipeline-artifact", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for pipeline in world.all("AWS::CodePipeline::Pipeline") {
        let stages = pipeline.get("Stages");
        // A list that is not wholly known may make anything.
        let mut open = false;
        stages.visit(&mut |value| open |= value.is_unknown() && value.may_be_absent());
        if open || !matches!(stages, Eval::List(_)) {
            continue;
        }
        of_pipeline(findings, pipeline, &stages);
    }
}

fn of_pipeline<'g>(findings: &mut Findings<'_, 'g>, pipeline: Res<'_, 'g>, stages: &Eval<'g>) {
    let mut made: HashMap<String, String> = HashMap::new();
    for stage in stages.items() {
        let mut actions: Vec<_> = stage.at("Actions").items().iter().collect();
        actions.sort_by_key(|action| action.at("RunOrder").int().unwrap_or(1));
        for action in actions {
            let name = action.at("Name").shown();
            let taken: Vec<String> = names(action.at("InputArtifacts"));
            for artifact in taken.iter().filter(|artifact| !made.contains_key(*artifact)) {
                let message = format!(
                    "the action `{name}` of {} takes `{artifact}`, which no action before it makes",
                    pipeline.path()
                );
                findings.at(pipeline, "Stages", message, known(&made));
            }
            for file in ["TemplatePath", "TemplateConfiguration"] {
                let path = action.at("Configuration").at(file);
                let Some(path) = path.text() else { continue };
                let Some((artifact, _)) =
                    path.split_once("::").filter(|(artifact, _)| !taken.iter().any(|one| one == artifact))
                else {
                    continue;
                };
                let message = format!(
                    "the action `{name}` of {} reads `{path}`, but does not take `{artifact}`",
                    pipeline.path()
                );
                findings.at(pipeline, "Stages", message, format!("it takes `{}`", taken.join("`, `")));
            }
            for artifact in names(action.at("OutputArtifacts")) {
                if let Some(other) = made.insert(artifact.clone(), name.clone()) {
                    let message =
                        format!("the actions `{other}` and `{name}` of {} both make `{artifact}`", pipeline.path());
                    findings.at(pipeline, "Stages", message, "give each a name of its own");
                }
            }
        }
    }
}

fn names(artifacts: &Eval<'_>) -> Vec<String> {
    artifacts.items().iter().filter_map(|one| Some(one.at("Name").text()?.into_owned())).collect()
}

fn known(made: &HashMap<String, String>) -> String {
    let mut names: Vec<&str> = made.keys().map(String::as_str).collect();
    names.sort_unstable();
    if names.is_empty() {
        "nothing is made before it".to_owned()
    } else {
        format!("made before it are `{}`", names.join("`, `"))
    }
}

#[cfg(test)]
mod tests {
    use super::PIPELINE_ARTIFACT;
    use crate::testing::{finds, silent};

    const TEMPLATE: &str = r#"
Parameters:
  Made: {Type: String, Default: Built}
Resources:
  P: {Type: AWS::CodePipeline::Pipeline, Properties: {RoleArn: r, Stages: [
    {Name: Get, Actions: [{Name: Code, OutputArtifacts: [{Name: Source}]}]},
    {Name: Make, Actions: [{Name: Test, RunOrder: 2, InputArtifacts: [{Name: !Ref Made}]},
      {Name: Build, RunOrder: 1, InputArtifacts: [{Name: Source}], OutputArtifacts: [{Name: !Ref Made}]}]},
    {Name: Deploy, Actions: [{Name: Stack, InputArtifacts: [{Name: Built}], Configuration: {TemplatePath: "Built::t.yaml"}}]}]}}
"#;

    fn with(old: &str, new: &str) -> String {
        assert!(TEMPLATE.contains(old), "{old}");
        TEMPLATE.replace(old, new)
    }

    #[test]
    fn nothing_makes_it() {
        finds(
            PIPELINE_ARTIFACT,
            &with("[{Name: Built}]", "[{Name: Bulit}]"),
            "P",
            "`Stack` of template/P takes `Bulit`",
        );
        finds(PIPELINE_ARTIFACT, &with("Default: Built", "Default: Made"), "P", "takes `Built`");
        finds(PIPELINE_ARTIFACT, &with("RunOrder: 2", "RunOrder: 1"), "P", "`Test` of template/P takes `Built`");
        finds(PIPELINE_ARTIFACT, &with("Built::t", "Build::t"), "P", "does not take `Build`");
        finds(
            PIPELINE_ARTIFACT,
            &with("OutputArtifacts: [{Name: !Ref Made}]", "OutputArtifacts: [{Name: !Ref Made}, {Name: Source}]"),
            "P",
            "both make `Source`",
        );
    }

    #[test]
    fn something_does() {
        silent(PIPELINE_ARTIFACT, TEMPLATE);
        silent(PIPELINE_ARTIFACT, &with("[{Name: Source}]}]},", "!ImportValue artifacts}]},"));
    }
}
