//! `synth --check`: compares and writes nothing.

use crate::support::{Folder, TABLE, environment, stack};
use cli::Exit;

#[test]
fn says_what_differs_is_missing_or_is_no_longer_made() {
    let folder = Folder::new();
    folder.ok(TABLE, &["synth", "--all"]);
    assert_eq!(folder.ok(TABLE, &["synth", "--all", "--check"]), "8 files up to date\n");
    assert_eq!(folder.ok(TABLE, &["synth", "shop/staging", "--check"]), "3 files up to date\n");

    folder.write("out/shop/staging/cloudformation/main.json", "edited");
    std::fs::remove_file(folder.path().join("out/mail-mind/prod/cloudformation/main.json")).unwrap();
    let smaller = [TABLE[0], environment("shop", "prod", || stack("main", "shop prod").into()), TABLE[2]];
    let before = folder.files();
    let outcome = folder.run(&smaller, &["synth", "--all", "--check", "--no-proof"]);
    assert_eq!((outcome.exit, &*outcome.err), (Exit::Findings, ""));
    assert_eq!(
        outcome.out,
        "\
differs         out/shop/staging/cloudformation/main.json
differs         out/shop/prod/terraform/main.tf.json
missing         out/mail-mind/prod/cloudformation/main.json
differs         out/manifest.json
no longer made  out/shop/prod/cloudformation/edge.json
5 files not up to date; `synth` without `--check` writes them
"
    );
    assert_eq!(folder.files(), before);
    assert_eq!(folder.read("out/shop/staging/cloudformation/main.json"), "edited");
    folder.ok(&smaller, &["synth", "--all"]);
    folder.ok(&smaller, &["synth", "--all", "--check"]);
}

#[test]
fn an_empty_folder_stays_empty() {
    let folder = Folder::new();
    let outcome = folder.run(TABLE, &["synth", "mail-mind", "--check"]);
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(outcome.out.starts_with("missing  out/mail-mind/prod/cloudformation/main.json\n"), "{}", outcome.out);
    assert!(folder.files().is_empty());
}

#[test]
fn stdout_and_check_exclude_each_other() {
    let outcome = Folder::new().run(TABLE, &["synth", "mail-mind", "--check", "--stdout"]);
    assert_eq!(outcome.exit, Exit::Failure);
    assert!(outcome.err.contains("cannot be used with"), "{}", outcome.err);
}
