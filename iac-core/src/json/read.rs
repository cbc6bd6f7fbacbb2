//! JSON inside of properties and files that are our own.

use super::parse::parse;
pub use super::tree::Fault;
use super::tree::{At, Data, Entry, Flaws, Tree};
use crate::value::{Expr, Field, Pseudo, Value};

/// A document as a value. `null` is `no_value`, as where JSON is given to a property; of a key that stands twice, the
/// last one counts.
///
/// ```
/// use iac_core::json;
/// let document = json::read(r#"{"widgets": [{"width": 6}]}"#)?;
/// assert_eq!(document.get("widgets").and_then(|widgets| widgets.as_list()?[0].get("width")?.as_int()), Some(6));
/// assert_eq!(json::read("[1,").unwrap_err().to_string(), "the document ends before its last bracket (line 1, column 4)");
/// # Ok::<(), json::Fault>(())
/// ```
///
/// # Errors
/// When the text is no JSON, is nested deeper than 100 levels, or has a number that is too large.
pub fn read(text: &str) -> Result<Value, Fault> {
    let mut flaws = First(None);
    let tree = parse(text, &mut flaws, number)?;
    flaws.0.map_or_else(|| value(tree), Err)
}

/// The first flaw: nobody asks for more.
struct First(Option<Fault>);

impl Flaws for First {
    fn wrong(&mut self, _: &'static str, at: At, message: &str, _: &str) {
        self.0.get_or_insert_with(|| Fault { at, message: message.to_owned() });
    }

    fn repeated(&mut self, _: &str, _: At, _: At, _: bool) {}
}

fn number(text: &str) -> Data<'_> {
    text.parse().map(Data::Int).unwrap_or_else(|_| Data::Num(text.parse().unwrap_or(f64::INFINITY)))
}

fn value(Tree { at, data }: Tree<'_>) -> Result<Value, Fault> {
    Ok(match data {
        Data::Lost | Data::Null => Expr::Pseudo(Pseudo::NoValue).into(),
        Data::Bool(flag) => Value::Bool(flag),
        Data::Int(number) => Value::Int(number),
        Data::Num(number) if number.is_finite() => Value::Num(number),
        Data::Num(_) => return Err(Fault { at, message: "this number is too large".to_owned() }),
        Data::Text(text) => Value::Str(text.into_owned().into()),
        Data::List(items) => Value::List(items.into_iter().map(value).collect::<Result<_, _>>()?),
        Data::Map(entries) => Value::Map(entries.into_iter().map(field).collect::<Result<_, _>>()?),
    })
}

fn field(entry: Entry<'_>) -> Result<Field, Fault> {
    Ok(Field::new(entry.key.into_owned().into(), value(entry.value)?))
}
