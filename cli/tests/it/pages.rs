//! A program with a rule and pages.

use crate::support::{Folder, environment, stack};
use cli::{Exit, Io, run_with};
use iac_core::check::{Rule, World};
use iac_core::{Environment, Platform, Value};
use serde_json::json;
use std::hint::black_box;

iac_core::rule! {
    /// Nothing is ever wrong.
    ///
    /// So nothing has to be changed.
    NEVER: "never", Error, never
}

fn never<'g>(_: &World<'g>, _: &mut iac_core::check::Findings<'_, 'g>) {}

const RULES: &[Rule] = &[NEVER];

/// Takes more than 2 MiB, what a thread has if nobody says otherwise, and less than the 8 of a main thread.
fn nested(depth: usize) -> usize {
    let room = black_box([1_u8; 1024]);
    if depth == 0 { 0 } else { nested(depth - 1) + usize::from(room[depth % 1024]) }
}

const TABLE: &[Environment] = &[
    environment("shop", "flat", || stack("main", "flat").into()),
    environment("shop", "deep", || {
        assert_eq!(nested(2_500), 2_500);
        stack("main", "deep").into()
    }),
];

/// A pipeline is made of all environments of its system, while the one that was asked for is proven.
#[test]
fn a_pipeline_is_made_of_environments_that_nest_deeply() {
    ok(&Folder::new(), TABLE, &["synth", "flat"]);
}

/// A run without pages keeps those that there are, in their place, and writes the rest.
#[test]
fn without_pages_the_manifest_stays_the_same() {
    fn app(text: &'static str) -> iac_core::App {
        let mut stack = stack("main", "shop");
        stack.file("catalog/version.txt", &Value::Str(text.into()));
        stack.into()
    }
    let [one, two] = [environment("shop", "prod", || app("1.0")), environment("shop", "prod", || app("2.0"))];
    let folder = Folder::new();
    ok(&folder, &[one], &["synth", "shop"]);
    let (files, manifest) = (folder.files(), folder.manifest());
    assert!(files.contains(&"out/shop/prod/docs/RUNBOOK.md".to_owned()), "{files:?}");
    ok(&folder, &[one], &["synth", "shop", "--no-documents"]);
    assert_eq!((folder.files(), folder.manifest()), (files.clone(), manifest.clone()));
    ok(&folder, &[two], &["synth", "shop", "--no-documents"]);
    assert_eq!(folder.read("out/shop/prod/catalog/version.txt"), "2.0");
    assert_eq!(folder.files(), files);
    ok(&folder, &[one], &["synth", "shop"]);
    assert_eq!(folder.manifest(), manifest);
}

#[track_caller]
fn ok(folder: &Folder, table: &[Environment], args: &[&str]) {
    let platform = Platform { rules: RULES, describe: Some(|_| json!({})), ..Platform::NONE };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io { out: &mut out, err: &mut err, terminal: false, colour: false, folder: folder.path().to_owned() };
    let exit = run_with(&platform, table, ["stacks"].iter().chain(args).map(Into::into), &mut io);
    assert_eq!((exit, &*String::from_utf8(err).unwrap()), (Exit::Success, ""));
}
