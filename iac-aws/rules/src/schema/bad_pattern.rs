use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A text does not have the form that its property asks for.
    ///
    /// AWS gives the form as a regular expression. What is known only in parts, or when the stack is deployed, is not judged.
    ///
    /// Write a text that matches.
    pub(crate) BAD_PATTERN: "bad-pattern", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Pattern);
}

#[cfg(test)]
mod tests {
    use super::BAD_PATTERN;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn of_a_literal() {
        finds(BAD_PATTERN, "AWS::Lambda::Function", "{FunctionName: a b}", "`FunctionName` is `a b`");
        finds(BAD_PATTERN, "AWS::Lambda::Function", "{Role: app}", "`Role`");
        finds(BAD_PATTERN, "AWS::Logs::LogGroup", "{LogGroupName: 'a b'}", "`LogGroupName`");
    }

    #[test]
    fn of_what_fits_or_is_not_known() {
        silent(
            BAD_PATTERN,
            "AWS::Lambda::Function",
            "{FunctionName: a-b, Role: !Sub 'arn:aws:iam::${AWS::AccountId}:role/app'}",
        );
        silent(BAD_PATTERN, "AWS::Lambda::Function", "{Role: !Ref Unknown}");
        silent(BAD_PATTERN, "AWS::Logs::LogGroup", "{LogGroupName: '{{resolve:ssm:/a}}'}");
        silent(BAD_PATTERN, "AWS::Logs::LogGroup", "{LogGroupName: !Join ['', [/a/, !Ref AWS::StackName]]}");
    }
}
