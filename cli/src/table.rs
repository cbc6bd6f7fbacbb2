//! Columns for people.

use crate::style::plain;
use std::borrow::Cow;

/// Lays rows out in columns, two spaces apart; the columns named are aligned to the right.
pub(crate) fn columns<const N: usize>(rows: &[[String; N]], right: &[usize]) -> String {
    let rows: Vec<[Cow<'_, str>; N]> = rows.iter().map(|row| row.each_ref().map(|cell| plain(cell, &[]))).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let gap = if column == 0 { "" } else { "  " };
            line += &match right.contains(&column) {
                true => format!("{gap}{cell:>width$}"),
                false => format!("{gap}{cell:width$}"),
            };
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

/// `1234567` as `1,234,567`.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", thousands(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [["a".into(), "1".into(), "x".into()], ["long".into(), "200".into(), String::new()]];
        assert_eq!(columns(&rows, &[1]), "a       1  x\nlong  200\n");
    }

    #[test]
    fn digits_come_in_threes() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (51_200, "51,200"), (1_234_567, "1,234,567")];
        for (number, text) in cases {
            assert_eq!(thousands(number), text);
        }
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!([count(0, "file"), count(1, "file"), count(2_000, "file")], ["0 files", "1 file", "2,000 files"]);
    }
}
