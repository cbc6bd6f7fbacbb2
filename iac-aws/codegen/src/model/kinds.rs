//! Which resource a property refers to, and in which form.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kind, Target};
use crate::names;
use crate::spec::{Form, Format, Property, Resource, Spec};

/// A reference to more resource types than this is an open set: other types will be legal as well.
const MOST_RESOURCES: usize = 3;

/// Names whose first words say that many types are legal, such as `TargetArn`.
const GENERIC: [&str; 5] = ["destination", "endpoint", "resource", "source", "target"];

const KEY: &str = "AWS::KMS::Key";

/// Answers for every resource type how it is referred to.
pub(crate) struct Kinds<'a> {
    spec: &'a Spec,
}

impl<'a> Kinds<'a> {
    pub(crate) fn new(spec: &'a Spec) -> Self {
        Self { spec }
    }

    /// What `Ref` gives for a resource type.
    pub(crate) fn reference(&self, cfn: &str) -> Form {
        self.spec.resources.get(cfn).map_or(Form::Plain, reference)
    }

    /// What the property `name` of the resource type `owner` refers to; nothing when it takes plain values.
    pub(crate) fn of_property(&self, owner: &str, name: &str, property: &Property) -> Option<BTreeSet<Format>> {
        // A resource's own name is not a reference to another one.
        let own = own_form(owner, name).is_some_and(|f| f == Form::Name || !prefix(name).is_empty());
        if own || (property.relations.is_empty() && property.formats.is_empty()) {
            return None;
        }
        if !property.formats.is_empty() {
            let known = property.formats.iter().all(|f| self.spec.resources.contains_key(&f.resource));
            return known.then(|| property.formats.iter().cloned().collect());
        }
        let said = suffix(name);
        let resources: BTreeSet<&str> = property.relations.iter().map(|r| r.resource.as_str()).collect();
        let open = resources.len() > MOST_RESOURCES || (resources.len() > 1 && said.is_none());
        if open || GENERIC.contains(&prefix(name).as_str()) {
            return None;
        }
        let mut found = BTreeSet::new();
        for relation in &property.relations {
            let resource = self.spec.resources.get(&relation.resource)?;
            // A relation to something else than an identifier (a DNS name, a version) says that any text is legal.
            let listed = identifier(&relation.resource, resource, &relation.property)?;
            let named = said.filter(|form| forms(&relation.resource, resource).contains(form));
            for form in named.into_iter().chain([listed]) {
                found.insert(Format { resource: relation.resource.clone(), form });
            }
        }
        // Where AWS takes a key in another form than its ARN, it takes the ARN and an alias as well.
        if said != Some(Form::Arn) && resources.contains(KEY) {
            for (resource, form) in [(KEY, Form::Arn), (KEY, Form::Id), ("AWS::KMS::Alias", Form::Name)] {
                found.insert(Format { resource: resource.into(), form });
            }
        }
        Some(found)
    }

    /// The form of an attribute, and of which resource.
    pub(crate) fn of_attribute(&self, owner: &str, name: &str, attribute: &Property) -> Option<Format> {
        let resource = self.spec.resources.get(owner)?;
        let own = |form| Some(Format { resource: owner.to_owned(), form });
        if resource.primary_identifier == [name] {
            return own(reference(resource)).filter(|f| f.form != Form::Plain);
        }
        if let Some(form) = own_form(owner, name) {
            return own(form);
        }
        if resource.primary_identifier.iter().any(|p| p == name)
            && let Some(form) = suffix(name)
        {
            return own(form);
        }
        let described = if attribute.formats.is_empty() { resource.properties.get(name) } else { Some(attribute) };
        if let Some(forms) = described.and_then(|p| self.of_property(owner, name, p))
            && forms.len() == 1
        {
            return forms.into_iter().next();
        }
        let (target, form) = match name.rsplit('.').next()? {
            "VpcId" => ("AWS::EC2::VPC", Form::Id),
            "SecretArn" => ("AWS::SecretsManager::Secret", Form::Arn),
            _ => return None,
        };
        Some(Format { resource: target.into(), form })
    }

    /// The type of a reference, entering a union of several forms into `unions`.
    pub(super) fn target(&self, formats: &BTreeSet<Format>, unions: &mut BTreeMap<String, Vec<Kind>>) -> Target {
        let mut kinds: Vec<Kind> = formats.iter().map(kind).collect();
        kinds.sort();
        if let [one] = kinds.as_slice() {
            return Target::One(one.clone());
        }
        let name = union_name(&kinds);
        unions.insert(name.clone(), kinds);
        Target::Union(name)
    }
}

/// The marker of a resource type: `AWS::EC2::VPC` is `Ec2Vpc`.
pub(super) fn marker(cfn: &str) -> String {
    let (namespace, name) = cfn.rsplit_once("::").unwrap_or(("", cfn));
    names::type_name(&names::module(namespace)) + &names::type_name(name)
}

/// A form of a reference as a kind of the generated crate.
pub(super) fn kind(format: &Format) -> Kind {
    Kind { marker: marker(&format.resource), form: format.form }
}

/// `EcsClusterArnOrName`; the one union that nearly every service has keeps a short name.
fn union_name(kinds: &[Kind]) -> String {
    let key: Vec<(&str, Form)> = kinds.iter().map(|k| (k.marker.as_str(), k.form)).collect();
    if key == [("KmsAlias", Form::Name), ("KmsKey", Form::Arn), ("KmsKey", Form::Id)] {
        return "KmsKeyOrAlias".into();
    }
    let mut name = String::new();
    let mut last = "";
    for (marker, form) in key {
        if !name.is_empty() {
            name.push_str("Or");
        }
        if marker != last {
            name.push_str(marker);
        }
        name.push_str(form_name(form));
        last = marker;
    }
    name
}

/// The word for a form in names.
pub(super) fn form_name(form: Form) -> &'static str {
    match form {
        Form::Arn => "Arn",
        Form::Id => "Id",
        Form::Name => "Name",
        Form::Plain => "",
    }
}

/// What `Ref` gives.
fn reference(resource: &Resource) -> Form {
    if let Some(form) = resource.ref_form {
        return form;
    }
    let identifier =
        if resource.ref_identifier.is_empty() { &resource.primary_identifier } else { &resource.ref_identifier };
    match identifier.as_slice() {
        [one] => suffix(one).unwrap_or(Form::Id),
        // Several parts joined by `|`: neither an id nor a name that another property takes.
        _ => Form::Plain,
    }
}

/// Every form that a handle of this resource type gives.
fn forms(cfn: &str, resource: &Resource) -> BTreeSet<Form> {
    let attributes = resource.attributes.keys();
    let mut forms: BTreeSet<Form> = attributes
        .filter_map(|name| {
            let part = resource.primary_identifier.iter().any(|p| p == name);
            own_form(cfn, name).or_else(|| suffix(name).filter(|_| part))
        })
        .collect();
    forms.insert(reference(resource));
    forms.remove(&Form::Plain);
    forms
}

/// The form of a resource type's property, when that identifies a resource.
fn identifier(cfn: &str, resource: &Resource, property: &str) -> Option<Form> {
    let known = resource.attributes.contains_key(property) || resource.properties.contains_key(property);
    if resource.primary_identifier == [property]
        || resource.ref_identifier == [property]
        || (property == "Id" && !known)
    {
        return Some(reference(resource)).filter(|f| *f != Form::Plain);
    }
    own_form(cfn, property).or_else(|| {
        let part = resource.primary_identifier.iter().any(|p| p == property);
        part.then(|| suffix(property).unwrap_or(Form::Id))
    })
}

/// The form of an attribute that names the resource itself: `Arn`, or `GroupId` of a `SecurityGroup`.
fn own_form(cfn: &str, name: &str) -> Option<Form> {
    let form = suffix(name).filter(|_| !name.ends_with('s'))?;
    let resource = cfn.rsplit("::").next().unwrap_or(cfn).to_lowercase();
    resource.ends_with(&prefix(name)).then_some(form)
}

/// The name without its last word, in lower case.
fn prefix(name: &str) -> String {
    let words = names::words(name);
    words.split_last().map(|(_, head)| head.concat().to_lowercase()).unwrap_or_default()
}

/// The form that a name ends in, also in the plural.
fn suffix(name: &str) -> Option<Form> {
    let singular = name.strip_suffix('s').filter(|n| !n.ends_with('s')).unwrap_or(name);
    let words = names::words(singular);
    let last = words.last()?.to_lowercase();
    // `DBSubnetGroupNames`, `TargetGroupARNs`, `SubnetIDs`
    match last.trim_end_matches('s') {
        "arn" => Some(Form::Arn),
        "id" | "identifier" => Some(Form::Id),
        "name" => Some(Form::Name),
        _ => None,
    }
}
