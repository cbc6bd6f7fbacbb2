//! CloudFormation's functions.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html>

use super::names::{is_made, nearest};
use super::reader::Reader;
use super::tree::{At, Data, Tree};
use crate::value::{Expr, Text, Value};

/// Every function, for the one that was probably meant.
const FUNCTIONS: [&str; 31] = [
    "Ref",
    "Condition",
    "Fn::And",
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::Contains",
    "Fn::EachMemberEquals",
    "Fn::EachMemberIn",
    "Fn::Equals",
    "Fn::FindInMap",
    "Fn::ForEach",
    "Fn::GetAtt",
    "Fn::GetAZs",
    "Fn::GetStackOutput",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Length",
    "Fn::Not",
    "Fn::Or",
    "Fn::RefAll",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
    "Fn::ToJsonString",
    "Fn::Transform",
    "Fn::ValueOf",
    "Fn::ValueOfAll",
    "AWS::Region",
    "AWS::AccountId",
    "AWS::NoValue",
];

impl Reader<'_> {
    /// What a function yields. One that is given something wrong is kept as it was written, and nobody knows its value.
    pub(super) fn call(&mut self, function: &str, at: At, argument: &Tree<'_>) -> Value {
        // Each of these reads its operands once, after it has seen that they have the right shape: `None` has read none.
        let expr = match function {
            _ if matches!(argument.data, Data::Lost) => None,
            // A macro makes what the function is given.
            _ if matches!(argument.function(), Some(("Fn::Transform", _))) => None,
            "Ref" => self.reference(argument),
            "Fn::GetAtt" => self.get_att(argument),
            "Fn::Sub" => return self.sub(at, argument),
            "Fn::Join" => self.join(at, argument),
            "Fn::Select" => self.select(at, argument),
            "Fn::Split" => self.split(at, argument),
            "Fn::If" => self.r#if(at, argument),
            "Fn::FindInMap" => self.find_in_map(at, argument),
            "Fn::Cidr" => self.cidr(at, argument),
            "Fn::ImportValue" => Some(Expr::ImportValue(self.text_value(argument)).into()),
            "Fn::GetAZs" => Some(Expr::GetAZs(self.value(argument)).into()),
            "Fn::Base64" => Some(Expr::Base64(self.text_value(argument)).into()),
            "Fn::GetStackOutput" => None,
            "Fn::Length" | "Fn::ToJsonString" => {
                self.needs_extensions(&format!("`{function}`"), at);
                None
            }
            "Fn::RefAll" | "Fn::ValueOf" | "Fn::ValueOfAll" if self.in_rule => None,
            _ if is_made(function) => {
                let outer = std::mem::replace(&mut self.open, true);
                let value = self.opaque(function, argument);
                self.open = outer;
                return value;
            }
            _ => {
                self.misplaced(function, at);
                None
            }
        };
        expr.unwrap_or_else(|| self.opaque(function, argument))
    }

    fn opaque(&mut self, function: &str, argument: &Tree<'_>) -> Value {
        Expr::Opaque(Text::Owned(function.to_owned()), self.value(argument)).into()
    }

    fn misplaced(&mut self, function: &str, at: At) {
        match function {
            "Fn::And" | "Fn::Or" | "Fn::Not" | "Fn::Equals" | "Condition" => {
                let message = format!("`{function}` tells whether a condition holds, which is no value");
                self.error("bad-function", at, message, "add a condition to `Conditions`, and choose with `Fn::If`");
            }
            "Fn::Contains"
            | "Fn::EachMemberEquals"
            | "Fn::EachMemberIn"
            | "Fn::RefAll"
            | "Fn::ValueOf"
            | "Fn::ValueOfAll" => {
                let message = format!("`{function}` is known in `Rules` only");
                self.error("bad-function", at, message, "compare parameters in a condition instead");
            }
            _ if self.open => {}
            _ => {
                let help = match nearest(function, FUNCTIONS) {
                    Some(meant) => format!("it may be `{meant}` that is meant"),
                    None => "the functions are listed in CloudFormation's template reference".to_owned(),
                };
                self.error("unknown-function", at, format!("CloudFormation has no function `{function}`"), help);
            }
        }
    }

    pub(super) fn needs_extensions(&mut self, what: &str, at: At) {
        if !self.extended && !self.open {
            let message = format!("{what} is known with language extensions only");
            self.error("missing-transform", at, message, "add `Transform: AWS::LanguageExtensions`");
        }
    }

    pub(super) fn wrong_arguments(&mut self, function: &str, at: At, takes: &str) {
        self.error("bad-function", at, format!("`{function}` takes {takes}"), "correct what it is given");
    }

    fn join(&mut self, at: At, argument: &Tree<'_>) -> Option<Value> {
        if let Data::List(arguments) = &argument.data
            && let [delimiter, list] = arguments.as_slice()
            && let Some(delimiter) = delimiter.scalar()
            && list.may_be_list()
        {
            let Data::List(items) = &list.data else {
                return Some(Expr::Join(Text::Owned(delimiter.into_owned()), self.value(list)).into());
            };
            let items = items.iter().map(|item| match &item.data {
                // What may be one only together with its neighbours.
                Data::Text(text) => Value::Str(Text::Owned(text.to_string())),
                _ => self.text_value(item),
            });
            let items = items.collect();
            return Some(self.join_of(at, &delimiter, items));
        }
        self.wrong_arguments("Fn::Join", at, "a delimiter and a list");
        None
    }

    fn select(&mut self, at: At, argument: &Tree<'_>) -> Option<Value> {
        if let Data::List(arguments) = &argument.data
            && let [index, list] = arguments.as_slice()
            && list.may_be_list()
        {
            let index = self.whole(index);
            return Some(Expr::Select(index, self.value(list)).into());
        }
        self.wrong_arguments("Fn::Select", at, "an index and a list");
        None
    }

    fn split(&mut self, at: At, argument: &Tree<'_>) -> Option<Value> {
        if let Data::List(arguments) = &argument.data
            && let [delimiter, text] = arguments.as_slice()
            && let Some(delimiter) = delimiter.scalar()
        {
            return Some(Expr::Split(Text::Owned(delimiter.into_owned()), self.text_value(text)).into());
        }
        self.wrong_arguments("Fn::Split", at, "a delimiter and a text");
        None
    }

    fn r#if(&mut self, at: At, argument: &Tree<'_>) -> Option<Value> {
        if let Data::List(arguments) = &argument.data
            && let [condition, yes, no] = arguments.as_slice()
            && let Some(name) = condition.text()
        {
            let condition = self.condition(name, condition.at)?;
            let yes = self.value(yes);
            return Some(Expr::If(condition, yes, self.value(no)).into());
        }
        self.wrong_arguments("Fn::If", at, "the name of a condition and two values");
        None
    }

    fn find_in_map(&mut self, at: At, argument: &Tree<'_>) -> Option<Value> {
        let Data::List(arguments) = &argument.data else {
            self.wrong_arguments("Fn::FindInMap", at, "a mapping and two keys");
            return None;
        };
        match arguments.as_slice() {
            [mapping, top, second] if mapping.text().is_some() => {
                let mapping = self.mapping(mapping.text()?, mapping.at)?;
                let top = self.text_value(top);
                Some(Expr::FindInMap(mapping, top, self.text_value(second)).into())
            }
            // With a default, or a mapping that is chosen: the graph has no words for it.
            [mapping, _, _, ..] if arguments.len() <= 4 => {
                if arguments.len() == 4 {
                    self.needs_extensions("the default of `Fn::FindInMap`", at);
                }
                mapping.text().and_then(|name| self.mapping(name, mapping.at));
                None
            }
            _ => {
                self.wrong_arguments("Fn::FindInMap", at, "a mapping and two keys");
                None
            }
        }
    }

    fn cidr(&mut self, at: At, argument: &Tree<'_>) -> Option<Value> {
        let Data::List(arguments) = &argument.data else {
            if argument.function().is_none() {
                self.wrong_arguments("Fn::Cidr", at, "a network, how many and how many bits");
            }
            return None;
        };
        match arguments.as_slice() {
            [network, count, bits] => {
                let network = self.value(network);
                let count = self.whole(count);
                Some(Expr::Cidr(network, count, self.whole(bits)).into())
            }
            // The bits are left to CloudFormation.
            [_, _] => None,
            _ => {
                self.wrong_arguments("Fn::Cidr", at, "a network, how many and how many bits");
                None
            }
        }
    }

    /// A whole number, which may be written as text.
    fn whole(&mut self, tree: &Tree<'_>) -> Value {
        match tree.text().and_then(|text| text.parse().ok()) {
            Some(number) => Value::Int(number),
            None => self.value(tree),
        }
    }
}
