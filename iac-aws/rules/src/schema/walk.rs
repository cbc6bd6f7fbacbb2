//! A value beside its schema.

use super::faults::{Fault, Kind};
use super::model::{Model, Node};
use super::path::Path;
use iac_aws_schema::{JsonType, Property, SchemaId, Type, Types};
use iac_core::check::{Eval, World};

/// How a schema is asked.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum How {
    /// What CloudFormation may take fits.
    Perhaps,
    /// What is listed fits.
    Listed,
    /// And types are as they are written.
    Strictly,
}

/// Goes through a value with its schema.
pub(super) struct Walk<'a, 'g> {
    pub(super) model: &'a Model,
    pub(super) world: &'a World<'g>,
    pub(super) faults: Vec<Fault>,
    /// Only whether something is wrong matters, not what.
    pub(super) quiet: bool,
    pub(super) failed: bool,
    /// Something could not be known.
    pub(super) unsure: bool,
    /// What is found is only a warning.
    pub(super) warning: bool,
    /// Types are taken as they are written.
    pub(super) strict: bool,
    /// A value that AWS may have added is none of the listed ones.
    pub(super) exact: bool,
    /// Properties may be set somewhere else.
    pub(super) partial: bool,
    /// What is asked for depends on what else is set.
    pub(super) conditional: bool,
    /// A macro of AWS reads it, which takes more types than are written down.
    pub(super) lenient: bool,
}

impl<'a, 'g> Walk<'a, 'g> {
    pub(super) fn new(model: &'a Model, world: &'a World<'g>) -> Self {
        Walk {
            model,
            world,
            faults: Vec::new(),
            quiet: false,
            failed: false,
            unsure: false,
            warning: false,
            strict: false,
            exact: false,
            partial: false,
            conditional: false,
            lenient: false,
        }
    }

    /// The properties of a resource.
    pub(super) fn properties(&mut self, properties: &Eval<'g>, of: &Type, partial: bool) {
        self.partial = partial;
        self.lenient = of.transform.is_some();
        let path = Path::Root;
        for member in properties.members() {
            if let Some(property) = self.model.node(of.schema).property(member.name).filter(|one| one.deprecated) {
                self.deprecated(property, of);
            }
        }
        self.value(properties, of.schema, &path, None);
    }

    fn deprecated(&mut self, property: &Property, of: &Type) {
        self.faults.push(Fault {
            kind: Kind::Deprecated,
            path: property.name.to_owned(),
            warning: true,
            message: format!("`{}` of {} should not be used any more", property.name, of.name),
            help: "AWS's documentation of the type names what takes its place".to_owned(),
        });
    }

    /// A value of a property, if it is one's.
    pub(super) fn value(&mut self, value: &Eval<'g>, id: SchemaId, path: &Path<'_>, of: Option<&Property>) {
        if self.is_decided() {
            return;
        }
        let node = self.model.node(id);
        let schema = &node.schema;
        if schema.never {
            // All ports beside all protocols: said twice, and meant.
            if self.warning && value.int() == Some(-1) {
                return;
            }
            return self.fault(Kind::Exclusive, path, || {
                ("must not be set beside the other properties".to_owned(), "leave it out".to_owned())
            });
        }
        if value.is_unknown() {
            self.unsure = true;
            return;
        }
        match self.fits(schema.types, value, &node) {
            Some(true) => {}
            Some(false) if self.lenient => {
                self.unsure = true;
                return;
            }
            Some(false) => return self.wrong_type(value, schema.types, path),
            None => self.unsure = true,
        }
        match value {
            Eval::Map(members) => self.object(members, &node, path),
            Eval::List(items) => self.list(items, &node, path, of),
            _ => self.scalar(value, &node, path, of),
        }
        if !self.is_decided() {
            self.branches(value, &node, path, of);
        }
    }

    /// Whether nothing that is still to be looked at matters.
    pub(super) fn is_decided(&self) -> bool {
        self.quiet && self.failed
    }

    fn wrong_type(&mut self, value: &Eval<'g>, types: Types, path: &Path<'_>) {
        self.fault(Kind::WrongType, path, || {
            let wanted: Vec<String> = types.iter().map(|of| of.to_string()).collect();
            let given = match value {
                Eval::Map(_) => "an object".to_owned(),
                Eval::List(_) => "a list".to_owned(),
                other => format!("`{}`", other.shown()),
            };
            let help = match types.allow(JsonType::Array) && !matches!(value, Eval::Map(_)) {
                true => "put it in a list".to_owned(),
                false => format!("write a value of the type {}", wanted.join(" or ")),
            };
            (format!("is {given}, but its type is {}", wanted.join(" or ")), help)
        });
    }

    /// Whether a value is of one of the types. CloudFormation takes a number or a flag for text, and text for them.
    fn fits(&self, types: Types, value: &Eval<'g>, node: &Node) -> Option<bool> {
        use JsonType::{Array, Boolean, Integer, Number, Object, String};
        if types.is_any() {
            return Some(true);
        }
        let any = |all: &[JsonType]| all.iter().any(|of| types.allow(*of));
        let loose = !self.strict;
        match value {
            Eval::Map(_) => Some(types.allow(Object)),
            Eval::List(_) => Some(types.allow(Array)),
            Eval::Bool(_) => Some(types.allow(Boolean) || loose && types.allow(String)),
            Eval::Int(_) => Some(any(&[Integer, Number]) || loose && types.allow(String)),
            Eval::Num(number) => {
                let whole = number.fract() == 0.0 && types.allow(Integer);
                Some(whole || types.allow(Number) || loose && types.allow(String))
            }
            Eval::Text(text) => {
                let number =
                    types.allow(Integer) && value.int().is_some() || types.allow(Number) && value.num().is_some();
                let flag = types.allow(Boolean) && value.bool().is_some();
                // An object of any shape may be given as its JSON.
                let json =
                    node.schema.properties.is_empty() && types.allow(Object) && text.trim_start().starts_with('{');
                Some(types.allow(String) || json || loose && (number || flag))
            }
            Eval::Joined(_) if any(&[String, Object]) => Some(true),
            Eval::Joined(_) if any(&[Integer, Number, Boolean]) => None,
            Eval::Joined(_) => Some(false),
            Eval::Ref(reference) if reference.is_ref() => Some(any(&[String, Integer, Number, Boolean])),
            Eval::Ref(reference) => {
                let given = reference.target(self.world).and_then(|res| self.model.resource_type(res.kind()));
                let given = self.model.attribute(&given?, reference.attribute)?.schema;
                let given = self.model.node(given).schema.types;
                let scalar = |types: Types| [String, Integer, Number, Boolean].iter().any(|of| types.allow(*of));
                let meets = given.is_any() || given.iter().any(|of| types.allow(of)) || scalar(given) && scalar(types);
                Some(meets)
            }
            Eval::Absent | Eval::Unknown(_) | Eval::Secret => None,
        }
    }

    /// Something is wrong: what, and what to do, as `message` and `help` behind the path.
    pub(super) fn fault(&mut self, kind: Kind, path: &Path<'_>, say: impl FnOnce() -> (String, String)) {
        self.failed = true;
        if self.quiet {
            return;
        }
        let (message, help) = say();
        let path = path.to_string();
        let message = if path.is_empty() { message } else { format!("`{path}` {message}") };
        self.faults.push(Fault { kind, path, warning: self.warning, message, help });
    }

    /// A fault that is one only as far as AWS has not added to what is legal.
    pub(super) fn likely(&mut self, kind: Kind, path: &Path<'_>, say: impl FnOnce() -> (String, String)) {
        if self.quiet && !self.exact {
            self.unsure = true;
            return;
        }
        let before = std::mem::replace(&mut self.warning, true);
        self.fault(kind, path, say);
        self.warning = before;
    }

    /// Whether a value is as a schema says; none where nobody can know.
    pub(super) fn holds(&self, value: &Eval<'g>, id: SchemaId, how: How) -> Option<bool> {
        let (strict, exact) = (how == How::Strictly, how != How::Perhaps);
        let (model, world) = (self.model, self.world);
        let (partial, lenient) = (self.partial, self.lenient);
        let mut walk = Walk { quiet: true, strict, exact, partial, lenient, ..Walk::new(model, world) };
        walk.value(value, id, &Path::Root, None);
        match (walk.failed, walk.unsure) {
            (true, _) => Some(false),
            (false, true) => None,
            (false, false) => Some(true),
        }
    }
}
