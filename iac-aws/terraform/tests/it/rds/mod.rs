//! Databases.

mod cluster;
mod instance;
mod parameter_group;

use serde_json::{Value, json};

/// An instance of the least that it takes, and more.
fn instance(properties: Value) -> Value {
    let mut all = json!({ "DBInstanceClass": "db.t4g.small", "Engine": "postgres", "PubliclyAccessible": false });
    for (name, value) in properties.as_object().into_iter().flatten() {
        all[name] = value.clone();
    }
    json!({ "Type": "AWS::RDS::DBInstance", "Properties": all })
}
