//! From the bytes of a file to its document.

use super::findings::Findings;
use super::tree::{At, Data, Fault, Tree, number};
use super::yaml;
use crate::backend::cloudformation::MAX_BYTES;
use crate::json;
use crate::place::FileName;
use std::borrow::Cow;

/// The file's name without its folders and its extension.
pub(super) fn stack_name(file: FileName) -> &'static str {
    let name = file.as_str().rsplit(['/', '\\']).next().unwrap_or_default();
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ if name.is_empty() => "template",
        _ => name,
    }
}

/// The text, without the mark of its byte order.
pub(super) fn text<'a>(bytes: &'a [u8], findings: &mut Findings) -> Cow<'a, str> {
    if bytes.len() > MAX_BYTES {
        let message = format!("the template has {} bytes; CloudFormation takes at most {MAX_BYTES}", bytes.len());
        findings.error("limit", START, message, "put parts of the stack into a stack of their own");
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let last = before.rsplit('\n').next().unwrap_or_default();
            let count = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
            let at = At { line: count(before.matches('\n').count()), column: count(last.chars().count()) };
            findings.error("not-utf8", at, "this is not UTF-8", "save the file as UTF-8");
            String::from_utf8_lossy(bytes)
        }
    }
}

const START: At = At { line: 1, column: 1 };

/// The document. What begins with a brace is JSON to CloudFormation; where it is none, YAML may still tell what it says.
pub(super) fn tree<'a>(text: &'a str, findings: &mut Findings) -> Option<Tree<'a>> {
    let fault = |findings: &mut Findings, notation: &str, fault: Fault| {
        let message = format!("this is not {notation}: {}", fault.message);
        let help = match notation {
            "JSON" => "CloudFormation reads a text that begins with a brace as JSON",
            _ => "nothing of the file can be read until this is corrected",
        };
        findings.error("syntax", fault.at, message, help);
    };
    let tree = if text.trim_start().starts_with('{') {
        let before = findings.all.len();
        match json::parse(text, findings, number) {
            Ok(tree) => Some(tree),
            Err(error) => {
                findings.all.truncate(before);
                fault(findings, "JSON", error);
                yaml::parse(text, findings).ok().flatten()
            }
        }
    } else {
        match yaml::parse(text, findings) {
            Ok(tree) => tree,
            Err(error) => {
                fault(findings, "YAML", error);
                return None;
            }
        }
    };
    match tree {
        Some(tree) if matches!(tree.data, Data::Map(_)) => Some(tree),
        tree => {
            if findings.all.is_empty() {
                let sort = tree.as_ref().map_or("nothing", Tree::sort);
                let at = tree.map_or(START, |tree| tree.at);
                let help = "a template is an object with the section `Resources`";
                findings.error("not-a-template", at, format!("this is {sort}, not a template"), help);
            }
            None
        }
    }
}
