//! Takes the JavaScript of one type apart into its functions and classes.

use std::collections::BTreeMap;

/// The JavaScript of one type.
pub(super) struct Module<'a> {
    /// The functions that write a nested block, by what stands before `ToHclTerraform`.
    pub(super) writers: BTreeMap<&'a str, &'a str>,
    /// The classes, by name.
    pub(super) classes: BTreeMap<&'a str, Class<'a>>,
}

/// A class.
#[derive(Clone, Copy)]
pub(super) struct Class<'a> {
    /// What it extends.
    pub(super) extends: &'a str,
    /// Its text.
    pub(super) text: &'a str,
}

impl<'a> Module<'a> {
    /// Finds what starts in the first column and ends with a brace in the first column.
    pub(super) fn new(text: &'a str) -> Self {
        let mut module = Self { writers: BTreeMap::new(), classes: BTreeMap::new() };
        let mut rest = text;
        while let Some(end) = rest.find("\n}\n") {
            let (item, after) = rest.split_at(end + 1);
            rest = after;
            if let Some((head, body)) = header(item, "function ") {
                if let Some(name) = head.strip_suffix("ToHclTerraform(struct)") {
                    module.writers.insert(name, body);
                }
            } else if let Some((head, text)) = header(item, "class ")
                && let Some((name, extends)) = head.split_once(" extends ")
            {
                module.classes.insert(name, Class { extends, text });
            }
        }
        module
    }

    /// The class of the type itself, with the name of the class.
    pub(super) fn top(&self) -> Option<Class<'a>> {
        let own = |c: &&Class<'_>| matches!(c.extends, "cdktf.TerraformResource" | "cdktf.TerraformDataSource");
        self.classes.values().find(own).copied()
    }

    /// The class that describes the members of a nested block, of which `name` is the beginning.
    pub(super) fn members_of(&self, name: &str) -> Option<Class<'a>> {
        self.classes.get(format!("{name}OutputReference").as_str()).copied()
    }
}

/// The last line of `text` that starts with `keyword`, without it and its brace, and what follows.
fn header<'a>(text: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let start = text.rfind(&format!("\n{keyword}")).map(|at| at + 1).or(text.starts_with(keyword).then_some(0))?;
    let (head, body) = text.get(start + keyword.len()..)?.split_once(" {\n")?;
    (!head.contains('\n')).then_some((head, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_classes_are_found() {
        let module = Module::new(
            "exports.lbToHclTerraform = lbToHclTerraform;
function lbAccessLogsToTerraform(struct) {
    plain
}
function lbAccessLogsToHclTerraform(struct) {
    hcl
}
class LbAccessLogsOutputReference extends cdktf.ComplexObject {
    members
}
exports.LbAccessLogsOutputReference = LbAccessLogsOutputReference;
class Lb extends cdktf.TerraformResource {
    resource
}
",
        );
        assert_eq!(module.writers.into_iter().collect::<Vec<_>>(), [("lbAccessLogs", "    hcl\n")]);
        let classes: Vec<_> = module.classes.values().map(|c| (c.extends, c.text)).collect();
        let expected = [("cdktf.TerraformResource", "    resource\n"), ("cdktf.ComplexObject", "    members\n")];
        assert_eq!(classes, expected);
    }

    #[test]
    fn the_type_itself_and_its_blocks_are_told_apart() {
        let module = Module::new(
            "class ALbSubnetOutputReference extends cdktf.ComplexObject {
    subnet
}
class ALb extends cdktf.TerraformDataSource {
    lb
}
",
        );
        assert_eq!(module.top().unwrap().text, "    lb\n");
        assert_eq!(module.members_of("ALbSubnet").unwrap().text, "    subnet\n");
        assert!(module.members_of("ALb").is_none());
    }
}
