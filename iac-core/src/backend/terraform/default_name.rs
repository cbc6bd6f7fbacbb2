//! Names that CloudFormation would make up.

use super::scope::Scope;
use super::table::Name;
use super::term::Term;
use std::borrow::Cow;

impl Scope<'_, '_> {
    /// A name from the deployment's and the id, as CloudFormation makes one up.
    pub(super) fn default_name(&mut self) {
        let (attribute, taken, longest, end) = match self.map.name {
            Name::None => return,
            Name::Required(attribute, longest) => (attribute, attribute, longest, ""),
            Name::Prefix(prefix, name, longest) => (prefix, name, longest.saturating_sub(UNIQUE), "-"),
        };
        if self.body.has(attribute) || self.body.has(taken) {
            return;
        }
        let own = &self.name[self.context.names.stacks[self.spot.stack].prefix.len()..];
        let room = longest.saturating_sub(self.context.deployment.room() + 1 + end.len());
        if room == 0 && !end.is_empty() {
            let start = own[..own.len().min(longest.saturating_sub(end.len()))].trim_end_matches('_');
            self.body.set_first(attribute, Term::from(format!("{start}{end}").replace('_', "-")));
            return;
        }
        let mut text = String::with_capacity(own.len() + 2);
        text.push('-');
        match self.map.name {
            // What the provider appends keeps those apart that begin alike.
            Name::Prefix(..) => text.push_str(own[..own.len().min(room)].trim_end_matches('_')),
            _ => text.push_str(&shortened(own, room)),
        }
        text.push_str(end);
        let text = Term::from(text.replace('_', "-"));
        let name = match self.context.stack_name(self.spot.stack) {
            Term::Template(mut parts) => {
                parts.push(text);
                Term::Template(parts)
            }
            prefix => Term::Template(vec![prefix, text]),
        };
        self.body.set_first(attribute, name);
    }
}

/// What the provider appends to a prefix.
const UNIQUE: usize = 26;

/// A name of at most so many characters; a hash keeps those apart that begin alike.
fn shortened(name: &str, longest: usize) -> Cow<'_, str> {
    if name.len() <= longest {
        return Cow::Borrowed(name);
    }
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = format!("{:06x}", hash >> 40);
    let keep = longest.saturating_sub(hash.len() + 1);
    let start = name[..keep.min(name.len())].trim_end_matches('_');
    Cow::Owned(if start.is_empty() { hash[..longest.min(6)].to_owned() } else { format!("{start}_{hash}") })
}
