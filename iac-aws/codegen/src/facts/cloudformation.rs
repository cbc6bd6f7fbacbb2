//! Writes what CloudFormation's types take and give, one line per property, attribute and nested type.
//!
//! ```text
//! AWS::EC2::VPC
//!  CidrBlock s                a property and its type
//!  Tags [.Tag                 a list of a nested type
//!  @DefaultNetworkAcl         an attribute for `Fn::GetAtt`
//!  .Tag                       a nested type
//!   Key s!                    a property that is required
//! ```
//!
//! A type is `s`tring, `i`nteger, `n`umber, `b`oolean, `j`son or a nested type after a period; `[` is a list of, `{` a
//! map of.

use std::collections::{BTreeMap, BTreeSet};

use super::Named;
use crate::Result;
use crate::spec::{Property, Resource, Spec, Type};

type Properties = BTreeMap<String, Property>;

/// The name of CloudFormation's own type of a tag, which nearly all resource types use.
const TAG: &str = "Tag";

/// The lines of all types that are named.
pub(super) fn text(named: &Named, spec: &Spec) -> Result<String> {
    let mut text = String::new();
    for (name, file) in &named.cloudformation {
        let resource = spec.resources.get(name).ok_or_else(|| {
            format!("{} names {name}, but the packages have no such resource type: correct the name", file.display())
        })?;
        write(&mut text, name, resource);
    }
    Ok(text)
}

fn write(text: &mut String, name: &str, resource: &Resource) {
    text.push_str(&format!("{name}\n"));
    properties(text, " ", &resource.properties);
    for attribute in resource.attributes.keys() {
        text.push_str(&format!(" @{attribute}\n"));
    }
    let tag = Properties::from(["Key", "Value"].map(|name| {
        let property = Property { ty: Type::String(Vec::new()), required: true, ..Property::default() };
        (name.to_owned(), property)
    }));
    for (name, members) in reachable(resource, &tag) {
        text.push_str(&format!(" .{name}\n"));
        properties(text, "  ", members);
    }
}

fn properties(text: &mut String, indent: &str, properties: &Properties) {
    for (name, property) in properties {
        let required = if property.required { "!" } else { "" };
        text.push_str(&format!("{indent}{name} {}{required}\n", ty(&property.ty)));
    }
}

fn ty(ty_: &Type) -> String {
    match ty_ {
        Type::String(_) => "s".into(),
        Type::Integer(_) => "i".into(),
        Type::Number => "n".into(),
        Type::Boolean => "b".into(),
        Type::Json => "j".into(),
        Type::Tag => format!(".{TAG}"),
        Type::Object(name) => format!(".{name}"),
        Type::List(inner) => format!("[{}", ty(inner)),
        Type::Map(inner) => format!("{{{}", ty(inner)),
    }
}

/// The nested types that the resource's properties lead to; `tag` is CloudFormation's own.
fn reachable<'a>(resource: &'a Resource, tag: &'a Properties) -> BTreeMap<&'a str, &'a Properties> {
    let mut found = BTreeMap::new();
    let mut open = vec![&resource.properties];
    while let Some(properties) = open.pop() {
        let names: BTreeSet<&str> = properties.values().filter_map(|p| nested(&p.ty)).collect();
        for name in names {
            let own = resource.types.get(name).or_else(|| (name == TAG).then_some(tag));
            if let Some(members) = own
                && found.insert(name, members).is_none()
            {
                open.push(members);
            }
        }
    }
    found
}

fn nested(ty: &Type) -> Option<&str> {
    match ty.innermost() {
        Type::Object(name) => Some(name),
        Type::Tag => Some(TAG),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn property(ty: Type) -> Property {
        Property { ty, ..Property::default() }
    }

    fn required(ty: Type) -> Property {
        Property { ty, required: true, ..Property::default() }
    }

    fn object(name: &str) -> Type {
        Type::Object(name.to_owned())
    }

    fn list(ty: Type) -> Type {
        Type::List(Box::new(ty))
    }

    fn named_as<const N: usize>(list: [(&str, Property); N]) -> Properties {
        list.map(|(n, p)| (n.to_owned(), p)).into()
    }

    #[track_caller]
    fn assert_text(resource: Resource, expected: &str) {
        let mut text = String::new();
        write(&mut text, "AWS::X::Y", &resource);
        assert_eq!(text, expected);
    }

    #[test]
    fn properties_attributes_and_types_are_listed() {
        let properties = named_as([
            ("Count", required(Type::Integer(vec![]))),
            ("Policy", property(Type::Json)),
            ("Ratio", property(Type::Number)),
            ("Rules", required(list(object("Rule")))),
            ("Values", property(Type::Map(Box::new(Type::Boolean)))),
        ]);
        let attributes = named_as([("Endpoint.Port", property(Type::Json)), ("Arn", property(Type::Json))]);
        let rule = named_as([("Name", required(Type::String(vec![]))), ("Rules", property(list(object("Rule"))))]);
        let types = BTreeMap::from([("Rule".to_owned(), rule), ("Unused".to_owned(), Properties::new())]);
        assert_text(
            Resource { properties, attributes, types, ..Resource::default() },
            "AWS::X::Y
 Count i!
 Policy j
 Ratio n
 Rules [.Rule!
 Values {b
 @Arn
 @Endpoint.Port
 .Rule
  Name s!
  Rules [.Rule
",
        );
    }

    #[test]
    fn a_tag_is_a_nested_type() {
        let properties = named_as([("Tags", property(list(Type::Tag)))]);
        let expected = "AWS::X::Y\n Tags [.Tag\n .Tag\n  Key s!\n  Value s!\n";
        assert_text(Resource { properties, ..Resource::default() }, expected);
    }

    #[test]
    fn a_type_that_does_not_exist_is_an_error() {
        let file = "tables/x.rs".into();
        let named = Named { cloudformation: [("AWS::X::Y".to_owned(), file)].into(), ..Named::default() };
        let error = text(&named, &Spec::default()).unwrap_err();
        assert!(error.contains("tables/x.rs names AWS::X::Y"), "{error}");
    }
}
