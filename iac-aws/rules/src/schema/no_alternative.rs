use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A value has none of the forms that its property takes.
    ///
    /// Where one form is nearly right, its own faults are told instead. See the documentation of the property for the forms.
    pub(crate) NO_ALTERNATIVE: "no-alternative", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Alternative);
}

#[cfg(test)]
mod tests {
    use super::NO_ALTERNATIVE;
    use crate::schema::testing::{finds, silent};

    /// <https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html>
    #[test]
    fn a_version_that_is_given_up() {
        let given_up = "{Engine: postgres, EngineVersion: '9.6.1'}";
        finds(NO_ALTERNATIVE, "AWS::RDS::DBInstance", given_up, "`EngineVersion` has a value that AWS does not take");
    }

    #[test]
    fn what_is_not_known_may_fit() {
        silent(NO_ALTERNATIVE, "AWS::RDS::DBInstance", "{Engine: postgres, EngineVersion: !Ref Unknown}");
        silent(NO_ALTERNATIVE, "AWS::RDS::DBInstance", "{Engine: !Ref Unknown, EngineVersion: '9.6.1'}");
        silent(NO_ALTERNATIVE, "AWS::SQS::Queue", "{}");
    }
}
