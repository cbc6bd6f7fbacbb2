//! Container images: where they come from, and what pulling them needs.

use crate::policy::Statement;
use crate::storage::EcrRepositoryHandle;
use iac_core::prelude::*;
use iac_core::{IntoVal, Text, Value};

/// The account and region of AWS Marketplace's registry.
/// Source: <https://docs.aws.amazon.com/marketplace/latest/userguide/container-product-policies.html>
const MARKETPLACE: &str = "709825985650.dkr.ecr.us-east-1.amazonaws.com";

/// A container image. The tag is part of it and never `latest`: a rollback must find the image of before.
#[derive(Clone, Debug)]
pub struct Image {
    reference: Val<Str>,
    source: Source,
    /// The text that the user gave, where it is text.
    given: Option<Text>,
}

/// Which registry holds an image.
#[derive(Clone, Debug)]
enum Source {
    /// A private repository of ECR by its ARN; outside where the stack's VPC endpoints do not lead.
    Ecr { repository: Value, outside: bool },
    /// Another registry, open to everybody.
    Public,
}

impl Image {
    /// An image of AWS Marketplace's registry: `seller/repository:tag`. Tasks pull it from `us-east-1`, so they need a
    /// way out to the internet in every region.
    pub fn marketplace(image: impl Into<Text>) -> Self {
        Image::registry(Image::marketplace_repository(image))
    }

    /// A repository of AWS Marketplace's registry, `seller/repository`, as a pipeline pushes to it.
    pub fn marketplace_repository(repository: impl Into<Text>) -> String {
        format!("{MARKETPLACE}/{}", repository.into())
    }

    /// An image of a repository of this app, by its tag.
    pub fn ecr(repository: &EcrRepositoryHandle, tag: impl IntoVal<Str>) -> Self {
        let tag = tag.into_value();
        let given = tag.as_str().map(|tag| Text::Owned(format!("repository:{tag}")));
        let arn = repository.arn().into_plain_value();
        let reference = join![repository.uri(), ":", Val::<Str>::of(tag)];
        Image { reference, source: Source::Ecr { repository: arn, outside: false }, given }
    }

    /// An image of any registry by its full name with tag or digest, such as `ghcr.io/acme/api:1.4.2`. A private
    /// repository of ECR, also of another account, is recognized by its host name and allowed to be pulled from.
    pub fn registry(image: impl Into<Text>) -> Self {
        let given = image.into();
        let source = private_ecr(&given).unwrap_or(Source::Public);
        Image { reference: Val::of(Value::Str(given.clone())), source, given: Some(given) }
    }

    /// An image that whoever deploys names, with its tag, of a registry that is open to everybody.
    pub fn asked(reference: Val<Str>) -> Self {
        Image { reference, source: Source::Public, given: None }
    }

    /// The image as a task definition names it.
    pub fn reference(&self) -> Val<Str> {
        self.reference.clone()
    }

    /// The registry, where it is one that the endpoints of a VPC do not lead to.
    #[doc(hidden)]
    pub fn registry_outside(&self) -> Option<&str> {
        let (Source::Ecr { outside: true, .. } | Source::Public) = &self.source else { return None };
        // Without a host in front, names are those of Docker Hub.
        let host = |host: &&str| host.contains(['.', ':']) || *host == "localhost";
        let Some(given) = self.given.as_deref() else { return Some("the registry that is given") };
        Some(given.split_once('/').map(|(first, _)| first).filter(host).unwrap_or("Docker Hub"))
    }

    /// Reports a tag that is missing or moves.
    #[doc(hidden)]
    pub fn check(&self, stack: &mut Stack) {
        let Some(given) = &self.given else { return };
        let (name, digest) = match given.split_once('@') {
            Some((name, digest)) => (name, Some(digest)),
            None => (&**given, None),
        };
        let last = name.rsplit('/').next().unwrap_or(name);
        let tag = last.split_once(':').map(|(_, tag)| tag);
        let fault = match (digest, tag) {
            _ if last.is_empty() || last.starts_with(':') || !name.bytes().all(|byte| byte.is_ascii_graphic()) => {
                "has no name"
            }
            (Some(digest), _) if !is_digest(digest) => "has a digest that is none",
            (Some(_), _) => return,
            (None, None | Some("")) => "has no tag",
            (None, Some("latest")) => "has the tag `latest`, which moves: nothing tells which image runs",
            (None, Some(tag)) if !is_tag(tag) => "has a tag that no registry takes",
            (None, Some(_)) => return,
        };
        stack.error(
            "bad-image",
            format!("the image `{given}` {fault}"),
            "write `repository:tag` with a tag that stays, such as `acme/api:1.4.2`, or `repository@sha256:…`",
        );
    }

    /// What an execution role needs to pull these images: nothing for those that are open to everybody.
    #[doc(hidden)]
    pub fn pull_statements<'a>(images: impl Iterator<Item = &'a Image>) -> Vec<Statement> {
        let mut repositories: Vec<&Value> = Vec::new();
        for image in images {
            if let Source::Ecr { repository, .. } = &image.source
                && !repositories.contains(&repository)
            {
                repositories.push(repository);
            }
        }
        if repositories.is_empty() {
            return Vec::new();
        }
        let pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
        let pull = repositories
            .into_iter()
            .fold(Statement::allow(pull).sid("PullImages"), |pull, arn| pull.on(Val::<Str>::of(arn.clone())));
        vec![Statement::allow(["ecr:GetAuthorizationToken"]).sid("RegistryToken").on("*"), pull]
    }
}

/// `<account>.dkr.ecr.<region>.amazonaws.com/<repository>` as a source.
fn private_ecr(image: &str) -> Option<Source> {
    let (host, path) = image.split_once('/')?;
    let (account, rest) = host.split_once(".dkr.ecr.")?;
    let (region, _) = rest.split_once(".amazonaws.com")?;
    let name = path.split(['@', ':']).next()?;
    let arn = join!["arn:", partition(), format!(":ecr:{region}:{account}:repository/{name}")];
    Some(Source::Ecr { repository: arn.into_plain_value(), outside: true })
}

fn is_digest(digest: &str) -> bool {
    digest.strip_prefix("sha256:").is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn is_tag(tag: &str) -> bool {
    let first = |c: char| c.is_ascii_alphanumeric() || c == '_';
    tag.len() <= 128
        && tag.starts_with(first)
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
}
