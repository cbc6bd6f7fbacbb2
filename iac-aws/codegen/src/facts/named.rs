//! Finds the types that the back end's tables name: the string literals in its source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;

/// The types that are named.
#[derive(Debug, Default)]
pub struct Named {
    /// What looks like a type of the provider. Names of attributes may look the same.
    pub provider: BTreeSet<String>,
    /// CloudFormation's types, each with a file that names it.
    pub cloudformation: BTreeMap<String, PathBuf>,
}

/// Reads every Rust file in `folder` and its folders. A folder that does not exist names nothing.
///
/// # Errors
///
/// When a file cannot be read.
pub fn named(folder: &Path) -> Result<Named> {
    let mut found = Named::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        let fail = |e| format!("cannot read {}: {e}", folder.display());
        let paths = entries.map(|e| Ok(e?.path())).collect::<std::io::Result<BTreeSet<_>>>().map_err(fail)?;
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
                found.add(&text, &path);
            }
        }
    }
    Ok(found)
}

impl Named {
    fn add(&mut self, text: &str, path: &Path) {
        // The names hold no quotes and no escapes, so that splitting at quotes finds every literal that is a name. It
        // also gives what stands between two literals, which is never a name alone.
        for literal in text.split('"') {
            if is_provider_type(literal) {
                self.provider.insert(literal.to_owned());
            } else if is_cloudformation_type(literal) {
                self.cloudformation.entry(literal.to_owned()).or_insert_with(|| path.to_owned());
            }
        }
    }
}

/// `aws_lb`, `data.aws_lb`.
fn is_provider_type(text: &str) -> bool {
    let name = text.strip_prefix("data.").unwrap_or(text).strip_prefix("aws_");
    name.is_some_and(|n| n.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
}

/// `AWS::EC2::VPC`; neither `AWS::Region` nor `AWS::EC2::VPC::Id`, the type of a parameter.
fn is_cloudformation_type(text: &str) -> bool {
    let parts: Vec<&str> = text.split("::").collect();
    let word = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    parts.len() == 3 && parts.first() == Some(&"AWS") && parts.iter().all(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_from_other_text() {
        let mut found = Named::default();
        let text = r#"
            // "aws_in_a_comment" counts: it does no harm.
            table("AWS::EC2::VPC", "aws_vpc").data("data.aws_region").text("an aws_lb or \"aws_alb\"");
            other("AWS::Region", "AWS::EC2::VPC::Id", "Custom::A::B", "aws-vpc", "data.region", "AWS::EC2::");
        "#;
        found.add(text, Path::new("a.rs"));
        let provider: Vec<_> = found.provider.iter().map(String::as_str).collect();
        assert_eq!(provider, ["aws_in_a_comment", "aws_vpc", "data.aws_region"]);
        assert_eq!(found.cloudformation.keys().collect::<Vec<_>>(), ["AWS::EC2::VPC"]);
    }

    #[test]
    fn folders_are_searched() {
        let folder = std::env::temp_dir().join(format!("iac-aws-codegen-{}-named", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("tables")).unwrap();
        fs::write(folder.join("tables/ec2.rs"), "\"aws_vpc\" \"AWS::EC2::VPC\"").unwrap();
        fs::write(folder.join("provider.txt"), "\"aws_lb\"").unwrap();
        let found = named(&folder).unwrap();
        assert_eq!(found.provider, BTreeSet::from(["aws_vpc".to_owned()]));
        let file = folder.join("tables/ec2.rs");
        assert_eq!(found.cloudformation, BTreeMap::from([("AWS::EC2::VPC".to_owned(), file)]));
        assert!(named(&folder.join("missing")).unwrap().provider.is_empty());
    }
}
