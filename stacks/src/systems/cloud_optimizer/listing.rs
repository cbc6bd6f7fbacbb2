//! What the product is on AWS Marketplace.

use super::usage;
use iac_aws::prelude::*;
use iac_core::Value;

/// The listing on AWS Marketplace. Every value is the seller's; a buyer chooses none of them.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The seller's name in the Marketplace registry.
    pub seller: &'static str,
    /// The repository in it.
    pub repository: &'static str,
    /// The product's version.
    pub version: Version,
    /// The code that usage is metered under.
    pub product_code: ProductCode,
}

/// The versions of the two programs in one image: Cloud Optimizer and Intelligence-Builder.
#[derive(Clone, Copy, Debug)]
pub struct Version {
    /// Cloud Optimizer's version, such as `2.0.0`.
    pub cloud_optimizer: &'static str,
    /// Intelligence-Builder's version, such as `1.0.0`.
    pub intelligence_builder: &'static str,
}

/// The repository of the collector's copy.
const COLLECTOR: &str = "aws-otel-collector";

impl Listing {
    /// Samples: replace all of them by those of the real listing before publishing.
    pub const SAMPLE: Listing = Listing {
        seller: "sample-seller",
        repository: "cloud-optimizer",
        version: Version { cloud_optimizer: "2.0.0", intelligence_builder: "1.0.0" },
        product_code: ProductCode::sample(),
    };

    /// The tag of the image, `v2.0.0-ib1.0.0`.
    pub fn tag(&self) -> String {
        format!("v{}-ib{}", self.version.cloud_optimizer, self.version.intelligence_builder)
    }

    /// The image in the Marketplace registry.
    pub fn image(&self) -> Image {
        Image::marketplace(format!("{}:{}", self.path(self.repository), self.tag()))
    }

    /// The collector of traces in the Marketplace registry: a copy of AWS's image under its tag, because a task that is
    /// metered has images of that registry only. The workflow of `seller` makes the copy.
    pub fn collector(&self) -> Image {
        let tag = OtelCollector::IMAGE.rsplit_once(':').map_or("", |(_, tag)| tag);
        Image::marketplace(format!("{}:{tag}", self.path(COLLECTOR)))
    }

    /// The repository in the Marketplace registry, which the pipeline pushes to.
    pub fn repository_uri(&self) -> String {
        Image::marketplace_repository(self.path(self.repository))
    }

    /// The repository of the collector's copy.
    pub fn collector_uri(&self) -> String {
        Image::marketplace_repository(self.path(COLLECTOR))
    }

    /// A repository's name in the registry.
    fn path(&self, repository: &str) -> String {
        format!("{}/{repository}", self.seller)
    }

    /// For a role's policy: pushing to both repositories. The registry is AWS's, whose own policy lets the seller's
    /// account.
    /// Source: <https://docs.aws.amazon.com/marketplace/latest/userguide/container-product-policies.html>
    pub fn grant_push(&self) -> Vec<Statement> {
        let push = [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:CompleteLayerUpload",
            "ecr:GetDownloadUrlForLayer",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:UploadLayerPart",
        ];
        let arn = |uri: String| {
            let registry = uri.split_once('.').map_or("", |(account, _)| account).to_owned();
            let name = uri.split_once('/').map_or("", |(_, name)| name).to_owned();
            join!["arn:", partition(), ":ecr:us-east-1:", registry, ":repository/", name]
        };
        vec![
            Statement::allow(["ecr:GetAuthorizationToken"]).on("*"),
            Statement::allow(push).on(arn(self.repository_uri())).on(arn(self.collector_uri())),
        ]
    }

    /// The repositories of the product, by their names without the seller's.
    pub fn repositories(&self) -> [&'static str; 2] {
        [self.repository, COLLECTOR]
    }

    /// The version that buyers get. The collector is not part of it: the trial has none.
    pub fn offered(&self) -> ContainerVersion {
        ContainerVersion {
            title: self.tag().into(),
            release_notes: format!("Cloud Optimizer {}", self.version.cloud_optimizer).into(),
            delivery: "AWS Fargate, by CloudFormation".into(),
            description:
                "One container on AWS Fargate with a PostgreSQL database, HTTPS through Amazon CloudFront, in a \
                          VPC of its own. It reads the configuration of the account that it scans and changes nothing."
                    .into(),
            usage: usage::instructions(self).into(),
            images: vec![self.image()],
            template: "One-click deployment (CloudFormation)".into(),
        }
    }

    /// What usage is charged by: scans, questions and documents.
    pub fn pricing() -> Pricing {
        Pricing::usage([
            Dimension::metered("SecurityScans", "Number of AWS account scans", "Scans"),
            Dimension::metered("ChatQuestions", "Security Q&A questions asked", "Questions"),
            Dimension::metered("DocumentAnalysis", "Architecture documents analyzed", "Documents"),
        ])
    }

    /// What is free in a trial: so many days, and within them so much of each dimension.
    pub const FREE_DAYS: u32 = 14;
    /// By the keys of the dimensions.
    pub const FREE: [(&'static str, u32); 3] =
        [("SecurityScans", 50), ("ChatQuestions", 500), ("DocumentAnalysis", 20)];

    /// The trial.
    pub fn trial() -> Trial {
        Listing::FREE.iter().fold(Trial::in_app(days(Listing::FREE_DAYS)), |trial, (key, most)| trial.limit(key, *most))
    }

    /// Says in the template which listing it is of, and that a sample is one.
    pub fn mark(&self, stack: &mut Stack) {
        let text = |text: &str| Value::Str(text.to_owned().into());
        let mut facts = vec![
            ("Seller", text(self.seller)),
            ("Repository", text(self.repository)),
            ("Version", text(&self.tag())),
            ("ProductCode", text(self.product_code.as_str())),
        ];
        if self.product_code.is_sample() {
            facts.push(("Sample", text("Seller, repository, version and product code are samples, not a listing")));
        }
        stack.template_metadata("CloudOptimizer::Listing", Value::map(facts));
    }
}
