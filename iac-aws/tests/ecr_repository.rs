//! Image repositories as templates.
#![allow(clippy::unwrap_used, reason = "a failed test may panic")]

mod common;

use common::{codes, resources, suppressed};
use iac_aws::prelude::*;
use serde_json::{Value, json};

fn rules(resource: &Value) -> Value {
    let text = resource["Properties"]["LifecyclePolicy"]["LifecyclePolicyText"].as_str().unwrap();
    serde_json::from_str(text).unwrap()
}

#[test]
fn tags_are_immutable_and_images_scanned() {
    let mut resources = resources(|stack| {
        stack.add("Api", EcrRepository::new());
    });
    assert_eq!(
        rules(&resources["Api"]),
        json!({"rules": [{
            "rulePriority": 1,
            "selection":
                {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14},
            "action": {"type": "expire"},
        }]})
    );
    assert_eq!(suppressed(&resources["Api"]), ["CKV_AWS_136"]);
    assert_eq!(resources["Api"]["DeletionPolicy"], "Delete");
    resources["Api"]["Properties"].as_object_mut().unwrap().remove("LifecyclePolicy");
    assert_eq!(
        resources["Api"]["Properties"],
        json!({
            "EncryptionConfiguration": {"EncryptionType": "AES256"},
            "ImageScanningConfiguration": {"ScanOnPush": true},
            "ImageTagMutability": "IMMUTABLE",
        })
    );
}

/// ECR refuses a rule about any image that does not have the highest number.
#[test]
fn the_rule_about_all_images_comes_last() {
    let resources = resources(|stack| {
        let candidates = ImageRule::ExpireTagged { prefix: "rc-".into(), after: days(30) };
        let repository = EcrRepository::new().keep(ImageRule::KeepLast(50)).keep(candidates);
        stack.add("Api", repository.keep(ImageRule::ExpireUntagged(days(3))));
    });
    let expire = json!({"type": "expire"});
    assert_eq!(
        rules(&resources["Api"]),
        json!({"rules": [
            {
                "rulePriority": 1,
                "selection":
                    {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 3},
                "action": expire,
            },
            {
                "rulePriority": 2,
                "selection": {
                    "tagStatus": "tagged",
                    "tagPrefixList": ["rc-"],
                    "countType": "sinceImagePushed",
                    "countUnit": "days",
                    "countNumber": 30,
                },
                "action": expire,
            },
            {
                "rulePriority": 3,
                "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 50},
                "action": expire,
            },
        ]})
    );
}

/// Many of one sort of tags do not push out the few of another.
#[test]
fn tags_are_counted_by_their_beginning() {
    let resources = resources(|stack| {
        let latest = |prefix: &'static str, count| ImageRule::KeepLastTagged { prefix: prefix.into(), count };
        stack.add("Api", EcrRepository::new().keep(latest("staging-", 20)).keep(latest("sha-", 50)));
    });
    let rules = rules(&resources["Api"]);
    let rule = |prefix: &str, count: u32| {
        json!({
            "tagStatus": "tagged", "tagPrefixList": [prefix], "countType": "imageCountMoreThan", "countNumber": count,
        })
    };
    assert_eq!(rules["rules"][1]["selection"], rule("staging-", 20));
    assert_eq!(rules["rules"][2]["selection"], rule("sha-", 50));
    assert_eq!(rules["rules"].as_array().unwrap().len(), 3);
}

#[test]
fn options_reach_the_repository() {
    let resources = resources(|stack| {
        let key = stack.add("Key", EncryptionKey::new("Images"));
        let repository = EcrRepository::new()
            .name("cti-scraper/web")
            .mutable_tags(["staging", "latest"])
            .pull_by_account("123456789012")
            .encryption_key(&key)
            .retain();
        stack.add("Web", repository);
        stack.add("Trial", EcrRepository::new().empty_on_delete());
    });
    let web = &resources["Web"];
    assert_eq!(web["DeletionPolicy"], "Retain");
    assert_eq!(suppressed(web), ["CKV_AWS_51"]);
    assert_eq!(web["Properties"]["RepositoryName"], "cti-scraper/web");
    assert_eq!(web["Properties"]["EmptyOnDelete"], Value::Null);
    assert_eq!(resources["Trial"]["Properties"]["EmptyOnDelete"], true);
    assert_eq!(
        web["Properties"]["EncryptionConfiguration"],
        json!({"EncryptionType": "KMS", "KmsKey": {"Fn::GetAtt": ["Key", "Arn"]}})
    );
    assert_eq!(web["Properties"]["ImageTagMutability"], "IMMUTABLE_WITH_EXCLUSION");
    let filter = |tag: &str| {
        json!({
            "ImageTagMutabilityExclusionFilterType": "WILDCARD",
            "ImageTagMutabilityExclusionFilterValue": tag,
        })
    };
    let filters = json!([filter("staging"), filter("latest")]);
    assert_eq!(web["Properties"]["ImageTagMutabilityExclusionFilters"], filters);
    assert_eq!(
        web["Properties"]["RepositoryPolicyText"]["Statement"],
        json!([{
            "Effect": "Allow",
            "Principal": {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::123456789012:root"}},
            "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        }])
    );
}

#[test]
fn pulling_and_pushing_are_about_this_repository() {
    let resources = resources(|stack| {
        let api = stack.add("Api", EcrRepository::new());
        let grants = [api.grant_pull(), api.grant_push()].concat();
        let policy = iac_aws::cfn::iam::role::Policy::new(PolicyDocument::new(grants), "Images");
        let role = iac_aws::cfn::iam::Role::new(PolicyDocument::trusts("codebuild.amazonaws.com"));
        stack.add("Role", role.policies([policy]));
    });
    let login = json!({"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"});
    let on_repository =
        |actions: Value| json!({"Effect": "Allow", "Action": actions, "Resource": {"Fn::GetAtt": ["Api", "Arn"]}});
    let pull = json!(["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]);
    let push = json!([
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
    ]);
    assert_eq!(
        resources["Role"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"],
        json!([login, on_repository(pull), login, on_repository(push)])
    );
}

#[test]
fn wrong_repositories_are_errors() {
    let with = |repository: EcrRepository| {
        codes(|stack| {
            stack.add("Api", repository);
        })
    };
    for name in ["a", "Upper", "a//b", "-a", "a b"] {
        assert_eq!(with(EcrRepository::new().name(name)), ["bad-repository-name"], "{name}");
    }
    for rule in [ImageRule::KeepLast(0), ImageRule::ExpireUntagged(hours(5)), ImageRule::ExpireUntagged(days(0))] {
        assert_eq!(with(EcrRepository::new().keep(rule.clone())), ["bad-image-rule"], "{rule:?}");
    }
    assert_eq!(with(EcrRepository::new().pull_by_account("12345678901")), ["bad-account"]);
    let long = "a".repeat(129);
    for pattern in ["a b*", "", "v1/x", long.as_str()] {
        let repository = EcrRepository::new().mutable_tags([pattern.to_owned()]);
        assert_eq!(with(repository), ["bad-mutable-tags"], "{pattern}");
    }
    assert_eq!(with(EcrRepository::new().mutable_tags(Vec::<String>::new())), ["bad-mutable-tags"]);
    assert_eq!(with(EcrRepository::new().mutable_tags(["a", "b", "c", "d", "e", "f"])), ["bad-mutable-tags"]);
    assert_eq!(with(EcrRepository::new().mutable_tags(["staging", "v1.*_x-*"])), [""; 0]);
    assert_eq!(with(EcrRepository::new().retain().empty_on_delete()), ["retained-and-emptied"]);
}
