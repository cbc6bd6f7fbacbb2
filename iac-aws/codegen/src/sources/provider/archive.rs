//! Finds the folders of the named types in the archive, in one pass: unpacked, it is ten times as large.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;

use crate::Result;

/// What is taken from the archive.
pub(super) struct Archive {
    /// The version of the provider from which the package was made.
    pub(super) provider_version: String,
    /// The JavaScript of each type that was asked for, by the type's name.
    pub(super) modules: BTreeMap<String, String>,
}

/// Reads the types of `named` that are in the archive.
pub(super) fn read(tgz: &[u8], named: &BTreeSet<String>) -> Result<Archive> {
    let folders: BTreeMap<String, &String> = named.iter().filter_map(|n| Some((folder(n)?, n))).collect();
    let fail = |e: std::io::Error| format!("@cdktf/provider-aws: {e}");
    let mut found = Archive { provider_version: String::new(), modules: BTreeMap::new() };
    let mut archive = tar::Archive::new(GzDecoder::new(tgz));
    for entry in archive.entries().map_err(fail)? {
        let mut entry = entry.map_err(fail)?;
        let path = entry.path().map_err(fail)?.into_owned();
        if path == Path::new("package/README.md") {
            let mut text = String::new();
            entry.read_to_string(&mut text).map_err(fail)?;
            found.provider_version = version(&text)?;
        } else if let Some(name) = module(&path).and_then(|folder| folders.get(folder)) {
            entry.read_to_string(found.modules.entry((*name).clone()).or_default()).map_err(fail)?;
        }
    }
    if found.provider_version.is_empty() {
        return Err("@cdktf/provider-aws: the archive has no README.md".into());
    }
    Ok(found)
}

/// The folder of a type: `lb` of `aws_lb`, `data-aws-lb` of `data.aws_lb`.
fn folder(name: &str) -> Option<String> {
    let data = name.strip_prefix("data.").map(|n| format!("data-{n}"));
    Some(data.as_deref().or_else(|| name.strip_prefix("aws_"))?.replace('_', "-"))
}

/// The folder that a file of JavaScript belongs to. The largest types have further files in a folder of theirs.
fn module(path: &Path) -> Option<&str> {
    let inside = path.strip_prefix("package/lib").ok()?;
    (path.extension()? == "js").then(|| inside.components().next()?.as_os_str().to_str())?
}

/// The version in the README's title: `# CDKTF prebuilt bindings for hashicorp/aws provider version 6.25.0`.
fn version(readme: &str) -> Result<String> {
    let title = readme.lines().find(|l| l.starts_with("# "));
    let version = title.and_then(|t| t.split_once("hashicorp/aws provider version "));
    version
        .map(|(_, v)| v.trim().to_owned())
        .ok_or_else(|| "@cdktf/provider-aws: README.md does not tell the provider's version".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let mut tar = tar::Builder::new(gz);
        for (path, text) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            tar.append_data(&mut header, path, text.as_bytes()).unwrap();
        }
        tar.into_inner().unwrap().finish().unwrap()
    }

    fn names(list: &[&str]) -> BTreeSet<String> {
        list.iter().map(|n| (*n).to_owned()).collect()
    }

    const README: (&str, &str) = ("package/README.md", "\n# Bindings for hashicorp/aws provider version 6.25.0\n");

    #[test]
    fn only_named_types_are_read() {
        let tgz = archive(&[
            ("package/lib/lb/index.js", "lb"),
            ("package/lib/lb/index.d.ts", "types"),
            ("package/lib/lb-listener/index.js", "listener"),
            ("package/lib/data-aws-lb/index.js", "data"),
            ("package/lib/index.js", "index"),
            README,
        ]);
        let archive = read(&tgz, &names(&["aws_lb", "data.aws_lb", "aws_nothing", "data.local"])).unwrap();
        assert_eq!(archive.provider_version, "6.25.0");
        let modules: Vec<_> = archive.modules.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        assert_eq!(modules, [("aws_lb", "lb"), ("data.aws_lb", "data")]);
    }

    #[test]
    fn a_large_type_has_several_files() {
        let tgz = archive(&[
            ("package/lib/medialive-channel/index.js", "a"),
            ("package/lib/medialive-channel/index-structs/structs0.js", "b"),
            README,
        ]);
        let archive = read(&tgz, &names(&["aws_medialive_channel"])).unwrap();
        assert_eq!(archive.modules["aws_medialive_channel"], "ab");
    }

    #[test]
    fn a_package_that_does_not_tell_its_version_is_refused() {
        assert!(read(&archive(&[]), &names(&[])).is_err());
        assert!(read(&archive(&[("package/README.md", "# Bindings")]), &names(&[])).is_err());
    }
}
