//! What is submitted to AWS Marketplace: a product's dimensions and repositories, and its versions.

use super::{Dimension, Pricing};
use iac_aws_base::compute::Image;
use iac_core::prelude::*;
use iac_core::{Text, Value};

/// A version of a container product, as its listing offers it: images, and a link to a template that deploys them. All of
/// it is said, because a buyer reads all of it.
/// Source: <https://docs.aws.amazon.com/marketplace/latest/APIReference/work-with-container-products.html>
#[derive(Clone, Debug)]
pub struct ContainerVersion {
    /// The version's name: at most 64 characters. One that was refused cannot be used again.
    pub title: Text,
    /// What is new: at most 30,000 characters.
    pub release_notes: Text,
    /// How the version is deployed, in a few words: at most 72 characters.
    pub delivery: Text,
    /// What that deploys: at most 1,000 characters.
    pub description: Text,
    /// What a buyer does, step by step, and what AWS wants a buyer to be told: at most 4,000 characters of ASCII.
    pub usage: Text,
    /// The images that the template runs, each in AWS Marketplace's registry.
    pub images: Vec<Image>,
    /// What the link to the template is called: at most 256 characters.
    pub template: Text,
}

/// The change sets of a container product for Amazon ECS, as files beside the template. They come from the values that
/// the program meters by and runs, so that listing and template cannot drift apart.
///
/// `catalog/product.json` adds dimensions and repositories, once; `catalog/version.json` adds a version, at each release;
/// `catalog/usage-instructions.md` is what a buyer reads there. Two words are for a script to fill in, because nobody knows
/// them before: `${PRODUCT_ID}`, and `${TEMPLATE_URL}`, where the template lies (at most 256 characters, a key that holds
/// the version).
///
/// ```sh
/// export PRODUCT_ID=… TEMPLATE_URL=…
/// envsubst '$PRODUCT_ID $TEMPLATE_URL' < catalog/version.json > version.json
/// aws marketplace-catalog start-change-set --region us-east-1 --cli-input-json file://version.json
/// ```
///
/// Errors: texts that are too long or not ASCII; images of another registry, or whose name is not known; none, or more
/// than 50; no repository.
///
/// ```
/// use iac_aws::marketplace::{ContainerVersion, MarketplaceCatalog};
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("seller");
/// let pricing = Pricing::usage([Dimension::metered("Scans", "Number of scans", "Scans")]);
/// let version = ContainerVersion {
///     title: "1.2.0".into(),
///     release_notes: "Faster scans".into(),
///     delivery: "AWS Fargate by CloudFormation".into(),
///     description: "A service on AWS Fargate with a database".into(),
///     usage: "1. Open the template. 2. Create the stack.".into(),
///     images: vec![Image::marketplace("acme/scanner:1.2.0")],
///     template: "One-click deployment".into(),
/// };
/// stack.add("Catalog", MarketplaceCatalog::new(pricing, ["scanner"], version));
/// ```
#[derive(Clone, Debug)]
pub struct MarketplaceCatalog {
    pricing: Pricing,
    repositories: Vec<Text>,
    version: ContainerVersion,
}

impl MarketplaceCatalog {
    /// Of a product that is paid for like this, with these repositories in AWS Marketplace's registry, by their names
    /// without the seller's.
    pub fn new<T: Into<Text>>(
        pricing: Pricing,
        repositories: impl IntoIterator<Item = T>,
        version: ContainerVersion,
    ) -> Self {
        MarketplaceCatalog { pricing, repositories: repositories.into_iter().map(Into::into).collect(), version }
    }

    fn check(&self, stack: &mut Stack) {
        let version = &self.version;
        for (what, text, most) in [
            ("title", &version.title, 64),
            ("release notes", &version.release_notes, 30_000),
            ("delivery", &version.delivery, 72),
            ("description", &version.description, 1_000),
            ("usage", &version.usage, 4_000),
            ("template", &version.template, 256),
        ] {
            let given = text.chars().count();
            if given == 0 || given > most {
                let message = format!("the {what} of the version has {given} characters");
                stack.error("marketplace-text", message, format!("use 1 to {most} characters"));
            }
        }
        if let Some(other) = version.usage.chars().find(|character| !character.is_ascii()) {
            let message = format!("the usage instructions hold `{other}`");
            stack.error("marketplace-text", message, "AWS Marketplace takes ASCII there");
        }
        let images = version.images.len();
        if images == 0 || images > 50 {
            let message = format!("the version has {images} images");
            stack.error("marketplace-images", message, "a version has 1 to 50 images");
        }
        if self.repositories.is_empty() {
            let help = "name the repositories that the images are pushed to";
            stack.error("marketplace-images", "the product has no repository", help);
        }
    }

    /// The images' names. What is not in one of the product's repositories is refused.
    fn images(&self, stack: &mut Stack) -> Value {
        let mut names = Vec::new();
        for image in &self.version.images {
            let reference = image.reference();
            let name = reference.value().as_str().unwrap_or("an image that is known only when the stack is deployed");
            let repository = name
                .strip_prefix(&Image::marketplace_repository(""))
                .and_then(|path| path.split_once('/'))
                .map(|(_, path)| path.split([':', '@']).next().unwrap_or(path));
            if !repository.is_some_and(|repository| self.repositories.iter().any(|known| known == repository)) {
                stack.error(
                    "marketplace-image",
                    format!("`{name}` is in none of the product's repositories"),
                    "give images of `Image::marketplace(\"seller/repository:tag\")`, and their repositories",
                );
            }
            names.push(text(name.to_owned()));
        }
        Value::List(names)
    }
}

impl Construct for MarketplaceCatalog {
    type Handle = ();
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) {
        self.check(stack);
        self.pricing.check(stack);
        let images = self.images(stack);
        let repositories = self
            .repositories
            .iter()
            .map(|name| Value::map([("RepositoryName", text(name.clone())), ("RepositoryType", text("ECR"))]));
        let mut product =
            vec![change("AddRepositories", Value::map([("Repositories", Value::List(repositories.collect()))]))];
        let dimensions: Vec<_> = self.pricing.dimensions().iter().map(dimension).collect();
        if !dimensions.is_empty() {
            product.insert(0, change("AddDimensions", Value::List(dimensions)));
        }
        let ContainerVersion { title, release_notes, delivery, description, usage, template, .. } = self.version;
        let link = Value::map([("Name", text(template)), ("Url", text("${TEMPLATE_URL}"))]);
        let details = Value::map([
            ("ContainerImages", images),
            ("DeploymentResources", Value::List(vec![link])),
            ("CompatibleServices", Value::List(vec![text("ECS")])),
            ("Description", text(description)),
            ("UsageInstructions", text(usage.clone())),
        ]);
        let option = Value::map([
            ("DeliveryOptionTitle", text(delivery)),
            ("Details", Value::map([("EcrDeliveryOptionDetails", details)])),
        ]);
        let version = Value::map([
            ("Version", Value::map([("VersionTitle", text(title)), ("ReleaseNotes", text(release_notes))])),
            ("DeliveryOptions", Value::List(vec![option])),
        ]);
        stack.file("catalog/product.json", &change_set(product));
        stack.file("catalog/version.json", &change_set(vec![change("AddDeliveryOptions", version)]));
        stack.file("catalog/usage-instructions.md", &text(usage));
    }
}

/// A dimension that the software reports by `MeterUsage` is metered outside of AWS.
fn dimension(dimension: &Dimension) -> Value {
    Value::map([
        ("Key", text(dimension.key)),
        ("Name", text(dimension.name.clone())),
        ("Description", text(dimension.name.clone())),
        ("Unit", text(dimension.unit.clone())),
        ("Types", Value::List(vec![text("ExternallyMetered")])),
    ])
}

fn change_set(changes: Vec<Value>) -> Value {
    Value::map([("Catalog", text("AWSMarketplace")), ("ChangeSet", Value::List(changes))])
}

fn change(sort: &'static str, details: Value) -> Value {
    let entity = Value::map([("Type", text("ContainerProduct@1.0")), ("Identifier", text("${PRODUCT_ID}"))]);
    Value::map([("ChangeType", text(sort)), ("Entity", entity), ("DetailsDocument", details)])
}

fn text(text: impl Into<Text>) -> Value {
    Value::Str(text.into())
}
