//! The published schema is that of the manifest that is written.

use crate::support::{Folder, TABLE};
use serde_json::Value;

/// The keywords that the schema uses, checked literally.
fn fault(schema: &Value, value: &Value, at: &str) -> Option<String> {
    let fits = |sort: &Value| match sort.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        Some("null") => value.is_null(),
        other => panic!("the schema has the type {other:?}"),
    };
    let wrong = match (&schema["type"], &schema["const"], &schema["enum"]) {
        (Value::Array(sorts), _, _) => !sorts.iter().any(fits),
        (Value::Null, constant, Value::Null) => value != constant,
        (Value::Null, _, Value::Array(allowed)) => !allowed.contains(value),
        (sort, _, _) => !fits(sort),
    };
    if wrong {
        return Some(format!("{at}: {value} does not fit {schema}"));
    }
    if let Some(object) = value.as_object() {
        let properties = schema["properties"].as_object().unwrap();
        assert_eq!(schema["additionalProperties"], false);
        let required: Vec<&str> =
            schema["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
        assert_eq!(required.len(), properties.len(), "every key is always written");
        let missing = required.iter().find(|key| !object.contains_key(**key)).map(|key| format!("{at}: no {key}"));
        let unknown = object.keys().find(|key| !properties.contains_key(*key)).map(|key| format!("{at}: {key}"));
        let inner = object.iter().find_map(|(key, value)| fault(&schema["properties"][key], value, key));
        return missing.or(unknown).or(inner);
    }
    value.as_array()?.iter().find_map(|item| fault(&schema["items"], item, at))
}

#[test]
fn the_manifest_fits_its_schema() {
    let folder = Folder::new();
    let schema: Value = serde_json::from_str(&folder.ok(TABLE, &["schema", "manifest"])).unwrap();
    folder.ok(TABLE, &["synth", "--all"]);
    let mut manifest = folder.manifest();
    assert_eq!(fault(&schema, &manifest, "manifest"), None);
    let file = &mut manifest["environments"][0]["files"][0];
    file.as_object_mut().unwrap().remove("sha256");
    assert_eq!(fault(&schema, &manifest, "manifest").as_deref(), Some("files: no sha256"));
}

#[test]
fn another_document_is_refused_with_those_that_exist() {
    let outcome = Folder::new().run(TABLE, &["schema", "manifset"]);
    assert_eq!(outcome.exit, cli::Exit::Failure);
    assert!(outcome.err.contains("[possible values: manifest]"), "{}", outcome.err);
}
