//! The crate's root.

use super::HEADER;
use crate::model::Model;
use crate::names::is_core;

const HEAD: &str = r##"#![doc = include_str!("../README.md")]
#![allow(
    clippy::enum_variant_names,
    clippy::new_without_default,
    clippy::self_named_constructors,
    clippy::should_implement_trait,
    clippy::type_complexity,
    clippy::wrong_self_convention,
    reason = "names are CloudFormation's, and a resource without properties is no sensible default"
)]

#[rustfmt::skip]
pub mod kind;

"##;

pub(super) fn text(model: &Model) -> String {
    let mut out = format!("{HEADER}{HEAD}");
    for (module, service) in &model.services {
        if !is_core(&service.namespace) {
            out.push_str(&format!("#[cfg(feature = \"{module}\")]\n"));
        }
        out.push_str(&format!("#[rustfmt::skip]\npub mod {module};\n"));
    }
    out
}
