use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A log group cannot be kept, or called, as it is to be.
    ///
    /// CloudWatch keeps logs for certain numbers of days only, and its names have letters, digits and `_ - / . # `.
    ///
    /// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>
    pub(crate) LOG_GROUP: "log-group", Error, check
}

const DAYS: &[i64] =
    &[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for kind in ["AWS::Logs::LogGroup", "AWS::Lambda::LogGroup"] {
        for group in world.all(kind) {
            let path = group.path();
            if let Some(days) = group.get("RetentionInDays").int().filter(|days| !DAYS.contains(days)) {
                let message = format!("{path} keeps its logs for {days} days, which CloudWatch does not offer");
                let longer = DAYS.iter().find(|own| **own > days).or(DAYS.last()).copied().unwrap_or(30);
                let all = DAYS.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
                findings.at(group, "RetentionInDays", message, format!("the next is {longer}; there are {all}"));
            }
            let value = group.get("LogGroupName");
            let Some(name) = value.text().filter(|name| !name.is_empty()) else { continue };
            let fine = |c: char| c.is_ascii_alphanumeric() || "_-/.#".contains(c);
            if name.len() > 512 || !name.chars().all(fine) {
                let message = format!("{path} is called `{name}`, which is no name of a log group");
                findings.at(group, "LogGroupName", message, "1 to 512 letters, digits and `_`, `-`, `/`, `.`, `#`");
            } else if name.starts_with("aws/") {
                let message = format!("{path} is called `{name}`, which AWS keeps for itself");
                findings.at(group, "LogGroupName", message, "AWS's own groups begin with a slash: `/aws/…`");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LOG_GROUP;
    use crate::testing::{finds, silent};

    fn group(properties: &str) -> String {
        format!(
            "Parameters: {{Days: {{Type: Number, Default: 30, AllowedValues: [30, 45]}}}}\n\
             Mappings: {{M: {{a: {{Days: 31}}}}}}\n\
             Resources: {{G: {{Type: AWS::Logs::LogGroup, Properties: {{{properties}}}}}}}"
        )
    }

    #[test]
    fn days_that_are_not_offered() {
        finds(LOG_GROUP, &group("RetentionInDays: 10"), "G", "for 10 days, which CloudWatch does not offer");
        finds(LOG_GROUP, &group("RetentionInDays: !Ref Days"), "G", "for 45 days");
        finds(LOG_GROUP, &group("RetentionInDays: !FindInMap [M, a, Days]"), "G", "for 31 days");
        finds(LOG_GROUP, &group("LogGroupName: 'my logs'"), "G", "no name of a log group");
    }

    #[test]
    fn days_that_are() {
        silent(LOG_GROUP, &group("RetentionInDays: '365', LogGroupName: !Sub '/app/${AWS::StackName}'"));
        silent(LOG_GROUP, &group("LogGroupName: /aws/lambda/a"));
    }
}
