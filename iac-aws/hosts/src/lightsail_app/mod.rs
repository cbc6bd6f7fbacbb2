//! Containers on Lightsail.

mod build;
mod container;
mod database;

pub use container::{LightsailContainer, LightsailHealth, LightsailProtocol};
pub use database::{LightsailDatabase, LightsailDatabaseBundle, LightsailDatabaseHandle, LightsailPostgres};
pub use iac_aws_cfn::lightsail::container::Power as LightsailPower;

use iac_aws_cfn::kind::LightsailContainer as ContainerKind;
use iac_aws_cfn::lightsail;
use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

/// Containers on Lightsail (`AWS::Lightsail::Container`) at a fixed price: nodes of one size, each of which runs every
/// container, behind one balanced address with TLS.
///
/// | power | memory | vCPU | a node and month |
/// | --- | --- | --- | --- |
/// | nano | 512 MB | 0.25 | 7 $ |
/// | micro | 1 GB | 0.25 | 10 $ |
/// | small | 2 GB | 0.5 | 15 $ |
/// | medium | 4 GB | 1 | 40 $ |
/// | large | 8 GB | 2 | 80 $ |
/// | xlarge | 16 GB | 4 | 160 $ |
///
/// What it cannot do: keep data, because no disk can be attached (a [`LightsailDatabase`] or S3 can); fetch images of
/// private registries other than ECR; run a container on one node only, or never twice, because a deployment starts the
/// new containers before it stops the old ones; take secrets from Secrets Manager, so that whoever may read the service
/// reads its environment; publish more than one container. Containers reach each other at `localhost`.
/// Sources: <https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-container-services.html>,
/// <https://aws.amazon.com/lightsail/pricing/>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let web = LightsailContainer::new("web", Image::registry("ghcr.io/acme/shop:1.4.2")).port(8080);
/// let jobs = LightsailContainer::new("jobs", Image::registry("ghcr.io/acme/shop:1.4.2")).command(["work"]);
/// let app = LightsailApp::new("shop", LightsailPower::Micro, 1)
///     .public(web, LightsailHealth::path("/health"))
///     .container(jobs);
/// let app = stack.add("App", app);
/// stack.output("Url", app.url());
/// ```
#[derive(Clone, Debug)]
pub struct LightsailApp {
    name: Text,
    power: LightsailPower,
    nodes: u32,
    containers: Vec<LightsailContainer>,
    public: Option<(usize, LightsailHealth)>,
    domain: Option<(Value, Vec<Text>)>,
    ecr: bool,
    disabled: bool,
}

impl LightsailApp {
    /// A service without containers. The name is part of its address and unique in an account and region; each node
    /// costs as much as the power says, 1 to 20 of them.
    pub fn new(name: impl Into<Text>, power: LightsailPower, nodes: u32) -> Self {
        LightsailApp {
            name: name.into(),
            power,
            nodes,
            containers: Vec::new(),
            public: None,
            domain: None,
            ecr: false,
            disabled: false,
        }
    }

    /// The container that the address leads to, by its port, and how Lightsail finds out that it works.
    pub fn public(mut self, container: LightsailContainer, health: LightsailHealth) -> Self {
        self.public = Some((self.containers.len(), health));
        self.containers.push(container);
        self
    }

    /// A container beside the public one, on every node.
    pub fn container(mut self, container: LightsailContainer) -> Self {
        self.containers.push(container);
        self
    }

    /// Names of your own, of a certificate of Lightsail's that is issued already: one that is still waiting for its
    /// validation is refused. Point a `CNAME` of each name at [`LightsailAppHandle::host`].
    /// Source: <https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-creating-container-services-certificates.html>
    pub fn domain<T: Into<Text>>(mut self, certificate: impl IntoVal<Str>, names: impl IntoIterator<Item = T>) -> Self {
        self.domain = Some((certificate.into_value(), names.into_iter().map(Into::into).collect()));
        self
    }

    /// Makes the role that fetches images of private repositories of ECR. A repository lets it in by its own policy, with
    /// [`LightsailAppHandle::image_puller`]; images that are needed at once come in a second deployment.
    /// Source: <https://docs.aws.amazon.com/lightsail/latest/userguide/amazon-lightsail-container-service-ecr-private-repo-access.html>
    pub fn images_of_ecr(mut self) -> Self {
        self.ecr = true;
        self
    }

    /// Switches it off without deleting it. Its nodes go on costing.
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

/// A service of containers on Lightsail in a stack.
#[derive(Clone, Copy, Debug)]
pub struct LightsailAppHandle {
    /// The resource.
    pub service: lightsail::ContainerRef,
}

impl LightsailAppHandle {
    /// The service's name.
    pub fn name(&self) -> Val<Name<ContainerKind>> {
        self.service.service_name()
    }

    /// The address that Lightsail gives it, such as `https://shop.….cs.amazonlightsail.com/`.
    pub fn url(&self) -> Val<Str> {
        self.service.url()
    }

    /// The host of its address, for `CNAME` records.
    pub fn host(&self) -> Val<Str> {
        iac_core::select(2, iac_core::split("/", self.service.url()))
    }

    /// Who fetches images of ECR; with [`LightsailApp::images_of_ecr`].
    pub fn image_puller(&self) -> Val<Str> {
        self.service.private_registry_access_ecr_image_puller_role_principal_arn()
    }
}
