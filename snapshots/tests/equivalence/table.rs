//! What AWS and the provider call the same thing: one text per group of services, read at run time.
//!
//! ```text
//! AWS::Service::Type aws_type          the type, and the provider's main type (`-`: parts only)
//!   @Ref attribute                     what Ref or an attribute returns; `${attribute}` inside of text
//!   = attribute other                  two attributes of the provider with one value; `aws_part.attribute` for a part's
//!   A/B -> path [modifiers]            where a property goes: below its parent's place, `^path` from the top of the
//!                                      resource, `aws_part/path` in a part, `.` its parent's place, `-` nowhere
//!   A -> path pluck:Name               a list of objects as the list of their members `Name`
//!   A -> path split:Kind,Name,X=x,Y=y  a list of objects as one list of members `Name` for each `Kind`
//!   A -> path major                    a version without its last number, which AWS raises by itself
//!   A[] -> aws_part [modifiers]        every item is a part of its own
//!   **/B -> path                       the same at any depth
//!   aws_part.attribute <- attribute    how a part names the resource it belongs to
//!   + path value [when]                what the provider must be told so that it does what CloudFormation does, unless
//!                                      the properties say it; `*` anything, `$attribute` of the resource
//!   ? path [value [when]]              what the provider may be told: anything, one of `a|b`, an empty block `{}`, a name
//!                                      of this stack's own `named`
//!   ~ A aws_part {…}                   a part that is there when property A is not given: what AWS does then
//!   if:P, unless:P, given:P, beside    when another resource's property P names this one; when P is not given; when it
//!                                      is; when the block of the path is there
//!   ! Policy path value                what a DeletionPolicy is
//!   untagged                           CloudFormation does not tag this type
//! ```

use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(crate) struct Type {
    pub main: String,
    pub attributes: BTreeMap<String, String>,
    pub same: BTreeMap<String, String>,
    pub rules: Vec<Rule>,
    pub ties: Vec<(String, String, String)>,
    pub required: Vec<(String, String, Option<When>)>,
    pub allowed: Vec<(String, Option<String>, Option<When>)>,
    pub deletion: Vec<(String, String, String)>,
    pub assumed: Vec<(String, String, String)>,
    pub untagged: bool,
}

/// When a line applies.
#[derive(Debug)]
pub(crate) enum When {
    /// A property of this name, of another resource, refers to this one.
    Named(String),
    /// This property is not given.
    Without(String),
    /// This property is given.
    With(String),
    /// The block that it stands in is there.
    Beside,
}

#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub from: String,
    pub to: String,
    pub modifiers: Vec<String>,
}

impl Rule {
    /// The argument of a modifier: `enum:A=b` → `A=b`; an empty one for a bare word.
    pub(crate) fn modifier(&self, name: &str) -> Option<&str> {
        self.modifiers.iter().find_map(|modifier| match modifier.split_once(':') {
            Some((found, argument)) => (found == name).then_some(argument),
            None => (modifier == name).then_some(""),
        })
    }
}

#[derive(Debug, Default)]
pub(crate) struct Tables(pub BTreeMap<String, Type>);

const TEXTS: &[&str] = &[
    include_str!("tables/delivery.txt"),
    include_str!("tables/network.txt"),
    include_str!("tables/compute.txt"),
    include_str!("tables/data.txt"),
    include_str!("tables/identity.txt"),
    include_str!("tables/events.txt"),
    include_str!("tables/machines.txt"),
];

impl Tables {
    pub(crate) fn load() -> Result<Tables, String> {
        let mut types = BTreeMap::new();
        for text in TEXTS {
            let mut current = None;
            for line in text.lines() {
                let line = line.split(" #").next().unwrap_or_default().trim_end();
                if line.starts_with("AWS::") {
                    let (name, main) = line.split_once(' ').ok_or_else(|| format!("{line}: which type?"))?;
                    let main = main.trim().to_owned();
                    let entry: &mut Type = types.entry(name.to_owned()).or_default();
                    entry.main = main;
                    add(entry, "Tags -> tags pairs map");
                    current = Some(name.to_owned());
                } else if !line.trim().is_empty() && !line.starts_with('#') {
                    let entry = current.as_ref().and_then(|name| types.get_mut(name));
                    entry.and_then(|entry| add(entry, line.trim())).ok_or_else(|| format!("{line}: not understood"))?;
                }
            }
        }
        Ok(Tables(types))
    }
}

fn add(entry: &mut Type, line: &str) -> Option<()> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let text = |index: usize| words.get(index).map(|word| (*word).to_owned());
    let after = |count: usize| words.get(count..).map(|words| words.join(" "));
    match (*words.first()?, words.get(1)) {
        ("untagged", None) => entry.untagged = true,
        ("=", _) => drop(entry.same.insert(text(1)?, text(2)?)),
        ("+", _) => entry.required.push((text(1)?, text(2)?, when(words.get(3))?)),
        ("?", _) => entry.allowed.push((text(1)?, text(2), when(words.get(3))?)),
        ("~", _) => entry.assumed.push((text(1)?, text(2)?, after(3)?)),
        ("!", _) => entry.deletion.push((text(1)?, text(2)?, after(3)?)),
        (_, Some(&"->")) => {
            let modifiers = words.get(3..)?.iter().map(|word| (*word).to_owned()).collect();
            entry.rules.push(Rule { from: text(0)?, to: text(2)?, modifiers });
        }
        (tie, Some(&"<-")) => {
            let (part, attribute) = tie.split_once('.')?;
            entry.ties.push((part.to_owned(), attribute.to_owned(), text(2)?));
        }
        (attribute, Some(_)) => drop(entry.attributes.insert(attribute.strip_prefix('@')?.to_owned(), text(1)?)),
        _ => return None,
    }
    Some(())
}

fn when(word: Option<&&str>) -> Option<Option<When>> {
    Some(match word.map(|word| word.split_once(':')) {
        Some(None) if word == Some(&"beside") => Some(When::Beside),
        Some(Some(("if", property))) => Some(When::Named(property.to_owned())),
        Some(Some(("given", property))) => Some(When::With(property.to_owned())),
        Some(Some(("unless", property))) => Some(When::Without(property.to_owned())),
        Some(_) => return None,
        None => None,
    })
}

impl Type {
    /// The rule for a property: by its whole path, or by the end of it.
    pub(crate) fn rule(&self, path: &str, siblings: &crate::value::Object) -> Option<&Rule> {
        let here = |rule: &&Rule| match rule.from.strip_prefix("**/") {
            Some(end) => path == end || path.ends_with(&format!("/{end}")),
            None => rule.from == path,
        };
        let applies = |rule: &&Rule| {
            rule.modifier("when").is_none_or(|condition| {
                condition.split_once('=').is_some_and(|(sibling, wanted)| {
                    siblings.get(sibling).and_then(|value| value.plain()).as_deref() == Some(wanted)
                })
            })
        };
        let mut fitting = self.rules.iter().filter(here).filter(applies);
        let first = fitting.next()?;
        let first = self
            .rules
            .iter()
            .filter(here)
            .filter(applies)
            .find(|rule| path != "Tags" || rule.to != "tags")
            .unwrap_or(first);
        Some(
            fitting
                .find(|rule| !rule.from.starts_with("**/"))
                .filter(|_| first.from.starts_with("**/"))
                .unwrap_or(first),
        )
    }

    /// Every type of the provider's that a resource of this type becomes.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &str> {
        let named = self.rules.iter().filter_map(|rule| rule.to.strip_prefix("aws_").map(|_| rule.to.as_str()));
        let named = named.map(|path| path.split('/').next().unwrap_or_default());
        let beside = self.rules.iter().filter_map(|rule| rule.modifier("with"));
        let tied = self.ties.iter().map(|(part, ..)| part.as_str());
        std::iter::once(self.main.as_str()).chain(named).chain(beside).chain(tied)
    }
}
