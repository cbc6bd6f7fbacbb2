//! Static files, through releases and back.

use super::Service;

#[test]
fn a_site_goes_back_to_an_earlier_release() {
    let Some(site) = Service::new(&[]) else { return };
    let show = |tag: &str, files: &[&str]| {
        site.another_run();
        let _ = std::fs::remove_dir_all(site.path("dist"));
        for file in files {
            std::fs::create_dir_all(site.path("dist").join(file).parent().unwrap()).unwrap();
            std::fs::write(site.path("dist").join(file), tag).unwrap();
        }
        site.ok("site show", &["web", "bucket", "d", "assets", "dist", tag]);
    };
    show("v1", &["index.html", "old.html", "assets/a.js"]);
    show("v2", &["index.html", "assets/b.js"]);
    assert_eq!(site.read("bucket/index.html"), "v2");
    assert_eq!((site.read("bucket/old.html"), site.read("bucket/assets/a.js")), (String::new(), "v1".to_owned()));
    let copied = site.read("copied");
    assert!(copied.contains("no-cache") && copied.contains("immutable"), "{copied}");
    for line in copied.lines().filter(|line| line.contains("immutable")) {
        assert!(line.contains("/assets/"), "{line}");
    }
    let undo = ["web", "bucket", "d", "assets"];
    site.fails("site back", &["web", "elsewhere", "d", "assets"], &[("LS_STATUS", "254")], "");
    assert!(!site.path("elsewhere").exists());
    site.ok("site undo", &undo);
    assert_eq!((site.read("bucket/index.html"), site.read("bucket/old.html")), ("v1".to_owned(), "v1".to_owned()));
    site.another_run();
    site.ok("site undo", &undo);
    site.fails("site back", &undo, &[], "there is no earlier release");
    site.ok("site back", &["web", "bucket", "d", "assets", "v2"]);
    assert_eq!(
        (site.read("bucket/index.html"), site.read("bucket/releases/history")),
        ("v2".to_owned(), "v1\nv2\n".to_owned())
    );
    site.ok("site back", &undo);
    assert_eq!(site.read("bucket/index.html"), "v1");
}
