//! What `synth` writes, and says, without rules and without pages.

use crate::support::{Folder, TABLE, environment, stack};
use iac_core::Value;
use iac_core::prelude::*;

const UNPROVEN: &str = "warning: nothing is proven: this program was built without rules\n";

#[test]
fn without_rules_it_says_that_nothing_is_proven() {
    let folder = Folder::new();
    for args in [&["synth", "--all"] as &[_], &["synth", "--all", "--check"], &["synth", "mail-mind", "--stdout"]] {
        let told = folder.run(TABLE, args).err;
        assert!(told.starts_with(UNPROVEN) && told.contains("`check`") && told.contains("`--no-proof`"), "{told}");
    }
    assert_eq!(folder.run(TABLE, &["synth", "--all", "--no-proof"]).err, "");
}

const CATALOG: Environment = environment("shop", "prod", || {
    let mut stack = stack("main", "shop prod");
    stack.file("catalog/version.txt", &Value::Str("1.0\n".into()));
    stack.into()
});

#[test]
fn files_of_constructs_are_written_without_pages_too() {
    let written = "out/shop/prod/catalog/version.txt";
    for flags in [&[] as &[&str], &["--no-documents"], &["--no-proof"], &["--format", "terraform"]] {
        let folder = Folder::new();
        let args = [&["synth", "shop"], flags].concat();
        folder.ok(&[CATALOG], &args);
        assert_eq!(folder.read(written), "1.0\n", "{flags:?}");
        let manifest = folder.manifest();
        let files = manifest["environments"][0]["files"].as_array().unwrap();
        assert_eq!(files.last().unwrap()["path"], "shop/prod/catalog/version.txt", "{flags:?}");
        // Listed once, however often it is written, and removed with the last mention.
        assert!(folder.ok(&[CATALOG], &args).contains(", 0 removed\n"));
        assert_eq!(folder.manifest(), manifest);
        folder.ok(&TABLE[1..2], &args);
        assert!(!folder.files().contains(&written.to_owned()), "{flags:?}");
    }
}

#[test]
fn what_is_printed_is_the_template_alone() {
    let out = Folder::new().ok(&[CATALOG], &["synth", "shop", "--stdout"]);
    assert!(out.starts_with("{\n") && !out.contains("1.0"), "{out}");
}
