//! Files beside the templates.

use iac_core::prelude::*;
use iac_core::{App, Value, region, resolve};

fn text(text: &'static str) -> Value {
    Value::Str(text.into())
}

fn files(build: impl FnOnce(&mut Stack)) -> (Vec<(String, String)>, Vec<String>) {
    let mut stack = Stack::new("main");
    build(&mut stack);
    let other = Stack::new("other");
    let (graph, found) = resolve::resolve(App::new().with(stack).with(other), "shop");
    let files = graph.stacks.iter().flat_map(|stack| &stack.files);
    let files = files.map(|file| (file.path.to_string(), file.text.clone())).collect();
    (files, found.into_iter().map(|found| found.message).collect())
}

#[test]
fn text_as_it_is_and_the_rest_as_json() {
    let (files, found) = files(|stack| {
        stack.file("catalog/usage.md", &text("Do this.\n"));
        stack.file(
            "catalog/version.json",
            &Value::map([("Title", text("1.0")), ("Images", Value::List(vec![text("a")]))]),
        );
    });
    assert_eq!(found, Vec::<String>::new());
    let json = "{\n \"Title\": \"1.0\",\n \"Images\": [\n  \"a\"\n ]\n}\n";
    let expected = [("catalog/usage.md", "Do this.\n"), ("catalog/version.json", json)];
    assert_eq!(files, expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
}

#[test]
fn no_file_stands_where_it_must_not() {
    for path in ["", "version.json", "a/b/c", "../x", "a/..", "/a", "a/.x", "docs/RUNBOOK.md", "terraform/x", "a/b c"] {
        let (files, found) = files(|stack| stack.file(path, &text("x")));
        assert_eq!(files, [], "{path}");
        assert_eq!(found, [format!("a file cannot stand at `{path}`")]);
    }
}

#[test]
fn two_at_one_place_or_what_is_not_known_yet() {
    let (_, found) = files(|stack| {
        stack.file("catalog/a", &text("1"));
        stack.file("catalog/a", &text("2"));
        stack.file("catalog/b", &Value::List(vec![region().into_plain_value()]));
    });
    assert_eq!(
        found,
        [
            "the file `catalog/b` holds what is known only when the stack is deployed",
            "two files are to stand at `catalog/a`",
        ]
    );
}

#[test]
fn what_json_cannot_say_and_names_that_differ_in_case_alone() {
    let (files, found) = files(|stack| {
        stack.file("a/twice.json", &Value::map([("x", text("1")), ("x", text("2"))]));
        stack.file("a/number.json", &Value::List(vec![Value::Num(f64::INFINITY)]));
        stack.file("Docs/x", &text("x"));
        stack.file("catalog/a", &text("1"));
        stack.file("Catalog/A", &text("2"));
    });
    assert_eq!(files.len(), 2);
    assert_eq!(
        found,
        [
            "the key `x` stands twice in one object of the file `a/twice.json`",
            "`inf`, in the file `a/number.json`, is not a number that JSON has",
            "a file cannot stand at `Docs/x`",
            "two files are to stand at `Catalog/A`",
        ]
    );
}
