//! Lays `cfn-lint`'s closed sets of values and formats of references over the spec.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Archive;
use crate::Result;
use crate::spec::{Form, Format, Property, Resource, Spec, Type};

/// Adds what the package knows.
pub(in crate::sources) fn overlay(spec: &mut Spec, archive: &mut Archive) -> Result<()> {
    let listed = archive.types()?;
    for (name, resource) in &mut spec.resources {
        // A handful of the newest types is in one package only.
        let Some(listed) = listed.get(name) else { continue };
        let schema = archive.schema(&listed.hash)?;
        Overlay { schema: &schema, nested: BTreeMap::new() }.apply(resource);
    }
    Ok(())
}

/// The schema of one resource type, walked next to its spec: properties are matched by their path, because the two
/// packages name the nested types differently.
struct Overlay<'a> {
    schema: &'a Value,
    /// The nested types met so far, with the schema of each.
    nested: BTreeMap<String, &'a Value>,
}

impl<'a> Overlay<'a> {
    fn apply(&mut self, resource: &mut Resource) {
        self.properties(&mut resource.properties, self.schema);
        let mut done = BTreeSet::new();
        while let Some((name, schema)) =
            self.nested.iter().find(|(n, _)| !done.contains(*n)).map(|(n, s)| (n.clone(), *s))
        {
            if let Some(properties) = resource.types.get_mut(&name) {
                self.properties(properties, schema);
            }
            done.insert(name);
        }
    }

    fn properties(&mut self, properties: &mut BTreeMap<String, Property>, schema: &'a Value) {
        for (name, property) in properties {
            let mut views = Vec::new();
            self.views(schema, &mut views, 0);
            if let Some(node) = views.iter().find_map(|v| v.get("properties")?.get(name)) {
                let mut ty = std::mem::take(&mut property.ty);
                self.property(property, &mut ty, node);
                property.ty = ty;
            }
        }
    }

    fn property(&mut self, property: &mut Property, ty: &mut Type, node: &'a Value) {
        match ty {
            Type::List(element) => {
                if let Some(items) = self.member(node, "items") {
                    self.property(property, element, items);
                }
            }
            Type::Map(element) => {
                let patterns = self.member(node, "patternProperties").and_then(Value::as_object);
                if let Some(value) = patterns.and_then(|p| p.values().next()) {
                    self.property(property, element, value);
                }
            }
            Type::Object(name) => {
                self.nested.entry(name.clone()).or_insert(node);
            }
            Type::String(allowed) => {
                let known =
                    self.merged(node, &|v| v.get("enum").or_else(|| v.get("enumCaseInsensitive")).map(values), 0);
                for value in known.unwrap_or_default() {
                    if !allowed.contains(&value) {
                        allowed.push(value);
                    }
                }
                let formats = self.merged(node, &|v| Some(vec![v.get("format")?.as_str()?.to_owned()]), 0);
                let formats = formats.unwrap_or_default();
                property.ipv4_network = formats == ["ipv4-network"];
                let references: Option<Vec<Format>> = formats.iter().map(|f| reference(f)).collect();
                property.formats = references.unwrap_or_default();
            }
            Type::Integer(allowed) if allowed.is_empty() => {
                let known = self.merged(node, &|v| Some(values(v.get("enum")?)), 0).unwrap_or_default();
                *allowed = known.iter().filter_map(|v| v.parse().ok()).collect();
            }
            _ => {}
        }
    }

    /// The node, what it refers to, and all its alternatives.
    fn views(&self, node: &'a Value, found: &mut Vec<&'a Value>, depth: usize) {
        if depth > 8 {
            return;
        }
        found.push(node);
        if let Some(target) = self.target(node) {
            self.views(target, found, depth + 1);
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            for branch in node.get(key).and_then(Value::as_array).into_iter().flatten() {
                self.views(branch, found, depth + 1);
            }
        }
    }

    fn member(&self, node: &'a Value, key: &str) -> Option<&'a Value> {
        let mut views = Vec::new();
        self.views(node, &mut views, 0);
        views.into_iter().find_map(|v| v.get(key))
    }

    /// What `read` finds in the node; in alternatives, only when every one of them has it.
    fn merged(
        &self,
        node: &'a Value,
        read: &dyn Fn(&Value) -> Option<Vec<String>>,
        depth: usize,
    ) -> Option<Vec<String>> {
        if depth > 8 {
            return None;
        }
        if let Some(found) = read(node) {
            return Some(found);
        }
        for key in ["anyOf", "oneOf"] {
            if let Some(branches) = node.get(key).and_then(Value::as_array) {
                let parts = branches.iter().map(|b| self.merged(b, read, depth + 1)).collect::<Option<Vec<_>>>();
                if let Some(parts) = parts {
                    return Some(parts.concat());
                }
            }
        }
        self.target(node).and_then(|t| self.merged(t, read, depth + 1))
    }

    fn target(&self, node: &'a Value) -> Option<&'a Value> {
        self.schema.pointer(node.get("$ref")?.as_str()?.strip_prefix('#')?)
    }
}

fn values(list: &Value) -> Vec<String> {
    let scalars = list.as_array().into_iter().flatten();
    scalars.filter_map(|v| v.as_str().map(str::to_owned).or_else(|| v.as_i64().map(|i| i.to_string()))).collect()
}

/// `AWS::EC2::Subnet.Id` as a form of a reference; nothing for other formats.
pub(in crate::sources) fn reference(format: &str) -> Option<Format> {
    let (resource, property) = format.split_once('.')?;
    let form = match property {
        "Arn" => Form::Arn,
        "Id" | "Ids" => Form::Id,
        "Name" | "Names" | "AliasName" => Form::Name,
        _ => return None,
    };
    // The format names the service as IAM does, the type as CloudFormation does not.
    let resource = if resource == "AWS::ACM::Certificate" { "AWS::CertificateManager::Certificate" } else { resource };
    let known =
        resource.starts_with("AWS::") && resource != "AWS::EC2::Image" && resource != "AWS::Route53::AliasTarget";
    known.then(|| Format { resource: resource.to_owned(), form })
}
