//! Our pages are Handlebars': the crate of that name writes the same from them, whatever they are filled with.

use super::{Book, PAGES, PARTIALS, helpers, pipeline};
use handlebars::{Context, Handlebars, Helper, HelperDef, Output, RenderContext, RenderError};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

struct Writes(fn(&str) -> String);

impl HelperDef for Writes {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> Result<(), RenderError> {
        let text = match helper.param(0).unwrap().value() {
            Value::String(text) => text.clone(),
            other => handlebars::JsonRender::render(other),
        };
        Ok(out.write(&(self.0)(&text))?)
    }
}

fn pages() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    PAGES.iter().chain(PARTIALS).chain(pipeline::PAGES)
}

fn theirs<'a>(pages: impl Iterator<Item = (&'a str, &'a str)>) -> Handlebars<'static> {
    let mut book = Handlebars::new();
    book.register_escape_fn(helpers::escape);
    for (name, helper) in helpers::HELPERS {
        book.register_helper(name, std::boxed::Box::new(Writes(*helper)));
    }
    pages.for_each(|(name, text)| book.register_template_string(name, text).unwrap());
    book
}

fn ours(pages: impl Iterator<Item = &'static (&'static str, &'static str)>) -> Book {
    let mut book = Book::new(helpers::HELPERS, helpers::escape);
    pages.for_each(|(name, text)| book.add(name, text).unwrap());
    book
}

/// The names that pages ask for.
fn names() -> Vec<String> {
    let mut names = BTreeSet::new();
    for (_, text) in pages() {
        for tag in text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()) {
            let words = tag.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '"');
            names.extend(words.filter(|word| !word.is_empty() && !word.contains('"')).map(str::to_owned));
        }
    }
    names.into_iter().collect()
}

fn data() -> impl Strategy<Value = Value> {
    let names = names();
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..20_u32).prop_map(Value::from),
        prop::sample::select(vec!["", "a", "public", "branch", "python", "node", "x|y", "`*_<", "two words", "z\nz"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 400, 40, move |inner| {
        let object = prop::collection::btree_map(prop::sample::select(names.clone()), inner.clone(), 0..40);
        prop_oneof![
            1 => prop::collection::vec(inner, 0..4).prop_map(Value::from),
            3 => object.prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

static THEIRS: LazyLock<Handlebars<'static>> = LazyLock::new(|| theirs(pages().copied()));
static OURS: LazyLock<Book> = LazyLock::new(|| ours(pages()));

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_crate_writes_the_same(data in data()) {
        // A page is filled with an object.
        let data = if data.is_object() { data } else { json!({"facts": data}) };
        for (name, _) in PAGES.iter().chain(pipeline::PAGES) {
            // Theirs refuses a list where a partial takes an object.
            if let Ok(text) = THEIRS.render(name, &data) {
                prop_assert_eq!(OURS.render(name, &data).unwrap(), text, "{}", name);
            }
        }
    }
}

#[test]
fn a_page_that_is_not_whole_is_refused() {
    let mut book = Book::new(helpers::HELPERS, helpers::escape);
    for (text, fault) in [
        ("{{#if a}}", "`if a` is not ended"),
        ("{{/if}}", "`/if` ends nothing"),
        ("{{#if a}}{{/each}}", "`if a` is not ended"),
        ("{{a", "no }} after `{{a`"),
        ("{{#with a}}{{/with}}", "there is no block `with`"),
        ("{{code (eq a}}", "`code (eq a` is not whole"),
        ("{{}}", "`` is not whole"),
    ] {
        assert_eq!(book.add("page", text), Err(format!("page: {fault}")), "{text}");
    }
    book.add("page", "{{bold a}}{{> other}}").unwrap();
    assert_eq!(book.render("page", &json!({})), Err("page: there is no helper `bold`".to_owned()));
}
