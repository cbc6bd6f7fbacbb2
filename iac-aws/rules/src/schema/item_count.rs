use super::faults::{Kind, tell};
use iac_core::check::{Findings, World};

iac_core::rule! {
    /// A list or an object has fewer or more members than its property permits.
    ///
    /// Members that a condition may remove count only where they are too few with them.
    ///
    /// Add or remove members.
    pub(crate) ITEM_COUNT: "item-count", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    tell(world, findings, Kind::Count);
}

#[cfg(test)]
mod tests {
    use super::ITEM_COUNT;
    use crate::schema::testing::{finds, silent};

    #[test]
    fn too_many_or_too_few() {
        finds(
            ITEM_COUNT,
            "AWS::Lambda::Function",
            "{Architectures: [arm64, x86_64]}",
            "`Architectures` has 2 members, but 1 at most",
        );
        finds(
            ITEM_COUNT,
            "AWS::Lambda::Function",
            "{FileSystemConfigs: [{Arn: a, LocalMountPath: b}, {Arn: c, LocalMountPath: d}]}",
            "`FileSystemConfigs` has 2 members",
        );
    }

    #[test]
    fn as_many_as_may_be() {
        silent(ITEM_COUNT, "AWS::Lambda::Function", "{Architectures: [arm64]}");
        silent(
            ITEM_COUNT,
            "AWS::Lambda::Function",
            "{Architectures: [!If [Open, arm64, !Ref AWS::NoValue], !If [Open, !Ref AWS::NoValue, x86_64]]}",
        );
        silent(ITEM_COUNT, "AWS::Lambda::Function", "{Architectures: !Ref Unknown}");
    }
}
