//! Changes of a text.

use crate::format::{Case, Hunk};
use std::ops::Range;

/// The base with the changes of a case.
pub(crate) fn changed(base: &str, case: &Case) -> String {
    case.hunks.iter().fold(base.to_owned(), |text, hunk| with(&text, hunk, &case.name))
}

fn with(text: &str, hunk: &Hunk, name: &str) -> String {
    let block = block(text, &hunk.block).unwrap_or_else(|| panic!("{name}: there is no `{}`", hunk.block));
    let (old, new) = (hunk.old.join("\n"), hunk.new.join("\n"));
    if hunk.drop {
        return splice(text, block, "");
    }
    if old.is_empty() {
        return splice(text, block.end..block.end, &format!("{new}\n"));
    }
    let mut found = text[block.clone()].match_indices(&old).map(|(at, _)| block.start + at);
    let start = found.next().unwrap_or_else(|| panic!("{name}: `{}` has no `{old}`", hunk.block));
    assert!(found.next().is_none(), "{name}: `{}` has `{old}` more than once", hunk.block);
    let range = start..start + old.len();
    match new.is_empty() {
        true => splice(text, whole_lines(text, range), ""),
        false => splice(text, range, &new),
    }
}

fn splice(text: &str, range: Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..range.start], &text[range.end..])
}

fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at + 1);
    start..end
}

/// The lines of a block: a section, or what stands in one. Empty lines after it are not its own.
pub(crate) fn block(text: &str, name: &str) -> Option<Range<usize>> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut start = None;
    let mut end = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match start {
            None if indent(line) <= 2 && is_named(line.trim(), name) => {
                start = Some((at, indent(line)));
                end = at + line.len();
            }
            Some((_, outer)) if !line.trim().is_empty() && indent(line) <= outer => break,
            Some(_) if !line.trim().is_empty() => end = at + line.len(),
            _ => {}
        }
        at += line.len();
    }
    start.map(|(start, _)| start..end)
}

fn is_named(line: &str, name: &str) -> bool {
    line.strip_prefix(name)
        .and_then(|rest| rest.strip_prefix(':'))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
