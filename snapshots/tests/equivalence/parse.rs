//! The parser of Terraform's expressions.

use crate::expression::{Expression, For};
use crate::value::{Value, number};
use Expression::*;

pub(crate) fn template(text: &str) -> Result<Expression, String> {
    let mut reader = Reader { text, at: 0 };
    reader.template(None).map_err(|fault| format!("{fault} in {text:?}"))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

/// From the loosest to the tightest.
const BINARY: [&[&str]; 6] = [&["||"], &["&&"], &["==", "!="], &["<=", ">=", "<", ">"], &["+", "-"], &["*", "/", "%"]];

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn space(&mut self) {
        let trimmed = self.rest().trim_start();
        self.at = self.text.len() - trimmed.len();
    }

    fn take(&mut self, token: &str) -> bool {
        self.space();
        let found = self.rest().starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn need(&mut self, token: &str) -> Result<(), String> {
        if self.take(token) { Ok(()) } else { Err(format!("{token:?} expected before {:?}", self.rest())) }
    }

    fn word(&mut self) -> Option<String> {
        self.space();
        let rest = self.rest();
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_').then_some(())?;
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
        let word = rest[..end].to_owned();
        self.at += end;
        Some(word)
    }

    /// Literal text and `${…}`, to the end of the text or to a quotation mark.
    fn template(&mut self, end: Option<char>) -> Result<Expression, String> {
        let (mut parts, mut text) = (Vec::new(), String::new());
        loop {
            let rest = self.rest();
            let Some(next) = rest.chars().next() else {
                if end.is_some() {
                    return Err("a string does not end".to_owned());
                }
                break;
            };
            if rest.starts_with("$${") || rest.starts_with("%%{") {
                text += &rest[1..3];
                self.at += 3;
            } else if rest.starts_with("${") {
                self.at += 2;
                parts.push(Literal(Value::Text(std::mem::take(&mut text))));
                parts.push(self.expression()?);
                self.need("}")?;
            } else if rest.starts_with("%{") {
                return Err("a directive".to_owned());
            } else if end == Some(next) {
                self.at += next.len_utf8();
                break;
            } else if next == '\\' && end.is_some() {
                text.push(self.escape()?);
            } else {
                text.push(next);
                self.at += next.len_utf8();
            }
        }
        parts.push(Literal(Value::Text(text)));
        parts.retain(|part| *part != Literal(Value::text("")));
        Ok(match parts.len() {
            0 => Literal(Value::text("")),
            1 => parts.remove(0),
            _ => Template(parts),
        })
    }

    fn escape(&mut self) -> Result<char, String> {
        let escaped = self.rest().chars().nth(1).ok_or("nothing is escaped")?;
        self.at += 1 + escaped.len_utf8();
        let digits = match escaped {
            'n' => return Ok('\n'),
            't' => return Ok('\t'),
            'r' => return Ok('\r'),
            'u' => 4,
            'U' => 8,
            other => return Ok(other),
        };
        let code = self.rest().get(..digits).and_then(|code| u32::from_str_radix(code, 16).ok());
        self.at += digits;
        code.and_then(char::from_u32).ok_or_else(|| "no character has this code".to_owned())
    }

    fn expression(&mut self) -> Result<Expression, String> {
        let condition = self.binary(0)?;
        if !self.take("?") {
            return Ok(condition);
        }
        let yes = self.expression()?;
        self.need(":")?;
        Ok(Choice(Box::new(condition), Box::new(yes), Box::new(self.expression()?)))
    }

    fn binary(&mut self, level: usize) -> Result<Expression, String> {
        let Some(operators) = BINARY.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        while let Some(operator) = operators.iter().find(|operator| self.take(operator)) {
            left = Binary(operator, Box::new(left), Box::new(self.binary(level + 1)?));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expression, String> {
        if self.take("!") {
            return Ok(Not(Box::new(self.unary()?)));
        }
        if self.take("-") {
            return Ok(match self.unary()? {
                Literal(Value::Number(digits)) => Literal(Value::Number(format!("-{digits}"))),
                other => Binary("-", Box::new(Literal(number("0"))), Box::new(other)),
            });
        }
        let mut value = self.primary()?;
        loop {
            // A dot or bracket of this value follows it at once; after a blank it is the next one's.
            let rest = self.rest();
            if rest.starts_with("[*]") || rest.starts_with(".*") {
                self.at += if rest.starts_with('.') { 2 } else { 3 };
                value = Splat(Box::new(value));
            } else if rest.starts_with('[') {
                self.at += 1;
                let index = self.expression()?;
                self.need("]")?;
                value = Index(Box::new(value), Box::new(index));
            } else if rest.starts_with('.') {
                self.at += 1;
                let digits = self.rest().find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest().len());
                if digits > 0 {
                    let index = Literal(number(&self.rest()[..digits]));
                    self.at += digits;
                    value = Index(Box::new(value), Box::new(index));
                } else {
                    value = Attribute(Box::new(value), self.word().ok_or("a dot without a name")?);
                }
            } else {
                return Ok(value);
            }
        }
    }

    fn primary(&mut self) -> Result<Expression, String> {
        self.space();
        if self.take("\"") {
            return self.template(Some('"'));
        }
        if self.take("(") {
            let inner = self.expression()?;
            return self.need(")").map(|()| inner);
        }
        if self.take("[") {
            return if self.loops() { self.comprehension("]") } else { self.list("]").map(List) };
        }
        if self.take("{") {
            return if self.loops() { self.comprehension("}") } else { self.object() };
        }
        let digits = self.rest().find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(self.rest().len());
        if digits > 0 {
            let literal = Literal(number(&self.rest()[..digits]));
            self.at += digits;
            return Ok(literal);
        }
        let word = self.word().ok_or_else(|| format!("no value at {:?}", self.rest()))?;
        Ok(match word.as_str() {
            "true" => Literal(Value::Bool(true)),
            "false" => Literal(Value::Bool(false)),
            "null" => Literal(Value::Null),
            _ if self.rest().starts_with('(') => {
                self.at += 1;
                Call(word, self.list(")")?)
            }
            _ => Name(word),
        })
    }

    fn list(&mut self, end: &str) -> Result<Vec<Expression>, String> {
        let mut items = Vec::new();
        while !self.take(end) {
            items.push(self.expression()?);
            if !self.take(",") {
                self.need(end)?;
                break;
            }
        }
        Ok(items)
    }

    fn object(&mut self) -> Result<Expression, String> {
        let mut members = Vec::new();
        while !self.take("}") {
            let key = match self.word() {
                Some(word) => Literal(Value::Text(word)),
                None => self.primary()?,
            };
            if !self.take("=") {
                self.need(":")?;
            }
            members.push((key, self.expression()?));
            self.take(",");
        }
        Ok(Object(members))
    }

    fn loops(&mut self) -> bool {
        self.space();
        let found = self.rest().starts_with("for ");
        self.at += if found { 4 } else { 0 };
        found
    }

    fn comprehension(&mut self, end: &str) -> Result<Expression, String> {
        let mut names = vec![self.word().ok_or("for what?")?];
        while self.take(",") {
            names.push(self.word().ok_or("for what?")?);
        }
        self.need("in")?;
        let of = self.expression()?;
        self.need(":")?;
        let mut value = self.expression()?;
        let key =
            self.take("=>").then(|| self.expression()).transpose()?.map(|item| std::mem::replace(&mut value, item));
        let condition = self.take("if").then(|| self.expression()).transpose()?;
        self.need(end)?;
        Ok(For(Box::new(For { names, of, key, value, condition })))
    }
}
