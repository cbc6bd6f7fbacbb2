//! EC2.

mod addresses;
mod all;
mod endpoint;
mod instance;
mod launch_template;
mod network;
mod peering;
mod security_group;
mod volume;

use serde_json::Value;

/// Resources without the order that the engine gives them, which it is tested for by itself.
pub(crate) fn bare(resources: &Value) -> Value {
    let mut resources = resources.clone();
    for resource in resources.as_object_mut().into_iter().flat_map(|all| all.values_mut()) {
        if let Some(resource) = resource.as_object_mut() {
            resource.remove("depends_on");
        }
    }
    resources
}
