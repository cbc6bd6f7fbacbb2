//! What is too deep or too much is told, and the rest is read.

use crate::reading::{around, read};

#[test]
fn a_billion_laughs_are_not_read() {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..30 {
        let alias = format!("*a{}, ", level - 1).repeat(10);
        text += &format!("a{level}: &a{level} [{alias}]\n");
    }
    let (graph, found) = read(text + "Resources: {A: {Type: x}}\n");
    assert!(graph.is_some());
    assert!(found.iter().any(|found| found.message.contains("more than a template can hold")));
    let variables = "!Sub ['".to_owned() + &"${a}".repeat(50_000) + "', {a: '" + &"x".repeat(50_000) + "'}]";
    let (_, found) = read(around(&variables));
    assert!(found.iter().any(|found| found.message.contains("more places")));
    let many = "a, ".repeat(2_000);
    let nested = format!(
        "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::A:\n  - A\n  - [{many}]\n  - 'A${{A}}': {{Type: x, Properties: {{P: [{many}]}}}}\n"
    );
    assert!(read(nested).0.unwrap().stacks[0].section("Resources").is_some());
}

#[test]
fn depth_is_bounded() {
    for depth in [90, 150, 5_000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nested = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let template =
                format!("{{\"Resources\": {{\"A\": {{\"Type\": \"x\", \"Properties\": {{\"P\": {nested}}}}}}}}}");
            let (graph, found) = read(&template);
            let codes: Vec<_> = found.iter().map(|found| found.code).collect();
            assert_eq!(codes, if depth > 100 { vec!["too-deep"] } else { vec![] }, "{depth}");
            assert!(graph.is_some());
        }
    }
    let nested = format!("Resources: {{A: {{Type: x, Properties: {{P: {}1{}}}}}}}", "[".repeat(500), "]".repeat(500));
    assert_eq!(read(nested).1.iter().map(|found| found.code).collect::<Vec<_>>(), ["too-deep"]);
    let block: String = (0..500).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    assert!(read(&block).1.iter().any(|found| found.code == "too-deep"));
    let _ = read("[".repeat(100_000));
    let _ = read("- ".repeat(100_000));
    let _ = read("? ".repeat(100_000));
}

/// 500 resources of the size that our own have. A release build takes 3 ms for JSON; what is far above a debug build's
/// time has become quadratic.
#[test]
#[expect(clippy::disallowed_types, reason = "how long it takes is what is tested")]
fn a_large_template_takes_no_time() {
    let resource = |index: usize| {
        let before = index.saturating_sub(1);
        format!(
            "  Topic{index}:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: !Sub '${{AWS::StackName}}-{index}-${{Topic{before}.TopicName}}'\n      \
             Tags:\n{}",
            (0..12).map(|tag| format!("      - Key: key{tag}\n        Value: !Ref AWS::Region\n")).collect::<String>()
        )
    };
    let text = "Resources:\n".to_owned() + &(1..=500).map(resource).collect::<String>().replace("Topic0", "Topic2");
    let begun = std::time::Instant::now();
    let (graph, found) = read(&text);
    let took = begun.elapsed();
    assert_eq!((graph.unwrap().stacks[0].resources.len(), found.len()), (500, 1), "and one circle");
    assert!(took.as_millis() < 2_000, "{took:?} for {} bytes", text.len());
}
