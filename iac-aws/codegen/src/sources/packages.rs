//! The pinned packages.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::Result;

/// Where packages are published; each has a client of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registry {
    /// <https://www.npmjs.com>
    Npm,
    /// <https://pypi.org>
    PyPi,
}

/// A package at one version, with the digest of its archive.
#[derive(Debug)]
pub struct Package {
    /// Where it is published.
    pub registry: Registry,
    /// Its name in its registry.
    pub name: &'static str,
    /// The pinned version.
    pub version: &'static str,
    /// The archive's file name, as the registry's client writes it.
    pub file: &'static str,
    /// SHA-256 of the archive.
    pub sha256: &'static str,
}

/// npm; Apache-2.0. <https://www.npmjs.com/package/@aws-cdk/aws-service-spec>
pub(crate) const SERVICE_SPEC: Package = Package {
    registry: Registry::Npm,
    name: "@aws-cdk/aws-service-spec",
    version: "0.1.216",
    file: "aws-cdk-aws-service-spec-0.1.216.tgz",
    sha256: "2305b840c961bf7ab982a3e67a44cd2fe1f8fad78d8f2598c0fd36fbf17c9af8",
};

/// PyPI; MIT-0. <https://pypi.org/project/cfn-lint/>
pub(crate) const CFN_LINT: Package = Package {
    registry: Registry::PyPi,
    name: "cfn-lint",
    version: "1.58.0",
    file: "cfn_lint-1.58.0-py3-none-any.whl",
    sha256: "9d9f06043160756a6158f5c3f92a44ce38254b1c578127461608305bc8262987",
};

/// npm; MPL-2.0: only facts are read from it, and no text is copied. <https://www.npmjs.com/package/@cdktf/provider-aws>
pub(crate) const PROVIDER: Package = Package {
    registry: Registry::Npm,
    name: "@cdktf/provider-aws",
    version: "21.22.1",
    file: "cdktf-provider-aws-21.22.1.tgz",
    sha256: "d1446ab6ac6526c6fab4b28a5ebefdd90c0ce56203949925d35a4d286c05cbbf",
};

/// All of them.
pub const PACKAGES: [Package; 3] = [SERVICE_SPEC, CFN_LINT, PROVIDER];

impl Package {
    /// The archive in `cache`, when it is the pinned one.
    pub(crate) fn bytes(&self, cache: &Path) -> Result<Vec<u8>> {
        let path = cache.join(self.file);
        let bytes = std::fs::read(&path)
            .map_err(|e| format!("cannot read {}: {e}; run `cargo codegen fetch` first", path.display()))?;
        let digest: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        if digest == self.sha256 {
            return Ok(bytes);
        }
        Err(format!(
            "{} has the SHA-256 {digest}, but {} {} has {}; delete the file and run `cargo codegen fetch`",
            path.display(),
            self.name,
            self.version,
            self.sha256
        ))
    }
}
