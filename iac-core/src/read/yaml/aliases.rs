//! Aliases, which repeat, and merges. CloudFormation takes neither; `aws cloudformation package` writes them out.

use super::Yaml;
use crate::read::tree::{At, Data, Entry, Flaws, MAX_DEPTH, MAX_REPEATED, Tree};
use std::borrow::Cow;
use std::collections::BTreeSet;

impl<'a> Yaml<'a, '_> {
    /// Remembers what an alias may stand for.
    pub(super) fn anchor(&mut self, anchor: usize, tree: &Tree<'a>) {
        if anchor == 0 {
            return;
        }
        let (size, depth) = tree.size();
        self.repeated = self.repeated.saturating_add(size);
        if self.repeated <= MAX_REPEATED {
            self.anchors.insert(anchor, (tree.clone(), size, depth));
        }
    }

    /// `<<: *defaults`: the entries of another object, where this one has none of that name.
    pub(super) fn merge(&mut self, entries: &mut Vec<Entry<'a>>, merged: Vec<Tree<'a>>) {
        let help = "write the entries out, or let `aws cloudformation package` do it";
        let mut known: BTreeSet<Cow<'a, str>> = entries.iter().map(|entry| entry.key.clone()).collect();
        for Tree { at, data } in merged {
            self.findings.warning("yaml-alias", at, "CloudFormation does not merge objects with `<<`", help);
            let trees = match data {
                Data::List(trees) => trees,
                data => vec![Tree { at, data }],
            };
            for tree in trees {
                match tree.data {
                    Data::Map(more) => entries.extend(more.into_iter().filter(|entry| known.insert(entry.key.clone()))),
                    Data::Lost => {}
                    _ => self.findings.error(
                        "yaml-alias",
                        at,
                        "`<<` merges objects only",
                        "give it an alias of an object",
                    ),
                }
            }
        }
    }

    pub(super) fn alias(&mut self, anchor: usize, at: At, depth: usize) -> Data<'a> {
        if !std::mem::replace(&mut self.has_alias, true) {
            let help = "write the value out, or let `aws cloudformation package` do it";
            self.findings.warning("yaml-alias", at, "CloudFormation does not take YAML aliases", help);
        }
        let Some((tree, size, deep)) = self.anchors.get(&anchor) else {
            let message = "this alias stands for something that contains it, or that is too large to repeat";
            self.findings.error("yaml-alias", at, message, "write the value out");
            return Data::Lost;
        };
        if depth + deep > MAX_DEPTH {
            self.findings.too_deep(at);
            return Data::Lost;
        }
        self.repeated = self.repeated.saturating_add(*size);
        if self.repeated > MAX_REPEATED {
            let message = "the aliases stand for more than a template can hold; this one is not read";
            self.findings.error("yaml-alias", at, message, "write out less");
            return Data::Lost;
        }
        tree.data.clone()
    }
}
