//! What others read of a stack: no secret, and names of exports that CloudFormation takes.

use super::references::{Pass, Spot};
use crate::diagnostic::Diagnostic;
use crate::graph::StackGraph;
use crate::id::MAX_LENGTH;
use crate::value::{Expr, Value};

const HELP: &str = "hand out the secret's ARN, not its value";

impl Pass<'_> {
    /// Text is a secret where CloudFormation resolves it to one.
    /// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>
    pub(super) fn open_text(&mut self, text: &str, spot: Spot<'_>) {
        if is_secret(text) {
            self.open_secret(&format!("the secret that `{text}` is resolved to stands"), spot);
        }
    }

    pub(super) fn open_secret(&mut self, what: &str, spot: Spot<'_>) {
        self.fault(
            "open-secret",
            spot,
            format!("{what} in an output, a tag or metadata, where everybody reads it"),
            HELP,
        );
    }

    /// A name is of letters, digits, colons and hyphens, and known before anything exists.
    /// Sources: <https://github.com/aws/aws-cdk/issues/28563>, <https://github.com/aws-cloudformation/cfn-lint/issues/1632>,
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
    pub(super) fn export_name(&mut self, name: &Value, spot: Spot<'_>) {
        if let Some(text) = unfit(name) {
            let message = format!("`{}` cannot be the name of an export, or a part of it", text.escape_debug());
            self.fault("bad-export", spot, message, "write letters, digits, colons and hyphens, at most 255");
        }
        let mut waits = false;
        name.for_each_expr(&mut |expr| {
            waits |= matches!(
                expr,
                Expr::Ref(_) | Expr::GetAtt(..) | Expr::ImportValue(_) | Expr::GetAZs(_) | Expr::Secret(_)
            );
        });
        if waits {
            let message = "the name of an export depends on a resource, an import or availability zones".into();
            self.fault("bad-export", spot, message, "make it of literals, parameters and pseudo parameters");
        }
    }
}

/// A tag that many resources would inherit is reported once, and inherited without the secret.
pub(super) fn tags(stack: &mut StackGraph, diagnostics: &mut Vec<Diagnostic>) {
    for at in 0..stack.tags.len() {
        let tag = &stack.tags[at];
        let Some(text) = secret_text(&tag.value) else { continue };
        let message = format!("the secret that `{text}` is resolved to stands in the tag `{}`", tag.key);
        diagnostics.push(Diagnostic::error("open-secret", stack.path(tag.scope), message).at(tag.place).help(HELP));
        stack.tags[at].value = Value::Str("".into());
    }
}

fn secret_text(value: &Value) -> Option<&str> {
    match value {
        Value::Str(text) => Some(&**text).filter(|text| is_secret(text)),
        Value::List(items) => items.iter().find_map(secret_text),
        Value::Expr(expr) => expr.operands().find_map(secret_text),
        Value::Bool(_) | Value::Int(_) | Value::Num(_) | Value::Map(_) => None,
    }
}

fn is_secret(text: &str) -> bool {
    text.contains("{{resolve:s")
        && (text.contains("{{resolve:secretsmanager:") || text.contains("{{resolve:ssm-secure:"))
}

/// The literal text that no name can be or have in it.
fn unfit(name: &Value) -> Option<&str> {
    let fits = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-'));
    let part = |text| Some(text).filter(|text: &&str| !fits(text) || text.len() > MAX_LENGTH);
    match name {
        Value::Str(text) if text.is_empty() => Some(text),
        Value::Str(text) => part(text),
        Value::Expr(expr) => match &**expr {
            Expr::Join(delimiter, Value::List(parts)) => {
                part(delimiter).or_else(|| parts.iter().filter(|part| part.as_str() != Some("")).find_map(unfit))
            }
            Expr::If(_, yes, no) => unfit(yes).or_else(|| unfit(no)),
            _ => None,
        },
        _ => None,
    }
}
