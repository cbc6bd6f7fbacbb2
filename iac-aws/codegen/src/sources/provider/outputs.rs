//! What a class gives: which arguments can be left out, and what only the provider sets.
//!
//! ```text
//! // dns_name - computed: true, optional: false, required: false
//! get dnsName() {
//!     return this.getStringAttribute('dns_name');
//! }
//! ```

use std::collections::BTreeSet;

use crate::Result;
use crate::provider::Type;

/// Something that only the provider sets.
#[derive(Debug, PartialEq)]
pub(super) struct Output<'a> {
    /// Its name in a configuration.
    pub(super) name: &'a str,
    /// What it holds.
    pub(super) holds: Holds<'a>,
}

/// What an output holds.
#[derive(Debug, PartialEq)]
pub(super) enum Holds<'a> {
    /// A value.
    Value(Type),
    /// What a class describes.
    Objects {
        /// The class.
        class: &'a str,
        /// Whether the class is a list that stands for a set.
        is_set: bool,
    },
}

/// What can be left out, by the names that it has in JavaScript: that of the property and that of the field behind it.
/// They differ where the first would collide with something, as `selfAttribute` and `self`.
pub(super) fn optional(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (method, body) in text.lines().zip(text.lines().skip(1)) {
        let Some(property) = method.strip_prefix("    reset").and_then(|m| m.strip_suffix("() {")) else { continue };
        let mut chars = property.chars();
        found.extend(chars.next().map(|c| format!("{}{}", c.to_ascii_lowercase(), chars.as_str())));
        let field = body.trim().strip_prefix("this._").and_then(|b| b.strip_suffix(" = undefined;"));
        found.extend(field.map(|f| f.trim_end_matches(".internalValue").to_owned()));
    }
    found
}

/// What only the provider sets.
pub(super) fn read(text: &str) -> Result<Vec<Output<'_>>> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for window in lines.windows(3) {
        let [comment, first, second] = window else { continue };
        let name = comment
            .strip_prefix("// ")
            .and_then(|c| c.strip_suffix(" - computed: true, optional: false, required: false"));
        let Some(name) = name else { continue };
        let holds = if first.starts_with("get ") { getter(second) } else { field(first) };
        let holds = holds.ok_or_else(|| format!("the attribute `{name}` is of another shape than expected"))?;
        found.push(Output { name, holds });
    }
    Ok(found)
}

/// The type of a getter's value. Lists are got from sets by a function.
fn getter(line: &str) -> Option<Holds<'static>> {
    let collection = |inner: Type| {
        if line.contains("cdktf.Fn.tolist(") { Type::Set(Box::new(inner)) } else { Type::List(Box::new(inner)) }
    };
    let (_, method) = line.strip_prefix("return ")?.split_once("this.")?;
    Some(Holds::Value(match method.split_once('(')?.0 {
        "getStringAttribute" => Type::String,
        "getNumberAttribute" => Type::Number,
        "getBooleanAttribute" => Type::Bool,
        "getListAttribute" => collection(Type::String),
        "getNumberListAttribute" => collection(Type::Number),
        "getStringMapAttribute" => Type::Map(Box::new(Type::String)),
        "getNumberMapAttribute" => Type::Map(Box::new(Type::Number)),
        "getBooleanMapAttribute" => Type::Map(Box::new(Type::Bool)),
        "interpolationForAttribute" => Type::Dynamic,
        _ => return None,
    }))
}

/// `this._endpoint = new DbEndpointList(this, "endpoint", false);`
fn field(line: &str) -> Option<Holds<'_>> {
    let (_, made) = line.strip_prefix("this._")?.split_once(" = new ")?;
    let (class, arguments) = made.split_once("(this, ")?;
    Some(match class {
        "cdktf.StringMap" => Holds::Value(Type::Map(Box::new(Type::String))),
        "cdktf.NumberMap" => Holds::Value(Type::Map(Box::new(Type::Number))),
        "cdktf.BooleanMap" => Holds::Value(Type::Map(Box::new(Type::Bool))),
        class => {
            let class = class.rsplit_once('.').map_or(class, |(_, c)| c);
            Holds::Objects { class, is_set: arguments.ends_with(", true);") }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_reset_is_optional() {
        let text = "    get name() {
    }
    resetSelfAttribute() {
        this._self = undefined;
    }
    resetTimeouts() {
        this._timeouts.internalValue = undefined;
    }
";
        assert_eq!(optional(text).iter().collect::<Vec<_>>(), ["self", "selfAttribute", "timeouts"]);
    }

    #[track_caller]
    fn assert_getter(value: &str, expected: Type) {
        let text = format!(
            "    // a_name - computed: true, optional: false, required: false
    get aName() {{
        return {value};
    }}
"
        );
        assert_eq!(read(&text).unwrap(), [Output { name: "a_name", holds: Holds::Value(expected) }]);
    }

    #[test]
    fn getters_have_types() {
        assert_getter("this.getStringAttribute('a_name')", Type::String);
        assert_getter("this.getNumberAttribute('a_name')", Type::Number);
        assert_getter("this.getBooleanAttribute('a_name')", Type::Bool);
        assert_getter("this.getListAttribute('a_name')", Type::List(Box::new(Type::String)));
        assert_getter("cdktf.Fn.tolist(this.getListAttribute('a_name'))", Type::Set(Box::new(Type::String)));
        let numbers = "cdktf.Token.asNumberList(cdktf.Fn.tolist(this.getNumberListAttribute('a_name')))";
        assert_getter(numbers, Type::Set(Box::new(Type::Number)));
        assert_getter("this.getStringMapAttribute('a_name')", Type::Map(Box::new(Type::String)));
        assert_getter("this.interpolationForAttribute('a_name')", Type::Dynamic);
    }

    #[track_caller]
    fn assert_field(made: &str, expected: Holds<'_>) {
        let comment = "        // a_name - computed: true, optional: false, required: false\n";
        let text = format!("{comment}        this._aName = new {made};\n        this._b = config.b;\n");
        assert_eq!(read(&text).unwrap(), [Output { name: "a_name", holds: expected }]);
    }

    #[test]
    fn objects_have_classes() {
        let objects = |is_set| Holds::Objects { class: "AThing", is_set };
        assert_field("AThing(this, \"a_name\", true)", objects(true));
        assert_field("AThing(this, \"a_name\", false)", objects(false));
        assert_field("structs_1.AThing(this, \"a_name\")", objects(false));
        assert_field("cdktf.StringMap(this, \"a_name\")", Holds::Value(Type::Map(Box::new(Type::String))));
    }

    #[test]
    fn what_can_be_set_is_no_output() {
        let text = "    // a - computed: true, optional: true, required: false\n    get a() {\n        return 1;\n";
        assert_eq!(read(text).unwrap(), []);
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        let text = "    // a - computed: true, optional: false, required: false\n    get a() {\n        return 1;\n";
        assert!(read(text).unwrap_err().contains("`a`"));
    }
}
