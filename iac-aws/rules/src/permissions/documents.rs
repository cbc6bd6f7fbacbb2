//! Every policy document of a template.

use super::walk::each;
use iac_core::check::{Eval, Res, World};

/// What a document is about, which decides what its statements must have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum About {
    /// What somebody may do.
    Identity,
    /// Who may be a role.
    Trust,
    /// Who may do something with a resource.
    Resource,
}

pub(crate) struct Document<'w, 'g> {
    pub(crate) res: Res<'w, 'g>,
    pub(crate) about: About,
    /// The property that it is in.
    pub(crate) property: &'static str,
    pub(crate) value: Eval<'g>,
}

const DOCUMENTS: &[(&str, About, &str)] = &[
    ("AWS::IAM::Role", About::Trust, "AssumeRolePolicyDocument"),
    ("AWS::IAM::Role", About::Identity, "Policies.PolicyDocument"),
    ("AWS::IAM::User", About::Identity, "Policies.PolicyDocument"),
    ("AWS::IAM::Group", About::Identity, "Policies.PolicyDocument"),
    ("AWS::IAM::Policy", About::Identity, "PolicyDocument"),
    ("AWS::IAM::ManagedPolicy", About::Identity, "PolicyDocument"),
    ("AWS::IAM::RolePolicy", About::Identity, "PolicyDocument"),
    ("AWS::IAM::UserPolicy", About::Identity, "PolicyDocument"),
    ("AWS::IAM::GroupPolicy", About::Identity, "PolicyDocument"),
    ("AWS::S3::BucketPolicy", About::Resource, "PolicyDocument"),
    ("AWS::SQS::QueuePolicy", About::Resource, "PolicyDocument"),
    ("AWS::SNS::TopicPolicy", About::Resource, "PolicyDocument"),
    ("AWS::KMS::Key", About::Resource, "KeyPolicy"),
    ("AWS::ECR::Repository", About::Resource, "RepositoryPolicyText"),
    ("AWS::SecretsManager::ResourcePolicy", About::Resource, "ResourcePolicy"),
    ("AWS::EFS::FileSystem", About::Resource, "FileSystemPolicy"),
    ("AWS::Backup::BackupVault", About::Resource, "AccessPolicy"),
];

pub(crate) fn documents<'w, 'g>(world: &'w World<'g>) -> Vec<Document<'w, 'g>> {
    let mut found = Vec::new();
    for (kind, about, path) in DOCUMENTS {
        let property = path.split('.').next().unwrap_or(path);
        for res in world.all(kind) {
            let of = each(res, path).into_iter().filter(|value| !value.is_absent());
            found.extend(of.map(|value| Document { res, about: *about, property, value }));
        }
    }
    found
}
