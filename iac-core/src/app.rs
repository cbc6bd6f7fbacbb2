//! Apps: stacks that belong together, and the environments in which they are deployed.

use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, TerraformState};
use crate::operations::Operations;
use crate::region::Region;
use crate::stack::Stack;
use crate::value::Text;

/// The stacks of one system in one environment. A stack may use what another one made; the first is the main one.
///
/// In CloudFormation, a reference between stacks of one region is an export and an import. Exports do not cross regions:
/// there the stack that is read has an output, and the reading one a parameter such as `FromCertificatesWebRef`, under
/// the heading "Values of stacks in other regions", whose description names the output, the stack and the region. Deploy
/// the stacks in their order and hand the values over. In Terraform all stacks of an environment are one module, with a
/// provider for each region, so that every reference is one.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html>
#[derive(Debug, Default)]
pub struct App {
    pub(crate) stacks: Vec<Stack>,
    pub(crate) terraform_state: Option<TerraformState>,
    pub(crate) operations: Option<Operations>,
}

impl App {
    /// An app without stacks.
    pub fn new() -> Self {
        App::default()
    }

    /// Adds a stack.
    pub fn with(mut self, stack: Stack) -> Self {
        self.stacks.push(stack);
        self
    }

    /// Keeps Terraform's state in this bucket, which must be there before `terraform init`. Without it, whoever deploys
    /// names the bucket and its region then: `-backend-config=bucket=… -backend-config=region=…`.
    pub fn terraform_state(mut self, bucket: impl Into<Text>, region: Region) -> Self {
        self.terraform_state = Some(TerraformState { bucket: bucket.into(), region });
        self
    }

    /// Says what only people know of the system, for the pages and the pipeline that `synth` writes beside the templates.
    pub fn operations(mut self, operations: Operations) -> Self {
        self.operations = Some(operations);
        self
    }
}

impl From<Stack> for App {
    fn from(stack: Stack) -> Self {
        App::new().with(stack)
    }
}

/// One environment of one system: an entry of the table that the command line works on.
#[derive(Clone, Copy, Debug)]
pub struct Environment {
    /// The system, such as `cloud-optimizer`: lower-case letters, digits and hyphens.
    pub system: &'static str,
    /// The environment, such as `prod`: lower-case letters, digits and hyphens.
    pub name: &'static str,
    /// The regions that it is meant for; its templates are checked for each of them.
    pub regions: &'static [Region],
    /// Builds its stacks. A pure function: the same stacks in every call.
    pub app: fn() -> App,
}

impl Environment {
    /// Builds and resolves the environment's stacks. The graph is complete even where something is wrong with it.
    pub fn resolve(&self) -> (Graph, Vec<Diagnostic>) {
        let (graph, mut diagnostics) = crate::resolve::resolve((self.app)(), &format!("{}-{}", self.system, self.name));
        crate::resolve::regions(&graph, self.regions.iter().copied(), &mut diagnostics);
        (graph, diagnostics)
    }
}
