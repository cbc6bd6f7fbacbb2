//! References between the stacks of an app.

mod exports;
mod faults;
mod regions;

use crate::support::documents;
use iac_core::prelude::*;
use serde_json::Value;

fn parsed(app: App) -> Vec<Value> {
    documents(app).iter().map(|document| serde_json::from_str(document).unwrap()).collect()
}
