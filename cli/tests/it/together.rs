//! Several runs at once, into one folder.

use crate::support::{Folder, environment, stack};
use iac_core::prelude::*;
use std::thread;

const NAMES: [&str; 4] = ["one", "two", "three", "four"];
const ENVIRONMENTS: [Environment; 4] = [
    environment("shop", NAMES[0], || stack("main", "1").into()),
    environment("shop", NAMES[1], || stack("main", "2").into()),
    environment("shop", NAMES[2], || stack("main", "3").into()),
    environment("shop", NAMES[3], || stack("main", "4").into()),
];

#[test]
fn no_run_loses_what_another_one_wrote() {
    for _ in 0..20 {
        let folder = Folder::new();
        thread::scope(|scope| {
            for name in NAMES {
                let folder = &folder;
                scope.spawn(move || folder.ok(&ENVIRONMENTS, &["synth", name]));
            }
        });
        let manifest = folder.manifest();
        let entries = manifest["environments"].as_array().unwrap().iter();
        assert_eq!(entries.map(|entry| entry["environment"].as_str().unwrap()).collect::<Vec<_>>(), NAMES);
        assert_eq!(folder.files().len(), 1 + 2 * NAMES.len(), "a lock leaves nothing behind");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_can_only_be_read_is_checked() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.ok(&ENVIRONMENTS, &["synth", "--all"]);
    let out = folder.path().join("out");
    std::fs::set_permissions(&out, std::fs::Permissions::from_mode(0o555)).unwrap();
    let checked = folder.run(&ENVIRONMENTS, &["synth", "--all", "--check"]);
    std::fs::set_permissions(&out, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!((checked.exit, &*checked.out), (cli::Exit::Success, "9 files up to date\n"));
}
