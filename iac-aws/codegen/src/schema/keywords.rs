//! Reads JSON schema's keywords that need no other schema.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::node::{Bound, Node, Scalar, Size, TYPES};
use super::patterns;

/// Keywords whose values are schemas or lists of them, read where the schema is walked.
pub(super) const STRUCTURE: [&str; 18] = [
    "$ref",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "items",
    "contains",
    "prefixItems",
    "dependencies",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "definitions",
];

/// Keywords that describe and do not restrict, and what a resource's schema says beside its properties.
const SILENT: [&str; 28] = [
    "$comment",
    "$id",
    "$schema",
    "arrayType",
    "default",
    "description",
    "examples",
    "insertionOrder",
    "relationshipRef",
    "title",
    "typeName",
    "additionalIdentifiers",
    "conditionalCreateOnlyProperties",
    "createOnlyProperties",
    "deprecatedProperties",
    "documentationUrl",
    "handlers",
    "lifecycle",
    "primaryIdentifier",
    "propertyTransform",
    "readOnlyProperties",
    "replacementStrategy",
    "resourceLink",
    "sourceUrl",
    "taggable",
    "tagging",
    "typeConfiguration",
    "writeOnlyProperties",
];

/// Enters a keyword; false when it restricts and cannot be represented.
pub(super) fn enter(node: &mut Node, key: &str, value: &Value) -> bool {
    let entered = match key {
        "type" => types(value).map(|t| node.types = t),
        "enum" => scalars(value).map(|v| node.values = Some(v)),
        "enumCaseInsensitive" => scalars(value).map(|v| {
            node.values = Some(v);
            node.ignore_case = true;
        }),
        "const" => scalar(value).map(|v| node.values = Some(vec![v])),
        "pattern" => value.as_str().map(|v| node.pattern = Some(patterns::rust(v))),
        "format" => value.as_str().map(|v| node.format = Some(v.to_owned())),
        "uniqueItems" => value.as_bool().map(|v| node.unique_items = v),
        "uniqueKeys" => names(value).map(|v| node.unique_keys = v.into_iter().collect()),
        "dependentRequired" => dependent(value).map(|v| node.dependent_required = v),
        "dependentExcluded" => dependent(value).map(|v| node.dependent_excluded = v),
        "requiredOr" => groups(value).map(|v| node.required_or = v),
        "requiredXor" => groups(value).map(|v| node.required_xor = v),
        key if size(key).is_some() => size(key).zip(value.as_f64()).map(|(k, v)| node.sizes.extend([(k, v as u64)])),
        key if bound(key).is_some() => {
            bound(key).zip(scalar(value).filter(number)).map(|bound| node.bounds.extend([bound]))
        }
        key => (STRUCTURE.contains(&key) || SILENT.contains(&key)).then_some(()),
    };
    entered.is_some()
}

fn size(key: &str) -> Option<Size> {
    Some(match key {
        "minLength" => Size::MinLength,
        "maxLength" => Size::MaxLength,
        "minItems" => Size::MinItems,
        "maxItems" => Size::MaxItems,
        "maxUniqueItems" => Size::MaxUniqueItems,
        "minProperties" => Size::MinProperties,
        "maxProperties" => Size::MaxProperties,
        _ => return None,
    })
}

fn bound(key: &str) -> Option<Bound> {
    Some(match key {
        "minimum" => Bound::Minimum,
        "maximum" => Bound::Maximum,
        "exclusiveMinimum" => Bound::ExclusiveMinimum,
        "exclusiveMaximum" => Bound::ExclusiveMaximum,
        "multipleOf" => Bound::MultipleOf,
        _ => return None,
    })
}

fn types(value: &Value) -> Option<u8> {
    let bit = |name: &Value| TYPES.iter().position(|t| Some(*t) == name.as_str()).map(|i| 1 << i);
    match value {
        Value::Array(list) => list.iter().try_fold(0, |bits, name| Some(bits | bit(name)?)),
        one => bit(one),
    }
}

fn scalars(value: &Value) -> Option<Vec<Scalar>> {
    let found: BTreeSet<Scalar> = value.as_array()?.iter().map(scalar).collect::<Option<_>>()?;
    Some(found.into_iter().collect())
}

pub(super) fn scalar(value: &Value) -> Option<Scalar> {
    Some(match value {
        Value::Null => Scalar::Null,
        Value::Bool(b) => Scalar::Boolean(*b),
        Value::String(s) => Scalar::Text(s.clone()),
        Value::Number(n) => match (n.as_i64(), n.as_f64()?) {
            (Some(i), _) => Scalar::Integer(i),
            // `1.0` is `1`.
            (None, f) if f.fract() == 0.0 && f.abs() < 1e15 => Scalar::Integer(f as i64),
            (None, f) => Scalar::Float(f.to_bits()),
        },
        Value::Array(_) | Value::Object(_) => return None,
    })
}

fn number(value: &Scalar) -> bool {
    matches!(value, Scalar::Integer(_) | Scalar::Float(_))
}

/// A list of names.
pub(super) fn names(value: &Value) -> Option<BTreeSet<String>> {
    value.as_array()?.iter().map(|v| v.as_str().map(str::to_owned)).collect()
}

fn dependent(value: &Value) -> Option<BTreeMap<String, BTreeSet<String>>> {
    value.as_object()?.iter().map(|(name, list)| Some((name.clone(), names(list)?))).collect()
}

/// One list of names, or several.
fn groups(value: &Value) -> Option<Vec<BTreeSet<String>>> {
    names(value).map(|one| vec![one]).or_else(|| value.as_array()?.iter().map(names).collect())
}
