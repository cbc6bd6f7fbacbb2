use iac_core::Value;
use iac_core::check::{Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// Something is to lie in a zone of another region.
    ///
    /// A stack is deployed to one region, and EC2 and RDS know the zones of that region only: whatever names a zone of
    /// another one is refused.
    ///
    /// Leave the region out: `!Select [0, !GetAZs '']` is the first zone of the region that the stack is deployed to.
    ///
    /// <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html>
    pub(crate) ZONE_REGION: "zone-region", Error, check
}

/// What has a property `AvailabilityZone`, subnets first.
const PLACED: [&str; 4] = ["AWS::EC2::Subnet", "AWS::EC2::Volume", "AWS::EC2::Instance", "AWS::RDS::DBInstance"];
const AT: &str = "AvailabilityZone";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let mut first: HashMap<usize, Res<'_, 'g>> = HashMap::new();
    for res in PLACED.into_iter().flat_map(|kind| world.all(kind)).filter(|res| res.is_certain()) {
        let Some(zone) = written(res) else { continue };
        let Some(region) = region(zone) else { continue };
        let help = "use a zone of the stack's region: `!Select [0, !GetAZs '']`";
        if let Some(own) = res.stack().region {
            if own.code() != region {
                let message = format!("{} is to lie in {zone}, and its stack is for {own}", res.path());
                findings.at(res, AT, message, help);
            }
            continue;
        }
        let other = *first.entry(res.stack_number()).or_insert(res);
        if let Some(zone_of_other) = written(other).filter(|one| self::region(one) != Some(region)) {
            let message = format!(
                "{} is to lie in {zone}, and {} in {zone_of_other}: a stack has one region",
                res.path(),
                other.path()
            );
            findings.between(res, AT, message, help, &[(other, "it lies in another region")]);
        }
    }
}

/// The zone, where it is written out: what a parameter or a condition chooses may well fit the region.
fn written<'g>(res: Res<'_, 'g>) -> Option<&'g str> {
    match res.node().property(AT) {
        Some(Value::Str(zone)) => Some(zone),
        _ => None,
    }
}

/// The region of a zone: `eu-west-1` of `eu-west-1a` and of `eu-west-1-lax-1a`.
fn region(zone: &str) -> Option<&str> {
    let digit = zone.find(|sign: char| sign.is_ascii_digit())?;
    let (name, rest) = zone.split_at(digit);
    let number = rest.bytes().take_while(u8::is_ascii_digit).count();
    let words = name.strip_suffix('-')?.split('-');
    let is_name = words.clone().count() >= 2
        && words.into_iter().all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
    (is_name && rest.len() > number).then(|| zone.get(..digit + number)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{ZONE_REGION, region};
    use crate::testing::{finds, silent};

    fn with(a: &str, b: &str) -> String {
        format!(
            "Parameters: {{Zone: {{Type: String, Default: us-east-1a, AllowedValues: [us-east-1a, eu-west-1a]}}}}\n\
             Conditions: {{Here: !Equals [!Ref AWS::Region, eu-west-1], There: !Equals [!Ref AWS::Region, us-east-1]}}\n\
             Resources:\n  A: {{Type: AWS::EC2::Subnet, Condition: Here, Properties: {{VpcId: v, AvailabilityZone: {a}}}}}\n  \
             B: {{Type: AWS::EC2::Subnet, Condition: There, Properties: {{VpcId: v, AvailabilityZone: {b}}}}}\n"
        )
    }

    fn both(a: &str, b: &str) -> String {
        with(a, b).replace("Condition: Here, ", "").replace("Condition: There, ", "")
    }

    #[test]
    fn two_regions() {
        let words = "template/B is to lie in us-east-1b, and template/A in eu-west-1a";
        finds(ZONE_REGION, &both("eu-west-1a", "us-east-1b"), "B", words);
        finds(ZONE_REGION, &both("us-west-2-lax-1a", "us-east-1b"), "B", "in us-west-2-lax-1a");
        let volume = "  V: {Type: AWS::EC2::Volume, Properties: {Size: 8, AvailabilityZone: eu-west-2a}}\n";
        finds(ZONE_REGION, &format!("{}{volume}", both("eu-west-1a", "eu-west-1b")), "V", "lie in eu-west-2a");
    }

    #[test]
    fn another_than_the_stack() {
        let template = both("eu-west-1a", "eu-west-1b");
        let (graph, _) = iac_core::read::template(iac_core::FileName::of(&"template.yaml"), template.as_bytes());
        let mut graph = graph.unwrap();
        graph.stacks[0].region = Some(iac_core::Region::US_EAST_1);
        let findings = iac_core::check::check(&graph, &[ZONE_REGION]).findings;
        assert_eq!(findings[0].message, "template/A is to lie in eu-west-1a, and its stack is for us-east-1");
        graph.stacks[0].region = Some(iac_core::Region::EU_WEST_1);
        assert!(iac_core::check::check(&graph, &[ZONE_REGION]).findings.is_empty());
    }

    #[test]
    fn one_region() {
        silent(ZONE_REGION, &both("eu-west-1a", "eu-west-1b"));
        silent(ZONE_REGION, &both("us-west-2-lax-1a", "us-west-2b"));
        silent(ZONE_REGION, &both("eu-west-1a", "!Ref Zone"));
        silent(ZONE_REGION, &both("eu-west-1a", "!If [Here, eu-west-1b, us-east-1b]"));
        silent(ZONE_REGION, &both("!Select [0, !GetAZs '']", "!Sub '${AWS::Region}b'"));
        silent(ZONE_REGION, &with("eu-west-1a", "us-east-1b"));
    }

    #[test]
    fn regions_of_zones() {
        for (zone, of) in [
            ("eu-west-1a", Some("eu-west-1")),
            ("us-gov-west-1b", Some("us-gov-west-1")),
            ("eusc-de-east-1a", Some("eusc-de-east-1")),
            ("us-east-1-wl1-bos-wlz-1", Some("us-east-1")),
            ("eu-west-1", None),
            ("use1-az1", None),
            ("a", None),
        ] {
            assert_eq!(region(zone), of, "{zone}");
        }
    }
}
