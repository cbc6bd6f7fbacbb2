use iac_core::check::{Findings, Res, World};
use iac_core::{Value, json};

iac_core::rule! {
    /// The lifecycle policy of a repository is none.
    ///
    /// It is JSON: rules with a priority each, a selection of images by tag and by age or number, and the action `expire`.
    /// ECR refuses any other.
    ///
    /// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html>
    pub(crate) IMAGE_LIFECYCLE: "image-lifecycle", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for repository in world.all("AWS::ECR::Repository") {
        let given = repository.get("LifecyclePolicy.LifecyclePolicyText");
        let Some(text) = given.text() else { continue };
        match json::read(&text) {
            Ok(policy) => rules(findings, repository, &policy),
            Err(error) => told(findings, repository, &format!("is no JSON: {error}"), "correct the text"),
        }
    }
}

fn told<'g>(findings: &mut Findings<'_, 'g>, repository: Res<'_, 'g>, what: &str, help: &str) {
    let message = format!("the lifecycle policy of {} {what}", repository.path());
    findings.at(repository, "LifecyclePolicy", message, help);
}

fn rules<'g>(findings: &mut Findings<'_, 'g>, repository: Res<'_, 'g>, policy: &Value) {
    let Some(rules) = policy.get("rules").and_then(Value::as_list) else {
        return told(findings, repository, "has no `rules`", "write `{\"rules\": […]}`");
    };
    let mut priorities = Vec::new();
    for rule in rules {
        let priority = rule.get("rulePriority").and_then(Value::as_int);
        let selection = rule.get("selection");
        let given = |name: &str| selection.and_then(|selection| selection.get(name));
        let of = |name: &str| given(name).and_then(Value::as_str).unwrap_or_default();
        if priority.is_none_or(|one| one < 1) {
            told(findings, repository, "has a rule without a priority", "set `rulePriority` to 1 or more");
        } else if priorities.contains(&priority) {
            told(findings, repository, "has two rules of one priority", "give each rule a `rulePriority` of its own");
        }
        priorities.push(priority);
        if given("countNumber").and_then(Value::as_int).is_none_or(|count| count < 1) {
            told(findings, repository, "has a rule that counts to none", "set `countNumber` to 1 or more");
        }
        match of("countType") {
            "sinceImagePushed" if of("countUnit") != "days" => {
                told(findings, repository, "counts since images were pushed, in nothing", "set `countUnit` to `days`");
            }
            "imageCountMoreThan" if given("countUnit").is_some() => {
                told(findings, repository, "counts images in a unit of time", "remove `countUnit`");
            }
            _ => {}
        }
        let lists = ["tagPrefixList", "tagPatternList"];
        if of("tagStatus") == "tagged" && lists.iter().all(|name| given(name).is_none()) {
            told(
                findings,
                repository,
                "selects tagged images, and says no tags",
                "set `tagPrefixList` or `tagPatternList`",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::IMAGE_LIFECYCLE;
    use crate::testing::{finds, silent};

    const RULE: &str = r#"{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}}"#;

    fn repository(rules: &str) -> String {
        format!(
            "Resources:\n  R: {{Type: AWS::ECR::Repository, Properties: {{LifecyclePolicy: {{LifecyclePolicyText: '{{\"rules\":[{rules}]}}'}}}}}}\n"
        )
    }

    #[test]
    fn policies_that_are_none() {
        finds(IMAGE_LIFECYCLE, &repository(&RULE.replace("14", "0")), "R", "counts to none");
        finds(IMAGE_LIFECYCLE, &repository(&format!("{RULE},{RULE}")), "R", "two rules of one priority");
        finds(IMAGE_LIFECYCLE, &repository(&RULE.replace(r#""countUnit":"days","#, "")), "R", "in nothing");
        finds(IMAGE_LIFECYCLE, &repository(&RULE.replace("untagged", "tagged")), "R", "says no tags");
        finds(IMAGE_LIFECYCLE, &repository("{"), "R", "is no JSON");
    }

    #[test]
    fn policies() {
        silent(IMAGE_LIFECYCLE, &repository(RULE));
        let count = r#"{"rulePriority":2,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":5},"action":{"type":"expire"}}"#;
        silent(IMAGE_LIFECYCLE, &repository(&format!("{RULE},{count}")));
    }
}
