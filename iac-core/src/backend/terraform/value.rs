//! Values and expressions of the graph as terms.

use super::context::{Context, Data, Spot};
use super::term::Term;
use crate::parameter::ParameterType;
use crate::stack::Node;
use crate::value::{Expr, Field, Pseudo, Value};
use std::borrow::Cow;

impl<'g> Context<'g> {
    pub(super) fn term(&mut self, spot: Spot<'g>, value: &'g Value) -> Term<'g> {
        match value {
            Value::Bool(flag) => Term::Bool(*flag),
            Value::Int(number) => Term::Int(*number),
            Value::Num(number) => Term::Num(*number),
            Value::Str(text) => {
                if text.contains("{{resolve:") {
                    let message = "a reference to a secret stands in text, which only CloudFormation resolves";
                    let help = "use `SecretRef` where a secret goes; write what is no secret as it is";
                    self.error(spot, "terraform", message.to_owned(), help);
                }
                Term::from(text)
            }
            Value::List(items) => Term::List(items.iter().map(|item| self.term(spot, item)).collect()),
            Value::Map(fields) => self.object(spot, fields),
            Value::Expr(expr) => self.expr(spot, expr),
        }
    }

    pub(super) fn object(&mut self, spot: Spot<'g>, fields: &'g [Field]) -> Term<'g> {
        let field = |field: &'g Field| (Cow::Borrowed(&*field.name), self.term(spot, &field.value));
        Term::Object(fields.iter().map(field).collect())
    }

    fn expr(&mut self, spot: Spot<'g>, expr: &'g Expr) -> Term<'g> {
        match expr {
            Expr::Ref(node) => self.reference(spot, *node, "Ref"),
            Expr::GetAtt(node, attribute) => self.reference(spot, *node, attribute),
            Expr::Parameter(node) => self.parameter(spot, *node),
            Expr::Pseudo(pseudo) => self.pseudo(spot, *pseudo),
            Expr::Join(delimiter, list) => self.join(spot, delimiter, list),
            Expr::Select(index, list) => self.select(spot, index, list),
            Expr::Split(delimiter, text) => {
                let text = self.term(spot, text);
                call("split", &[Term::from(delimiter), text])
            }
            Expr::If(condition, yes, no) => {
                let condition = self.condition(spot.stack, *condition);
                let (yes, no) = (self.term(spot, yes), self.term(spot, no));
                Term::When(condition, Box::new(yes), Box::new(no))
            }
            Expr::FindInMap(mapping, row, cell) => {
                let name = self.names.stacks[spot.stack].mappings.get(mapping.index()).cloned().unwrap_or_default();
                let (row, cell) = (self.term(spot, row), self.term(spot, cell));
                Term::Expression(format!("local.{name}[{}][{}]", row.to_hcl(), cell.to_hcl()))
            }
            Expr::ImportValue(name) => self.import(spot, name),
            Expr::Cidr(network, count, bits) => {
                let count = self.term(spot, count).to_operand();
                let network = self.network(spot, network, bits, "index");
                Term::Expression(format!("[for index in range({count}) : {network}]"))
            }
            Expr::GetAZs(region) => self.zones(spot, region),
            Expr::Base64(text) => {
                let text = self.term(spot, text);
                call("base64encode", &[text])
            }
            Expr::Secret(source) => self.secret(spot, source),
            Expr::Opaque(function, _) => self.opaque(spot, function),
        }
    }

    pub(super) fn opaque(&mut self, spot: Spot<'g>, function: &str) -> Term<'g> {
        let help = "say it with other functions, or take the value as a parameter";
        self.error(spot, "terraform", format!("`{function}` has no counterpart in Terraform"), help);
        Term::Null
    }

    /// Whether a condition holds, as an expression.
    pub(super) fn condition(&self, stack: usize, condition: Node) -> String {
        let name = self.names.stacks[stack].conditions.get(condition.index());
        format!("local.{}", name.map_or("", String::as_str))
    }

    /// The variable of a parameter, or of the parameter of another stack that it stands for.
    pub(super) fn variable_of(&self, stack: usize, node: Node) -> Option<String> {
        let at = self.stack_of(node.stack()).unwrap_or(stack);
        let (_, parameter) = self.stack(at).parameters.get_index(node.index())?;
        let Some(from) = &parameter.from else { return self.names.stacks[at].variables.get(node.index()).cloned() };
        let mut name = None;
        from.value.for_each_expr(&mut |expr| {
            if let Expr::Parameter(other) = expr {
                name = self.variable_of(at, *other);
            }
        });
        name
    }

    fn parameter(&mut self, spot: Spot<'g>, node: Node) -> Term<'g> {
        // One that stands for a parameter of another stack leads there.
        let at = self.stack_of(node.stack()).unwrap_or(spot.stack);
        let Some((_, parameter)) = self.stack(at).parameters.get_index(node.index()) else { return Term::Null };
        if let Some(from) = &parameter.from {
            return self.term(spot, &from.value);
        }
        let names = &self.names.stacks[at];
        let name = names.variables.get(node.index()).cloned().unwrap_or_default();
        if let ParameterType::SsmValue(_) = parameter.parameter_type {
            let text = format!("data.aws_ssm_parameter.{name}.insecure_value");
            let alias = names.alias.clone();
            self.needs.ssm_parameters.insert((name, alias));
            return Term::Expression(text);
        }
        Term::Expression(format!("var.{name}"))
    }

    pub(super) fn pseudo(&mut self, spot: Spot<'g>, pseudo: Pseudo) -> Term<'g> {
        Term::Expression(match pseudo {
            Pseudo::NoValue => return Term::Null,
            Pseudo::AccountId => self.data(spot.stack, Data::CallerIdentity, "account_id"),
            Pseudo::Partition => self.data(spot.stack, Data::Partition, "partition"),
            Pseudo::Region => self.data(spot.stack, Data::Region, "region"),
            Pseudo::UrlSuffix => self.data(spot.stack, Data::Partition, "dns_suffix"),
            Pseudo::StackName => return self.stack_name(spot.stack),
            Pseudo::StackId => {
                let name = self.stack_name(spot.stack);
                let region = self.data(spot.stack, Data::Region, "region");
                let account = self.data(spot.stack, Data::CallerIdentity, "account_id");
                let partition = self.data(spot.stack, Data::Partition, "partition");
                let own = self.stack_uuid(spot.stack);
                let text = |text: &'static str| Term::from(text);
                let parts =
                    [text("arn:"), Term::Expression(partition), text(":cloudformation:"), Term::Expression(region)];
                let parts = parts.into_iter().chain([text(":"), Term::Expression(account), text(":stack/"), name]);
                return Term::joined(parts.chain([text("/"), own]));
            }
        })
    }

    /// What stands for the stack's name: the name of the deployment, with that of the stack where it is not the main one.
    pub(super) fn stack_name(&mut self, stack: usize) -> Term<'g> {
        self.needs.stack_name = true;
        let name = Term::expression("var.stack_name");
        match stack {
            0 => name,
            other => Term::Template(vec![name, Term::from(format!("-{}", self.stack(other).name))]),
        }
    }

    /// What stands for the part of the stack's id that is no other's.
    pub(super) fn stack_uuid(&mut self, stack: usize) -> Term<'g> {
        let prefix = self.names.stacks[stack].prefix.clone();
        let text = format!("terraform_data.{prefix}stack.id");
        self.needs.stack_ids.insert(prefix);
        Term::Expression(text)
    }

    /// What another stack of the environment exports: in one module, that is a reference.
    fn import(&mut self, spot: Spot<'g>, name: &'g Value) -> Term<'g> {
        match name.as_str().and_then(|name| self.export(name)) {
            Some((stack, output)) => self.term(Spot { stack, ..spot }, &output.value),
            None => {
                let help = "Terraform has no exports: take the value as a parameter";
                let name = name.as_str().unwrap_or("a name that is an expression");
                self.error(spot, "terraform", format!("no stack of the environment exports `{name}`"), help);
                Term::Null
            }
        }
    }
}

/// A call of a function of Terraform's.
pub(super) fn call<'g>(function: &str, arguments: &[Term<'g>]) -> Term<'g> {
    let arguments: Vec<String> = arguments.iter().map(Term::to_hcl).collect();
    Term::Expression(format!("{function}({})", arguments.join(", ")))
}
