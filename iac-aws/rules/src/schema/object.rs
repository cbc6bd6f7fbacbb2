//! An object beside its schema: names, and which of them go together.

use super::faults::Kind;
use super::model::Node;
use super::path::{Path, listed};
use super::walk::Walk;
use iac_aws_schema::{List, Property};
use iac_core::check::{Eval, Member};

type Members<'m, 'g> = &'m [Member<'g>];

/// Whether a property is set; none where it depends on what nobody knows.
fn is_set(members: Members<'_, '_>, name: &str) -> Option<bool> {
    match members.iter().find(|member| member.name == name) {
        None => Some(false),
        Some(member) if member.value.may_be_absent() => None,
        Some(_) => Some(true),
    }
}

/// Whether a macro or a loop adds properties.
fn is_made(members: Members<'_, '_>) -> bool {
    members.iter().any(|member| member.name.starts_with("Fn::"))
}

impl<'g> Walk<'_, 'g> {
    pub(super) fn object(&mut self, members: Members<'_, 'g>, node: &Node, path: &Path<'_>) {
        if node.is_silent_on_others() && node.properties().len() < members.len() {
            for property in node.properties() {
                for member in members.iter().filter(|member| member.name == property.name) {
                    self.property(member, property, path);
                }
            }
        } else {
            for member in members.iter().filter(|member| !member.name.starts_with("Fn::")) {
                match node.property(member.name) {
                    Some(property) => self.property(member, property, path),
                    None => self.other(member, node, &Path::Name(path, member.name)),
                }
            }
        }
        if self.is_decided() {
            return;
        }
        if is_made(members) || self.partial && matches!(path, Path::Root) {
            self.unsure = true;
        } else {
            self.missing(members, node, path);
            self.dependent(members, node, path);
            self.number_of_properties(members, node, path);
        }
        self.exclusive(members, node, path);
        if let Some(names) = node.schema.names {
            for member in members.iter().filter(|member| !member.name.starts_with("Fn::")) {
                let at = Path::Name(path, member.name);
                self.value(&Eval::Text(member.name.into()), names, &at, None);
            }
        }
    }

    fn property(&mut self, member: &Member<'g>, property: &Property, path: &Path<'_>) {
        let at = Path::Name(path, member.name);
        match property.read_only && !self.quiet {
            true => self.read_only(property, &at),
            false => self.value(&member.value, property.schema, &at, Some(property)),
        }
    }

    fn read_only(&mut self, property: &Property, path: &Path<'_>) {
        self.fault(Kind::ReadOnly, path, || {
            let help = format!("leave it out; where it is needed, `Fn::GetAtt` gives it: `{}`", property.name);
            ("is set by CloudFormation only".to_owned(), help)
        });
    }

    /// A property that is not listed.
    fn other(&mut self, member: &Member<'g>, node: &Node, path: &Path<'_>) {
        let schema = &node.schema;
        let fits = |pattern: &'static str| pattern.is_empty() || self.model.fits(pattern, member.name);
        if let Some((_, id)) = schema.patterns.iter().find(|(pattern, _)| fits(pattern)) {
            return self.value(&member.value, id, path, None);
        }
        if !schema.closed {
            return;
        }
        self.fault(Kind::UnknownProperty, path, || {
            let forms: Vec<&'static str> = schema.patterns.iter().map(|(pattern, _)| pattern).collect();
            let help = match schema.suggest(member.name).first() {
                Some(near) => format!("write `{near}`"),
                None if !forms.is_empty() => format!("a name here must match {}", listed(forms, "or")),
                None => {
                    let names = schema.properties.iter().filter(|one| !one.read_only).map(|one| one.name);
                    format!("the properties here are {}", listed(names, "and"))
                }
            };
            ("is no property that exists here".to_owned(), help)
        });
    }

    fn missing(&mut self, members: Members<'_, 'g>, node: &Node, path: &Path<'_>) {
        for name in &node.required {
            match is_set(members, name) {
                Some(true) => {}
                None => self.unsure = true,
                Some(false) => {
                    let when = if self.conditional { " beside what else is set here" } else { "" };
                    self.fault(Kind::Missing, path, || {
                        (format!("lacks `{name}`, which must be set{when}"), format!("set `{name}`"))
                    });
                }
            }
        }
        for names in node.schema.required_or.iter().chain(node.schema.required_xor.iter()) {
            let set: Vec<Option<bool>> = names.iter().map(|name| is_set(members, name)).collect();
            match set.iter().all(|set| *set == Some(false)) {
                true => self.fault(Kind::Missing, path, || {
                    let names = listed(names.iter(), "or");
                    (format!("lacks {names}, one of which must be set"), format!("set {names}"))
                }),
                false => self.unsure |= !set.contains(&Some(true)),
            }
        }
    }

    fn dependent(&mut self, members: Members<'_, 'g>, node: &Node, path: &Path<'_>) {
        for (with, needed) in node.schema.dependent_required.iter() {
            for name in needed.iter() {
                match (is_set(members, with), is_set(members, name)) {
                    (Some(false), _) | (_, Some(true)) => {}
                    (Some(true), Some(false)) => self.fault(Kind::Dependent, path, || {
                        (format!("sets `{with}`, with which `{name}` must be set"), format!("set `{name}`"))
                    }),
                    _ => self.unsure = true,
                }
            }
        }
    }

    fn exclusive(&mut self, members: Members<'_, 'g>, node: &Node, path: &Path<'_>) {
        for names in node.schema.required_xor.iter() {
            self.at_most_one(members, names, path);
        }
        for (with, excluded) in node.schema.dependent_excluded.iter() {
            for name in excluded.iter() {
                match (is_set(members, with), is_set(members, name)) {
                    (Some(false), _) | (_, Some(false)) => {}
                    (Some(true), Some(true)) => {
                        // Each may exclude the other: that is one fault.
                        let (a, b) = if with < name { (with, name) } else { (name, with) };
                        self.both(a, b, path);
                    }
                    _ => self.unsure = true,
                }
            }
        }
    }

    fn at_most_one(&mut self, members: Members<'_, 'g>, names: List<&'static str>, path: &Path<'_>) {
        let set: Vec<&'static str> = names.iter().filter(|name| is_set(members, name) == Some(true)).collect();
        match set.as_slice() {
            [a, b, ..] => self.both(a, b, path),
            _ => self.unsure |= names.iter().any(|name| is_set(members, name).is_none()),
        }
    }

    fn both(&mut self, a: &'static str, b: &'static str, path: &Path<'_>) {
        self.fault(Kind::Exclusive, &Path::Name(path, b), || {
            (format!("is set beside `{a}`: only one of them may be"), format!("leave out `{a}` or `{b}`"))
        });
    }

    fn number_of_properties(&mut self, members: Members<'_, 'g>, node: &Node, path: &Path<'_>) {
        let count = members.len() as u64;
        let sure = || members.iter().filter(|member| !member.value.may_be_absent()).count() as u64;
        if let Some(most) = node.schema.max_properties.filter(|most| sure() > *most) {
            let sure = sure();
            self.fault(Kind::Count, path, || {
                (format!("has {sure} properties, but {most} at most are legal"), "leave some out".to_owned())
            });
        }
        if let Some(least) = node.schema.min_properties.filter(|least| count < *least) {
            self.fault(Kind::Count, path, || {
                (format!("has {count} properties, but needs {least} at least"), "set more of them".to_owned())
            });
        }
    }
}
