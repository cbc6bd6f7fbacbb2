//! `list`: what exists.

use crate::support::{Folder, TABLE};
use serde_json::json;

#[test]
fn a_table_for_people() {
    assert_eq!(
        Folder::new().ok(TABLE, &["list"]),
        "\
ENVIRONMENT     STACKS      RESOURCES  REGIONS
shop/staging    main                0  eu-central-1, us-east-1
shop/prod       main, edge          0  eu-central-1, us-east-1
mail-mind/prod  main                0  eu-central-1, us-east-1
"
    );
}

#[test]
fn json_for_programs() {
    let out = Folder::new().ok(&TABLE[1..2], &["list", "--format", "json"]);
    let expected = json!({"version": 1, "environments": [{
        "system": "shop", "environment": "prod", "regions": ["eu-central-1", "us-east-1"],
        "stacks": [
            {"name": "main", "region": null, "resources": 0},
            {"name": "edge", "region": "us-east-1", "resources": 0},
        ],
    }]});
    assert_eq!(serde_json::from_str::<serde_json::Value>(&out).unwrap(), expected);
}
