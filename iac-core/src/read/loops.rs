//! `Fn::ForEach` over what is known: the loop is written out, so that rules see what it makes. One over a parameter stays
//! as it is, and what it makes is assumed.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html>

use super::findings::Findings;
use super::transform;
use super::tree::{Data, Entry, MAX_REPEATED, Tree, each_once};
use std::borrow::Cow;

pub(super) const LOOP: &str = "Fn::ForEach::";

/// Writes the loops of a template out.
pub(super) fn expand(tree: &mut Tree<'_>, findings: &mut Findings) {
    let Data::Map(sections) = &mut tree.data else { return };
    let mappings = sections.iter().find(|section| section.key == "Mappings").map(|section| section.value.clone());
    let extended = transform::names(sections).any(|name| name == Some(transform::EXTENSIONS));
    let extended = extended || transform::adds_names(sections);
    let mut loops = Loops { mappings, extended, room: MAX_REPEATED, findings };
    for section in sections.iter_mut().filter(|section| {
        matches!(&*section.key, "Conditions" | "Resources" | "Outputs") && !matches!(section.value.data, Data::Lost)
    }) {
        loops.tree(&mut section.value);
    }
}

struct Loops<'a, 'f> {
    mappings: Option<Tree<'a>>,
    extended: bool,
    room: usize,
    findings: &'f mut Findings,
}

/// What an identifier stands for in one turn.
type Binding<'t, 'a> = (&'t str, Cow<'t, Tree<'a>>);

impl<'a> Loops<'a, '_> {
    fn tree(&mut self, tree: &mut Tree<'a>) {
        match &mut tree.data {
            Data::List(items) => items.iter_mut().for_each(|item| self.tree(item)),
            Data::Map(entries) => {
                if entries.iter().any(|entry| entry.key.starts_with(LOOP)) {
                    let mut all = Vec::with_capacity(entries.len());
                    for entry in std::mem::take(entries) {
                        match entry.key.starts_with(LOOP).then(|| self.turns(&entry)).flatten() {
                            Some(turns) => all.extend(turns),
                            None => all.push(entry),
                        }
                    }
                    *entries = each_once(all, self.findings);
                }
                // A loop that stays is not looked into: what it is given is not known yet.
                for entry in entries.iter_mut().filter(|entry| !entry.key.starts_with(LOOP)) {
                    self.tree(&mut entry.value);
                }
            }
            _ => {}
        }
    }

    /// What a loop makes, itself and the loops in it. `None` where that is not known.
    fn turns(&mut self, entry: &Entry<'a>) -> Option<Vec<Entry<'a>>> {
        if !std::mem::replace(&mut self.extended, true) {
            let message = "loops are known with language extensions only";
            self.findings.error("missing-transform", entry.at, message, "add `Transform: AWS::LanguageExtensions`");
        }
        let parts = match &entry.value.data {
            Data::List(parts) => parts.as_slice(),
            _ => &[],
        };
        let (identifiers, collection, body) = match parts {
            [identifiers, collection, body @ Tree { data: Data::Map(entries), .. }]
                if body.function().is_none_or(|(function, _)| function.starts_with(LOOP)) =>
            {
                (identifiers, collection, entries)
            }
            _ if entry.value.function().is_some() => return None,
            _ => {
                let message = format!("`{}` takes an identifier, a collection and what it repeats", entry.key);
                self.findings.error("bad-function", entry.at, message, "correct what it is given");
                return None;
            }
        };
        let identifiers: Vec<&str> = match &identifiers.data {
            Data::Text(identifier) => vec![identifier],
            Data::List(identifiers) => identifiers.iter().map(Tree::text).collect::<Option<_>>()?,
            _ => return None,
        };
        let found = self.found(collection);
        let turns = bindings(&identifiers, found.as_ref().unwrap_or(collection))?;
        let mut made = Vec::new();
        for turn in &turns {
            for entry in body {
                let entry = Entry {
                    key: self.substituted(&entry.key, turn)?,
                    at: entry.at,
                    value: self.bound(&entry.value, turn)?,
                };
                match entry.key.starts_with(LOOP).then(|| self.turns(&entry)).flatten() {
                    Some(inner) => made.extend(inner),
                    None => made.push(entry),
                }
            }
        }
        Some(made)
    }

    /// The cell of a mapping whose keys are known.
    fn found(&self, collection: &Tree<'a>) -> Option<Tree<'a>> {
        let Some(("Fn::FindInMap", Tree { data: Data::List(keys), .. })) = collection.function() else { return None };
        let [mapping, row, cell] = keys.as_slice() else { return None };
        let mapping = self.mappings.as_ref()?.get(mapping.text()?)?;
        mapping.get(row.text()?)?.get(cell.text()?).cloned()
    }

    /// A copy in which the identifiers are replaced. `None` where there is no room for one.
    fn bound(&mut self, tree: &Tree<'a>, turn: &[Binding<'_, 'a>]) -> Option<Tree<'a>> {
        if let Some(("Ref", Tree { data: Data::Text(name), .. })) = tree.function()
            && let Some((_, value)) = turn.iter().find(|(identifier, _)| identifier == name)
        {
            self.room = self.room.checked_sub(value.size().0)?;
            return Some(Tree { at: tree.at, data: value.data.clone() });
        }
        let data = match &tree.data {
            Data::Text(text) => Data::Text(self.substituted(text, turn)?),
            Data::List(items) => Data::List(items.iter().map(|item| self.bound(item, turn)).collect::<Option<_>>()?),
            Data::Map(entries) => {
                let entry = |entry: &Entry<'a>| {
                    let value = self.bound(&entry.value, turn)?;
                    Some(Entry { key: self.substituted(&entry.key, turn)?, at: entry.at, value })
                };
                Data::Map(entries.iter().map(entry).collect::<Option<_>>()?)
            }
            other => other.clone(),
        };
        self.room = self.room.checked_sub(1)?;
        Some(Tree { at: tree.at, data })
    }

    /// `${Identifier}`, and `&{Identifier}` for its letters and digits only. `None` where there is no room for it.
    fn substituted(&mut self, text: &Cow<'a, str>, turn: &[Binding<'_, 'a>]) -> Option<Cow<'a, str>> {
        self.room = self.room.checked_sub(text.len())?;
        let mut text = text.clone();
        for (identifier, value) in turn {
            let Some(value) = value.scalar() else { continue };
            let plain: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
            for (sign, value) in [('$', &*value), ('&', &plain)] {
                let placeholder = format!("{sign}{{{identifier}}}");
                let count = text.matches(&placeholder).count();
                if count > 0 {
                    self.room = self.room.checked_sub(count.checked_mul(value.len())?)?;
                    text = text.replace(&placeholder, value).into();
                }
            }
        }
        Some(text)
    }
}

/// For each turn, what the identifiers stand for.
fn bindings<'t, 'a>(identifiers: &[&'t str], collection: &'t Tree<'a>) -> Option<Vec<Vec<Binding<'t, 'a>>>> {
    match (&collection.data, identifiers) {
        _ if collection.function().is_some() => None,
        (Data::List(items), [identifier]) => {
            items.iter().map(|item| item.scalar().map(|_| vec![(*identifier, Cow::Borrowed(item))])).collect()
        }
        (Data::List(items), _) => items
            .iter()
            .map(|item| match &item.data {
                Data::List(values) if values.len() == identifiers.len() => {
                    let values = values.iter().map(|value| value.scalar().map(|_| Cow::Borrowed(value)));
                    identifiers.iter().copied().zip(values).map(|(name, value)| Some((name, value?))).collect()
                }
                _ => None,
            })
            .collect(),
        (Data::Map(entries), [key, value]) => entries
            .iter()
            .map(|entry| {
                entry.value.scalar()?;
                let name = Tree { at: entry.at, data: Data::Text(entry.key.clone()) };
                Some(vec![(*key, Cow::Owned(name)), (*value, Cow::Borrowed(&entry.value))])
            })
            .collect(),
        _ => None,
    }
}
