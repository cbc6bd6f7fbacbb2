//! The text of a page as nodes.

/// A part of a page.
#[derive(Debug)]
pub(super) enum Node {
    Text(&'static str),
    Value { expr: Expr, raw: bool },
    Partial { name: &'static str, this: Option<Expr>, with: Vec<(&'static str, Expr)> },
    Block { sort: Block, expr: Expr, then: Vec<Node>, otherwise: Vec<Node> },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Block {
    If,
    Unless,
    Each,
}

#[derive(Clone, Debug)]
pub(super) enum Expr {
    Text(&'static str),
    First,
    Path { root: bool, up: usize, names: Vec<&'static str> },
    Call(&'static str, Vec<Expr>),
}

/// Text, or what stands between braces; `raw` where there are three.
enum Token {
    Text(&'static str),
    Tag { inner: &'static str, raw: bool },
}

pub(super) fn page(text: &'static str) -> Result<Vec<Node>, String> {
    let tokens = tokens(text)?;
    let mut at = 0;
    let (nodes, end) = nodes(&tokens, &mut at)?;
    match end {
        None => Ok(nodes),
        Some(end) => Err(format!("`{end}` ends nothing")),
    }
}

fn tokens(text: &'static str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        if rest[..open].ends_with('\\') {
            // A backslash takes the meaning from the braces.
            tokens.push(Token::Text(&rest[..open - 1]));
            let next = rest[open + 2..].find("{{").map_or(rest.len(), |next| open + 2 + next);
            // The next braces may have a backslash of their own.
            let next = if rest[..next].ends_with('\\') && next < rest.len() { next - 1 } else { next };
            tokens.push(Token::Text(&rest[open..next]));
            rest = &rest[next..];
            continue;
        }
        if open > 0 {
            tokens.push(Token::Text(&rest[..open]));
        }
        let raw = rest[open..].starts_with("{{{");
        let (from, end) = if raw { (open + 3, "}}}") } else { (open + 2, "}}") };
        let length = rest[from..]
            .find(end)
            .ok_or_else(|| format!("no {end} after `{}`", &rest[open..].chars().take(20).collect::<String>()))?;
        tokens.push(Token::Tag { inner: rest[from..from + length].trim(), raw });
        rest = &rest[from + length + end.len()..];
    }
    if !rest.is_empty() {
        tokens.push(Token::Text(rest));
    }
    Ok(alone(tokens))
}

/// Takes the line of a tag that writes nothing itself and stands alone on it.
fn alone(mut tokens: Vec<Token>) -> Vec<Token> {
    let silent = |token: &Token| matches!(token, Token::Tag { inner, raw: false } if inner.starts_with(['#', '/', '>']) || *inner == "else");
    let blank = |text: &str| text.chars().all(|c| matches!(c, ' ' | '\t'));
    let original: Vec<Option<&str>> = tokens
        .iter()
        .map(|token| match token {
            Token::Text(text) => Some(*text),
            Token::Tag { .. } => None,
        })
        .collect();
    for at in 0..tokens.len() {
        if !silent(&tokens[at]) {
            continue;
        }
        let starts = match at.checked_sub(1).map(|before| original[before]) {
            None => true,
            Some(None) => false,
            Some(Some(text)) => match text.rsplit_once('\n') {
                Some((_, line)) => blank(line),
                None => at == 1 && blank(text),
            },
        };
        let ends = match original.get(at + 1) {
            None => true,
            Some(None) => false,
            Some(Some(text)) => match text.split_once('\n') {
                Some((line, _)) => blank(line),
                None => at + 2 == tokens.len() && blank(text),
            },
        };
        if starts && ends {
            if let Some(Token::Text(text)) = at.checked_sub(1).and_then(|before| tokens.get_mut(before)) {
                *text = text.rfind('\n').map_or("", |end| &text[..=end]);
            }
            if let Some(Token::Text(text)) = tokens.get_mut(at + 1) {
                *text = text.find('\n').map_or("", |end| &text[end + 1..]);
            }
        }
    }
    tokens
}

/// The nodes up to the tag that ends them.
fn nodes(tokens: &[Token], at: &mut usize) -> Result<(Vec<Node>, Option<&'static str>), String> {
    let mut found = Vec::new();
    while let Some(token) = tokens.get(*at) {
        *at += 1;
        let (inner, raw) = match token {
            Token::Text("") => continue,
            Token::Text(text) => {
                found.push(Node::Text(text));
                continue;
            }
            Token::Tag { inner, raw } => (*inner, *raw),
        };
        if inner == "else" || inner.starts_with('/') {
            return Ok((found, Some(inner)));
        }
        if let Some(block) = inner.strip_prefix('#') {
            found.push(self::block(block, tokens, at)?);
        } else if let Some(partial) = inner.strip_prefix('>') {
            found.push(self::partial(partial)?);
        } else {
            found.push(Node::Value { expr: call(&words(inner)?)?, raw });
        }
    }
    Ok((found, None))
}

fn block(text: &'static str, tokens: &[Token], at: &mut usize) -> Result<Node, String> {
    let (name, condition) = text.split_once(' ').ok_or_else(|| format!("`{text}` asks for nothing"))?;
    let sort = match name {
        "if" => Block::If,
        "unless" => Block::Unless,
        "each" => Block::Each,
        other => return Err(format!("there is no block `{other}`")),
    };
    let expr = call(&words(condition)?)?;
    let (then, mut end) = nodes(tokens, at)?;
    let mut otherwise = Vec::new();
    if end == Some("else") {
        (otherwise, end) = nodes(tokens, at)?;
    }
    match end.and_then(|end| end.strip_prefix('/')) {
        Some(end) if end == name => Ok(Node::Block { sort, expr, then, otherwise }),
        _ => Err(format!("`{text}` is not ended")),
    }
}

fn partial(text: &'static str) -> Result<Node, String> {
    let words = words(text)?;
    let (name, rest) = words.split_first().ok_or("a partial without a name")?;
    let (mut this, mut with) = (None, Vec::new());
    for word in rest {
        match word.split_once('=') {
            Some((key, value)) => with.push((key, operand(value)?)),
            None => this = Some(operand(word)?),
        }
    }
    Ok(Node::Partial { name, this, with })
}

/// Words with what is in quotes or parentheses in one piece.
fn words(text: &'static str) -> Result<Vec<&'static str>, String> {
    let (mut words, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0_u32, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => {
                depth = depth.checked_sub(1).ok_or_else(|| format!("`{text}` has a parenthesis too many"))?
            }
            b' ' if depth == 0 && !quoted => {
                words.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    words.push(&text[start..]);
    words.retain(|word| !word.is_empty());
    if quoted || depth > 0 || words.is_empty() { Err(format!("`{text}` is not whole")) } else { Ok(words) }
}

/// A value, or a helper with what it is given.
fn call(words: &[&'static str]) -> Result<Expr, String> {
    match words {
        [only] => operand(only),
        [name, arguments @ ..] => {
            Ok(Expr::Call(name, arguments.iter().map(|one| operand(one)).collect::<Result<_, _>>()?))
        }
        [] => Err("an empty tag".to_owned()),
    }
}

fn operand(word: &'static str) -> Result<Expr, String> {
    if let Some(text) = word.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return Ok(Expr::Text(text));
    }
    if let Some(inner) = word.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return call(&words(inner)?);
    }
    if word == "@first" {
        return Ok(Expr::First);
    }
    let (root, mut rest) = match word.strip_prefix("@root.") {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let mut up = 0;
    while let Some(further) = rest.strip_prefix("../") {
        (up, rest) = (up + 1, further);
    }
    let names = rest.split('.').filter(|name| *name != "this").collect();
    Ok(Expr::Path { root, up, names })
}
