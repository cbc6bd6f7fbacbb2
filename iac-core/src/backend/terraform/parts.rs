//! Resources of their own for what is a property in CloudFormation.

use super::scope::Scope;
use super::table::Part;
use crate::value::{Expr, Value};

impl<'g> Scope<'_, 'g> {
    /// Resources of their own for a property.
    pub(super) fn parts(&mut self, part: &'static Part, value: &'g Value) {
        let list = matches!(value, Value::List(_)) || !part.key.is_empty() || part.item.is_some();
        self.each(value, &mut |scope, value| {
            let suffix = if list { scope.key(part, value) } else { String::new() };
            let (attribute, of_parent) = part.parent;
            let parent = scope.reference(of_parent);
            scope.part(part.terraform, &suffix, |scope| {
                scope.set(attribute, parent);
                match (part.item, value) {
                    (Some(item), value) => scope.attribute(item, scope.kind(item), value),
                    (None, Value::Map(fields)) => scope.fields(fields, part.fields),
                    (None, _) => scope.error(
                        "terraform",
                        "its fields are known only when it is deployed",
                        "write the object itself",
                    ),
                }
            });
        });
    }

    /// What tells a member of a list apart from the others, as the end of an address.
    pub(super) fn key(&mut self, part: &Part, value: &'g Value) -> String {
        let mut words = Vec::new();
        match value {
            Value::Map(fields) => {
                for key in part.key {
                    if let Some(field) = fields.iter().find(|field| field.name == *key) {
                        words.push(self.address_word(&field.value));
                    }
                }
            }
            value => words.push(self.address_word(value)),
        }
        words.join("_")
    }

    /// A value as a word of an address: what follows the last slash of a literal, the name of what is referred to, or a
    /// hash of the expression.
    pub fn address_word(&mut self, value: &'g Value) -> String {
        let literal = |text: &str| super::snake::address_name(text.rsplit('/').next().unwrap_or(text));
        let node = match value {
            Value::Str(text) => return literal(text),
            Value::Int(number) => return number.to_string(),
            Value::Expr(expr) => match &**expr {
                Expr::Ref(node) | Expr::GetAtt(node, _) => Some(*node),
                Expr::Join(_, Value::List(parts)) => match parts.last() {
                    Some(Value::Str(text)) if text.contains('/') => return literal(text),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        };
        let named = node.and_then(|node| {
            let stack = self.context.stack_of(node.stack())?;
            Some(self.context.names.resource(stack, node)?.name.clone())
        });
        named.unwrap_or_else(|| {
            let text = self.term(value).to_hcl();
            let hash = text
                .bytes()
                .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
            format!("{:08x}", hash >> 32)
        })
    }
}
