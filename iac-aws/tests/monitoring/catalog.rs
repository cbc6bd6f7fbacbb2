//! Change sets of a container product.

use crate::*;
use iac_aws::marketplace::{ContainerVersion, MarketplaceCatalog};

fn version() -> ContainerVersion {
    ContainerVersion {
        title: "1.2.0".into(),
        release_notes: "Faster scans".into(),
        delivery: "Fargate".into(),
        description: "A service with a database".into(),
        usage: "Create the stack.".into(),
        images: vec![Image::marketplace("acme/scanner:1.2.0")],
        template: "One click".into(),
    }
}

fn pricing() -> Pricing {
    Pricing::usage([Dimension::metered("Scans", "Number of scans", "Scans")])
}

/// Paths and texts; codes and messages.
type Written = (Vec<(String, String)>, Vec<(&'static str, String)>);

fn written(catalog: MarketplaceCatalog) -> Written {
    let mut stack = Stack::new("seller");
    stack.add("Catalog", catalog);
    let (graph, found) = resolve::resolve(stack.into(), "test");
    let files = graph.stacks[0].files.iter().map(|file| (file.path.to_string(), file.text.clone())).collect();
    (files, found.into_iter().map(|found| (found.code, found.message)).collect())
}

/// By AWS's own shapes of the change types.
/// Source: <https://docs.aws.amazon.com/marketplace/latest/APIReference/work-with-container-products.html>
#[test]
fn a_product_and_its_version() {
    let (files, found) = written(MarketplaceCatalog::new(pricing(), ["scanner", "collector"], version()));
    assert_eq!(found, []);
    let [(_, product), (_, version), (usage, text)] = files.as_slice() else { panic!("{files:?}") };
    let entity = json!({ "Type": "ContainerProduct@1.0", "Identifier": "${PRODUCT_ID}" });
    let repository = |name: &str| json!({ "RepositoryName": name, "RepositoryType": "ECR" });
    assert_eq!(
        serde_json::from_str::<Value>(product).unwrap(),
        json!({ "Catalog": "AWSMarketplace", "ChangeSet": [
            { "ChangeType": "AddDimensions", "Entity": entity, "DetailsDocument": [{
                "Key": "Scans", "Name": "Number of scans", "Description": "Number of scans", "Unit": "Scans",
                "Types": ["ExternallyMetered"],
            }] },
            { "ChangeType": "AddRepositories", "Entity": entity, "DetailsDocument": {
                "Repositories": [repository("scanner"), repository("collector")],
            } },
        ] })
    );
    let option = json!({
        "ContainerImages": ["709825985650.dkr.ecr.us-east-1.amazonaws.com/acme/scanner:1.2.0"],
        "DeploymentResources": [{ "Name": "One click", "Url": "${TEMPLATE_URL}" }],
        "CompatibleServices": ["ECS"],
        "Description": "A service with a database",
        "UsageInstructions": "Create the stack.",
    });
    assert_eq!(
        serde_json::from_str::<Value>(version).unwrap(),
        json!({ "Catalog": "AWSMarketplace", "ChangeSet": [{
            "ChangeType": "AddDeliveryOptions",
            "Entity": entity,
            "DetailsDocument": {
                "Version": { "VersionTitle": "1.2.0", "ReleaseNotes": "Faster scans" },
                "DeliveryOptions": [{
                    "DeliveryOptionTitle": "Fargate",
                    "Details": { "EcrDeliveryOptionDetails": option },
                }],
            },
        }] })
    );
    assert_eq!((usage.as_str(), text.as_str()), ("catalog/usage-instructions.md", "Create the stack."));
}

#[test]
fn what_aws_marketplace_refuses() {
    let wrong = ContainerVersion {
        title: "x".repeat(65).into(),
        usage: "Größe".into(),
        images: vec![Image::registry("ghcr.io/acme/scanner:1.2.0"), Image::marketplace("acme/other:1.2.0")],
        ..version()
    };
    let (_, found) = written(MarketplaceCatalog::new(pricing(), ["scanner"], wrong));
    let expected = [
        ("marketplace-text", "the title of the version has 65 characters"),
        ("marketplace-text", "the usage instructions hold `ö`"),
        ("marketplace-image", "`ghcr.io/acme/scanner:1.2.0` is in none of the product's repositories"),
        (
            "marketplace-image",
            "`709825985650.dkr.ecr.us-east-1.amazonaws.com/acme/other:1.2.0` is in none of the product's repositories",
        ),
    ];
    assert_eq!(found, expected.map(|(code, message)| (code, message.to_owned())));
    let nothing = ContainerVersion { images: Vec::new(), ..version() };
    let (_, found) = written(MarketplaceCatalog::new(pricing(), <[&str; 0]>::default(), nothing));
    let expected = ["the version has 0 images", "the product has no repository"];
    assert_eq!(found.into_iter().map(|(_, message)| message).collect::<Vec<_>>(), expected);
}
