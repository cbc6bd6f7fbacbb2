//! What a configuration can set: the objects that name each argument with its type.
//!
//! ```text
//! subnet_mapping: {
//!     value: cdktf.listMapperHcl(lbSubnetMappingToHclTerraform, true)(this._subnetMapping.internalValue),
//!     isBlock: true,
//!     type: "set",
//!     storageClassType: "LbSubnetMappingList",
//! },
//! ```

use crate::Result;
use crate::provider::{Nesting, Type};

/// One argument.
#[derive(Debug, PartialEq)]
pub(super) struct Setting<'a> {
    /// Its name in a configuration.
    pub(super) name: &'a str,
    /// Its name in JavaScript.
    pub(super) property: &'a str,
    /// What it holds.
    pub(super) holds: Holds<'a>,
}

/// What an argument holds.
#[derive(Debug, PartialEq)]
pub(super) enum Holds<'a> {
    /// A value.
    Value(Type),
    /// Objects.
    Objects {
        /// How they are arranged.
        nesting: Nesting,
        /// Whether there can be no more than one, although several could be arranged.
        at_most_one: bool,
        /// The function that writes one of them.
        writer: &'a str,
    },
}

/// The arguments in the text of a function or class.
pub(super) fn read(text: &str) -> Result<Vec<Setting<'_>>> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for window in lines.windows(5) {
        let [name, value, is_block, ty, class] = window else { continue };
        let Some(class) = quoted(class, "storageClassType") else { continue };
        let name = name.strip_suffix(": {").unwrap_or(name);
        let setting = quoted(ty, "type").zip(value.strip_prefix("value: ")).and_then(|(ty, value)| {
            let holds =
                if *is_block == "isBlock: true," { objects(value, ty)? } else { Holds::Value(type_of(ty, class)?) };
            Some(Setting { name, property: property(value)?, holds })
        });
        found.push(setting.ok_or_else(|| format!("the argument `{name}` is of another shape than expected"))?);
    }
    Ok(found)
}

/// `text` of the line `key: "text",`.
fn quoted<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.strip_prefix(key)?.strip_prefix(": \"")?.strip_suffix("\",")
}

/// The name after `struct.` or `this._`.
fn property(value: &str) -> Option<&str> {
    let (_, rest) = value.split_once("(struct.").or_else(|| value.split_once("(this._"))?;
    rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()
}

fn objects<'a>(value: &'a str, ty: &str) -> Option<Holds<'a>> {
    let nesting = match ty {
        "struct" => Nesting::Single,
        "list" => Nesting::List,
        "set" => Nesting::Set,
        "map" => Nesting::Map,
        _ => return None,
    };
    let (before, _) = value.split_once("ToHclTerraform")?;
    let writer = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
    // Where several are legal, the function is applied to each of them.
    let at_most_one = matches!(nesting, Nesting::List | Nesting::Set) && !value.contains("listMapperHcl(");
    Some(Holds::Objects { nesting, at_most_one, writer })
}

/// `("set", "stringList")`: the class says all except whether the outermost list is a set.
fn type_of(ty: &str, class: &str) -> Option<Type> {
    if let Some(inner) = class.strip_suffix("List") {
        let inner = Box::new(type_of("list", inner)?);
        return Some(if ty == "set" { Type::Set(inner) } else { Type::List(inner) });
    }
    if let Some(inner) = class.strip_suffix("Map") {
        return Some(Type::Map(Box::new(type_of("map", inner)?)));
    }
    match class {
        "string" => Some(Type::String),
        "number" => Some(Type::Number),
        "boolean" => Some(Type::Bool),
        "any" => Some(Type::Dynamic),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(value: &str, is_block: bool, ty: &str, class: &str) -> String {
        format!(
            "        a_name: {{
            value: {value},
            isBlock: {is_block},
            type: \"{ty}\",
            storageClassType: \"{class}\",
        }},
"
        )
    }

    #[track_caller]
    fn assert_type(ty: &str, class: &str, expected: Type) {
        let text = setting("cdktf.xToHclTerraform(struct.aName)", false, ty, class);
        let expected = Setting { name: "a_name", property: "aName", holds: Holds::Value(expected) };
        assert_eq!(read(&text).unwrap(), [expected]);
    }

    fn list(inner: Type) -> Type {
        Type::List(Box::new(inner))
    }

    #[test]
    fn values_have_types() {
        assert_type("simple", "string", Type::String);
        assert_type("simple", "number", Type::Number);
        assert_type("simple", "boolean", Type::Bool);
        assert_type("simple", "any", Type::Dynamic);
        assert_type("list", "numberList", list(Type::Number));
        assert_type("set", "stringList", Type::Set(Box::new(Type::String)));
        assert_type("set", "stringListList", Type::Set(Box::new(list(Type::String))));
        assert_type("list", "stringMapList", list(Type::Map(Box::new(Type::String))));
        assert_type("map", "booleanMap", Type::Map(Box::new(Type::Bool)));
        assert_type("map", "stringMapMap", Type::Map(Box::new(Type::Map(Box::new(Type::String)))));
    }

    #[track_caller]
    fn assert_objects(value: &str, ty: &str, nesting: Nesting, at_most_one: bool) {
        let text = setting(value, true, ty, "LbThings");
        let holds = Holds::Objects { nesting, at_most_one, writer: "lbThing" };
        assert_eq!(read(&text).unwrap(), [Setting { name: "a_name", property: "aName", holds }]);
    }

    #[test]
    fn blocks_have_a_nesting() {
        let own = "(this._aName.internalValue)";
        assert_objects(&format!("lbThingToHclTerraform{own}"), "list", Nesting::List, true);
        assert_objects(&format!("lbThingToHclTerraform{own}"), "struct", Nesting::Single, false);
        assert_objects(&format!("(0, structs_1.lbThingToHclTerraform){own}"), "list", Nesting::List, true);
        let each = "cdktf.listMapperHcl(lbThingToHclTerraform, true)(struct.aName)";
        assert_objects(each, "list", Nesting::List, false);
        assert_objects(each, "set", Nesting::Set, false);
        let keyed = "cdktf.hashMapperHcl(lbThingToHclTerraform)(struct.aName)";
        assert_objects(keyed, "map", Nesting::Map, false);
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        let unknown = setting("cdktf.xToHclTerraform(struct.aName)", false, "simple", "complex");
        assert!(read(&unknown).unwrap_err().contains("`a_name`"));
        let block = setting("lbThingToHclTerraform(struct.aName)", true, "tuple", "LbThing");
        assert!(read(&block).unwrap_err().contains("`a_name`"));
    }
}
