//! Reads `@cdktf/provider-aws`: JavaScript that was generated from the provider's schema, one folder per type.
//!
//! The functions `…ToHclTerraform` and `synthesizeHclAttributes` name all that can be set, with type and nesting
//! ([`settings`]). The classes `…OutputReference` tell what can be left out and what the provider computes
//! ([`outputs`]). Together they are the schema ([`block`]), except for what the package gave up on because it is nested
//! too deep; that is `Dynamic`. The generator of the package:
//! <https://github.com/hashicorp/terraform-cdk/tree/main/packages/%40cdktf/provider-generator>

mod archive;
mod block;
mod module;
mod outputs;
mod settings;

use std::collections::BTreeSet;

use crate::Result;
use crate::provider::Provider;
use module::Module;

/// The types of `named` that the archive `tgz` has.
pub(super) fn read(tgz: &[u8], named: &BTreeSet<String>) -> Result<Provider> {
    let archive = archive::read(tgz, named)?;
    let mut provider = Provider { version: archive.provider_version, ..Provider::default() };
    for (name, text) in archive.modules {
        let module = Module::new(&text);
        let members = block::top(&module, &name).map_err(|e| format!("@cdktf/provider-aws: {name}: {e}"))?;
        provider.types.insert(name, members);
    }
    Ok(provider)
}
