//! Rust types as text.

use std::collections::BTreeSet;

use crate::model::{Kind, Takes, Target, Ty};
use crate::spec::Form;

/// The names that a module has of its own, which hide those of `iac-core`.
pub(super) struct Scope(pub(super) BTreeSet<String>);

impl Scope {
    /// A name of `iac-core` in this module.
    pub(super) fn core(&self, name: &str) -> String {
        if self.0.contains(name) { format!("iac_core::cfn_prelude::{name}") } else { name.to_owned() }
    }

    pub(super) fn ty(&self, ty: &Ty) -> String {
        match ty {
            Ty::Core(name) => self.core(name),
            Ty::Own(name) => name.clone(),
            Ty::Kind(k) => self.kind(k),
            Ty::List(e) => format!("{}<{}>", self.core("List"), self.ty(e)),
            Ty::Map(e) => format!("{}<{}>", self.core("Map"), self.ty(e)),
        }
    }

    /// The bound of a setter's argument.
    pub(super) fn takes(&self, takes: &Takes) -> String {
        match takes {
            Takes::Value(t) => format!("{}<{}>", self.core("IntoVal"), self.ty(t)),
            Takes::Reference(t) => format!("{}<{}>", self.core("IntoRef"), self.target(t)),
            Takes::References(t) => format!("{}<{}>", self.core("IntoRefs"), self.target(t)),
            Takes::Secret => self.core("IntoSecret"),
            Takes::Secrets => format!("IntoIterator<Item: {}>", self.core("IntoSecret")),
            Takes::Cidr => self.core("IntoCidr"),
        }
    }

    fn target(&self, target: &Target) -> String {
        match target {
            Target::One(k) => self.kind(k),
            Target::Union(name) => format!("kind::{name}"),
        }
    }

    fn kind(&self, k: &Kind) -> String {
        let text = kind(k, "kind::");
        match text.split_once('<') {
            Some((form, rest)) => format!("{}<{rest}", self.core(form)),
            None => text,
        }
    }
}

/// `Id<kind::Ec2Vpc>`.
pub(super) fn kind(kind: &Kind, module: &str) -> String {
    match kind.form {
        Form::Plain => "Str".into(),
        form => format!("{form:?}<{module}{}>", kind.marker),
    }
}
