//! What `iac-aws-schema` reads is the model that was written.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use iac_aws_codegen::schema::{Bound, Flags, Node, NodeId, Property, ResourceType, Scalar, Schemas, Size, TYPES};
use iac_aws_codegen::spec::{Form, Format, Replacement, Tags};
use iac_aws_codegen::{Result, cache, fixups, schema, sources};
use iac_aws_schema as read;

fn schemas() -> Result<Option<Schemas>> {
    let cache = cache(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    if !sources::cached(&cache) {
        let note = "SKIPPED schema_round_trip: the schema packages are not there; run `cargo codegen fetch`\n";
        std::io::stderr().write_all(note.as_bytes()).map_err(|e| e.to_string())?;
        return Ok(None);
    }
    let mut spec = sources::read(&cache)?;
    fixups::apply(&mut spec)?;
    schema::build(&spec, &sources::lint(&cache)?).map(Some)
}

#[test]
fn everything_is_read_as_it_was_written() {
    let Some(schemas) = schemas().unwrap() else { return };
    assert_eq!(read::resource_types().len(), schemas.types.len());
    let mut met: BTreeMap<NodeId, read::SchemaId> = BTreeMap::new();
    for (name, ty) in &schemas.types {
        let found = read::resource_type(name).unwrap_or_else(|| panic!("{name} is not there"));
        assert_type(name, ty, &found);
        let mut open = vec![(ty.root, found.schema)];
        open.extend(ty.attributes.values().map(|a| a.node).zip(found.attributes.iter().map(|a| a.schema)));
        while let Some((node, id)) = open.pop() {
            if let Some(before) = met.insert(node, id) {
                assert_eq!(before, id, "{name}: one node is two schemas");
                continue;
            }
            let (mut written, mut ids) = (schemas.nodes[node].clone(), Vec::new());
            let mut found = node_of(&id.schema(), &mut ids);
            let ours = numbered(&mut written);
            let theirs = numbered(&mut found);
            assert_eq!(found, written, "{name}");
            open.extend(ours.into_iter().zip(theirs.into_iter().map(|i| ids[i])));
        }
    }
    let different: BTreeSet<_> = met.values().collect();
    assert_eq!((met.len(), different.len()), (schemas.nodes.len(), schemas.nodes.len()), "not all nodes are reached");
}

fn assert_type(name: &str, ty: &ResourceType, found: &read::Type) {
    let owned = |list: read::List<&'static str>| list.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(found.name, name);
    assert_eq!(form(found.reference), ty.reference, "{name}");
    assert_eq!(owned(found.identifier), ty.identifier.iter().cloned().collect(), "{name}");
    assert_eq!(owned(found.regions), ty.regions, "{name}");
    assert_eq!((found.stateful, found.transform), (ty.stateful, ty.transform.as_deref()), "{name}");
    assert_eq!(found.end.map(|e| (e.status.to_owned(), e.date.to_owned())), ty.lifecycle, "{name}");
    let tags = match found.tags {
        read::Tags::None => Tags::None,
        read::Tags::List(property) => Tags::List(property.to_owned()),
        read::Tags::Map(property) => Tags::Map(property.to_owned()),
        read::Tags::AutoScaling(property) => Tags::AutoScaling(property.to_owned()),
    };
    assert_eq!(tags, ty.tags, "{name}");
    let attributes = found.attributes.iter().map(|a| (a.name.to_owned(), a.identifies.map(format)));
    let written = ty.attributes.iter().map(|(name, a)| (name.clone(), a.identifies.clone()));
    assert!(attributes.eq(written), "{name}");
    for attribute in ty.attributes.keys() {
        assert_eq!(found.attribute(attribute).map(|a| a.name), Some(attribute.as_str()), "{name}");
    }
    for property in found.schema().properties {
        assert_eq!(found.property(property.name).map(|p| p.schema), Some(property.schema), "{name}");
    }
}

/// Numbers the children, and gives those that it had.
fn numbered(node: &mut Node) -> Vec<NodeId> {
    node.children_mut().enumerate().map(|(number, child)| std::mem::replace(child, number)).collect()
}

/// The schema as a node, whose children are indices of `ids`.
fn node_of(s: &read::Schema, ids: &mut Vec<read::SchemaId>) -> Node {
    let mut add = |id: read::SchemaId| {
        ids.push(id);
        ids.len() - 1
    };
    let text = |text: Option<&'static str>| text.map(str::to_owned);
    let set = |names: read::List<&'static str>| names.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    let dependents = |list: read::List<(&'static str, read::List<&'static str>)>| {
        list.into_iter().map(|(name, others)| (name.to_owned(), set(others))).collect()
    };
    let sizes = [
        (Size::MinLength, s.min_length),
        (Size::MaxLength, s.max_length),
        (Size::MinItems, s.min_items),
        (Size::MaxItems, s.max_items),
        (Size::MaxUniqueItems, s.max_unique_items),
        (Size::MinProperties, s.min_properties),
        (Size::MaxProperties, s.max_properties),
    ];
    let bounds = [
        (Bound::Minimum, s.minimum),
        (Bound::Maximum, s.maximum),
        (Bound::ExclusiveMinimum, s.exclusive_minimum),
        (Bound::ExclusiveMaximum, s.exclusive_maximum),
        (Bound::MultipleOf, s.multiple_of),
    ];
    let condition = s.condition.map(|c| [Some(c.when), c.then, c.otherwise].map(|id| id.map(&mut add)));
    let properties = s.properties.into_iter().map(|p| {
        let flags = Flags {
            read_only: p.read_only,
            write_only: p.write_only,
            replacement: match p.create_only {
                read::CreateOnly::No => Replacement::No,
                read::CreateOnly::Yes => Replacement::Yes,
                read::CreateOnly::Sometimes => Replacement::Maybe,
            },
            deprecated: p.deprecated,
            grows: p.grows,
        };
        let references = p.references.into_iter().map(format).collect();
        (p.name.to_owned(), Property { node: add(p.schema), required: p.required, flags, references })
    });
    Node {
        properties: properties.collect(),
        condition,
        name: text(s.name),
        never: s.never,
        types: TYPES
            .iter()
            .enumerate()
            .filter(|(_, t)| s.types.iter().any(|ty| ty.to_string() == **t))
            .map(|(i, _)| 1 << i)
            .sum(),
        values: s.values.map(|v| v.iter().map(scalar).collect()),
        ignore_case: s.ignore_case,
        pattern: text(s.pattern),
        format: text(s.format),
        sizes: sizes.into_iter().filter_map(|(k, v)| Some((k, v?))).collect(),
        bounds: bounds.into_iter().filter_map(|(k, v)| Some((k, scalar(read::Value::Number(v?))))).collect(),
        items: s.items.map(&mut add),
        prefix_items: s.prefix_items.into_iter().map(&mut add).collect(),
        unique_items: s.unique_items,
        contains: s.contains.map(&mut add),
        unique_keys: set(s.unique_keys).into_iter().collect(),
        closed: s.closed,
        patterns: s.patterns.into_iter().map(|(pattern, id)| (pattern.to_owned(), add(id))).collect(),
        names: s.names.map(&mut add),
        all_of: s.all_of.into_iter().map(&mut add).collect(),
        any_of: s.any_of.into_iter().map(&mut add).collect(),
        one_of: s.one_of.into_iter().map(&mut add).collect(),
        not: s.not.map(&mut add),
        dependent_required: dependents(s.dependent_required),
        dependent_excluded: dependents(s.dependent_excluded),
        required_or: s.required_or.into_iter().map(set).collect(),
        required_xor: s.required_xor.into_iter().map(set).collect(),
        rules: s.rules.into_iter().map(|(code, id)| (code.to_owned(), add(id))).collect(),
    }
}

fn scalar(value: read::Value) -> Scalar {
    match value {
        read::Value::Null => Scalar::Null,
        read::Value::Boolean(b) => Scalar::Boolean(b),
        read::Value::Number(read::Number::Integer(i)) => Scalar::Integer(i),
        read::Value::Number(read::Number::Float(f)) => Scalar::Float(f.to_bits()),
        read::Value::Text(t) => Scalar::Text(t.to_owned()),
    }
}

fn format(reference: read::Reference) -> Format {
    Format { resource: reference.resource.to_owned(), form: form(reference.form) }
}

fn form(form: read::Form) -> Form {
    match form {
        read::Form::Arn => Form::Arn,
        read::Form::Id => Form::Id,
        read::Form::Name => Form::Name,
        read::Form::Plain => Form::Plain,
    }
}
