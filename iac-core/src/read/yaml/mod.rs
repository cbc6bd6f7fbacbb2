//! YAML with places and with CloudFormation's short forms of functions.

mod aliases;

use super::findings::Findings;
use super::scalar;
use super::tree::{At, Data, Entry, Fault, Flaws, MAX_DEPTH, Tree, each_once};
use granit_parser::{Event, Marker, Parser, ScalarStyle, StrInput, Tag};
use std::collections::BTreeMap;

/// The first document. `None` where there is none.
pub(super) fn parse<'a>(text: &'a str, findings: &mut Findings) -> Result<Option<Tree<'a>>, Fault> {
    let mut yaml = Yaml::new(text, findings);
    let mut tree = None;
    loop {
        match yaml.next()? {
            (Event::StreamStart | Event::DocumentEnd, _) => {}
            (Event::DocumentStart(..), at) if tree.is_some() => {
                let message = "a second document begins here; CloudFormation reads one";
                yaml.findings.error("several-documents", at, message, "put it into a file of its own");
                return Ok(tree);
            }
            (Event::DocumentStart(..), _) => {
                let (event, at) = yaml.next()?;
                tree = Some(yaml.node(event, at, 0)?);
            }
            _ => return Ok(tree),
        }
    }
}

struct Yaml<'a, 'f> {
    events: Parser<'a, StrInput<'a>>,
    end: At,
    /// Where the tag of the last event stands.
    tag: At,
    /// What aliases stand for, with its size and depth.
    anchors: BTreeMap<usize, (Tree<'a>, usize, usize)>,
    repeated: usize,
    has_alias: bool,
    findings: &'f mut Findings,
}

impl<'a, 'f> Yaml<'a, 'f> {
    fn new(text: &'a str, findings: &'f mut Findings) -> Self {
        // Deeper than what is read, so that it is reported with its place and the rest is read.
        let options = granit_parser::options! {
            emit_comments: false,
            emit_unresolved_aliases: true,
            flow_nesting_limit: 10 * MAX_DEPTH,
            block_nesting_limit: 10 * MAX_DEPTH,
        };
        Yaml {
            events: Parser::new_from_str_with_options(text, options),
            end: At { line: 1, column: 1 },
            tag: At { line: 1, column: 1 },
            anchors: BTreeMap::new(),
            repeated: 0,
            has_alias: false,
            findings,
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, At), Fault> {
        match self.events.next_event() {
            Some(Ok((event, span))) => {
                self.end = at(&span.start);
                self.tag = span.tag_span().map_or(self.end, |tag| at(&tag.start));
                Ok((event, self.end))
            }
            Some(Err(error)) => Err(Fault { at: at(error.marker()), message: error.info().to_string() }),
            None => Ok((Event::StreamEnd, self.end)),
        }
    }

    fn node(&mut self, event: Event<'a>, at: At, depth: usize) -> Result<Tree<'a>, Fault> {
        let tag_at = self.tag;
        let depth = depth + usize::from(event.tag().is_some_and(is_function));
        let (data, anchor, tag) = match event {
            Event::Scalar(..) if depth > MAX_DEPTH => {
                self.findings.too_deep(at);
                return Ok(Tree { at, data: Data::Lost });
            }
            Event::Scalar(text, style, anchor, tag) => {
                let data = match (style, &tag) {
                    (ScalarStyle::Plain, None) => scalar::plain(text, at, self.findings),
                    (ScalarStyle::Plain, Some(tag)) if is_typed(tag) => scalar::plain(text, at, self.findings),
                    _ => Data::Text(text),
                };
                (data, anchor, tag)
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if depth >= MAX_DEPTH => {
                self.findings.too_deep(at);
                self.skip()?;
                return Ok(Tree { at, data: Data::Lost });
            }
            Event::SequenceStart(_, anchor, tag) => (self.list(depth + 1)?, anchor, tag),
            Event::MappingStart(_, anchor, tag) => (self.map(depth + 1)?, anchor, tag),
            Event::Alias(anchor) => return Ok(Tree { at, data: self.alias(anchor, at, depth) }),
            Event::UnresolvedAlias(name) => {
                let message = format!("the alias `*{name}` stands for nothing");
                self.findings.error("yaml-alias", at, message, format!("mark what it stands for: `&{name}`"));
                return Ok(Tree { at, data: Data::Lost });
            }
            _ => return Err(Fault { at, message: "a value is expected here".into() }),
        };
        let tree = match tag {
            Some(tag) => self.tagged(&tag, tag_at, Tree { at, data }),
            None => Tree { at, data },
        };
        self.anchor(anchor, &tree);
        Ok(tree)
    }

    fn list(&mut self, depth: usize) -> Result<Data<'a>, Fault> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok(Data::List(items)),
                (event, at) => items.push(self.node(event, at, depth)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Data<'a>, Fault> {
        let (mut entries, mut merged) = (Vec::new(), Vec::new());
        loop {
            let (event, at) = match self.next()? {
                (Event::MappingEnd, _) => break,
                next => next,
            };
            let merges = matches!(&event, Event::Scalar(text, ScalarStyle::Plain, _, None) if text == "<<");
            let key = match event {
                Event::Scalar(text, _, 0, _) => Some(text),
                event => match self.node(event, at, depth)?.data {
                    Data::Text(text) => Some(text),
                    _ => None,
                },
            };
            let (event, value_at) = self.next()?;
            let value = self.node(event, value_at, depth)?;
            match key {
                Some(_) if merges => merged.push(Tree { at, ..value }),
                Some(key) => entries.push(Entry { key, at, value }),
                None => self.findings.error("bad-key", at, "this key is not text", "write a name as the key"),
            }
        }
        let mut entries = each_once(entries, self.findings);
        if !merged.is_empty() {
            self.merge(&mut entries, merged);
        }
        Ok(Data::Map(entries))
    }

    /// Goes past the collection that has begun.
    fn skip(&mut self) -> Result<(), Fault> {
        let mut open = 1_usize;
        while open > 0 {
            match self.next()?.0 {
                Event::SequenceStart(..) | Event::MappingStart(..) => open += 1,
                Event::SequenceEnd | Event::MappingEnd => open -= 1,
                Event::StreamEnd => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }

    /// `!Sub` is `Fn::Sub`, and what it is given is text, however it looks. YAML's own tags say what a scalar is.
    fn tagged(&mut self, tag: &Tag, at: At, tree: Tree<'a>) -> Tree<'a> {
        let name = tag.suffix();
        if !is_function(tag) {
            if matches!(name, "binary" | "omap" | "pairs" | "set" | "timestamp") {
                let message = format!("CloudFormation does not take YAML's tag `!!{name}`");
                self.findings.warning("yaml-tag", at, message, "leave it out");
            }
            return tree;
        }
        let name = match name {
            "Ref" | "Condition" => name.to_owned(),
            _ => format!("Fn::{name}"),
        };
        Tree { at, data: Data::Map(vec![Entry { key: name.into(), at, value: tree }]) }
    }
}

fn is_function(tag: &Tag) -> bool {
    tag.handle() == "!" && !tag.suffix().is_empty()
}

/// Whether YAML's tag leaves it to the text what it is.
fn is_typed(tag: &Tag) -> bool {
    matches!(tag.core_suffix(), Some("null" | "bool" | "int" | "float"))
}

fn at(marker: &Marker) -> At {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    At { line: number(marker.line()), column: number(marker.col()).saturating_add(1) }
}
