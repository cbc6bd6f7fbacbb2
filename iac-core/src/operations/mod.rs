//! What only people know of a system: its name, how it is built and released, what must hold in a disaster. The pages and
//! the pipeline that `synth` writes beside the templates say it together with what the graph knows.
//!
//! What is referred to are values of the graph. Each becomes an output of its stack unless an output has it already, so
//! that pages name it and scripts read it.
//!
//! ```
//! use iac_core::operations::{Build, Checks, Language, Operations, Recovery, Release, Service, Task, Tool};
//! use iac_core::{App, Stack};
//!
//! let stack = Stack::new("main");
//! // The library of constructs makes the service: `api.operated("api")`.
//! let api = Service::new("ecs", "api").at("Cluster", "shop").at("Service", "shop-api").runs("api");
//! let migrate = Task::new("migrate", &api, ["alembic", "upgrade", "head"]);
//! let operations = Operations::new("Shop", "Sells things, day and night.", Tool::CloudFormation)
//!     .recovery(Recovery::new("1 hour", "15 minutes").drills("every quarter"))
//!     .health("https://shop.example.com", "/health")
//!     .build(Build::new("api", "111122223333.dkr.ecr.eu-central-1.amazonaws.com/api", "server", "server/Dockerfile"))
//!     .service(api)
//!     .before_release(migrate)
//!     .checks(Checks::new("server", Language::Python("3.13")).run("pip install -r requirements.txt").run("pytest"))
//!     .release(Release::on_branch("main"))
//!     .release(Release::on_tag("v*").approved_by("the release manager"))
//!     .contact("on-call engineer", "the rota of the platform team");
//! let app = App::from(stack).operations(operations);
//! # let _ = app;
//! ```

mod delivery;
mod parts;
mod referred;
mod step;
mod tags;
mod task;

pub use delivery::{Checks, Language, Release, Trigger};
pub use parts::{Build, Cost, Recovery, Service, Site, Trouble};
pub use step::{Copy, Step};
pub use tags::{image_tag, tag_pattern};
pub use task::{Task, Work};

use crate::value::{IntoPlain, Text, Value};

/// What deploys the templates, so that commands are given for it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Stacks `<system>-<environment>-<stack>` in CloudFormation.
    CloudFormation,
    /// The module in Terraform.
    Terraform,
}

/// What people know of a system in one environment. The fields are for those who write pages; whoever describes a system
/// uses the methods.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the methods of the same names say what the fields hold")]
#[non_exhaustive]
pub struct Operations {
    pub title: Text,
    pub summary: Text,
    pub tool: Tool,
    pub recovery: Option<Recovery>,
    pub health: Option<(Value, Text)>,
    pub answers: Vec<Text>,
    pub builds: Vec<Build>,
    pub copies: Vec<Copy>,
    pub services: Vec<Service>,
    pub sites: Vec<Site>,
    pub before_release: Vec<Task>,
    pub checks: Vec<Checks>,
    pub steps: Vec<Step>,
    pub releases: Vec<Release>,
    pub previews: bool,
    pub ci_role: Option<Value>,
    pub contacts: Vec<(Text, Text)>,
    pub costs: Vec<Cost>,
    pub troubles: Vec<Trouble>,
    pub notes: Vec<Text>,
}

impl Operations {
    /// A system by the name that people use, what it does in one or two sentences, and what deploys it.
    pub fn new(title: impl Into<Text>, summary: impl Into<Text>, tool: Tool) -> Self {
        Operations {
            title: title.into(),
            summary: summary.into(),
            tool,
            recovery: None,
            health: None,
            answers: Vec::new(),
            builds: Vec::new(),
            copies: Vec::new(),
            services: Vec::new(),
            sites: Vec::new(),
            before_release: Vec::new(),
            checks: Vec::new(),
            steps: Vec::new(),
            releases: Vec::new(),
            previews: false,
            ci_role: None,
            contacts: Vec::new(),
            costs: Vec::new(),
            troubles: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// What must hold after a disaster. Without it, the pages say that nobody decided it.
    pub fn recovery(mut self, recovery: Recovery) -> Self {
        self.recovery = Some(recovery);
        self
    }

    /// Where the system answers, and the path that says whether it is well: `alb.url()` and `/health`. A release is
    /// rolled back unless it answers there with a status of 200 to 299.
    pub fn health(mut self, url: impl IntoPlain, path: impl Into<Text>) -> Self {
        self.health = Some((url.into_plain(), path.into()));
        self
    }

    /// Another address that must answer after a release as the one of [`Operations::health`] does, such as that of the
    /// pages beside an API.
    pub fn answers(mut self, url: impl Into<Text>) -> Self {
        self.answers.push(url.into());
        self
    }

    /// An image that the pipeline builds.
    pub fn build(mut self, build: Build) -> Self {
        self.builds.push(build);
        self
    }

    /// An image of somebody else's that the pipeline copies after its own are built.
    pub fn copy(mut self, copy: Copy) -> Self {
        self.copies.push(copy);
        self
    }

    /// A service, in the order in which a release replaces them.
    pub fn service(mut self, service: Service) -> Self {
        self.services.push(service);
        self
    }

    /// A site of static files that a release uploads after the services.
    pub fn site(mut self, site: Site) -> Self {
        self.sites.push(site);
        self
    }

    /// A task that runs once before a release touches the services: what the stack describes first, such as a dump, then
    /// commands of the new version, such as a migration. A release stops where one fails.
    pub fn before_release(mut self, task: Task) -> Self {
        self.before_release.push(task);
        self
    }

    /// What a release does at its end.
    pub fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// What must pass before anything is built. The same checks in several environments of a system run once.
    pub fn checks(mut self, checks: Checks) -> Self {
        self.checks.push(checks);
        self
    }

    /// What brings a version into this environment. Without one, the system gets no workflow for it. It takes on the role
    /// of [`Operations::ci_role`], and pushes tags that the parameters of its images must take: [`image_tag`].
    pub fn release(mut self, release: Release) -> Self {
        self.releases.push(release);
        self
    }

    /// Shows pull requests to the branch that is released here, one at a time, without the tasks of
    /// [`Operations::before_release`]: what they did to a database would stay.  Closing the request releases the branch.
    pub fn previews(mut self) -> Self {
        self.previews = true;
        self
    }

    /// What brings versions into this environment, one by one as [`Operations::release`] takes them.
    pub fn releases(mut self, releases: impl IntoIterator<Item = Release>) -> Self {
        self.releases.extend(releases);
        self
    }

    /// The role that the pipeline takes on by OIDC.
    pub fn ci_role(mut self, arn: impl IntoPlain) -> Self {
        self.ci_role = Some(arn.into_plain());
        self
    }

    /// Whom to call, by role, and where that is looked up; never a person.
    pub fn contact(mut self, role: impl Into<Text>, reached: impl Into<Text>) -> Self {
        self.contacts.push((role.into(), reached.into()));
        self
    }

    /// What something is expected to cost.
    pub fn cost(mut self, cost: Cost) -> Self {
        self.costs.push(cost);
        self
    }

    /// What has gone wrong before, or will, and what helps.
    pub fn trouble(mut self, trouble: Trouble) -> Self {
        self.troubles.push(trouble);
        self
    }

    /// A sentence that whoever runs the system must know.
    pub fn note(mut self, note: impl Into<Text>) -> Self {
        self.notes.push(note.into());
        self
    }
}
