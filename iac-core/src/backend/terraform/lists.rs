//! Lists that are joined, read and made: members, networks and zones.

use super::context::{Context, Data, Spot};
use super::term::Term;
use super::value::call;
use crate::value::{Expr, Pseudo, Value};

impl<'g> Context<'g> {
    pub(super) fn join(&mut self, spot: Spot<'g>, delimiter: &'g str, list: &'g Value) -> Term<'g> {
        let Value::List(items) = list else {
            let list = self.term(spot, list);
            return call("join", &[Term::Text(delimiter.into()), list]);
        };
        let items: Vec<_> = items.iter().map(|item| self.term(spot, item)).collect();
        if items.iter().any(Term::is_optional) {
            return call("join", &[Term::Text(delimiter.into()), Term::List(items)]);
        }
        let mut parts = Vec::with_capacity(2 * items.len());
        for item in items {
            if !parts.is_empty() && !delimiter.is_empty() {
                parts.push(Term::Text(delimiter.into()));
            }
            parts.push(item);
        }
        Term::joined(parts)
    }

    pub(super) fn select(&mut self, spot: Spot<'g>, index: &'g Value, list: &'g Value) -> Term<'g> {
        let number = match index {
            Value::Int(number) => usize::try_from(*number).ok(),
            Value::Str(text) => text.parse().ok(),
            _ => None,
        };
        if let (Some(number), Value::List(items)) = (number, list)
            && let Some(item) = items.get(number)
        {
            return self.term(spot, item);
        }
        if let (Some(number), Value::Expr(expr)) = (number, list) {
            match &**expr {
                Expr::Split(delimiter, Value::Expr(text))
                    if **text == Expr::Pseudo(Pseudo::StackId) && delimiter == "/" =>
                {
                    match number {
                        1 => return self.stack_name(spot.stack),
                        2 => return self.stack_uuid(spot.stack),
                        _ => {}
                    }
                }
                Expr::Cidr(network, _, bits) => {
                    return Term::Expression(self.network(spot, network, bits, &number.to_string()));
                }
                _ => {}
            }
        }
        let (index, list) = (self.term(spot, index), self.term(spot, list).to_operand());
        let index = match &index {
            Term::Text(digits) => digits.to_string(),
            other => other.to_hcl(),
        };
        Term::Expression(format!("{list}[{index}]"))
    }

    /// One network of `Fn::Cidr`. CloudFormation counts the bits that are left for hosts, Terraform those that are added
    /// to the prefix.
    pub(super) fn network(&mut self, spot: Spot<'g>, network: &'g Value, bits: &'g Value, index: &str) -> String {
        let bits = self.term(spot, bits);
        let network = self.term(spot, network);
        let bits = match &bits {
            Term::Text(digits) => digits.to_string(),
            other => other.to_operand(),
        };
        let text = network.to_operand();
        let added = match network.as_str().and_then(|text| text.split_once('/')).zip(bits.parse::<i64>().ok()) {
            Some(((_, prefix), bits)) => {
                prefix.parse::<i64>().map_or_else(|_| String::from("0"), |prefix| (32 - bits - prefix).to_string())
            }
            None => format!("32 - {bits} - tonumber(split(\"/\", {text})[1])"),
        };
        format!("cidrsubnet({text}, {added}, {index})")
    }

    pub(super) fn zones(&mut self, spot: Spot<'g>, region: &'g Value) -> Term<'g> {
        let here = match region {
            Value::Str(region) => region.is_empty(),
            Value::Expr(expr) => **expr == Expr::Pseudo(Pseudo::Region),
            _ => false,
        };
        if !here {
            let help = "use the zones of the stack's own region, or name them";
            self.error(
                spot,
                "terraform",
                "it asks for the zones of another region, which a module cannot".into(),
                help,
            );
        }
        Term::Expression(self.data(spot.stack, Data::AvailabilityZones, "names"))
    }
}
