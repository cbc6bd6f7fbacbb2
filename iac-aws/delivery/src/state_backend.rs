//! Where Terraform keeps what it knows of an environment.

use iac_aws_base::policy::Statement;
use iac_aws_base::security::EncryptionKeyHandle;
use iac_aws_base::storage::{BucketHandle, OnDelete};
use iac_aws_storage::{Bucket, LifecycleRule};
use iac_core::Text;
use iac_core::prelude::*;

/// A bucket for the states of Terraform's modules: encrypted, TLS only, closed to the public, with every earlier state for
/// 90 days, and kept when its stack is deleted, because without its state Terraform knows nothing of what it made.
///
/// Every module that is written here locks its state by a file beside it (`use_lockfile`), so that there is no DynamoDB
/// table: locking by one is deprecated. It costs what its few kilobytes cost.
/// Source: <https://developer.hashicorp.com/terraform/language/backend/s3>
///
/// The bucket must be there before `terraform init`: put it into a stack of its own that CloudFormation deploys. Then say
/// `terraform init -backend-config=bucket=NAME -backend-config=region=REGION`, or write a name that is known beforehand
/// into the module by `App::terraform_state`.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("account");
/// let github = stack.add("GitHub", GitHubProvider::new());
/// let state = stack.add("TerraformState", StateBackend::new());
/// let role = CiRole::new(&github, GitHubSubject::environment("acme/shop", "production"));
/// stack.add("Terraform", role.grant(state.grant("shop/production/terraform.tfstate")));
/// stack.output("TerraformStateBucket", state.name());
/// ```
#[derive(Clone, Debug, Default)]
pub struct StateBackend {
    name: Option<Text>,
    key: Option<EncryptionKeyHandle>,
}

impl StateBackend {
    /// A bucket under a name that CloudFormation makes up.
    pub fn new() -> Self {
        StateBackend::default()
    }

    /// A name of your own, unique among all accounts of the partition.
    pub fn name(mut self, name: impl Into<Text>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Encrypts states with a customer key instead of S3's own one. Who uses a state then needs the key as well.
    pub fn encryption_key(mut self, key: &EncryptionKeyHandle) -> Self {
        self.key = Some(*key);
        self
    }
}

/// A bucket for states, in a stack.
#[derive(Clone, Copy, Debug)]
pub struct StateBackendHandle {
    /// The bucket.
    pub bucket: BucketHandle,
}

impl StateBackendHandle {
    /// The bucket's name: the backend's `bucket`.
    pub fn name(&self) -> Val<Name<iac_aws_cfn::kind::S3Bucket>> {
        self.bucket.name()
    }

    /// For a role's policy: using the state under one key, such as `shop/production/terraform.tfstate`, and its lock.
    ///
    /// A module that is written here has the key `SYSTEM/ENVIRONMENT/terraform.tfstate`. Terraform lists workspaces
    /// whenever it is initialized, also where there are none.
    /// Source: <https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required>
    pub fn grant(&self, key: impl Into<Text>) -> Vec<Statement> {
        let key = key.into();
        let list = |prefix: Text| {
            Statement::allow(["s3:ListBucket"]).on(self.bucket.arn()).when("StringEquals", "s3:prefix", prefix)
        };
        let state = join![self.bucket.arn(), "/", key.clone()];
        let lock = join![self.bucket.arn(), "/", key.clone(), ".tflock"];
        let statements = [
            list(key),
            list(Text::Borrowed("env:/")),
            Statement::allow(["s3:GetObject", "s3:PutObject"]).on(state),
            Statement::allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]).on(lock),
        ];
        statements.into_iter().chain(self.bucket.key.map(|key| key.use_through("s3"))).collect()
    }
}

impl Construct for StateBackend {
    type Handle = StateBackendHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> StateBackendHandle {
        let earlier = LifecycleRule::new("EarlierStates").expire_noncurrent(days(90));
        let mut bucket = Bucket::new(OnDelete::Retain).lifecycle(earlier);
        if let Some(name) = self.name {
            bucket = bucket.name(name);
        }
        if let Some(key) = &self.key {
            bucket = bucket.encryption_key(key);
        }
        StateBackendHandle { bucket: stack.add("", bucket) }
    }
}
