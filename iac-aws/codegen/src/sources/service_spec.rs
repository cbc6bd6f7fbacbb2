//! Reads `@aws-cdk/aws-service-spec`: one JSON database in the archive.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::Value;

use crate::Result;
use crate::spec::{Property, Relation, Replacement, Resource, Spec, Tags, Type};

#[derive(Deserialize)]
struct Db {
    schema: Schema,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    resource: Entities<RawResource>,
    type_definition: Entities<RawType>,
}

#[derive(Deserialize)]
struct Entities<T> {
    entities: Vec<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawResource {
    cloud_formation_type: String,
    properties: BTreeMap<String, RawProperty>,
    attributes: BTreeMap<String, RawProperty>,
    #[serde(default)]
    primary_identifier: Vec<String>,
    #[serde(default)]
    cfn_ref_identifier: Vec<String>,
    tag_information: Option<RawTags>,
    cloud_formation_transform: Option<String>,
    #[serde(default)]
    is_stateful: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawTags {
    tag_property_name: String,
    variant: String,
}

#[derive(Deserialize)]
struct RawType {
    #[serde(rename = "$id")]
    id: String,
    name: String,
    properties: BTreeMap<String, RawProperty>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawProperty {
    #[serde(rename = "type")]
    ty: RawKind,
    #[serde(default)]
    required: bool,
    causes_replacement: Option<String>,
    default_value: Option<Value>,
    deprecated: Option<String>,
    #[serde(default)]
    relationship_refs: Vec<RawRelation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawRelation {
    cloud_formation_type: String,
    property_name: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum RawKind {
    String {
        #[serde(default, rename = "allowedValues")]
        allowed: Vec<Value>,
    },
    Integer {
        #[serde(default, rename = "allowedValues")]
        allowed: Vec<Value>,
    },
    Number,
    Boolean,
    Json,
    DateTime,
    Tag,
    Ref {
        reference: RawRef,
    },
    Array {
        element: Box<RawKind>,
    },
    Map {
        element: Box<RawKind>,
    },
    Union {
        types: Vec<RawKind>,
    },
}

#[derive(Deserialize)]
struct RawRef {
    #[serde(rename = "$ref")]
    id: String,
}

/// The spec in the archive `tgz`.
pub(super) fn read(tgz: &[u8]) -> Result<Spec> {
    let db: Db = serde_json::from_slice(&database(tgz)?).map_err(|e| format!("aws-service-spec: db.json: {e}"))?;
    let types: HashMap<&str, &RawType> =
        db.schema.type_definition.entities.iter().map(|t| (t.id.as_str(), t)).collect();
    let mut spec = Spec::default();
    for raw in &db.schema.resource.entities {
        let mut reader = Reader { types: &types, found: BTreeMap::new() };
        let properties = reader.properties(&raw.properties)?;
        // An attribute that is an object cannot be read with Fn::GetAtt; its members are attributes of their own.
        let attributes = raw.attributes.iter().filter(|(_, p)| !p.ty.has_object());
        let attributes = attributes.map(|(n, p)| Ok((n.clone(), reader.property(p)?))).collect::<Result<_>>()?;
        let resource = Resource {
            properties,
            attributes,
            types: reader.found,
            primary_identifier: raw.primary_identifier.clone(),
            ref_identifier: raw.cfn_ref_identifier.clone(),
            ref_form: None,
            tags: tags(raw)?,
            transform: raw.cloud_formation_transform.clone(),
            stateful: raw.is_stateful,
        };
        spec.resources.insert(raw.cloud_formation_type.clone(), resource);
    }
    Ok(spec)
}

fn database(tgz: &[u8]) -> Result<Vec<u8>> {
    let mut archive = tar::Archive::new(GzDecoder::new(tgz));
    let fail = |e: std::io::Error| format!("aws-service-spec: {e}");
    for entry in archive.entries().map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if entry.path().map_err(fail)?.ends_with("db.json.gz") {
            let mut text = Vec::new();
            GzDecoder::new(entry).read_to_end(&mut text).map_err(fail)?;
            return Ok(text);
        }
    }
    Err("aws-service-spec: the archive has no db.json.gz".into())
}

fn tags(raw: &RawResource) -> Result<Tags> {
    let Some(tags) = &raw.tag_information else { return Ok(Tags::None) };
    let name = tags.tag_property_name.clone();
    match tags.variant.as_str() {
        "standard" => Ok(Tags::List(name)),
        "map" => Ok(Tags::Map(name)),
        "asg" => Ok(Tags::AutoScaling(name)),
        other => Err(format!("aws-service-spec: {}: unknown kind of tags `{other}`", raw.cloud_formation_type)),
    }
}

/// Reads the properties of one resource and collects the nested types that they reach.
struct Reader<'a> {
    types: &'a HashMap<&'a str, &'a RawType>,
    found: BTreeMap<String, BTreeMap<String, Property>>,
}

impl Reader<'_> {
    fn properties(&mut self, raw: &BTreeMap<String, RawProperty>) -> Result<BTreeMap<String, Property>> {
        raw.iter().map(|(name, p)| Ok((name.clone(), self.property(p)?))).collect()
    }

    fn property(&mut self, raw: &RawProperty) -> Result<Property> {
        let relations = raw.relationship_refs.iter();
        let relations =
            relations.map(|r| Relation { resource: r.cloud_formation_type.clone(), property: r.property_name.clone() });
        Ok(Property {
            ty: self.ty(&raw.ty)?,
            required: raw.required,
            deprecated: raw.deprecated.is_some(),
            replacement: match raw.causes_replacement.as_deref() {
                None | Some("no") => Replacement::No,
                Some("yes") => Replacement::Yes,
                Some(_) => Replacement::Maybe,
            },
            default: raw.default_value.as_ref().map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)),
            relations: relations.collect(),
            ..Property::default()
        })
    }

    fn ty(&mut self, raw: &RawKind) -> Result<Type> {
        Ok(match raw {
            RawKind::String { allowed } => Type::String(allowed.iter().filter_map(text).collect()),
            RawKind::Integer { allowed } => Type::Integer(allowed.iter().filter_map(Value::as_i64).collect()),
            RawKind::Number => Type::Number,
            RawKind::Boolean => Type::Boolean,
            RawKind::Json => Type::Json,
            RawKind::DateTime => Type::String(Vec::new()),
            RawKind::Tag => Type::Tag,
            RawKind::Ref { reference } => self.object(&reference.id)?,
            RawKind::Array { element } => Type::List(Box::new(self.ty(element)?)),
            RawKind::Map { element } => Type::Map(Box::new(self.ty(element)?)),
            RawKind::Union { types } => self.union(types)?,
        })
    }

    /// Of alternatives, a list of objects tells most; text takes every scalar; for the rest only JSON takes all.
    fn union(&mut self, types: &[RawKind]) -> Result<Type> {
        if let Some(list) = types.iter().find(|t| matches!(t, RawKind::Array { element } if element.has_object())) {
            return self.ty(list);
        }
        let scalar =
            |t: &RawKind| !t.has_object() && !matches!(t, RawKind::Json | RawKind::Array { .. } | RawKind::Map { .. });
        if types.iter().all(scalar) { Ok(Type::String(Vec::new())) } else { Ok(Type::Json) }
    }

    fn object(&mut self, id: &str) -> Result<Type> {
        let raw = *self.types.get(id).ok_or_else(|| format!("aws-service-spec: there is no type definition {id}"))?;
        if !self.found.contains_key(&raw.name) {
            // Entered first, because types may contain themselves.
            self.found.insert(raw.name.clone(), BTreeMap::new());
            let properties = self.properties(&raw.properties)?;
            self.found.insert(raw.name.clone(), properties);
        }
        Ok(Type::Object(raw.name.clone()))
    }
}

impl RawKind {
    fn has_object(&self) -> bool {
        match self {
            RawKind::Ref { .. } => true,
            RawKind::Array { element } | RawKind::Map { element } => element.has_object(),
            RawKind::Union { types } => types.iter().any(RawKind::has_object),
            _ => false,
        }
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s.clone()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
        scalar => Some(scalar.to_string()),
    }
}
