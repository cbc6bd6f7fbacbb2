use super::task::{TASK, asks_for_fargate, containers, named};
use iac_core::check::{Eval, Findings, Res, World};
use std::collections::{HashMap, HashSet};

iac_core::rule! {
    /// A container's log driver cannot start.
    ///
    /// A container does not start without its log driver. `awslogs` needs a log group that exists, by its name, the
    /// region, and on Fargate a stream prefix; `awsfirelens` needs a container with a `FirelensConfiguration`; Fargate
    /// has only `awslogs`, `splunk` and `awsfirelens`.
    ///
    /// Facts: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html>,
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html>.
    pub(crate) LOG_DRIVER: "log-driver", Error, check
}

const AT: &str = "ContainerDefinitions";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for task in world.all(TASK) {
        let Some(containers) = containers(task) else { continue };
        for container in &containers {
            let log = container.at("LogConfiguration");
            match log.at("LogDriver").text().as_deref() {
                Some("awslogs") => awslogs(world, findings, task, container, log.at("Options")),
                Some("awsfirelens") if containers.iter().all(|one| one.at("FirelensConfiguration").is_absent()) => {
                    let message =
                        format!("the container `{}` logs to a router, and the task has none", named(container));
                    findings.at(task, AT, message, "add a container with a `FirelensConfiguration`");
                }
                Some(driver) if !["awsfirelens", "splunk"].contains(&driver) && asks_for_fargate(task) => {
                    let message = format!(
                        "the container `{}` runs on Fargate, which has no log driver `{driver}`",
                        named(container)
                    );
                    findings.at(task, AT, message, "use `awslogs`, `splunk` or `awsfirelens`");
                }
                _ => {}
            }
        }
    }
}

fn awslogs<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    task: Res<'_, 'g>,
    container: &Eval<'g>,
    options: &Eval<'g>,
) {
    if !matches!(options, Eval::Map(_) | Eval::Absent) {
        return;
    }
    let name = named(container);
    let mut needed = vec!["awslogs-group"];
    if asks_for_fargate(task) {
        needed.extend(["awslogs-region", "awslogs-stream-prefix"]);
    }
    for option in needed {
        if options.at(option).is_absent() {
            let message = format!("the logs of the container `{name}` have no option `{option}`");
            findings.at(task, AT, message, format!("add `{option}` to the options of `awslogs`"));
        }
    }
    let region = options.at("awslogs-region");
    if region.text().is_some_and(|region| !is_region(&region)) {
        let message = format!("the container `{name}` logs to the region `{}`, which is none", region.shown());
        findings.at(task, AT, message, "use `!Ref AWS::Region`");
    }
    let has = |wanted: fn(&Eval<'_>) -> bool| matches!(region, Eval::Joined(parts) if parts.iter().any(wanted));
    if has(|part| matches!(part, Eval::Unknown(name) if name == "AWS::Region"))
        && has(|part| part.text().is_some_and(|text| !text.is_empty()))
    {
        let message =
            format!("the container `{name}` logs to the region `{}`, which has more than its name", region.shown());
        findings.at(task, AT, message, "use `!Ref AWS::Region`");
    }
    elsewhere(world, findings, task, &name, options);
    group(world, findings, task, &name, options);
}

/// The group is made where the stack is.
fn elsewhere<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    task: Res<'_, 'g>,
    name: &str,
    options: &Eval<'g>,
) {
    let region = options.at("awslogs-region");
    let group = world.target_of(options.at("awslogs-group"), "AWS::Logs::LogGroup");
    let (Some(group), Some(text), false) =
        (group, region.text(), options.at("awslogs-create-group").bool() == Some(true))
    else {
        return;
    };
    if let Some(own) = group.stack().region.filter(|own| own.code() != text && is_region(&text)) {
        let message = format!("the container `{name}` logs to {text}, and its log group {} is in {own}", group.path());
        findings.between(task, AT, message, "use `!Ref AWS::Region`", &[(group, "the log group")]);
    }
}

fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() >= 3
        && parts.last().is_some_and(|last| !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()))
}

fn group<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>, task: Res<'_, 'g>, name: &str, options: &Eval<'g>) {
    let group = options.at("awslogs-group");
    if let Some(target) = world.target(group) {
        let wrong = if target.kind() != "AWS::Logs::LogGroup" {
            format!("the {} {}", target.kind(), target.path())
        } else if group.reference().is_some_and(|reference| !reference.is_ref()) {
            format!("{} of the log group {}, not to its name", group.shown(), target.path())
        } else {
            return;
        };
        let message = format!("the container `{name}` logs to {wrong}");
        return findings.between(task, AT, message, "use `!Ref` of a log group", &[(target, "what it refers to")]);
    }
    let Some(text) = group.text() else { return };
    if options.at("awslogs-create-group").bool() != Some(false) && !options.at("awslogs-create-group").is_absent() {
        return;
    }
    let groups = world.once(log_groups);
    if groups.names.contains(&*text) {
        return;
    }
    let of_stack = groups.of_stacks.get(&task.position().0).map_or(&[][..], Vec::as_slice);
    let near = of_stack.iter().find(|(named, _)| is_near(named, &text));
    match near.and_then(|(named, position)| Some((world.resource_at(*position)?, named))) {
        Some((other, named)) => {
            let message = format!("the container `{name}` logs to `{text}`, but the log group has the name `{named}`");
            findings.between(task, AT, message, format!("use `!Ref {}`", other.id()), &[(other, "the log group")]);
        }
        None => findings.assume(task, format!("the log group `{text}` exists")),
    }
}

/// Names, each with the position of the group that has it.
type Named = Vec<(String, (usize, usize))>;

/// The log groups of known names.
struct LogGroups {
    names: HashSet<String>,
    of_stacks: HashMap<usize, Named>,
}

fn log_groups(world: &World<'_>) -> LogGroups {
    let mut found = LogGroups { names: HashSet::new(), of_stacks: HashMap::new() };
    for group in world.all("AWS::Logs::LogGroup") {
        if let Some(name) = group.get("LogGroupName").text() {
            let position = group.position();
            found.of_stacks.entry(position.0).or_default().push((name.clone().into_owned(), position));
            found.names.insert(name.into_owned());
        }
    }
    found
}

/// Whether one is the other with a letter that is missing, too much or another, or in other cases.
fn is_near(a: &str, b: &str) -> bool {
    if a.eq_ignore_ascii_case(b) || a.trim_matches('/') == b.trim_matches('/') {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let before = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - before;
    let after = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[before..a.len() - after], &b[before..b.len() - after]);
    // Numbers tell apart what is meant to be apart: `app1` and `app2`.
    a.len() <= 1 && b.len() <= 1 && !a.iter().chain(b).any(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::LOG_DRIVER;
    use crate::containers::task::{APP, app};
    use crate::testing::{finds, silent};

    #[test]
    fn options_that_are_not_there() {
        finds(
            LOG_DRIVER,
            &app("", ",\n        awslogs-stream-prefix: web", ""),
            "Task",
            "no option `awslogs-stream-prefix`",
        );
        finds(LOG_DRIVER, &app("", "awslogs-group: !Ref Logs, ", ""), "Task", "no option `awslogs-group`");
        finds(LOG_DRIVER, &app("", "!Ref AWS::Region", "eu-west-1a"), "Task", "region `eu-west-1a`");
    }

    #[test]
    fn another_region() {
        let zone = app("", "!Ref AWS::Region", "!Sub '${AWS::Region}a'");
        finds(LOG_DRIVER, &zone, "Task", "which has more than its name");
        silent(LOG_DRIVER, &app("", "!Ref AWS::Region", "!Sub '${AWS::Region}'"));
        let found = |template: &str| {
            let (graph, _) = iac_core::read::template(iac_core::FileName::of(&"template.yaml"), template.as_bytes());
            let mut graph = graph.unwrap();
            graph.stacks[0].region = Some(iac_core::Region::EU_WEST_1);
            iac_core::check::check(&graph, &[LOG_DRIVER]).findings
        };
        let literal = |region: &str| app("", "!Ref AWS::Region", region);
        let message = "the container `web` logs to us-east-1, and its log group template/Logs is in eu-west-1";
        assert_eq!(found(&literal("us-east-1"))[0].message, message);
        assert!(found(&literal("eu-west-1")).is_empty());
        let own = literal("us-east-1");
        assert!(found(&own.replace("awslogs-group: !Ref Logs", "awslogs-group: /of/others")).is_empty());
        silent(LOG_DRIVER, &own);
    }

    #[test]
    fn a_group_that_is_not_there() {
        finds(
            LOG_DRIVER,
            &app("", "awslogs-group: !Ref Logs", "awslogs-group: /ecs/ap"),
            "Task",
            "has the name `/ecs/app`",
        );
        let arn = app("", "awslogs-group: !Ref Logs", "awslogs-group: !GetAtt Logs.Arn");
        finds(LOG_DRIVER, &arn, "Task", "the attribute `Arn` of the log group");
        finds(LOG_DRIVER, &app("", "awslogs-group: !Ref Logs", "awslogs-group: !Ref Cluster"), "Task", "Cluster");
        let head = "Parameters: {Stage: {Type: String, Default: app, AllowedValues: [app, App]}}";
        let by_parameter = app(head, "awslogs-group: !Ref Logs", "awslogs-group: !Sub '/ecs/${Stage}'");
        finds(LOG_DRIVER, &by_parameter, "Task", "logs to `/ecs/App`, but the log group has the name `/ecs/app`");
    }

    #[test]
    fn drivers_that_are_not_there() {
        finds(LOG_DRIVER, &app("", "LogDriver: awslogs", "LogDriver: json-file"), "Task", "no log driver `json-file`");
        finds(LOG_DRIVER, &app("", "LogDriver: awslogs", "LogDriver: awsfirelens"), "Task", "the task has none");
    }

    #[test]
    fn logs_that_arrive() {
        silent(LOG_DRIVER, APP);
        silent(LOG_DRIVER, &app("", "awslogs-group: !Ref Logs", "awslogs-group: /ecs/app"));
        silent(LOG_DRIVER, &app("", "awslogs-group: !Ref Logs", "awslogs-group: /of/others"));
        silent(LOG_DRIVER, &app("", "awslogs-group: !Ref Logs", "awslogs-group: /ecs/a, awslogs-create-group: 'true'"));
        let router = "[{Name: router, Image: x, FirelensConfiguration: {Type: fluentbit}}, {Name: web,";
        silent(LOG_DRIVER, &app("", "[{Name: web,", router).replace("LogDriver: awslogs", "LogDriver: awsfirelens"));
        silent(LOG_DRIVER, &app("", "LogDriver: awslogs", "LogDriver: json-file").replace("[FARGATE]", "[EC2]"));
    }
}
