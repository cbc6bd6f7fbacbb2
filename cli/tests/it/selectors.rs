//! Which environments a selector means, and what a wrong one is told.

use crate::support::{Folder, TABLE, environment, stack};
use cli::Exit;
use proptest::prelude::*;

/// The environments that were written.
fn written(selectors: &[&str]) -> Vec<String> {
    let folder = Folder::new();
    folder.ok(TABLE, &[&["synth"], selectors].concat());
    let manifest = folder.manifest();
    let entries = manifest["environments"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    entries.map(|entry| format!("{}/{}", text(&entry["system"]), text(&entry["environment"]))).collect()
}

#[test]
fn an_environment_a_system_both_or_a_pattern() {
    assert_eq!(written(&["prod"]), ["shop/prod", "mail-mind/prod"]);
    assert_eq!(written(&["shop"]), ["shop/staging", "shop/prod"]);
    assert_eq!(written(&["shop/prod"]), ["shop/prod"]);
    assert_eq!(written(&["*/prod"]), ["shop/prod", "mail-mind/prod"]);
    assert_eq!(written(&["mail-*"]), ["mail-mind/prod"]);
    assert_eq!(written(&["s*/stagin?"]), ["shop/staging"]);
    assert_eq!(written(&["--all"]), ["shop/staging", "shop/prod", "mail-mind/prod"]);
}

#[test]
fn several_are_written_once_each_in_the_order_of_the_table() {
    assert_eq!(written(&["mail-mind", "prod", "shop/staging"]), ["shop/staging", "shop/prod", "mail-mind/prod"]);
}

#[test]
fn every_wrong_selector_is_reported_with_what_exists() {
    let folder = Folder::new();
    let outcome = folder.run(TABLE, &["synth", "prdo", "shop", "nowhere-*", "mailmind/prod"]);
    assert_eq!(outcome.exit, Exit::Failure);
    assert_eq!(
        outcome.err,
        "\
error: no environment matches `prdo`
  = help: did you mean `prod`?
error: no environment matches `nowhere-*`
  = help: a selector is an environment (`prod`), a system (`cloud-optimizer`), both (`cloud-optimizer/prod`) or a pattern (`*/prod`)
error: no environment matches `mailmind/prod`
  = note: these exist:
    shop/staging
    shop/prod
    mail-mind/prod
  = help: did you mean `mail-mind/prod`?
"
    );
    assert!(folder.files().is_empty());
}

#[test]
fn without_a_selector_nothing_is_guessed() {
    let folder = Folder::new();
    let outcome = folder.run(TABLE, &["synth"]);
    assert_eq!(outcome.exit, Exit::Failure);
    assert!(outcome.err.starts_with("error: no environment is named\n"), "{}", outcome.err);
    for told in ["shop/staging\n", "mail-mind/prod\n", "`--all` means every environment"] {
        assert!(outcome.err.contains(told), "{}", outcome.err);
    }
}

#[test]
fn a_table_that_cannot_become_folders_is_refused() {
    let app = || stack("main", "value").into();
    let table = [environment("..", "prod", app), environment("shop", "Prod", app), environment("shop", "Prod", app)];
    let folder = Folder::new();
    let outcome = folder.run(&table, &["synth", "--all"]);
    assert_eq!(outcome.exit, Exit::Failure);
    for told in ["`..` cannot be the name of a system", "`Prod` cannot be", "has the environment `shop/Prod` twice"] {
        assert!(outcome.err.contains(told), "{}", outcome.err);
    }
    assert!(folder.files().is_empty());
}

#[test]
fn a_name_that_stands_for_something_else_or_is_too_long_is_refused() {
    let app = || stack("main", "value").into();
    let long: &'static str = "a-name-of-64-letters-is-still-one-that-names-of-roles-have-room-f";
    assert_eq!(long.len(), 65);
    let table = [
        environment("t", "pipeline", app),
        environment(long, "prod", app),
        environment("t", long, app),
        environment("t", &long[1..], app),
        environment("pipeline", "ok", app),
    ];
    let folder = Folder::new();
    let outcome = folder.run(&table, &["synth", "--all"]);
    assert_eq!(outcome.exit, Exit::Failure);
    assert_eq!(
        outcome.err,
        format!(
            "\
error: `pipeline` cannot be the name of an environment
  = help: choose another name: files of the whole system are written to `t/pipeline`
error: `{long}` cannot be the name of a system
  = help: choose a name of at most 64 characters; this one has 65
error: `{long}` cannot be the name of an environment
  = help: choose a name of at most 64 characters; this one has 65
"
        )
    );
    assert!(folder.files().is_empty());
    folder.ok(&table[3..], &["synth", "--all"]);
}

#[test]
fn a_path_that_is_too_long_is_told_as_such() {
    let folder = Folder::new();
    let outcome = folder.run(TABLE, &["synth", "--all", "--no-proof", "--out", &"x".repeat(300)]);
    assert_eq!(outcome.exit, Exit::Failure);
    assert!(outcome.err.contains("a name in this path is too long"), "{}", outcome.err);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    /// Whatever is typed, the command ends, and says something unless all is well.
    #[test]
    fn no_argument_panics(args in prop::collection::vec(
        prop_oneof![
            ".{0,12}",
            "[*?/a-z]{0,8}",
            prop::sample::select(vec![
                "list", "synth", "schema", "manifest", "help", "--all", "--check", "--stdout", "--yaml", "--format",
                "json", "cloudformation", "prod", "--", "-h", "--help", "-V", "*",
            ]).prop_map(str::to_owned),
        ],
        0..5,
    )) {
        let folder = Folder::new();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let outcome = folder.run(TABLE, &args);
        if outcome.exit != Exit::Success {
            prop_assert!(!outcome.err.is_empty() || !outcome.out.is_empty());
        }
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_text_is_refused() {
    use std::os::unix::ffi::OsStringExt;
    let args = [b"stacks".to_vec(), b"synth".to_vec(), vec![0xff, 0xfe]].map(std::ffi::OsString::from_vec);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let folder = Folder::new().path().to_owned();
    let mut io = cli::Io { out: &mut out, err: &mut err, terminal: false, colour: false, folder };
    assert_eq!(cli::run_with(&iac_core::Platform::NONE, TABLE, args, &mut io), Exit::Failure);
    assert!(String::from_utf8(err).unwrap().contains("invalid UTF-8"));
}
