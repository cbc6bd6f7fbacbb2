//! Plain scalars of YAML 1.1, which is what CloudFormation reads. Dates stay text: it knows no timestamps.
//! Sources: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html>,
//! <https://yaml.org/type/int.html>, <https://yaml.org/type/bool.html>

use super::findings::Findings;
use super::tree::{At, Data, number};
use std::borrow::Cow;

pub(super) fn plain<'a>(text: Cow<'a, str>, at: At, findings: &mut Findings) -> Data<'a> {
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => return Data::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => return Data::Bool(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => return Data::Bool(false),
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(&text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Data::Text(text);
    }
    if is_decimal(unsigned) {
        return match text {
            Cow::Borrowed(text) => without_sign(text),
            Cow::Owned(text) => owned(without_sign(&text)),
        };
    }
    let Some((value, surprising)) = whole(unsigned) else { return Data::Text(text) };
    let value = if text.starts_with('-') { -value } else { value };
    if surprising {
        let message = format!("`{text}` is the number {value} in YAML 1.1, which CloudFormation reads");
        findings.warning("yaml-number", at, message, "put it in quotation marks if it is text");
    }
    Data::Int(value)
}

fn without_sign(text: &str) -> Data<'_> {
    number(text.strip_prefix('+').unwrap_or(text))
}

fn owned<'a>(data: Data<'_>) -> Data<'a> {
    match data {
        Data::Int(number) => Data::Int(number),
        Data::Num(number) => Data::Num(number),
        Data::Text(text) => Data::Text(text.into_owned().into()),
        _ => Data::Lost,
    }
}

/// Digits without a leading zero, perhaps a fraction and an exponent.
fn is_decimal(text: &str) -> bool {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (digits, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let leads = digits.len() < 2 || !digits.starts_with('0') || text.contains('.');
    let some = digits.len() + fraction.len() > 0 && !exponent.is_empty();
    leads && some && all(digits) && all(fraction) && all(exponent)
}

/// A whole number in another notation than the usual one, and whether its value surprises: `0755` is 493, `1:30` is 90.
fn whole(text: &str) -> Option<(i64, bool)> {
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':')) || text.len() > 100 {
        return None;
    }
    let digits = text.replace('_', "");
    let of_base = |digits: &str, base| i64::from_str_radix(digits, base).ok().filter(|_| !digits.starts_with('+'));
    if let Some(hexadecimal) = digits.strip_prefix("0x") {
        return Some((of_base(hexadecimal, 16)?, false));
    }
    if let Some(binary) = digits.strip_prefix("0b") {
        return Some((of_base(binary, 2)?, false));
    }
    if digits.contains(':') {
        return Some((base_60(&digits)?, true));
    }
    match digits.starts_with('0') && digits.len() > 1 {
        true => Some((of_base(&digits, 8)?, true)),
        false => Some((of_base(&digits, 10)?, false)),
    }
}

/// `1:30:00`, as YAML 1.1 counts hours, minutes and seconds.
fn base_60(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let first = parts.next().filter(|part| !part.starts_with('0'))?;
    parts.try_fold(first.parse().ok()?, |value: i64, part| {
        let part = part.parse().ok().filter(|digit: &i64| *digit < 60 && part.len() <= 2)?;
        value.checked_mul(60)?.checked_add(part)
    })
}
