//! References to resources, and to the secrets that they keep.

use super::body::Body;
use super::context::{Context, Spot};
use super::snake::snake_case;
use super::term::Term;
use crate::stack::Node;
use crate::value::{Expr, SecretSource, Value};
use std::borrow::Cow;

impl<'g> Context<'g> {
    /// What CloudFormation's `Ref` or an attribute is in Terraform.
    pub(super) fn reference(&mut self, spot: Spot<'_>, node: Node, attribute: &str) -> Term<'g> {
        let own = self.graph.stacks.get(spot.stack).filter(|own| own.key == node.stack()).map(|_| spot.stack);
        let Some(stack) = own.or_else(|| self.stack_of(node.stack())) else { return Term::Null };
        let Some((_, resource)) = self.stack(stack).resources.get_index(node.index()) else { return Term::Null };
        let Some(named) = self.names.resource(stack, node) else { return Term::Null };
        let index = if resource.condition.is_some() { "[0]" } else { "" };
        let name = &named.name;
        let Some(map) = named.map else {
            return Term::Expression(match attribute {
                "Ref" => format!("aws_cloudcontrolapi_resource.{name}{index}.id"),
                path => {
                    let keys: String = path.split('.').map(|key| format!("[\"{key}\"]")).collect();
                    format!("jsondecode(aws_cloudcontrolapi_resource.{name}{index}.properties){keys}")
                }
            });
        };
        let known = match attribute {
            "Ref" => Some(map.reference),
            _ => map.attributes.iter().find(|(name, _)| *name == attribute).map(|(_, said)| *said),
        };
        let known = map.refer.and_then(|refer| refer(resource, attribute)).or(known);
        let said: Cow<'_, str> = match known {
            Some(said) => said.into(),
            None => snake_case(attribute).into(),
        };
        let part = said.split_once(':').filter(|(part, _)| part.starts_with("aws_"));
        let (terraform, of_part) = part.unwrap_or((map.terraform, &said));
        if of_part.contains("{}") {
            return template(of_part.replace("{}", &format!("{terraform}.{name}{index}")));
        }
        if part.is_some() {
            return Term::Expression(format!("{terraform}.{name}{index}.{of_part}"));
        }
        let mut text = String::with_capacity(map.terraform.len() + name.len() + said.len() + 5);
        for part in [map.terraform, ".", name, index, ".", &said] {
            text.push_str(part);
        }
        let exists =
            !map.parts_only && self.facts.get(map.terraform).is_none_or(|block| block.attribute(&said).is_some());
        if !exists {
            let message = format!("the attribute `{attribute}` of {} has no mapping to Terraform", map.cloudformation);
            self.error(spot, "unmapped", message, "use another attribute, or write CloudFormation only");
        }
        Term::Expression(text)
    }

    /// The value of a secret: read while Terraform runs, kept in no state and no plan. It may stand in write-only
    /// attributes only, which is where secrets go.
    /// Source: <https://developer.hashicorp.com/terraform/language/block/ephemeral>
    pub(super) fn secret(&mut self, spot: Spot<'g>, source: &'g SecretSource) -> Term<'g> {
        let (arn, field) = match source {
            SecretSource::SsmSecure(name) => {
                let label = format!("{}{}", self.names.stacks[spot.stack].prefix, snake_case(name));
                let body = self.ephemeral_body(spot.stack, "name", Term::from(name), None);
                let text = format!("ephemeral.aws_ssm_parameter.{label}.value");
                self.ephemerals.entry(("aws_ssm_parameter", label)).or_insert(body);
                return Term::Expression(text);
            }
            SecretSource::SecretsManager { arn, field } => (arn, field.as_deref()),
        };
        let (text, _) = self.secret_text(spot, arn);
        Term::Expression(match field {
            // A secret that is plain text is the value itself. A field that a secret does not have stays an error, as it is
            // for CloudFormation: all of its text would be a password that everybody else does not know.
            Some(field) => {
                let plain = Term::object([(field.to_owned(), Term::expression(&*text))]).to_hcl();
                format!("try(jsondecode({text}), {plain})[{}]", Term::Text(field.into()).to_hcl())
            }
            None => text,
        })
    }

    /// The text of a secret, and the resource that wrote it, where that is one of this module's.
    pub(super) fn secret_text(&mut self, spot: Spot<'g>, arn: &'g Value) -> (String, Option<String>) {
        let (label, id, condition) = self.secret_id(spot, arn);
        let writer = id.to_hcl().strip_suffix(".secret_id").map(str::to_owned);
        let index = if condition.is_some() { "[0]" } else { "" };
        let text = format!("ephemeral.aws_secretsmanager_secret_version.{label}{index}.secret_string");
        let body = self.ephemeral_body(spot.stack, "secret_id", id, condition);
        self.ephemerals.entry(("aws_secretsmanager_secret_version", label)).or_insert(body);
        (text, writer)
    }

    fn ephemeral_body(
        &self,
        stack: usize,
        attribute: &'static str,
        term: Term<'g>,
        condition: Option<Node>,
    ) -> Body<'g> {
        let mut body = Body::default();
        if let Some(condition) = condition {
            body.set("count".into(), Term::Expression(format!("{} ? 1 : 0", self.condition(stack, condition))), None);
        }
        if let Some(alias) = &self.names.stacks[stack].alias {
            body.set("provider".into(), Term::from(format!("aws.{alias}")), None);
        }
        body.set(attribute.into(), term, None);
        body
    }

    /// A name for a secret, its id, and the condition that must hold for it to exist. The id of a secret of this module is
    /// that of its version, so that there is one to read.
    fn secret_id(&mut self, spot: Spot<'g>, arn: &'g Value) -> (String, Term<'g>, Option<Node>) {
        let id = self.term(spot, arn);
        let node = match arn {
            Value::Expr(expr) => match &**expr {
                Expr::Ref(node) | Expr::GetAtt(node, _) => Some(*node),
                _ => None,
            },
            _ => None,
        };
        let own = node.and_then(|node| {
            let stack = self.stack_of(node.stack())?;
            let (_, resource) = self.stack(stack).resources.get_index(node.index())?;
            Some((self.names.resource(stack, node)?.name.clone(), resource))
        });
        match own {
            Some((name, resource)) => {
                let written =
                    ["GenerateSecretString", "SecretString"].iter().any(|key| resource.property(key).is_some());
                let index = if resource.condition.is_some() { "[0]" } else { "" };
                let version = format!("aws_secretsmanager_secret_version.{name}{index}.secret_id");
                (name, if written { Term::Expression(version) } else { id }, resource.condition)
            }
            None => {
                let hash = id.to_hcl().bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
                    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
                });
                (format!("secret_{:08x}", hash >> 32), id, None)
            }
        }
    }
}

/// An expression, or text with expressions.
fn template(text: String) -> Term<'static> {
    if !text.contains("${") || text.starts_with('"') {
        return Term::Expression(text);
    }
    let mut parts = Vec::new();
    for (at, piece) in text.split("${").enumerate() {
        let (expression, literal) = if at == 0 { ("", piece) } else { piece.split_once('}').unwrap_or(("", piece)) };
        if !expression.is_empty() {
            parts.push(Term::expression(expression));
        }
        if !literal.is_empty() {
            parts.push(Term::from(literal.to_owned()));
        }
    }
    Term::Template(parts)
}
