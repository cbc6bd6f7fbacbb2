//! Delivery by CodePipeline.

mod build;
mod check;
mod image;
mod project;
mod rights;
mod source;
mod stages;
mod step;
mod trigger;

pub use image::{PipelineImage, PipelineTarget};
pub use source::PipelineSource;
pub use step::{BuildMachine, BuildStep};

use iac_aws_base::monitoring::{AlarmTopicHandle, LogGroupHandle, Retention};
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_base::storage::BucketHandle;
use iac_aws_cfn::{codebuild, codepipeline, events, iam};
use iac_core::Text;

/// A pipeline of type V2 (`AWS::CodePipeline::Pipeline`) that takes a change from its source to services on ECS: tests
/// (CodeBuild), images (built once per commit and tagged with it), approvals, deployments of new task definitions, in the
/// order in which they are said. A deployment that fails goes back to the last one that worked.
///
/// Each build has a role and a log group of its own; the pipeline's role may use exactly what its stages name. What stages
/// hand on is kept for 30 days in a bucket that stays when the stack is deleted. Minutes of V2 pipelines cost 0.002 $, those
/// of CodeBuild by machine (<https://aws.amazon.com/codepipeline/pricing/>, <https://aws.amazon.com/codebuild/pricing/>).
///
/// Each deployment makes a new revision of the service's task definition, of which the stack does not know: an update of
/// the stack that changes the task definition deploys the image that the stack names. Ask for that as a parameter, and
/// give it the tag that runs.
///
/// Errors: no stage or two of one name; a deployment whose image no earlier stage builds; a file name that a shell would
/// read as more than one word.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
/// let images = stack.add("Images", EcrRepository::new());
/// let image = Image::ecr(&images, "0a1b2c3");
/// let app = stack.add("App", FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Gb1)));
/// let topic = stack.add("Releases", AlarmTopic::new().email("Team", "team@example.com"));
/// let connection = stack.add("Connection", PipelineSource::connection_parameter());
/// let pipeline = Pipeline::new(PipelineSource::connection(connection, "acme/shop", "main"))
///     .run("Test", BuildStep::new(["pip install --requirement requirements.txt", "pytest"]))
///     .images("Build", [PipelineImage::new("App", &images)])
///     .approve("Release", &topic)
///     .deploy("Deploy", [PipelineTarget::new("App", &app)])
///     .notify(&topic);
/// stack.add("Pipeline", pipeline);
/// ```
#[derive(Clone, Debug)]
pub struct Pipeline {
    source: PipelineSource,
    stages: Vec<(&'static str, Stage)>,
    machine: BuildMachine,
    retention: Retention,
    key: Option<EncryptionKeyHandle>,
    topic: Option<AlarmTopicHandle>,
}

#[derive(Clone, Debug)]
enum Stage {
    Run(BuildStep),
    Images(Vec<PipelineImage>),
    Approve(AlarmTopicHandle),
    Deploy(Vec<PipelineTarget>),
}

impl Pipeline {
    /// A pipeline that starts with every change of its source.
    pub fn new(source: PipelineSource) -> Self {
        Pipeline {
            source,
            stages: Vec::new(),
            machine: BuildMachine::Small,
            retention: Retention::Days30,
            key: None,
            topic: None,
        }
    }

    /// Runs commands on the source, such as tests. The first that fails stops the pipeline.
    pub fn run(mut self, name: &'static str, step: BuildStep) -> Self {
        self.stages.push((name, Stage::Run(step)));
        self
    }

    /// Builds images out of the source and pushes each under the first twelve digits of the commit. A tag that is there
    /// already is not built again, so that tags may be immutable and a retry succeeds.
    pub fn images(mut self, name: &'static str, images: impl IntoIterator<Item = PipelineImage>) -> Self {
        self.stages.push((name, Stage::Images(images.into_iter().collect())));
        self
    }

    /// Waits up to seven days until somebody with the right to approve does so; the topic's readers are asked.
    pub fn approve(mut self, name: &'static str, topic: &AlarmTopicHandle) -> Self {
        self.stages.push((name, Stage::Approve(*topic)));
        self
    }

    /// Deploys to all of these services at a time and waits until they are steady.
    pub fn deploy(mut self, name: &'static str, targets: impl IntoIterator<Item = PipelineTarget>) -> Self {
        self.stages.push((name, Stage::Deploy(targets.into_iter().collect())));
        self
    }

    /// The machine that builds; small by default.
    pub fn machine(mut self, machine: BuildMachine) -> Self {
        self.machine = machine;
        self
    }

    /// How long the logs of builds are kept; 30 days by default.
    pub fn log_retention(mut self, retention: Retention) -> Self {
        self.retention = retention;
        self
    }

    /// Encrypts what stages hand on, and logs, with a customer key, which must be usable by `KeyUser::CloudWatchLogs`. AWS's
    /// own keys do so by default.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.key = Some(*key);
        self
    }

    /// Tells a topic of each run that fails. Its customer key, if it has one, must be usable by `KeyUser::EventBridge`.
    pub fn notify(mut self, topic: &AlarmTopicHandle) -> Self {
        self.topic = Some(*topic);
        self
    }
}

/// A pipeline in a stack.
#[derive(Clone, Debug)]
pub struct PipelineHandle {
    /// The pipeline.
    pub pipeline: codepipeline::PipelineRef,
    /// What its stages may do.
    pub role: iam::RoleRef,
    /// What stages hand on.
    pub artifacts: BucketHandle,
    /// The builds, by the names of their stages.
    pub builds: Vec<PipelineBuild>,
    /// What tells of runs that fail, where something does.
    pub failure_rule: Option<events::RuleRef>,
    /// What starts it when its image is pushed, where its source is one.
    pub start: Option<events::RuleRef>,
}

/// A build of a pipeline, in a stack.
#[derive(Clone, Debug)]
pub struct PipelineBuild {
    /// The stage's name.
    pub stage: Text,
    /// The project.
    pub project: codebuild::ProjectRef,
    /// What the build may do.
    pub role: iam::RoleRef,
    /// Where it writes.
    pub log_group: LogGroupHandle,
}
