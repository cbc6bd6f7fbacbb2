//! What the guide says beside infrastructure: how versions are built, released and taken back.

use super::Listing;
use iac_aws::prelude::*;
use iac_core::operations::{Build, Checks, Copy, Language, Release, Step, Tool, Trouble};

/// Staging's repository. What is released of a commit that was tested is copied from there, where it is one account's.
pub(super) const TESTED: &str = "cloud-optimizer";

/// The image, as workflows build it.
pub(super) fn image(repository: impl iac_core::IntoPlain) -> Build {
    Build::new("cloud-optimizer", repository, ".", "docker/Dockerfile").scan()
}

/// The pages and the pipeline of an environment that stands for good.
pub(super) fn operations(
    application: &FargateServiceHandle<Web>,
    build: Build,
    url: impl iac_core::IntoPlain,
) -> Operations {
    Operations::new(
        "Cloud Optimizer",
        "Answers questions about the security of AWS accounts, reads architecture documents and scans accounts. It is \
         sold on AWS Marketplace and billed by usage.",
        Tool::Terraform,
    )
    .health(url, "/health")
    .build(build)
    .service(application.operated("cloud-optimizer").runs("cloud-optimizer"))
    .checks(python("lint").run("pip install ruff black").run("ruff check .").run("black --check ."))
    .checks(python("unit").run("pip install poetry").run("poetry install").run("poetry run pytest tests/unit"))
    .contact("operations", "the channel #ops-alerts")
    .note(
        "Terraform's state is in the bucket that the output `TerraformStateBucket` of the environment `seller` names, in \
         us-east-1; `seller` is deployed before this environment.",
    )
    .note("The image migrates the database itself when it starts; no task of its own runs before a release.")
    .note("Usage is reported each hour by every task; a task that is killed instead of stopped loses up to an hour of it.")
    .trouble(Trouble::new(
        "Chat answers stop in the middle",
        "Something between the user and the task closes streams that are silent",
        "See that the application still sends its heartbeat (`STREAMING_HEARTBEAT_SECONDS`): the balancer waits 330 s \
         between bytes, a proxy of the user's often less.",
    ))
    .trouble(Trouble::new(
        "Tasks stop as soon as they start, with `CustomerNotEntitledException` in the log",
        "The image runs in an account that is not subscribed to the product",
        "Subscribe the account to the product in AWS Marketplace; the application must not run without.",
    ))
}

/// What must be there before tasks of the Marketplace registry can start.
pub(super) fn marketplace(operations: Operations, listing: &Listing) -> Operations {
    let (image, collector) = (listing.repository_uri(), listing.collector_uri());
    operations
        .note(format!(
            "Before the first deployment, and before each that names another tag: the repositories `{image}` and \
             `{collector}` exist (`catalog/product.json` of the environment `seller` adds them to the product) and hold \
             the images. The second one is a copy of `{}` under the same tag. A task whose images cannot all be pulled does \
             not start.",
            OtelCollector::IMAGE
        ))
        .note(
            "The account is subscribed to the product in AWS Marketplace; otherwise tasks end with exit code 77 as soon as \
             they start.",
        )
}

/// What a seller does once, and with each version: both images in the Marketplace registry, the template where buyers read
/// it, and a change set that offers them.
pub(super) fn seller(listing: &Listing, role: &CiRoleHandle, files: &BucketHandle, url: Val<Str>) -> Operations {
    let template = "out/cloud-optimizer/trial/cloudformation/quick-start.json";
    let key = "quick-start/$TAG/quick-start.json";
    let publish = Step::new("Publish the template")
        .variable("FILES_BUCKET", files.name())
        .run(format!("grep --quiet \":$TAG\" {template} || {{ echo \"{template} is not of $TAG\" >&2; exit 1; }}"))
        // Nobody may list the files: what is not there may not be read either.
        .run(format!("aws s3api head-object --bucket \"$FILES_BUCKET\" --key \"{key}\" || aws s3api put-object --bucket \"$FILES_BUCKET\" --key \"{key}\" --body {template} --if-none-match '*'"));
    let submit = Step::new("Submit the version")
        .asked("PRODUCT_ID")
        .variable("FILES_URL", url)
        .run("export TEMPLATE_URL=\"$FILES_URL$TAG/quick-start.json\"")
        .run("envsubst '$PRODUCT_ID $TEMPLATE_URL' <out/cloud-optimizer/seller/catalog/version.json >version.json")
        .run("aws marketplace-catalog start-change-set --region us-east-1 --cli-input-json file://version.json");
    Operations::new(
        "Cloud Optimizer (seller)",
        "What the seller's account has once: GitHub's identity, Terraform's state, the listing's files and its events.",
        Tool::CloudFormation,
    )
    .ci_role(role.arn())
    .build(image(listing.repository_uri()).tested_in(TESTED))
    .copy(Copy::new("aws-otel-collector", OtelCollector::IMAGE, listing.collector_uri()))
    .step(publish)
    .step(submit)
    .releases(production())
    .note(
        "Once, when AWS Marketplace has given the product its id: `export PRODUCT_ID=prod-…`, `envsubst '$PRODUCT_ID' < \
         catalog/product.json > product.json`, `aws marketplace-catalog start-change-set --region us-east-1 \
         --cli-input-json file://product.json`. The files of `catalog/` are written beside the templates.",
    )
    .note(
        "Each version is published by release-seller.yml, for which the environment `seller` of GitHub has the variable \
         PRODUCT_ID: it pushes both images, puts the template under the output `ListingFilesUrl`, where a key holds the \
         version and is never written twice, and submits `catalog/version.json`. `out/` is in the repository.",
    )
    .note(
        "Before the product is shown to everybody, AWS wants a task in us-east-1 to have reported a record of each \
         dimension: deploy the trial there, use each function once, and look for `metering.recorded` in its log.",
    )
}

/// The seller's rehearsal: each merge is tested here and makes way again; a tag or a person puts a version here to stay.
pub(super) fn rehearsals() -> [Release; 2] {
    let tests = |name: &'static str, folder: &str| {
        let pytest = format!("poetry run pytest {folder}");
        python(name).run("pip install poetry").run("poetry install").run(pytest)
    };
    [
        Release::on_branch("main").ephemeral().tests(tests("integration", "tests/integration")),
        Release::on_tag("staging-*").tests(tests("end-to-end", "tests/e2e")),
    ]
}

/// Production: a release's tag, as the listing has it, after somebody agreed.
pub(super) fn production() -> [Release; 1] {
    [Release::on_tag("v*-ib*").approved_by("the release manager")]
}

fn python(name: &'static str) -> Checks {
    Checks::new(name, Language::Python("3.11"))
}
