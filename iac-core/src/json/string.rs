//! Text between quotation marks.

use super::parse::Json;
use super::tree::Fault;
use std::borrow::Cow;

impl<'a> Json<'a, '_> {
    /// The text from here on, where a quotation mark stands. Text without escapes is not copied.
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        let opened = self.at();
        let text = self.text;
        self.next += 1;
        let mut done: Option<String> = None;
        let mut from = self.next;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = &text[from..self.next];
                    self.next += 1;
                    return Ok(match done {
                        None => Cow::Borrowed(rest),
                        Some(done) => Cow::Owned(done + rest),
                    });
                }
                Some(b'\\') => {
                    let done = done.get_or_insert_default();
                    done.push_str(&text[from..self.next]);
                    let character = self.escape()?;
                    done.push(character);
                    from = self.next;
                }
                Some(byte) => {
                    if byte < b' ' {
                        let message = "a control character stands in a text: JSON takes them as escapes only";
                        self.flaws.wrong("syntax", self.at(), message, "write `\\t` for a tab, `\\n` for a new line");
                    }
                    self.next += 1;
                    self.wide += usize::from(byte & 0b1100_0000 == 0b1000_0000);
                    if byte == b'\n' {
                        self.new_line();
                    }
                }
                None => return Err(Fault { at: opened, message: "this text has no end".into() }),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let at = self.at();
        let sign = self.text.as_bytes().get(self.next + 1).copied();
        let character = match sign {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(Fault { at, message: "this escape is none of JSON".into() }),
        };
        self.next += 2;
        Ok(character)
    }

    /// `\u` with four digits; two of them in a row for what lies beyond the first 65,536 characters.
    fn unicode(&mut self) -> Result<char, Fault> {
        let at = self.at();
        let first = self.unit().ok_or_else(|| self.fault("`\\u` is followed by four hexadecimal digits"))?;
        let units = match first {
            0xd800..0xdc00 => {
                let after_first = self.next;
                let second = self.unit().filter(|unit| (0xdc00..0xe000).contains(unit));
                if second.is_none() {
                    self.next = after_first;
                }
                [Some(first), second]
            }
            _ => [Some(first), None],
        };
        let character = char::decode_utf16(units.into_iter().flatten()).next().and_then(Result::ok);
        Ok(character.unwrap_or_else(|| {
            let help = "characters beyond U+FFFF are written as two escapes, or as they are";
            self.flaws.wrong("syntax", at, "this escape is half of a character", help);
            char::REPLACEMENT_CHARACTER
        }))
    }

    fn unit(&mut self) -> Option<u16> {
        let digits = self.text.as_bytes().get(self.next..self.next + 6)?.strip_prefix(b"\\u")?;
        let unit = digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))?;
        self.next += 6;
        u16::try_from(unit).ok()
    }
}
