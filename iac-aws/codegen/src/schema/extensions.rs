//! The rules beyond the registry's schemas, ready to be attached.

use serde_json::{Map, Value};

use crate::Result;
use crate::sources::{Lint, LintRule};

/// A rule at one place.
#[derive(Debug)]
pub(super) struct Placed<'a> {
    pub(super) cfn: &'a str,
    /// The path below the resource: `BlockDeviceMappings/*/Ebs`.
    pub(super) path: &'a str,
    pub(super) code: &'a str,
    pub(super) schema: &'a Value,
}

/// The rules' schemas, each for all regions together: a value is legal when it is in some region.
pub(super) fn schemas(lint: &Lint) -> Result<Vec<Value>> {
    lint.rules.iter().map(schema).collect()
}

/// The rules at all their places; `schemas` are theirs.
pub(super) fn placed<'a>(lint: &'a Lint, schemas: &'a [Value]) -> Result<Vec<Placed<'a>>> {
    let mut found = Vec::new();
    for (rule, schema) in lint.rules.iter().zip(schemas) {
        for place in &rule.places {
            let parts = place.strip_prefix("Resources/").and_then(|p| p.split_once("/Properties"));
            let (cfn, path) = parts.ok_or_else(|| format!("cfn-lint: {}: {place} is no place", rule.code))?;
            if !lint.types.contains_key(cfn) {
                return Err(format!("cfn-lint: {}: there is no type {cfn}", rule.code));
            }
            found.push(Placed { cfn, path: path.trim_start_matches('/'), code: &rule.code, schema });
        }
    }
    Ok(found)
}

fn schema(rule: &LintRule) -> Result<Value> {
    let mut schema = rule.schema.clone();
    // No keyword has a dash: these are regions, and `all` of them.
    if let Some(regions) = rule.schema.as_object().filter(|o| o.keys().any(|name| name.contains('-'))) {
        let mut parts = regions.iter().filter(|(name, _)| *name != "description").map(|(_, part)| part.clone());
        schema = parts.next().unwrap_or_default();
        for part in parts {
            join(&mut schema, part).map_err(|e| format!("cfn-lint: {}: {e}", rule.code))?;
        }
    }
    if rule.any_case_of_engine {
        any_case(&mut schema, "Engine");
    }
    Ok(schema)
}

/// Adds another region's values. Its conditions are matched by what they ask.
fn join(schema: &mut Value, other: Value) -> Result<()> {
    match (schema, other) {
        (Value::Object(schema), Value::Object(other)) => {
            for (key, value) in other {
                match (key.as_str(), schema.entry(&key).or_insert_with(|| empty(&value))) {
                    ("enum", Value::Array(all)) => add(all, value, |a, b| a == b, |_, _| Ok(()))?,
                    ("allOf", Value::Array(all)) => add(all, value, |a, b| a.get("if") == b.get("if"), join)?,
                    (_, same) => join(same, value)?,
                }
            }
            Ok(())
        }
        (same, other) if *same == other => Ok(()),
        (one, other) => Err(format!("regions differ: {one} and {other}")),
    }
}

/// What a value is joined into where there is none yet.
fn empty(value: &Value) -> Value {
    match value {
        Value::Object(_) => Value::Object(Map::new()),
        value => value.clone(),
    }
}

fn add(
    all: &mut Vec<Value>,
    more: Value,
    same: fn(&Value, &Value) -> bool,
    join: fn(&mut Value, Value) -> Result<()>,
) -> Result<()> {
    let Value::Array(more) = more else { return Err(format!("{more} is no list")) };
    for value in more {
        match all.iter_mut().find(|old| same(old, &value)) {
            Some(old) => join(old, value)?,
            None => all.push(value),
        }
    }
    Ok(())
}

/// Lets the values of a property be written in any case.
fn any_case(schema: &mut Value, property: &str) {
    match schema {
        Value::Array(list) => list.iter_mut().for_each(|v| any_case(v, property)),
        Value::Object(schema) => {
            if let Some(Value::Object(values)) = schema.get_mut("properties").and_then(|p| p.get_mut(property)) {
                let known = values.remove("enum").or_else(|| values.remove("const").map(|v| Value::Array(vec![v])));
                if let Some(known) = known {
                    values.insert("enumCaseInsensitive".into(), known);
                }
            }
            schema.values_mut().for_each(|v| any_case(v, property));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_of_any_region_is_legal() {
        let mut all = json!({"allOf": [{"if": {"const": "a"}, "then": {"enum": ["x"]}}]});
        join(&mut all, json!({"allOf": [{"if": {"const": "a"}, "then": {"enum": ["x", "y"]}}]})).unwrap();
        join(&mut all, json!({"allOf": [{"if": {"const": "b"}, "then": {"enum": ["z"]}}]})).unwrap();
        let a = json!({"if": {"const": "a"}, "then": {"enum": ["x", "y"]}});
        let b = json!({"if": {"const": "b"}, "then": {"enum": ["z"]}});
        assert_eq!(all, json!({"allOf": [a, b]}));
        assert!(
            join(
                &mut all,
                json!({"allOf": [{"if": {"const": "a"}, "then": {"enum": ["x"], "minLength": 1}}], "type": "string"})
            )
            .is_ok()
        );
        assert!(join(&mut all, json!({"type": "integer"})).is_err());
    }

    #[test]
    fn the_case_of_an_engine_does_not_count() {
        let mut schema = json!({"if": {"properties": {"Engine": {"const": "mysql"}, "Other": {"const": "x"}}}});
        any_case(&mut schema, "Engine");
        let engine = json!({"enumCaseInsensitive": ["mysql"]});
        assert_eq!(schema, json!({"if": {"properties": {"Engine": engine, "Other": {"const": "x"}}}}));
    }
}
