use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A text is shorter or longer than its property permits.
    ///
    /// Of a text that is known only in parts, the parts alone may be too long.
    ///
    /// Write a text of a legal length.
    pub(crate) BAD_LENGTH: "bad-length", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Length);
}

#[cfg(test)]
mod tests {
    use super::BAD_LENGTH;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn too_long_or_empty() {
        finds(
            BAD_LENGTH,
            "AWS::IAM::Role",
            "{Description: a, RoleName: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}",
            "`RoleName` has 65 characters, but 64 at most",
        );
        finds(
            BAD_LENGTH,
            "AWS::Lambda::Function",
            "{Description: dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd}",
            "`Description` has 300 characters",
        );
        finds(
            BAD_LENGTH,
            "AWS::Lambda::Function",
            "{Description: !Sub 'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd${AWS::StackName}'}",
            "has more than 300 characters",
        );
    }

    #[test]
    fn of_a_legal_length() {
        silent(
            BAD_LENGTH,
            "AWS::IAM::Role",
            "{RoleName: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}",
        );
        silent(
            BAD_LENGTH,
            "AWS::Lambda::Function",
            "{Description: éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé}",
        );
        silent(BAD_LENGTH, "AWS::Lambda::Function", "{Description: !Ref Unknown}");
    }
}
