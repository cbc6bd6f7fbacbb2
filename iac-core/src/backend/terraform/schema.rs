//! The provider's facts: which attributes and nested blocks a type has. They are text, one line each, indented by one space
//! per level, and only the types that a program uses are read.
//!
//! ```text
//! aws_lb
//!  access_logs list1 o
//!   bucket s r
//!  name s o
//! ```
//!
//! An attribute has a type (`s`tring, `n`umber, `b`ool, `d`ynamic, `l`ist of, `s`et of, `m`ap of, `o`bject) and a mode
//! (`r`equired, `o`ptional, `c`omputed). A nested block is a `list`, a `set`, a `map` or `single`, with a `1` where at
//! most one may be given.

use indexmap::IndexMap;
use std::rc::Rc;

/// A type of the provider's, or a block inside of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Block {
    attributes: Vec<Attribute>,
    blocks: Vec<Nested>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Attribute {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) mode: Mode,
    /// Only a newer release of the provider has it.
    pub(super) addition: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    String,
    Number,
    Bool,
    /// Anything: the facts do not say.
    Dynamic,
    /// A list or a set.
    List(Scalar),
    Map,
}

/// What a list is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scalar {
    Text,
    Number,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mode {
    Required,
    Optional,
    /// The provider's alone to set.
    Computed,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Nested {
    pub(super) name: &'static str,
    /// At most one may be given.
    pub(super) single: bool,
    pub(super) required: bool,
    pub(super) block: Rc<Block>,
}

impl Block {
    pub(super) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.binary_search_by(|attribute| attribute.name.cmp(name)).ok().map(|at| &self.attributes[at])
    }

    pub(super) fn nested(&self, name: &str) -> Option<&Nested> {
        self.blocks.binary_search_by(|block| block.name.cmp(name)).ok().map(|at| &self.blocks[at])
    }

    pub(super) fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    pub(super) fn blocks(&self) -> &[Nested] {
        &self.blocks
    }

    /// Whether the facts say nothing of what is inside.
    pub(super) fn is_unknown(&self) -> bool {
        self.attributes.is_empty() && self.blocks.is_empty()
    }

    /// With what another block has besides, or says otherwise.
    fn with(&self, more: &Block) -> Self {
        let mut block = self.clone();
        for attribute in &more.attributes {
            let known = block.attributes.len();
            block.attributes.retain(|known| known.name != attribute.name);
            let addition = block.attributes.len() == known;
            block.attributes.push(Attribute { addition, ..attribute.clone() });
        }
        for nested in &more.blocks {
            match block.blocks.iter_mut().find(|known| known.name == nested.name) {
                Some(known) => known.block = Rc::new(known.block.with(&nested.block)),
                None => block.blocks.push(nested.clone()),
            }
        }
        block.attributes.sort_by_key(|attribute| attribute.name);
        block.blocks.sort_by_key(|block| block.name);
        block
    }

    /// The lines below `depth`, up to the first that is not deeper.
    fn read(lines: &mut std::iter::Peekable<std::str::Lines<'static>>, depth: usize, addition: bool) -> Self {
        let mut block = Block::default();
        while let Some(line) = lines.next_if(|line| indent(line) >= depth) {
            let mut words = line.trim_start_matches(' ').split(' ');
            let (Some(name), Some(kind), Some(mode)) = (words.next(), words.next(), words.next()) else { continue };
            let mode = match mode {
                "r" => Mode::Required,
                "c" => Mode::Computed,
                _ => Mode::Optional,
            };
            match kind.trim_end_matches('1') {
                "list" | "set" | "map" | "single" => block.blocks.push(Nested {
                    name,
                    single: kind.ends_with('1') || kind == "single",
                    required: mode == Mode::Required,
                    block: Rc::new(Block::read(lines, depth + 1, addition)),
                }),
                kind => {
                    // The members of an object that the provider computes.
                    let _ = Block::read(lines, depth + 1, addition);
                    block.attributes.push(Attribute { name, kind: Kind::of(kind), mode, addition });
                }
            }
        }
        block.attributes.sort_by_key(|attribute| attribute.name);
        block.blocks.sort_by_key(|block| block.name);
        block
    }
}

impl Kind {
    fn of(code: &str) -> Self {
        match code.as_bytes() {
            b"s" => Kind::String,
            b"n" => Kind::Number,
            b"b" => Kind::Bool,
            [b'l' | b's', b's'] => Kind::List(Scalar::Text),
            [b'l' | b's', b'n'] => Kind::List(Scalar::Number),
            [b'l' | b's', ..] => Kind::List(Scalar::Other),
            [b'm', ..] => Kind::Map,
            _ => Kind::Dynamic,
        }
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// What is said of each type, and the types that were looked up.
pub(super) struct Facts {
    text: &'static str,
    additions: &'static str,
    known: [IndexMap<&'static str, &'static str>; 2],
    read: IndexMap<&'static str, Option<Rc<Block>>>,
}

impl Facts {
    pub(super) fn new(text: &'static str, additions: &'static str) -> Self {
        Facts { text, additions, known: [text, additions].map(entries), read: IndexMap::new() }
    }

    /// What the facts say of a type.
    pub(super) fn get(&mut self, name: &'static str) -> Option<Rc<Block>> {
        let known = &self.known;
        let read = self.read.entry(name).or_insert_with(|| {
            let [known, added] = known.each_ref().map(|entries| entries.get(name));
            let read = |text: &&'static str, addition| Block::read(&mut text.lines().peekable(), 1, addition);
            match (known.map(|text| read(text, false)), added.map(|text| read(text, true))) {
                (Some(known), Some(more)) => Some(Rc::new(known.with(&more))),
                (known, more) => known.or(more).map(Rc::new),
            }
        });
        read.clone()
    }

    /// The release that the facts are of: the last word of the first line up to its full stop.
    pub(super) fn release(&self) -> &'static str {
        release(self.text)
    }

    /// The release that the additions are of.
    pub(super) fn release_of_additions(&self) -> &'static str {
        release(self.additions)
    }
}

/// The version in `# hashicorp/aws 6.25.0. …`.
fn release(text: &'static str) -> &'static str {
    let word = text.lines().next().and_then(|line| line.split_ascii_whitespace().nth(2));
    word.map_or("", |word| word.trim_end_matches('.'))
}

/// The lines below each type's name.
fn entries(text: &'static str) -> IndexMap<&'static str, &'static str> {
    let mut entries = IndexMap::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if !line.starts_with(' ') {
            entries.extend(text[start..at].split_once('\n'));
            start = at;
        }
        at += line.len();
    }
    entries.extend(text[start..].split_once('\n'));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# hashicorp/aws 6.25.0. Written by a program.\n\
        aws_a\n id s c\naws_lb\n access_logs list1 o\n  bucket s r\n  enabled b o\n name s o\n ports sn o\n\
        aws_z\n tags ms o\n";

    #[test]
    fn reads_one_type_of_many() {
        let mut facts = Facts::new(TEXT, "# hashicorp/aws 6.47.0.\naws_z\n extra_wo s o\n");
        let balancer = facts.get("aws_lb").unwrap();
        assert_eq!(balancer.attribute("name").map(|a| (a.kind, a.mode)), Some((Kind::String, Mode::Optional)));
        assert_eq!(balancer.attribute("ports").map(|a| a.kind), Some(Kind::List(Scalar::Number)));
        let logs = balancer.nested("access_logs").unwrap();
        assert!(logs.single && !logs.required);
        assert_eq!(logs.block.attribute("bucket").map(|a| a.mode), Some(Mode::Required));
        assert_eq!(facts.get("aws_a").unwrap().attribute("id").map(|a| a.mode), Some(Mode::Computed));
        let last = facts.get("aws_z").unwrap();
        assert!(last.attribute("tags").is_some() && last.attribute("extra_wo").is_some());
        assert_eq!(facts.get("aws_b"), None);
        assert_eq!((facts.release(), facts.release_of_additions()), ("6.25.0", "6.47.0"));
        let addition = |name| last.attribute(name).map(|attribute| attribute.addition);
        assert_eq!((addition("extra_wo"), addition("tags")), (Some(true), Some(false)));
    }
}
