//! Text and expressions in a row are read by Terraform as they were meant, whatever the text is made of.

use iac_core::backend::terraform::Term;
use iac_core::json;
use proptest::prelude::*;

/// What Terraform makes of a template: `$${` and `%%{` are escapes wherever they stand. `var.x` is `<x>`.
/// Source: <https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#templates>
fn read(mut template: &str) -> String {
    let mut text = String::new();
    while let Some(first) = template.chars().next() {
        let escaped = ["$${", "%%{"].iter().any(|escape| template.starts_with(escape));
        if escaped {
            text.push_str(&template[1..3]);
            template = &template[3..];
        } else if let Some(inside) = template.strip_prefix("${") {
            let (expression, rest) = inside.split_once('}').expect("an end");
            match expression.strip_prefix('"').and_then(|quoted| quoted.strip_suffix('"')) {
                Some(literal) => text.push_str(literal),
                None if expression == "var.x" => text.push_str("<x>"),
                None => panic!("`{expression}` is no expression of this test"),
            }
            template = rest;
        } else {
            assert!(!template.starts_with("%{"), "a directive: {template}");
            text.push(first);
            template = &template[first.len_utf8()..];
        }
    }
    text
}

proptest! {
    #[test]
    fn is_read_as_it_was_meant(parts in prop::collection::vec(prop::option::of("[$%{}a]{1,5}"), 2..6)) {
        let meant: String = parts.iter().map(|part| part.as_deref().unwrap_or("<x>")).collect();
        let terms = parts.iter().map(|part| part.clone().map_or_else(|| Term::expression("var.x"), Term::from));
        let term = Term::joined(terms);
        let in_json: String = serde_json::from_str(&json::to_text(&term, json::Layout::Compact)).expect("a string");
        prop_assert_eq!(read(&in_json), &*meant);
        let native = term.to_hcl();
        let native = native.strip_prefix('"').and_then(|text| text.strip_suffix('"')).expect("quotes");
        prop_assert_eq!(read(native), meant);
    }
}
