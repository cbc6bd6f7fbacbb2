//! The values of `serde_json`: as JSON in properties, and as documents to write.

use super::{ToJson, Writer};
use crate::value::kind::Json;
use crate::value::{IntoVal, Val, Value};
use serde_json::Value as J;

/// Keys are sorted: the order of `serde_json`'s own map depends on what else is in the build.
#[diagnostic::do_not_recommend]
impl IntoVal<Json> for J {
    fn into_value(self) -> Value {
        match self {
            J::Null => Val::<Json>::no_value().into_plain_value(),
            J::Bool(flag) => Value::Bool(flag),
            J::Number(number) => match number.as_i64() {
                Some(whole) => Value::Int(whole),
                None => Value::Num(number.as_f64().unwrap_or(f64::NAN)),
            },
            J::String(text) => Value::Str(text.into()),
            J::Array(items) => Value::List(items.into_iter().map(IntoVal::<Json>::into_value).collect()),
            J::Object(object) => {
                let mut entries: Vec<_> = object.into_iter().collect();
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                Value::map(entries.into_iter().map(|(key, value)| (key, IntoVal::<Json>::into_value(value))))
            }
        }
    }
}

impl ToJson for J {
    fn write(&self, to: &mut Writer) {
        match self {
            J::Null => to.null(),
            J::Bool(flag) => to.bool(*flag),
            J::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => to.int(number),
                (None, Some(number)) => to.uint(number),
                (None, None) => to.float(number.as_f64().unwrap_or(f64::NAN)),
            },
            J::String(text) => to.text(text),
            J::Array(items) => to.items(items),
            J::Object(fields) => to.map(|to| fields.iter().for_each(|(name, value)| to.entry(name, value))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read;
    use serde_json::json;

    #[test]
    fn as_a_property() {
        let document = json!({"b": [1, 2.5, true, "x", {"y": null}], "a": {}, "c": u64::MAX});
        let expected = read(r#"{"a": {}, "b": [1, 2.5, true, "x", {"y": null}], "c": 18446744073709551615}"#).unwrap();
        assert_eq!(IntoVal::<Json>::into_value(document), expected);
    }
}
