//! Puts together what can be set and what the provider computes, block by block.

use super::module::{Class, Module};
use super::{outputs, settings};
use crate::Result;
use crate::provider::{Member, Members, Mode, Nesting, Shape};

/// The members of the type itself.
pub(super) fn top(module: &Module<'_>, name: &str) -> Result<Members> {
    let class = module.top().ok_or("there is no class of the resource or data source")?;
    let own = format!("terraformResourceType: '{}'", name.strip_prefix("data.").unwrap_or(name));
    if !class.text.contains(&own) {
        return Err("its folder holds another type".into());
    }
    members(module, class.text, class)
}

/// The members of a block: `writer` writes what can be set, `class` gives what can be read.
fn members(module: &Module<'_>, writer: &str, class: Class<'_>) -> Result<Members> {
    let mut found = Members::new();
    // First what is only computed, so that what can be set wins.
    for output in outputs::read(class.text)? {
        let shape = match output.holds {
            outputs::Holds::Value(ty) => Shape::Value(ty),
            outputs::Holds::Objects { class, is_set } => computed(module, class, is_set)?,
        };
        found.insert(output.name.to_owned(), Member { mode: Mode::Computed, shape });
    }
    let optional = outputs::optional(class.text);
    for setting in settings::read(writer)? {
        let mode = if optional.contains(setting.property) { Mode::Optional } else { Mode::Required };
        let shape = match setting.holds {
            settings::Holds::Value(ty) => Shape::Value(ty),
            settings::Holds::Objects { nesting, at_most_one, writer } => {
                let text = module.writers.get(writer).ok_or_else(|| format!("there is no function of `{writer}`"))?;
                let class = module.members_of(&capitalized(writer));
                let class = class.ok_or_else(|| format!("there is no class of `{writer}`"))?;
                Shape::Nested { nesting, at_most_one, members: members(module, text, class)? }
            }
        };
        found.insert(setting.name.to_owned(), Member { mode, shape });
    }
    Ok(found)
}

/// What the class of an output describes: an object, or a list, set or map of objects.
fn computed(module: &Module<'_>, name: &str, is_set: bool) -> Result<Shape> {
    let missing = || format!("there is no class `{name}`");
    let class = *module.classes.get(name).ok_or_else(missing)?;
    let (nesting, element) = match class.extends {
        "cdktf.ComplexList" if is_set => (Nesting::Set, name.strip_suffix("List")),
        "cdktf.ComplexList" => (Nesting::List, name.strip_suffix("List")),
        "cdktf.ComplexMap" => (Nesting::Map, name.strip_suffix("Map")),
        _ => (Nesting::Single, name.strip_suffix("OutputReference")),
    };
    let class = element.and_then(|e| module.members_of(e)).ok_or_else(missing)?;
    Ok(Shape::Nested { nesting, at_most_one: false, members: members(module, "", class)? })
}

/// Classes begin with a capital letter where functions do not.
fn capitalized(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::Type;

    const LB: &str = r#"
function lbAccessLogsToHclTerraform(struct) {
    const attrs = {
        bucket: {
            value: cdktf.stringToHclTerraform(struct.bucket),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
    };
}
class LbAccessLogsOutputReference extends cdktf.ComplexObject {
    get bucket() {
        return this.getStringAttribute('bucket');
    }
    // owner - computed: true, optional: false, required: false
    get owner() {
        return this.getStringAttribute('owner');
    }
}
class LbZonesOutputReference extends cdktf.ComplexObject {
    // id - computed: true, optional: false, required: false
    get id() {
        return this.getNumberAttribute('id');
    }
}
class LbZonesList extends cdktf.ComplexList {
}
class Lb extends cdktf.TerraformResource {
    constructor(scope, id, config = {}) {
        super(scope, id, {
            terraformResourceType: 'aws_lb',
        });
        // access_logs - computed: false, optional: true, required: false
        this._accessLogs = new LbAccessLogsOutputReference(this, "access_logs");
        // zones - computed: true, optional: false, required: false
        this._zones = new LbZonesList(this, "zones", true);
    }
    resetAccessLogs() {
        this._accessLogs.internalValue = undefined;
    }
    synthesizeHclAttributes() {
        const attrs = {
            access_logs: {
                value: lbAccessLogsToHclTerraform(this._accessLogs.internalValue),
                isBlock: true,
                type: "list",
                storageClassType: "LbAccessLogsList",
            },
        };
    }
}
"#;

    fn value(mode: Mode, ty: Type) -> Member {
        Member { mode, shape: Shape::Value(ty) }
    }

    fn named(list: Vec<(&str, Member)>) -> Members {
        list.into_iter().map(|(n, m)| (n.to_owned(), m)).collect()
    }

    #[test]
    fn blocks_and_computed_objects_are_nested() {
        let logs = named(vec![
            ("bucket", value(Mode::Required, Type::String)),
            ("owner", value(Mode::Computed, Type::String)),
        ]);
        let logs = Shape::Nested { nesting: Nesting::List, at_most_one: true, members: logs };
        let zones = named(vec![("id", value(Mode::Computed, Type::Number))]);
        let zones = Shape::Nested { nesting: Nesting::Set, at_most_one: false, members: zones };
        let expected = named(vec![
            ("access_logs", Member { mode: Mode::Optional, shape: logs }),
            ("zones", Member { mode: Mode::Computed, shape: zones }),
        ]);
        assert_eq!(top(&Module::new(LB), "aws_lb").unwrap(), expected);
    }

    #[test]
    fn a_folder_of_another_type_is_refused() {
        assert!(top(&Module::new(LB), "aws_alb").is_err());
        assert!(top(&Module::new(""), "aws_lb").is_err());
    }

    #[test]
    fn a_function_or_class_that_is_missing_is_an_error() {
        let without = LB.replace("function lbAccessLogsToHcl", "function otherToHcl");
        assert!(top(&Module::new(&without), "aws_lb").unwrap_err().contains("lbAccessLogs"));
        let without = LB.replace("class LbZonesList", "class Other");
        assert!(top(&Module::new(&without), "aws_lb").unwrap_err().contains("LbZonesList"));
    }
}
