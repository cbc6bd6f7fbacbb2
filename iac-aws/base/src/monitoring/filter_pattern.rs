//! What a metric filter looks for.

use iac_core::Text;

/// What a metric filter looks for in each line that is logged.
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterPattern(Text);

impl FilterPattern {
    /// Every line.
    pub const ALL: FilterPattern = FilterPattern(Text::Borrowed(""));

    /// Lines that hold all of these words or phrases, whatever their order. Case matters.
    pub fn all_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<_> = words.into_iter().map(quoted).collect();
        FilterPattern(words.join(" ").into())
    }

    /// Lines that hold at least one of these words or phrases. Case matters.
    pub fn any_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: Vec<_> = words.into_iter().map(|word| format!("?{}", quoted(word))).collect();
        FilterPattern(words.join(" ").into())
    }

    /// Lines of JSON whose field is this text: `FilterPattern::field("$.level", "error")`.
    pub fn field(selector: &str, text: &str) -> Self {
        FilterPattern(format!("{{ {selector} = {} }}", quoted(text)).into())
    }

    /// Lines of JSON that have this field, such as `$.duration`.
    pub fn has_field(selector: &str) -> Self {
        FilterPattern(format!("{{ {selector} = * }}").into())
    }

    /// A pattern in CloudWatch's own words, for what the others do not say.
    pub fn expression(pattern: impl Into<Text>) -> Self {
        FilterPattern(pattern.into())
    }

    /// Whether it reads fields, out of JSON or between separators, so that a metric can have dimensions.
    pub(super) fn reads_fields(&self) -> bool {
        self.0.starts_with(['{', '['])
    }

    pub(super) fn into_text(self) -> Text {
        self.0
    }
}

/// A phrase between quotation marks, as it is meant.
fn quoted(phrase: &str) -> String {
    format!("\"{}\"", phrase.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_in_cloudwatchs_words() {
        let text = |pattern: FilterPattern| pattern.into_text().into_owned();
        assert_eq!(text(FilterPattern::ALL), "");
        assert_eq!(text(FilterPattern::all_of(["ERROR", "time out"])), r#""ERROR" "time out""#);
        assert_eq!(text(FilterPattern::any_of(["ERROR", "Fatal"])), r#"?"ERROR" ?"Fatal""#);
        assert_eq!(text(FilterPattern::field("$.event", r#"say "hi""#)), r#"{ $.event = "say \"hi\"" }"#);
        assert_eq!(text(FilterPattern::has_field("$.duration")), "{ $.duration = * }");
        assert_eq!(text(FilterPattern::expression("[ip, user]")), "[ip, user]");
    }
}
