//! Repositories of container images.

mod image_rule;

pub use image_rule::ImageRule;

use iac_aws_base::policy::{PolicyDocument, Principal, Statement};
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_base::shared::PULL;
use iac_aws_base::storage::EcrRepositoryHandle;
use iac_aws_cfn::ecr::{self, repository as r};
use iac_core::prelude::*;
use iac_core::{Text, Value, json_text};
use image_rule::lifecycle;

/// A repository of images (`AWS::ECR::Repository`): a tag always means the same image, each image is scanned for known
/// faults when it is pushed, images that lost their tag go after 14 days.
///
/// Storing images costs 0.10 $ a month and GB (<https://aws.amazon.com/ecr/pricing/>). When the stack is deleted the
/// repository must be empty, otherwise the deletion fails; [`EcrRepository::empty_on_delete`] changes that.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let repository = stack.add("Api", EcrRepository::new().keep(ImageRule::KeepLast(50)));
/// stack.output("ApiRepository", repository.uri());
/// ```
#[derive(Clone, Debug)]
pub struct EcrRepository {
    name: Option<Text>,
    mutable: Option<Vec<Text>>,
    rules: Vec<ImageRule>,
    pullers: Vec<Text>,
    key: Option<EncryptionKeyHandle>,
    empty_on_delete: bool,
    policy: DeletionPolicy,
}

impl Default for EcrRepository {
    fn default() -> Self {
        EcrRepository::new()
    }
}

impl EcrRepository {
    /// A private repository.
    pub fn new() -> Self {
        EcrRepository {
            name: None,
            mutable: None,
            rules: vec![ImageRule::ExpireUntagged(days(14))],
            pullers: Vec::new(),
            key: None,
            empty_on_delete: false,
            policy: DeletionPolicy::Delete,
        }
    }

    /// A name, such as `cti-scraper/web`. A second copy of the stack in the same account and region fails, and another
    /// name later is another, empty repository. CloudFormation makes one up by default.
    pub fn name(mut self, name: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Lets tags that match one of these patterns, such as `staging` or `sha-*`, move from image to image. What such a
    /// tag means can no longer be told from it. All other tags stay as they are. 1 to 5 patterns of letters, digits and
    /// `._*-`.
    /// Source: <https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html>
    pub fn mutable_tags<T: Into<Text>>(mut self, patterns: impl IntoIterator<Item = T>) -> Self {
        self.mutable.get_or_insert_default().extend(patterns.into_iter().map(Into::into));
        self
    }

    /// Adds a rule about images to forget, in place of one of the same sort. A rule added earlier wins over a later one.
    pub fn keep(mut self, rule: ImageRule) -> Self {
        let prefix = |rule: &ImageRule| match rule {
            ImageRule::ExpireTagged { prefix, .. } | ImageRule::KeepLastTagged { prefix, .. } => Some(prefix.clone()),
            _ => None,
        };
        let sort = |rule: &ImageRule| (std::mem::discriminant(rule), prefix(rule));
        match self.rules.iter_mut().find(|earlier| sort(earlier) == sort(&rule)) {
            Some(earlier) => *earlier = rule,
            None => self.rules.push(rule),
        }
        self
    }

    /// Lets another account, by its twelve digits, pull images.
    pub fn pull_by_account(mut self, account: impl Into<Text>) -> Self {
        self.pullers.push(account.into());
        self
    }

    /// Encrypts images with a customer key instead of a key of AWS's own. Another key later is another repository.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.key = Some(*key);
        self
    }

    /// Deletes the images with the stack.
    pub fn empty_on_delete(mut self) -> Self {
        self.empty_on_delete = true;
        self
    }

    /// Keeps the repository and its images when the stack is deleted.
    pub fn retain(mut self) -> Self {
        self.policy = DeletionPolicy::Retain;
        self
    }
}

impl Construct for EcrRepository {
    type Handle = EcrRepositoryHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> EcrRepositoryHandle {
        if let Some(patterns) = &self.mutable {
            check_tags(stack, patterns);
        }
        if self.empty_on_delete && matches!(self.policy, DeletionPolicy::Retain) {
            let message = "the repository is to stay when the stack is deleted, and to lose its images";
            stack.error("retained-and-emptied", message, "choose one of `.retain()` and `.empty_on_delete()`");
        }
        let encryption = match &self.key {
            None => r::EncryptionConfiguration::new(r::EncryptionType::Aes256),
            Some(key) => r::EncryptionConfiguration::new(r::EncryptionType::Kms).kms_key(key.arn()),
        };
        let mut repository = ecr::Repository::new()
            .encryption_configuration(encryption)
            .image_scanning_configuration(r::ImageScanningConfiguration::new().scan_on_push(true));
        let tags_move = self.mutable.is_some();
        repository = match self.mutable {
            None => repository.image_tag_mutability(r::ImageTagMutability::Immutable),
            Some(patterns) => {
                let filter = |pattern: Text| {
                    let wildcard = r::ImageTagMutabilityExclusionFilterType::Wildcard;
                    r::ImageTagMutabilityExclusionFilter::new(wildcard, pattern)
                };
                repository
                    .image_tag_mutability(r::ImageTagMutability::ImmutableWithExclusion)
                    .image_tag_mutability_exclusion_filters(patterns.into_iter().map(filter).collect::<Vec<_>>())
            }
        };
        if let Some(name) = self.name {
            check_name(stack, &name);
            repository = repository.repository_name(name);
        }
        let rules = Value::map([("rules", Value::List(lifecycle(stack, &self.rules)))]);
        repository = repository.lifecycle_policy(r::LifecyclePolicy::new().lifecycle_policy_text(json_text(&rules)));
        if !self.pullers.is_empty() {
            let statements: Vec<_> = self.pullers.into_iter().map(|account| pull_by(stack, account)).collect();
            repository = repository.repository_policy_text(PolicyDocument::new(statements));
        }
        if self.empty_on_delete {
            repository = repository.empty_on_delete(true);
        }
        let repository = stack.add("", repository);
        stack.on_delete(repository, self.policy);
        if tags_move {
            let reason = "Only the tags that the exclusion filters name may move; all others are immutable";
            stack.suppress(repository, "CKV_AWS_51", reason);
        }
        if self.key.is_none() {
            let reason = "Images are encrypted with a key of AWS's own; they hold code and no data";
            stack.suppress(repository, "CKV_AWS_136", reason);
        }
        EcrRepositoryHandle { repository }
    }
}

fn pull_by(stack: &mut Stack, account: Text) -> Statement {
    if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = format!("`{account}` is no account that could pull images");
        stack.error("bad-account", message, "give the account's twelve digits");
    }
    let root = join!["arn:", partition(), ":iam::", account, ":root"];
    Statement::allow(PULL).by(Principal::Aws(root.into_plain_value()))
}

/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageTagMutabilityExclusionFilter.html> and
/// <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html>
fn check_tags(stack: &mut Stack, patterns: &[Text]) {
    if !(1..=5).contains(&patterns.len()) {
        let message = format!("tags that match one of {} patterns may move", patterns.len());
        stack.error("bad-mutable-tags", message, "give 1 to 5 patterns, or leave `.mutable_tags(…)` out");
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._*-".contains(&byte);
    let fits = |pattern: &Text| (1..=128).contains(&pattern.len()) && pattern.bytes().all(allowed);
    for pattern in patterns.iter().filter(|pattern| !fits(pattern)) {
        let help = "give 1 to 128 letters, digits, `.`, `_`, `-` and the wildcard `*`";
        stack.error("bad-mutable-tags", format!("`{pattern}` is no pattern of tags"), help);
    }
}

/// Source: <https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html>
fn check_name(stack: &mut Stack, name: &str) {
    let part = |part: &str| {
        let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        part.starts_with(edge) && part.ends_with(edge) && part.chars().all(|c| edge(c) || "._-".contains(c))
    };
    if !(2..=256).contains(&name.len()) || !name.split('/').all(part) {
        let help = "give 2 to 256 lower-case letters, digits, `-`, `_` and `.`, in parts separated by `/`";
        stack.error("bad-repository-name", format!("`{name}` cannot be the name of a repository"), help);
    }
}
