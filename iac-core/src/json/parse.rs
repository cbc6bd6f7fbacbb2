//! JSON with places. A YAML parser would do for most JSON, but not for surrogate pairs, tabs and long keys.

use super::tree::{At, Data, Entry, Fault, Flaws, MAX_DEPTH, Tree, each_once};

/// The document; `number` says what becomes of a number.
pub(crate) fn parse<'a>(text: &'a str, flaws: &mut dyn Flaws, number: ToData) -> Result<Tree<'a>, Fault> {
    let mut json = Json { text, next: 0, line: 1, line_start: 0, wide: 0, flaws, number };
    let tree = json.value(0)?;
    json.skip_space();
    match json.peek() {
        None => Ok(tree),
        Some(_) => Err(json.fault("text after the end of the document")),
    }
}

type ToData = fn(&str) -> Data<'_>;

pub(super) struct Json<'a, 'f> {
    pub(super) text: &'a str,
    /// The byte that comes next.
    pub(super) next: usize,
    line: u32,
    /// Where the line begins.
    line_start: usize,
    /// The bytes of the line so far that begin no character.
    pub(super) wide: usize,
    pub(super) flaws: &'f mut dyn Flaws,
    number: ToData,
}

impl<'a> Json<'a, '_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.next).copied()
    }

    pub(super) fn at(&self) -> At {
        let column = (self.next - self.line_start).saturating_sub(self.wide) + 1;
        At { line: self.line, column: u32::try_from(column).unwrap_or(u32::MAX) }
    }

    pub(super) fn fault(&self, message: impl Into<String>) -> Fault {
        Fault { at: self.at(), message: message.into() }
    }

    pub(super) fn new_line(&mut self) {
        self.line = self.line.saturating_add(1);
        self.line_start = self.next;
        self.wide = 0;
    }

    fn skip_space(&mut self) {
        while let Some(byte @ (b' ' | b'\t' | b'\r' | b'\n')) = self.peek() {
            self.next += 1;
            if byte == b'\n' {
                self.new_line();
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Tree<'a>, Fault> {
        self.skip_space();
        let at = self.at();
        let data = match self.peek() {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                self.flaws.too_deep(at);
                self.skip_nested()?
            }
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Data::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.word()?,
            Some(_) => return Err(self.fault("a value is expected here")),
            None => return Err(self.fault("the document ends before its last bracket")),
        };
        Ok(Tree { at, data })
    }

    fn object(&mut self, depth: usize) -> Result<Data<'a>, Fault> {
        let mut entries = Vec::new();
        self.next += 1;
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.next += 1;
            return Ok(Data::Map(entries));
        }
        loop {
            self.skip_space();
            let at = self.at();
            if self.peek() != Some(b'"') {
                return Err(self.fault("a key in quotation marks is expected here"));
            }
            let key = self.string()?;
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.fault(format!("a colon is expected after the key `{key}`")));
            }
            self.next += 1;
            entries.push(Entry { key, at, value: self.value(depth + 1)? });
            if self.ends(b'}')? {
                return Ok(Data::Map(each_once(entries, self.flaws)));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Data<'a>, Fault> {
        let mut items = Vec::new();
        self.next += 1;
        self.skip_space();
        if self.peek() == Some(b']') {
            self.next += 1;
            return Ok(Data::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.ends(b']')? {
                return Ok(Data::List(items));
            }
        }
    }

    /// Whether the bracket closes here, or another member follows.
    fn ends(&mut self, bracket: u8) -> Result<bool, Fault> {
        self.skip_space();
        match self.peek() {
            Some(byte) if byte == bracket || byte == b',' => {
                self.next += 1;
                Ok(byte == bracket)
            }
            _ => Err(self.fault(format!("a comma or `{}` is expected here", char::from(bracket)))),
        }
    }

    /// Goes past a value without recursion.
    fn skip_nested(&mut self) -> Result<Data<'a>, Fault> {
        let mut open = 0_usize;
        loop {
            match self.peek() {
                None => return Err(self.fault("the document ends before its last bracket")),
                Some(b'"') => drop(self.string()?),
                Some(byte) => {
                    self.next += 1;
                    match byte {
                        b'{' | b'[' => open += 1,
                        b'}' | b']' => open = open.saturating_sub(1),
                        b'\n' => self.new_line(),
                        _ => {}
                    }
                    if open == 0 {
                        return Ok(Data::Lost);
                    }
                }
            }
        }
    }

    fn word(&mut self) -> Result<Data<'a>, Fault> {
        let rest = &self.text[self.next..];
        let word = &rest[..rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len())];
        let data = match word {
            "true" => Data::Bool(true),
            "false" => Data::Bool(false),
            "null" => Data::Null,
            _ => return Err(self.fault(format!("`{word}` is no value of JSON"))),
        };
        self.next += word.len();
        Ok(data)
    }

    fn number(&mut self) -> Result<Data<'a>, Fault> {
        let rest = &self.text[self.next..];
        let in_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        let digits = &rest[..rest.bytes().position(|byte| !in_number(byte)).unwrap_or(rest.len())];
        if !is_number(digits) {
            return Err(self.fault(format!("`{digits}` is no number of JSON")));
        }
        self.next += digits.len();
        Ok((self.number)(digits))
    }
}

/// Digits without a zero in front, a fraction, an exponent.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(text, exponent)| (text, Some(exponent)));
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(are_digits)
        && exponent.is_none_or(|exponent| are_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
