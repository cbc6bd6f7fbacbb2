use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A build project cannot be made as it is.
    ///
    /// A build has a size that CodeBuild knows. In a pipeline both its source and its artifacts are the pipeline's. An
    /// environment for ARM has an image for ARM.
    ///
    /// <https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectEnvironment.html>,
    /// <https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectArtifacts.html>
    pub(crate) BUILD_SETUP: "build-setup", Error, check
}

const SIZES: &[&str] = &[
    "BUILD_GENERAL1_SMALL",
    "BUILD_GENERAL1_MEDIUM",
    "BUILD_GENERAL1_LARGE",
    "BUILD_GENERAL1_XLARGE",
    "BUILD_GENERAL1_2XLARGE",
    "BUILD_LAMBDA_1GB",
    "BUILD_LAMBDA_2GB",
    "BUILD_LAMBDA_4GB",
    "BUILD_LAMBDA_8GB",
    "BUILD_LAMBDA_10GB",
    "ATTRIBUTE_BASED_COMPUTE",
    "CUSTOM_INSTANCE_TYPE",
];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for project in world.all("AWS::CodeBuild::Project") {
        let size = project.get("Environment.ComputeType");
        if let Some(size) = size.text().filter(|size| !SIZES.contains(&&**size)) {
            let message = format!("{} has the size `{size}`, which CodeBuild does not know", project.path());
            findings.at(project, "Environment", message, format!("use one of {}", SIZES.join(", ")));
        }
        let (source, artifacts) = (project.get("Source.Type"), project.get("Artifacts.Type"));
        if let (Some(source), Some(artifacts)) = (source.text(), artifacts.text())
            && (source == "CODEPIPELINE") != (artifacts == "CODEPIPELINE")
        {
            let message =
                format!("{} takes its source from {source} and gives its artifacts to {artifacts}", project.path());
            findings.at(project, "Artifacts", message, "both are `CODEPIPELINE`, or none is");
        }
        image(findings, project);
    }
}

fn image<'g>(findings: &mut Findings<'_, 'g>, project: Res<'_, 'g>) {
    let (kind, image) = (project.get("Environment.Type"), project.get("Environment.Image"));
    let (Some(kind), Some(image)) = (kind.text(), image.text()) else { return };
    if !image.starts_with("aws/codebuild/") {
        return;
    }
    let for_arm = image.contains("aarch64");
    if kind.starts_with("ARM_") != for_arm && (for_arm || image.contains("x86_64")) {
        let message = format!("{} is a `{kind}`, and its image is `{image}`", project.path());
        findings.at(project, "Environment", message, "take an image for the processor of the environment");
    }
}

#[cfg(test)]
mod tests {
    use super::BUILD_SETUP;
    use crate::testing::{finds, silent};

    fn project(size: &str, more: &str) -> String {
        format!(
            "Resources:\n  B: {{Type: AWS::CodeBuild::Project, Properties: {{ServiceRole: r, Environment: {{ComputeType: {size}, Type: LINUX_CONTAINER, \
             Image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0'}}, {more}}}}}\n"
        )
    }

    const PIPELINE: &str = "Source: {Type: CODEPIPELINE}, Artifacts: {Type: CODEPIPELINE}";

    #[test]
    fn projects() {
        finds(BUILD_SETUP, &project("BUILD_GENERAL_SMALL", PIPELINE), "B", "the size `BUILD_GENERAL_SMALL`");
        let half = PIPELINE.replace("Artifacts: {Type: CODEPIPELINE}", "Artifacts: {Type: NO_ARTIFACTS}");
        finds(BUILD_SETUP, &project("BUILD_GENERAL1_SMALL", &half), "B", "gives its artifacts to NO_ARTIFACTS");
        let arm = project("BUILD_GENERAL1_SMALL", PIPELINE).replace("LINUX_CONTAINER", "ARM_CONTAINER");
        finds(BUILD_SETUP, &arm, "B", "is a `ARM_CONTAINER`");
        silent(BUILD_SETUP, &arm.replace("x86_64", "aarch64"));
        silent(BUILD_SETUP, &project("BUILD_GENERAL1_SMALL", PIPELINE));
        silent(BUILD_SETUP, &project("!ImportValue size", PIPELINE));
    }
}
