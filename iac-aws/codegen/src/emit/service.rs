//! The module of a service.

use super::HEADER;
use crate::model::Service;

pub(super) fn text(service: &Service) -> String {
    let mut out = format!("{HEADER}//! `{}`.\n\n", service.namespace);
    for (module, resource) in &service.resources {
        let name = &resource.item.name;
        out.push_str(&format!("pub mod {module};\npub use {module}::{{{name}, {name}Ref}};\n"));
    }
    out
}
