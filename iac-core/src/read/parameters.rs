//! Parameters.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>

use super::reader::Reader;
use super::tree::{Entry, Tree};
use crate::graph::ParameterNode;
use crate::parameter::ParameterType;
use crate::value::Text;
use std::str::FromStr;

impl Reader<'_> {
    pub(super) fn parameter(&mut self, entry: &Entry<'_>) -> ParameterNode {
        let mut parameter = ParameterNode::new(ParameterType::String);
        parameter.place = Some(self.findings.place(entry.at));
        for Entry { key, at, value } in self.object("a parameter", &entry.value) {
            match &**key {
                "Type" => {
                    if let Some(name) = self.text("`Type`", value) {
                        parameter.parameter_type = parameter_type(name);
                    }
                }
                "Default" => parameter.default = self.text("`Default`", value),
                "AllowedValues" => {
                    let values = self.list("`AllowedValues`", value);
                    parameter.allowed_values =
                        values.iter().filter_map(|value| self.text("an allowed value", value)).collect();
                }
                "AllowedPattern" => parameter.allowed_pattern = self.text("`AllowedPattern`", value),
                "ConstraintDescription" => {
                    parameter.constraint_description = self.text("`ConstraintDescription`", value);
                }
                "Description" => parameter.description = self.text("`Description`", value),
                "MinLength" => parameter.min_length = self.number("`MinLength`", value),
                "MaxLength" => parameter.max_length = self.number("`MaxLength`", value),
                "MinValue" => parameter.min_value = self.number("`MinValue`", value),
                "MaxValue" => parameter.max_value = self.number("`MaxValue`", value),
                "NoEcho" => match self.text("`NoEcho`", value).as_deref() {
                    Some(flag) if flag.eq_ignore_ascii_case("true") => parameter.no_echo = true,
                    Some(flag) if flag.eq_ignore_ascii_case("false") => {}
                    Some(other) => {
                        let message = format!("`NoEcho` is `{other}`, which is neither true nor false");
                        self.error("wrong-shape", value.at, message, "write `true` or `false`");
                    }
                    None => {}
                },
                other => self.unknown_key("a parameter", other, *at, KEYS),
            }
        }
        let what = format!("the parameter `{}`", entry.key);
        self.required(&what, entry.at, &entry.value, "Type", "give it a type: `Type: String`");
        parameter
    }

    fn number<T: FromStr>(&mut self, what: &str, tree: &Tree<'_>) -> Option<T> {
        let text = self.text(what, tree)?;
        let number = text.parse().ok();
        if number.is_none() {
            let message = format!("{what} is `{text}`, but it must be a number");
            self.error("wrong-shape", tree.at, message, "write a number");
        }
        number
    }
}

const KEYS: &str = "Type, Default, AllowedValues, AllowedPattern, ConstraintDescription, Description, MinLength, \
                    MaxLength, MinValue, MaxValue and NoEcho";

/// The type of a name; one that is unknown keeps its name.
fn parameter_type(name: Text) -> ParameterType {
    match &*name {
        "String" => ParameterType::String,
        "Number" => ParameterType::Number,
        "List<Number>" => ParameterType::NumberList,
        "CommaDelimitedList" => ParameterType::CommaDelimitedList,
        "AWS::SSM::Parameter::Name" => ParameterType::SsmName,
        _ => match name.strip_prefix("AWS::SSM::Parameter::Value<").and_then(|rest| rest.strip_suffix('>')) {
            Some(of) => ParameterType::SsmValue(Text::Owned(of.to_owned())),
            None => ParameterType::Aws(name),
        },
    }
}
