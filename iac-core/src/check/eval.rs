//! Values as far as they can be known before the deployment.

use super::res::Res;
use crate::place::Place;
use std::borrow::Cow;

/// A value under one choice of the parameters.
#[derive(Clone, Debug, PartialEq)]
pub enum Eval<'g> {
    /// It is not set, or removed by `AWS::NoValue`.
    Absent,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Num(f64),
    /// Text.
    Text(Cow<'g, str>),
    /// A list.
    List(Vec<Eval<'g>>),
    /// An object.
    Map(Vec<Member<'g>>),
    /// A resource's `Ref` or attribute.
    Ref(Reference<'g>),
    /// Text of which only parts are known.
    Joined(Vec<Eval<'g>>),
    /// Nobody knows it before the deployment. Two with the same name are the same value.
    Unknown(Cow<'g, str>),
    /// A secret, fetched while the stack is deployed.
    Secret,
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member<'g> {
    /// The name.
    pub name: &'g str,
    /// The value.
    pub value: Eval<'g>,
    /// The line that set it.
    pub place: Option<Place>,
}

/// A reference to a resource.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reference<'g> {
    /// The stack and the position of the resource in it.
    pub(crate) at: (usize, usize),
    /// `Ref`, or the attribute.
    pub attribute: &'g str,
}

const ABSENT: &Eval<'static> = &Eval::Absent;

impl<'g> Eval<'g> {
    /// Whether it is not set.
    pub fn is_absent(&self) -> bool {
        *self == Eval::Absent
    }

    /// Whether nothing at all can be known of it: then a rule must not find fault with it.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Eval::Unknown(_) | Eval::Secret)
    }

    /// Whether it may turn out to be not set: nobody knows which branch a condition chooses, or how long a list is. What
    /// a parameter or CloudFormation itself gives is set.
    pub fn may_be_absent(&self) -> bool {
        match self {
            Eval::Absent => true,
            Eval::Unknown(name) => !name.starts_with("the parameter ") && !name.starts_with("AWS::"),
            _ => false,
        }
    }

    /// The text, where all of it is known. Numbers and flags are text to CloudFormation too.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Eval::Text(text) => Some(Cow::Borrowed(text)),
            Eval::Int(number) => Some(Cow::Owned(number.to_string())),
            Eval::Num(number) => Some(Cow::Owned(number.to_string())),
            Eval::Bool(flag) => Some(Cow::Borrowed(if *flag { "true" } else { "false" })),
            _ => None,
        }
    }

    /// The whole number, also where it is written as text.
    pub fn int(&self) -> Option<i64> {
        match self {
            Eval::Int(number) => Some(*number),
            Eval::Num(number) if number.fract() == 0.0 => Some(*number as i64),
            Eval::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The number, also where it is written as text.
    pub fn num(&self) -> Option<f64> {
        match self {
            Eval::Num(number) => Some(*number),
            Eval::Int(number) => Some(*number as f64),
            Eval::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The flag, also where it is written as text.
    pub fn bool(&self) -> Option<bool> {
        match self {
            Eval::Bool(flag) => Some(*flag),
            Eval::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Eval::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// The members of a list; a value that is no list is a list of one, as CloudFormation often takes it, and one that is
    /// not set a list of none.
    pub fn items(&self) -> &[Eval<'g>] {
        match self {
            Eval::List(items) => items,
            Eval::Absent => &[],
            one => std::slice::from_ref(one),
        }
    }

    /// The fields of an object.
    pub fn members(&self) -> &[Member<'g>] {
        match self {
            Eval::Map(members) => members,
            _ => &[],
        }
    }

    /// A field of an object, by its path: `Matcher.HttpCode`. An unknown object has unknown fields.
    pub fn at(&self, path: &str) -> &Eval<'g> {
        let mut value = self;
        for name in path.split('.').filter(|name| !name.is_empty()) {
            value = match value {
                Eval::Map(members) => {
                    members.iter().find(|member| member.name == name).map_or(ABSENT, |member| &member.value)
                }
                Eval::Unknown(_) => value,
                _ => ABSENT,
            };
        }
        value
    }

    /// The reference, where it is one.
    pub fn reference(&self) -> Option<Reference<'g>> {
        match self {
            Eval::Ref(reference) => Some(*reference),
            _ => None,
        }
    }

    /// Every reference in it, at every depth.
    pub fn references(&self) -> Vec<Reference<'g>> {
        let mut found = Vec::new();
        self.visit(&mut |value| found.extend(value.reference()));
        found
    }

    /// Calls `visit` for this value and every value below it.
    pub fn visit(&self, visit: &mut dyn FnMut(&Eval<'g>)) {
        visit(self);
        match self {
            Eval::List(items) | Eval::Joined(items) => items.iter().for_each(|item| item.visit(visit)),
            Eval::Map(members) => members.iter().for_each(|member| member.value.visit(visit)),
            _ => {}
        }
    }

    /// Whether two values are the same; none where nobody can know.
    pub fn same(&self, other: &Eval<'g>) -> Option<bool> {
        match (self, other) {
            (Eval::Absent, Eval::Absent) => Some(true),
            (Eval::Unknown(a), Eval::Unknown(b)) if a == b => Some(true),
            // The zones of a region by their numbers: each is another one.
            (Eval::Unknown(a), Eval::Unknown(b)) if a.starts_with("zone ") && b.starts_with("zone ") => Some(false),
            (Eval::Unknown(_) | Eval::Secret, _) | (_, Eval::Unknown(_) | Eval::Secret) => None,
            (Eval::Joined(a), Eval::Joined(b)) if a == b => Some(true),
            (Eval::Joined(_), _) | (_, Eval::Joined(_)) => None,
            (Eval::Ref(a), Eval::Ref(b)) if a == b => Some(true),
            (Eval::Ref(_), _) | (_, Eval::Ref(_)) => None,
            (Eval::List(a), Eval::List(b)) if a == b => Some(true),
            (a, b) => match (a.text(), b.text()) {
                (Some(a), Some(b)) => Some(a == b),
                _ => Some(a == b),
            },
        }
    }

    /// How a message shows it.
    pub fn shown(&self) -> String {
        match self {
            Eval::Absent => "nothing".to_owned(),
            Eval::List(items) => format!("[{}]", items.iter().map(Eval::shown).collect::<Vec<_>>().join(", ")),
            Eval::Map(_) => "an object".to_owned(),
            Eval::Ref(reference) if reference.attribute == "Ref" => "a reference".to_owned(),
            Eval::Ref(reference) => format!("the attribute `{}`", reference.attribute),
            Eval::Joined(parts) => parts.iter().map(|part| part.text().unwrap_or("…".into()).into_owned()).collect(),
            Eval::Unknown(name) => name.to_string(),
            Eval::Secret => "a secret".to_owned(),
            known => known.text().map(Cow::into_owned).unwrap_or_default(),
        }
    }
}

impl<'g> Reference<'g> {
    /// The resource that is referred to, whether it exists or not.
    pub fn target<'w>(self, world: &'w super::World<'g>) -> Option<Res<'w, 'g>> {
        Res::new(world, self.at)
    }

    /// Whether it is the resource's own `Ref`.
    pub fn is_ref(self) -> bool {
        self.attribute == "Ref"
    }
}
