use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A distribution cannot run a function where it is to.
    ///
    /// A function of CloudFront runs when a viewer asks and is answered, not on the way to the origin: that is for functions
    /// of Lambda, which are named by a version.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-choosing.html>
    pub(crate) EDGE_FUNCTION: "edge-function", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for distribution in world.all("AWS::CloudFront::Distribution") {
        let config = distribution.get("DistributionConfig");
        let behaviors = [config.at("DefaultCacheBehavior")].into_iter().chain(config.at("CacheBehaviors").items());
        for behavior in behaviors {
            for function in behavior.at("FunctionAssociations").items() {
                let event = function.at("EventType");
                if let Some(event) = event.text().filter(|event| event.starts_with("origin-")) {
                    let message = format!("{} runs a function of CloudFront at `{event}`", distribution.path());
                    let help = "use `viewer-request` or `viewer-response`, or a function of Lambda";
                    findings.at(distribution, "DistributionConfig", message, help);
                }
            }
            for function in behavior.at("LambdaFunctionAssociations").items() {
                let named = function.at("LambdaFunctionARN");
                if let Some(function) = world.target_of(named, "AWS::Lambda::Function") {
                    let message = format!("{} runs {} without a version", distribution.path(), function.path());
                    let help = "name a version: `!Ref` of an `AWS::Lambda::Version`";
                    findings.between(distribution, "DistributionConfig", message, help, &[(function, "the function")]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EDGE_FUNCTION;
    use crate::testing::{finds, silent};

    fn with(behavior: &str) -> String {
        format!(
            "Resources:\n  F: {{Type: AWS::Lambda::Function, Properties: {{Role: r}}}}\n  V: {{Type: AWS::Lambda::Version, Properties: \
             {{FunctionName: !Ref F}}}}\n  D: {{Type: AWS::CloudFront::Distribution, Properties: {{DistributionConfig: {{CacheBehaviors: [{{{behavior}}}]}}}}}}\n"
        )
    }

    #[test]
    fn functions() {
        let of = |event: &str| with(&format!("FunctionAssociations: [{{EventType: {event}, FunctionARN: f}}]"));
        finds(EDGE_FUNCTION, &of("origin-request"), "D", "a function of CloudFront at `origin-request`");
        silent(EDGE_FUNCTION, &of("viewer-request"));
        let edge = |named: &str| {
            with(&format!("LambdaFunctionAssociations: [{{EventType: origin-request, LambdaFunctionARN: {named}}}]"))
        };
        finds(EDGE_FUNCTION, &edge("!GetAtt F.Arn"), "D", "runs template/F without a version");
        silent(EDGE_FUNCTION, &edge("!Ref V"));
    }
}
