//! What `synth` writes, keeps, removes and refuses.

use crate::support::{BROKEN, Folder, TABLE, environment, stack};
use cli::Exit;
use iac_core::prelude::*;
use serde_json::json;

#[test]
fn one_file_per_stack_and_a_manifest() {
    let folder = Folder::new();
    let out = folder.ok(TABLE, &["synth", "shop/prod"]);
    let files = [
        "out/manifest.json",
        "out/shop/prod/cloudformation/edge.json",
        "out/shop/prod/cloudformation/main.json",
        "out/shop/prod/terraform/main.tf.json",
    ];
    assert_eq!(folder.files(), files);
    assert!(out.contains("wrote  out/shop/prod/cloudformation/main.json  0 resources  "), "{out}");
    assert!(out.ends_with("3 files written, 0 unchanged, 0 removed\n"), "{out}");
    let template = "{\n \"AWSTemplateFormatVersion\": \"2010-09-09\",\n \"Outputs\": {\n  \"Value\": {\n   \"Value\": \"shop edge\"\n  }\n }\n}\n";
    assert_eq!(folder.read(files[1]), template);
    let file = |stack: &str, region: Option<&str>, sha256: &str, bytes: usize| {
        json!({
            "path": format!("shop/prod/cloudformation/{stack}.json"), "format": "cloudformation", "stack": stack,
            "region": region, "sha256": sha256, "bytes": bytes, "resources": 0,
        })
    };
    let digest = |path| {
        use sha2::Digest;
        sha2::Sha256::digest(folder.read(path)).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let expected = json!({"version": 1, "environments": [{
        "system": "shop", "environment": "prod", "regions": ["eu-central-1", "us-east-1"],
        "files": [
            file("main", None, &digest(files[2]), template.len()),
            file("edge", Some("us-east-1"), &digest(files[1]), template.len()),
            {
                "path": "shop/prod/terraform/main.tf.json", "format": "terraform", "stack": null, "region": null,
                "sha256": digest(files[3]), "bytes": folder.read(files[3]).len(), "resources": 0,
            },
        ],
    }], "pipelines": []});
    assert_eq!(folder.manifest(), expected);
}

#[test]
fn a_partial_run_keeps_the_other_entries() {
    let folder = Folder::new();
    folder.ok(TABLE, &["synth", "mail-mind"]);
    let mail = folder.manifest()["environments"][0].clone();
    folder.ok(TABLE, &["synth", "shop"]);
    let manifest = folder.manifest();
    let systems: Vec<&str> =
        manifest["environments"].as_array().unwrap().iter().map(|entry| entry["system"].as_str().unwrap()).collect();
    assert_eq!(systems, ["shop", "shop", "mail-mind"]);
    assert_eq!(manifest["environments"][2], mail);
    let everything = Folder::new();
    everything.ok(TABLE, &["synth", "--all"]);
    assert_eq!(folder.read("out/manifest.json"), everything.read("out/manifest.json"));
}

#[test]
fn what_is_unchanged_is_not_touched() {
    let folder = Folder::new();
    folder.ok(TABLE, &["synth", "shop"]);
    let modified = |path: &str| folder.path().join(path).metadata().unwrap().modified().unwrap();
    let files = folder.files();
    let before: Vec<_> = files.iter().map(|file| modified(file)).collect();
    let changed = "out/shop/prod/cloudformation/edge.json";
    folder.write(changed, "edited");
    let out = folder.ok(TABLE, &["synth", "shop"]);
    assert!(out.ends_with("1 file written, 4 unchanged, 0 removed\n"), "{out}");
    for (file, before) in files.iter().zip(before) {
        assert_eq!(modified(file) == before, file != changed, "{file}");
    }
}

#[test]
fn a_stack_that_is_no_longer_made_is_removed_if_the_manifest_lists_it() {
    let folder = Folder::new();
    folder.ok(TABLE, &["synth", "--all"]);
    folder.write("out/shop/prod/cloudformation/notes.txt", "not ours");
    let smaller = [environment("shop", "prod", || stack("main", "shop prod").into()), TABLE[2]];
    let out = folder.ok(&smaller, &["synth", "shop"]);
    assert!(out.contains("removed    out/shop/prod/cloudformation/edge.json\n"), "{out}");
    let left = ["mail-mind/prod/cloudformation/main.json", "mail-mind/prod/terraform/main.tf.json", "manifest.json"];
    let shop = [
        "shop/prod/cloudformation/main.json",
        "shop/prod/cloudformation/notes.txt",
        "shop/prod/terraform/main.tf.json",
    ];
    assert!(folder.files().contains(&"out/shop/staging/cloudformation/main.json".to_owned()), "another's, until --all");
    folder.ok(&smaller, &["synth", "--all"]);
    assert_eq!(folder.files(), left.iter().chain(&shop).map(|file| format!("out/{file}")).collect::<Vec<_>>());
}

#[test]
fn a_damaged_manifest_is_replaced_and_deletes_nothing() {
    for damaged in ["{", "[]", "{\"version\": 2, \"environments\": []}", LEADS_ELSEWHERE, LEADS_TO_ANOTHER] {
        let folder = Folder::new();
        folder.write("precious.json", "kept");
        folder.write("out/shop/staging/cloudformation/main.json", "kept");
        folder.write("out/manifest.json", damaged);
        let outcome = folder.run(TABLE, &["synth", "shop/prod"]);
        assert_eq!(outcome.exit, Exit::Success);
        assert!(outcome.err.contains("manifest.json` is damaged and starts anew"), "{}", outcome.err);
        assert_eq!(folder.read("precious.json"), "kept");
        assert_eq!(folder.read("out/shop/staging/cloudformation/main.json"), "kept");
        assert_eq!(folder.manifest()["environments"].as_array().unwrap().len(), 1);
    }
}

const LEADS_ELSEWHERE: &str = r#"{"version": 1, "environments": [{"system": "shop", "environment": "prod", "regions": [],
 "files": [{"path": "shop/prod/../../../precious.json", "format": "cloudformation", "stack": "x", "region": null,
 "sha256": "", "bytes": 1, "resources": 1}]}]}"#;
const LEADS_TO_ANOTHER: &str = r#"{"version": 1, "environments": [{"system": "shop", "environment": "prod", "regions": [],
 "files": [{"path": "shop/staging/cloudformation/main.json", "format": "cloudformation", "stack": "x", "region": null,
 "sha256": "", "bytes": 1, "resources": 1}]}]}"#;

#[test]
fn with_an_error_anywhere_nothing_is_written_and_all_is_told() {
    let folder = Folder::new();
    let warning = environment("warned", "prod", || {
        let mut stack = stack("main", "value");
        stack.warn("costly", "this costs money", "take less");
        stack.into()
    });
    let table = [TABLE[0], BROKEN, warning, environment("empty", "prod", App::new)];
    let outcome = folder.run(&table, &["synth", "--all"]);
    assert_eq!((outcome.exit, &*outcome.out), (Exit::Findings, ""));
    for told in [
        "error[duplicate-id]: the logical id `Value` is already taken\n",
        "support.rs:",
        "= in: main/Value of broken/prod\n",
        "warning[costly]: this costs money\n",
        "error[no-stack]: the app has no stack\n",
        "\n2 errors, 1 warning, nothing is written\n",
    ] {
        assert!(outcome.err.contains(told), "{}", outcome.err);
    }
    assert!(folder.files().is_empty());
    let outcome = folder.run(&table, &["synth", "warned"]);
    assert_eq!(outcome.exit, Exit::Success);
    assert!(outcome.err.ends_with("\n1 warning\n"), "{}", outcome.err);
}

#[test]
fn a_template_that_no_one_takes_is_an_error() {
    let large = environment("large", "prod", || {
        let mut stack = Stack::new("main");
        for index in 0..150 {
            stack.output(format!("Value{index}"), "x".repeat(8_000));
        }
        stack.into()
    });
    let folder = Folder::new();
    let outcome = folder.run(&[TABLE[0], large], &["synth", "--all"]);
    assert_eq!(outcome.exit, Exit::Findings);
    assert!(outcome.err.contains("bytes; CloudFormation takes at most 1,000,000\n"), "{}", outcome.err);
    assert!(folder.files().is_empty());
}

#[test]
fn a_template_over_the_inline_limit_says_how_to_launch_it() {
    let large = environment("large", "prod", || {
        let mut stack = Stack::new("main");
        (0..10).for_each(|index| stack.output(format!("Value{index}"), "x".repeat(8_000)));
        stack.into()
    });
    let out = Folder::new().ok(&[large], &["synth", "large"]);
    assert!(out.contains("bytes  from S3\n") && out.contains("`--template-url`"), "{out}");
    let out = Folder::new().ok(TABLE, &["synth", "shop"]);
    assert!(out.contains("bytes  inline\n") && !out.contains("S3"), "{out}");
}

#[test]
fn stdout_prints_one_stack() {
    let folder = Folder::new();
    let out = folder.ok(TABLE, &["synth", "mail-mind", "--stdout"]);
    assert!(folder.files().is_empty());
    folder.ok(TABLE, &["synth", "mail-mind"]);
    assert_eq!(out, folder.read("out/mail-mind/prod/cloudformation/main.json"));
}

#[test]
fn stdout_with_several_stacks_lists_them() {
    let outcome = Folder::new().run(TABLE, &["synth", "prod", "--stdout", "--no-proof"]);
    assert_eq!((outcome.exit, &*outcome.out), (Exit::Failure, ""));
    assert_eq!(
        outcome.err,
        "\
error: `--stdout` prints one stack, but 3 are selected
  = note: these are selected:
    shop/prod: main
    shop/prod: edge
    mail-mind/prod: main
  = help: select an environment with one stack, or write files with `--out DIR`
"
    );
}
