use iac_core::Region;
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A web ACL for CloudFront, or a part of one, is made in another region than us-east-1.
    ///
    /// CloudFront is everywhere, and WAF keeps what belongs to it in us-east-1: with `Scope: CLOUDFRONT` any other region
    /// refuses it ("The scope is not valid").
    ///
    /// Make it in a stack for us-east-1, and hand its ARN to the stack of the distribution.
    ///
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-webacl.html#cfn-wafv2-webacl-scope>,
    /// <https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html>
    pub(crate) FIREWALL_REGION: "firewall-region", Error, check
}

const SCOPED: [&str; 4] =
    ["AWS::WAFv2::WebACL", "AWS::WAFv2::RuleGroup", "AWS::WAFv2::IPSet", "AWS::WAFv2::RegexPatternSet"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for res in SCOPED.into_iter().flat_map(|kind| world.all(kind)).filter(|res| res.is_certain()) {
        // China has a CloudFront of its own.
        let own = res.stack().region.filter(|own| *own != Region::US_EAST_1 && !own.code().starts_with("cn-"));
        if let Some(own) = own.filter(|_| res.get("Scope").text().is_some_and(|scope| scope == "CLOUDFRONT")) {
            let message = format!("{} is for CloudFront, and its stack is for {own}", res.path());
            findings.at(
                res,
                "Scope",
                message,
                "make it in a stack for us-east-1; `REGIONAL` is for load balancers and APIs",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FIREWALL_REGION;
    use crate::testing::messages_in;
    use iac_core::Region;

    fn of(kind: &str, scope: &str) -> String {
        format!(
            "Conditions: {{There: !Equals [!Ref AWS::Region, us-east-1]}}\n\
             Resources:\n  Wall: {{Type: AWS::WAFv2::{kind}, Properties: {{Scope: {scope}}}}}\n"
        )
    }

    #[test]
    fn another_region() {
        for kind in ["WebACL", "RuleGroup", "IPSet", "RegexPatternSet"] {
            assert_eq!(
                messages_in(FIREWALL_REGION, &of(kind, "CLOUDFRONT"), Some(Region::EU_CENTRAL_1)),
                ["template/Wall is for CloudFront, and its stack is for eu-central-1"]
            );
        }
    }

    #[test]
    fn the_right_region_or_none() {
        let silent = |template: &str, region| {
            assert_eq!(messages_in(FIREWALL_REGION, template, region), [""; 0]);
        };
        let acl = of("WebACL", "CLOUDFRONT");
        silent(&acl, Some(Region::US_EAST_1));
        silent(&acl, Some(Region::new("cn-north-1")));
        silent(&acl, None);
        silent(&of("WebACL", "REGIONAL"), Some(Region::EU_CENTRAL_1));
        silent(&of("WebACL", "!If [There, CLOUDFRONT, REGIONAL]"), Some(Region::EU_CENTRAL_1));
        silent(&acl.replace("Properties", "Condition: There, Properties"), Some(Region::EU_CENTRAL_1));
    }
}
