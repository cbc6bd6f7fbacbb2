use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A property is set that only CloudFormation sets.
    ///
    /// It is a result of the deployment: `Fn::GetAtt` gives it. In a template it is refused.
    ///
    /// Leave it out.
    pub(crate) READ_ONLY: "read-only-property", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::ReadOnly);
}

#[cfg(test)]
mod tests {
    use super::READ_ONLY;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn set_in_the_template() {
        finds(READ_ONLY, "AWS::SQS::Queue", "{Arn: a}", "`Arn` is set by CloudFormation only");
        finds(READ_ONLY, "AWS::RDS::DBInstance", "{Endpoint: {Port: 5432}}", "`Endpoint");
    }

    #[test]
    fn not_set() {
        silent(READ_ONLY, "AWS::RDS::DBInstance", "{Port: 5432}");
        silent(READ_ONLY, "AWS::SQS::Queue", "{Arn: !Ref AWS::NoValue}");
    }
}
