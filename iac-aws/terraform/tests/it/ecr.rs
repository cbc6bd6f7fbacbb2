//! Image repositories.

use crate::support;
use serde_json::json;

#[test]
fn a_repository_with_its_policies() {
    let module = support::module(json!({ "Resources": { "Images": {
        "Type": "AWS::ECR::Repository",
        "Properties": {
            "EmptyOnDelete": true,
            "EncryptionConfiguration": { "EncryptionType": "KMS", "KmsKey": "arn:aws:kms:key" },
            "ImageScanningConfiguration": { "ScanOnPush": true },
            "ImageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
            "ImageTagMutabilityExclusionFilters": [{
                "ImageTagMutabilityExclusionFilterType": "WILDCARD", "ImageTagMutabilityExclusionFilterValue": "latest*"
            }],
            "LifecyclePolicy": { "LifecyclePolicyText": "{\"rules\":[]}", "RegistryId": "123456789012" },
            "RepositoryPolicyText": { "Version": "2012-10-17", "Statement": [] },
            "Tags": [{ "Key": "Team", "Value": "core" }]
        }
    }}, "Outputs": { "Uri": { "Value": { "Fn::GetAtt": ["Images", "RepositoryUri"] } } } }));
    assert_eq!(
        module["resource"]["aws_ecr_repository"]["images"],
        json!({
            "name": "${var.stack_name}-images",
            "force_delete": true,
            "encryption_configuration": [{ "encryption_type": "KMS", "kms_key": "arn:aws:kms:key" }],
            "image_scanning_configuration": { "scan_on_push": true },
            "image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION",
            "image_tag_mutability_exclusion_filter": [{ "filter_type": "WILDCARD", "filter": "latest*" }],
            "tags": { "Team": "core" }
        })
    );
    assert_eq!(
        module["resource"]["aws_ecr_lifecycle_policy"]["images"],
        json!({
            "repository": "${aws_ecr_repository.images.name}", "policy": "{\"rules\":[]}"
        })
    );
    assert_eq!(
        module["resource"]["aws_ecr_repository_policy"]["images"],
        json!({
            "repository": "${aws_ecr_repository.images.name}",
            "policy": "${jsonencode({Statement = [], Version = \"2012-10-17\"})}"
        })
    );
    assert_eq!(module["output"]["uri"]["value"], json!("${aws_ecr_repository.images.repository_url}"));
}

#[test]
fn the_registry() {
    let module = support::module(json!({ "Resources": {
        "Hub": { "Type": "AWS::ECR::PullThroughCacheRule", "Properties": {
            "EcrRepositoryPrefix": "hub", "UpstreamRegistry": "docker-hub", "UpstreamRegistryUrl": "registry-1.docker.io",
            "CredentialArn": "arn:aws:secretsmanager:x"
        }},
        "Policy": { "Type": "AWS::ECR::RegistryPolicy", "Properties": { "PolicyText": { "Version": "2012-10-17" } } }
    }, "Outputs": { "Prefix": { "Value": { "Ref": "Hub" } } } }));
    assert_eq!(
        module["resource"]["aws_ecr_pull_through_cache_rule"]["hub"],
        json!({
            "ecr_repository_prefix": "hub", "upstream_registry_url": "registry-1.docker.io", "credential_arn": "arn:aws:secretsmanager:x"
        })
    );
    assert_eq!(
        module["resource"]["aws_ecr_registry_policy"]["policy"],
        json!({
            "policy": "${jsonencode({Version = \"2012-10-17\"})}"
        })
    );
    assert_eq!(
        module["output"]["prefix"]["value"],
        json!("${aws_ecr_pull_through_cache_rule.hub.ecr_repository_prefix}")
    );
}
