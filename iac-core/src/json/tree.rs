//! What a document says before anybody asks what it means, with the place of everything.

use std::borrow::Cow;
use std::fmt;

/// How deep a document may be nested. CloudFormation's own documents reach a depth of about 20; what reads, checks,
/// writes and drops a graph recurses.
pub(crate) const MAX_DEPTH: usize = 100;

/// Line and column, counted from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tree<'a> {
    pub(crate) at: At,
    pub(crate) data: Data<'a>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Data<'a> {
    /// It could not be read, which was reported.
    Lost,
    Null,
    Bool(bool),
    Int(i64),
    Num(f64),
    Text(Cow<'a, str>),
    List(Vec<Tree<'a>>),
    Map(Vec<Entry<'a>>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry<'a> {
    pub(crate) key: Cow<'a, str>,
    /// Where the key stands.
    pub(crate) at: At,
    pub(crate) value: Tree<'a>,
}

/// Why a text is no document: line, column and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub(crate) at: At,
    pub(crate) message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (line {}, column {})", self.message, self.at.line, self.at.column)
    }
}

impl std::error::Error for Fault {}

/// What becomes of what is wrong, and can be read all the same.
pub(crate) trait Flaws {
    fn wrong(&mut self, code: &'static str, at: At, message: &str, help: &str);
    fn repeated(&mut self, key: &str, at: At, first: At, is_harmless: bool);

    fn too_deep(&mut self, at: At) {
        let message = format!("this is nested deeper than {MAX_DEPTH} levels");
        self.wrong("too-deep", at, &message, "flatten it; what is inside is not read");
    }
}

/// The entries of an object, each key once: the last one counts, as with CloudFormation.
pub(crate) fn each_once<'a>(mut entries: Vec<Entry<'a>>, flaws: &mut dyn Flaws) -> Vec<Entry<'a>> {
    const FEW: usize = 8;
    let repeats = |index: usize| entries[..index].iter().any(|other| other.key == entries[index].key);
    if entries.len() <= FEW && !(1..entries.len()).any(repeats) {
        return entries;
    }
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|a, b| entries[*a].key.cmp(&entries[*b].key));
    let mut superseded = vec![false; entries.len()];
    for pair in order.windows(2) {
        let [first, second] = [pair[0], pair[1]].map(|index| (index, &entries[index]));
        if first.1.key == second.1.key {
            superseded[first.0] = true;
            let lost = &first.1.value.data;
            let is_harmless = *lost == Data::Null || *lost == second.1.value.data;
            flaws.repeated(&second.1.key, second.1.at, first.1.at, is_harmless);
        }
    }
    let mut superseded = superseded.into_iter();
    entries.retain(|_| superseded.next() == Some(false));
    entries
}
