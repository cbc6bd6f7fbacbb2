//! What stands where `synth` writes, and how it is told.

use crate::support::{Folder, TABLE, environment, stack};
use cli::Exit;
use iac_core::prelude::*;

#[test]
fn a_file_in_place_of_a_folder_leaves_everything_as_it_was() {
    for blocked in ["out", "out/shop", "out/shop/prod", "out/shop/prod/cloudformation"] {
        let folder = Folder::new();
        folder.write(blocked, "a file");
        let outcome = folder.run(TABLE, &["synth", "--all", "--no-proof"]);
        assert_eq!((outcome.exit, &*outcome.out), (Exit::Failure, ""), "{blocked}");
        assert!(outcome.err.starts_with("error: cannot create the folder `"), "{}", outcome.err);
        assert!(outcome.err.contains("remove it, or choose another folder with `--out DIR`"), "{}", outcome.err);
        assert_eq!(folder.files(), [blocked]);
    }
}

#[test]
fn a_folder_in_place_of_a_file_leaves_everything_as_it_was() {
    for blocked in ["out/mail-mind/prod/cloudformation/main.json", "out/manifest.json"] {
        let folder = Folder::new();
        folder.write("out/shop/staging/cloudformation/main.json", "old");
        std::fs::create_dir_all(folder.path().join(blocked)).unwrap();
        let outcome = folder.run(TABLE, &["synth", "--all"]);
        assert_eq!(outcome.exit, Exit::Failure, "{blocked}");
        assert!(outcome.err.contains("manifest.json`") || outcome.err.contains("is a folder"), "{}", outcome.err);
        assert_eq!(folder.files(), ["out/shop/staging/cloudformation/main.json"]);
        assert_eq!(folder.read("out/shop/staging/cloudformation/main.json"), "old");
    }
}

#[test]
fn everything_that_is_in_the_way_is_told() {
    let folder = Folder::new();
    let (module, template) =
        ("out/mail-mind/prod/terraform/main.tf.json", "out/mail-mind/prod/cloudformation/main.json");
    for blocked in [module, template] {
        std::fs::create_dir_all(folder.path().join(blocked)).unwrap();
    }
    folder.write("out/shop/prod", "a file");
    let blocked = |args: &[&str]| {
        let outcome = folder.run(TABLE, args);
        assert_eq!((outcome.exit, &*outcome.out), (Exit::Failure, ""), "{}", outcome.err);
        for path in [module, template] {
            assert_eq!(
                outcome.err.matches(&format!("{path}` is a folder, not a file\n")).count(),
                1,
                "{}",
                outcome.err
            );
        }
        outcome.err
    };
    // Where three files have one cause, it is told once.
    let told = blocked(&["synth", "--all"]);
    assert_eq!(told.matches("error: cannot create the folder `").count(), 1, "{told}");
    assert!(told.contains("out/shop/prod`: "), "{told}");
    assert_eq!(told.matches("error: ").count(), 3, "{told}");
    blocked(&["synth", "--all", "--check"]);
    assert_eq!(folder.files(), ["out/shop/prod"]);
}

#[test]
fn of_many_causes_the_first_are_told() {
    let folder = Folder::new();
    let many =
        environment("many", "prod", || (0..30).fold(App::new(), |app, index| app.with(stack(NAMES[index], "value"))));
    for name in &NAMES[..30] {
        std::fs::create_dir_all(folder.path().join(format!("out/many/prod/cloudformation/{name}.json"))).unwrap();
    }
    let told = folder.run(&[many], &["synth", "many"]).err;
    assert_eq!(told.matches("error: ").count(), 20, "{told}");
    assert!(
        told.ends_with(
            "  = note: and 10 more like it\n  = help: remove it, or choose another folder with `--out DIR`\n"
        ),
        "{told}"
    );
}

const NAMES: [&str; 30] = [
    "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8",
    "b9", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9",
];
