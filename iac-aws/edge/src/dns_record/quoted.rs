//! Texts of TXT records.

use iac_core::prelude::*;

/// The text as Route 53 wants it: pieces of at most 255 characters between quotation marks, and what is not plain ASCII
/// as octal numbers.
/// Source: <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat>
pub(super) fn quoted(text: Val<Str>) -> Val<Str> {
    let Some(literal) = text.value().as_str() else { return join!["\"", text, "\""] };
    let mut pieces = vec![String::new()];
    for byte in literal.bytes() {
        let escaped = match byte {
            b'"' | b'\\' => format!("\\{}", char::from(byte)),
            b' '..=b'~' => char::from(byte).to_string(),
            other => format!("\\{other:03o}"),
        };
        match pieces.last_mut() {
            Some(piece) if piece.len() + escaped.len() <= 255 => piece.push_str(&escaped),
            _ => pieces.push(escaped),
        }
    }
    Val::imported(pieces.iter().map(|piece| format!("\"{piece}\"")).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: impl Into<String>) -> String {
        quoted(Val::imported(text.into())).value().as_str().unwrap().to_owned()
    }

    #[test]
    fn cuts_long_texts_and_escapes() {
        assert_eq!(of("v=spf1 -all"), "\"v=spf1 -all\"");
        assert_eq!(of("say \"hi\""), r#""say \"hi\"""#);
        assert_eq!(of("ü"), r#""\303\274""#);
        assert_eq!(of("a".repeat(300)), format!("\"{}\" \"{}\"", "a".repeat(255), "a".repeat(45)));
    }

    proptest! {
        /// Printable ASCII without anything to escape comes back when the pieces are put together.
        #[test]
        fn nothing_is_lost(text in "[ !#-\\[\\]-~]{0,900}") {
            let quoted = of(text.clone());
            let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap();
            let pieces: Vec<&str> = inner.split("\" \"").collect();
            prop_assert!(pieces.iter().all(|piece| piece.len() <= 255));
            prop_assert_eq!(pieces.concat(), text);
        }

        #[test]
        fn only_printable_ascii_is_written(text in ".{0,300}") {
            prop_assert!(of(text).bytes().all(|byte| (b' '..=b'~').contains(&byte)));
        }
    }
}
