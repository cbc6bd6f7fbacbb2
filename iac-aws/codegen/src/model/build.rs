//! From the spec to the model.

use std::collections::{BTreeMap, BTreeSet};

use super::enums::Enums;
use super::kinds::{Kinds, kind, marker};
use super::{Attribute, Kind, Model, Property, Reference, Resource, Service, Struct, Takes, Ty, secrets};
use crate::spec::{self, Form, Format, Spec, Tags, Type};
use crate::{Result, names};

/// Decides all names and types.
///
/// # Errors
///
/// When two things of one module would have the same name, or a reviewed secret is not in the data.
pub fn build(spec: &Spec) -> Result<Model> {
    secrets::check(spec)?;
    let mut builder = Builder { kinds: Kinds::new(spec), unions: BTreeMap::new() };
    let mut services: BTreeMap<String, Service> = BTreeMap::new();
    for (cfn, resource) in &spec.resources {
        let (namespace, name) = cfn.rsplit_once("::").ok_or_else(|| format!("`{cfn}` is not a resource type"))?;
        let service = services
            .entry(names::module(namespace))
            .or_insert_with(|| Service { namespace: namespace.to_owned(), resources: BTreeMap::new() });
        if service.namespace != namespace {
            return Err(format!(
                "{} and {namespace} would share a module: name one in names/services.rs",
                service.namespace
            ));
        }
        let built = builder.resource(cfn, name, resource)?;
        if let Some(other) = service.resources.insert(names::value_name(name), built) {
            return Err(format!("{} and {cfn} would share a module", other.cfn));
        }
    }
    Ok(Model { services, unions: builder.unions })
}

struct Builder<'a> {
    kinds: Kinds<'a>,
    unions: BTreeMap<String, Vec<Kind>>,
}

/// The resource whose module is being built.
struct Module<'a> {
    cfn: &'a str,
    enums: Enums,
    /// Rust names of the nested types.
    structs: BTreeMap<&'a str, String>,
    types: &'a BTreeMap<String, BTreeMap<String, spec::Property>>,
}

impl Builder<'_> {
    fn resource(&mut self, cfn: &str, name: &str, resource: &spec::Resource) -> Result<Resource> {
        let own = names::type_name(name);
        let mut taken = BTreeSet::from([own.clone(), own.clone() + "Ref", own.clone() + "Required"]);
        let mut structs = BTreeMap::new();
        for nested in resource.types.keys() {
            let mut rust = names::type_name(nested);
            if taken.contains(&rust) {
                rust.push_str("Property");
            }
            if !taken.insert(rust.clone()) {
                return Err(format!("{cfn}: two nested types would be named {rust}"));
            }
            structs.insert(nested.as_str(), rust);
        }
        taken.extend(structs.values().map(|s| s.clone() + "Required"));
        let enums = Enums::new(resource, &own, &taken);
        let mut module = Module { cfn, enums, structs, types: &resource.types };
        let item = self.item(&module, "", own, &resource.properties)?;
        let mut nested = Vec::new();
        for (name, properties) in &resource.types {
            if !is_tag(name, properties) {
                let rust = module.structs.get(name.as_str()).cloned().unwrap_or_default();
                nested.push(self.item(&module, name, rust, properties)?);
            }
        }
        let (reference, attributes) = self.handle(cfn, resource);
        Ok(Resource {
            cfn: cfn.to_owned(),
            marker: marker(cfn),
            item,
            tags: tags(resource),
            transform: resource.transform.clone(),
            reference,
            attributes,
            structs: nested,
            enums: std::mem::take(&mut module.enums.list),
        })
    }

    fn item(
        &mut self,
        module: &Module<'_>,
        owner: &str,
        name: String,
        properties: &BTreeMap<String, spec::Property>,
    ) -> Result<Struct> {
        let mut taken = BTreeSet::from(["new".to_owned()]);
        let mut found = Vec::new();
        for (cfn, p) in properties {
            let name = names::value_name(cfn);
            let name = if name == "new" { "new_".to_owned() } else { name };
            if !taken.insert(name.clone()) {
                return Err(format!("{}: {owner}: two properties would be named {name}", module.cfn));
            }
            let numbers = if let Type::Integer(values) = p.ty.innermost() { values.clone() } else { Vec::new() };
            found.push(Property {
                name,
                takes: self.takes(module, owner, cfn, p),
                required: p.required,
                replacement: p.replacement,
                default: p.default.clone(),
                numbers,
                cfn: cfn.clone(),
            });
        }
        let cfn = if owner.is_empty() { module.cfn.to_owned() } else { owner.to_owned() };
        Ok(Struct { name, cfn, properties: found })
    }

    fn takes(&mut self, module: &Module<'_>, owner: &str, name: &str, p: &spec::Property) -> Takes {
        let text = matches!(p.ty, Type::String(_));
        let texts = matches!(&p.ty, Type::List(e) if matches!(**e, Type::String(_)));
        if secrets::is_secret(module.cfn, owner, name) {
            return if text { Takes::Secret } else { Takes::Secrets };
        }
        if p.ipv4_network && text {
            return Takes::Cidr;
        }
        if (text || texts)
            && let Some(formats) = self.kinds.of_property(module.cfn, name, p)
        {
            let target = self.kinds.target(&formats, &mut self.unions);
            return if text { Takes::Reference(target) } else { Takes::References(target) };
        }
        let own = module.enums.name(owner, name);
        Takes::Value(ty(&p.ty, p.ipv4_network, own, module))
    }

    fn handle(&self, cfn: &str, resource: &spec::Resource) -> (Reference, Vec<Attribute>) {
        let form = self.kinds.reference(cfn);
        let ty = kind_or_text(Some(Format { resource: cfn.to_owned(), form }));
        let identifier =
            if resource.ref_identifier.is_empty() { &resource.primary_identifier } else { &resource.ref_identifier };
        let name = match identifier.as_slice() {
            [one] => Some(names::value_name(one)).filter(|n| n != "ref_"),
            _ => None,
        };
        let mut taken: BTreeSet<String> = name.iter().cloned().chain(["ref_".to_owned(), "node".to_owned()]).collect();
        let mut attributes = Vec::new();
        for (cfn_name, attribute) in &resource.attributes {
            let name = names::value_name(cfn_name);
            if !taken.insert(name.clone()) {
                continue;
            }
            let one = self.kinds.of_attribute(cfn, cfn_name, attribute);
            let network = resource.properties.get(cfn_name).is_some_and(|p| p.ipv4_network);
            let ty = match attribute_ty(&attribute.ty, one) {
                Ty::Core("Str") if network => Ty::Core("Cidr4"),
                ty => ty,
            };
            attributes.push(Attribute { cfn: cfn_name.clone(), name, ty });
        }
        (Reference { name, ty }, attributes)
    }
}

fn kind_or_text(format: Option<Format>) -> Ty {
    format.filter(|f| f.form != Form::Plain).map_or(Ty::Core("Str"), |f| Ty::Kind(kind(&f)))
}

fn attribute_ty(ty: &Type, format: Option<Format>) -> Ty {
    match ty {
        Type::String(_) => kind_or_text(format),
        Type::List(e) if matches!(**e, Type::String(_)) => Ty::List(Box::new(kind_or_text(format))),
        Type::List(_) | Type::Map(_) | Type::Json | Type::Tag | Type::Object(_) => Ty::Core("Json"),
        Type::Integer(_) => Ty::Core("Int"),
        Type::Number => Ty::Core("Num"),
        Type::Boolean => Ty::Core("Bool"),
    }
}

fn ty(ty_: &Type, ipv4: bool, own: Option<&String>, module: &Module<'_>) -> Ty {
    match ty_ {
        Type::String(_) if own.is_some() => Ty::Own(own.cloned().unwrap_or_default()),
        Type::String(_) if ipv4 => Ty::Core("Cidr4"),
        Type::String(_) => Ty::Core("Str"),
        Type::Integer(_) => Ty::Core("Int"),
        Type::Number => Ty::Core("Num"),
        Type::Boolean => Ty::Core("Bool"),
        Type::Json => Ty::Core("Json"),
        Type::Tag => Ty::Core("Tag"),
        Type::Object(name) => match (module.types.get(name), module.structs.get(name.as_str())) {
            (Some(properties), Some(_)) if is_tag(name, properties) => Ty::Core("Tag"),
            (_, Some(rust)) => Ty::Own(rust.clone()),
            (_, None) => Ty::Core("Json"),
        },
        Type::List(e) => Ty::List(Box::new(ty(e, ipv4, own, module))),
        Type::Map(e) => Ty::Map(Box::new(ty(e, ipv4, own, module))),
    }
}

/// A nested type that is CloudFormation's tag under its own name.
fn is_tag(name: &str, properties: &BTreeMap<String, spec::Property>) -> bool {
    name == "Tag" && properties.len() == 2 && properties.contains_key("Key") && properties.contains_key("Value")
}

/// How tags are written, when the property is really of that shape.
pub(crate) fn tags(resource: &spec::Resource) -> Tags {
    let ty = |name: &String| resource.properties.get(name).map(|p| &p.ty);
    match &resource.tags {
        Tags::List(name) if !matches!(ty(name), Some(Type::List(_))) => match ty(name) {
            Some(Type::Map(_) | Type::Json) => Tags::Map(name.clone()),
            _ => Tags::None,
        },
        Tags::Map(name) if !matches!(ty(name), Some(Type::Map(_) | Type::Json)) => match ty(name) {
            Some(Type::List(_)) => Tags::List(name.clone()),
            _ => Tags::None,
        },
        tags => tags.clone(),
    }
}
