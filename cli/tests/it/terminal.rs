//! What reaches the terminal.

use crate::support::{Folder, environment, stack};

#[test]
fn control_characters_of_a_program_do_not_reach_the_terminal() {
    let odd = environment("odd", "prod", || {
        let mut stack = stack("main", "value");
        stack.warn("odd", "a \u{1b}[31mred\nline\u{7f}\u{9b}", "take\u{8}\nless");
        stack.output("bad\u{1b}[31m\nid", "value");
        stack.into()
    });
    let told = Folder::new().run(&[odd], &["synth", "odd"]).err;
    assert!(!told.contains(|char: char| char.is_control() && char != '\n'), "{told:?}");
    assert!(told.contains("]: a \\u{1b}[31mred\\nline\\u{7f}\\u{9b}\n"), "{told}");
    assert!(told.contains("= help: take\\u{8}\n    less\n"), "{told}");
    assert!(told.contains("bad\\u{1b}[31m\\nid"), "{told}");
}
