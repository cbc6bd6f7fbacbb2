//! Where the module's state is.

use crate::support::{check, written};
use iac_core::Region;
use iac_core::prelude::{App, Stack};
use serde_json::json;

#[test]
fn whoever_deploys_names_the_bucket() {
    let module = written(Stack::new("main").into());
    let backend = json!({ "s3": { "key": "shop/test/terraform.tfstate", "encrypt": true, "use_lockfile": true } });
    assert_eq!(module["terraform"]["backend"], backend);
}

#[test]
fn an_app_names_the_bucket() {
    let app = App::from(Stack::new("main")).terraform_state("acme-states", Region::EU_CENTRAL_1);
    let module = written(app);
    assert_eq!(
        module["terraform"]["backend"],
        json!({ "s3": {
            "key": "shop/test/terraform.tfstate",
            "encrypt": true,
            "use_lockfile": true,
            "bucket": "acme-states",
            "region": "eu-central-1",
        } })
    );
    check(&module);
}
