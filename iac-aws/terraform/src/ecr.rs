//! Elastic Container Registry.

use crate::prelude::*;

pub(super) const TYPES: &[ResourceMap] = &[
    ResourceMap::new("AWS::ECR::PullThroughCacheRule", "aws_ecr_pull_through_cache_rule")
        .reference("ecr_repository_prefix")
        .properties(&[("UpstreamRegistry", To::Ignored("the address of the registry says which it is"))]),
    ResourceMap::new("AWS::ECR::RegistryPolicy", "aws_ecr_registry_policy")
        .reference("registry_id")
        .properties(&[("PolicyText", To::Json("policy"))]),
    REPOSITORY,
];

const REPOSITORY: ResourceMap = ResourceMap::new("AWS::ECR::Repository", "aws_ecr_repository")
    .reference("name")
    .attributes(&[("RepositoryUri", "repository_url")])
    .name(Name::Required("name", 256))
    .properties(&[
        ("EmptyOnDelete", To::Attribute("force_delete")),
        (
            "ImageTagMutabilityExclusionFilters",
            To::Block(
                "image_tag_mutability_exclusion_filter",
                &[
                    ("ImageTagMutabilityExclusionFilterType", To::Attribute("filter_type")),
                    ("ImageTagMutabilityExclusionFilterValue", To::Attribute("filter")),
                ],
            ),
        ),
        (
            "LifecyclePolicy",
            To::Part(&Part::new("aws_ecr_lifecycle_policy", "repository", "name").fields(&[
                ("LifecyclePolicyText", To::Attribute("policy")),
                ("RegistryId", To::Ignored("a repository is in the registry of the account that it is made in")),
            ])),
        ),
        ("RepositoryName", To::Attribute("name")),
        (
            "RepositoryPolicyText",
            To::Part(&Part::new("aws_ecr_repository_policy", "repository", "name").item("policy")),
        ),
    ]);
