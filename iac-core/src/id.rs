//! From a construct's path to its logical id.
//!
//! The rule is frozen: a logical id that moves is, to CloudFormation, another resource, and the data of the old one is
//! gone. An id is the concatenation of the path's parts; an empty part adds nothing. There is no hash and no counter.

/// CloudFormation's limit on the length of a logical id.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
pub const MAX_LENGTH: usize = 255;

/// The logical id of a path.
///
/// ```
/// assert_eq!(iac_core::id::logical_id(&["Network", "", "Public1"]), "NetworkPublic1");
/// ```
pub fn logical_id(path: &[&str]) -> String {
    path.concat()
}

/// What is wrong with a logical id, if anything.
pub fn fault(id: &str) -> Option<String> {
    if id.is_empty() {
        return Some("the logical id is empty".into());
    }
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Some(format!("the logical id `{id}` may have letters A–Z, a–z and digits only"));
    }
    if id.len() > MAX_LENGTH {
        return Some(format!("the logical id is {} characters long, of {MAX_LENGTH} allowed: `{id}`", id.len()));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The frozen rule, said in another way than the code says it.
        #[test]
        fn is_the_path_without_separators(path in prop::collection::vec("[A-Za-z0-9]{0,12}", 0..6)) {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            prop_assert_eq!(logical_id(&path), path.into_iter().flat_map(str::chars).collect::<String>());
        }

        #[test]
        fn extracting_a_transparent_part_changes_nothing(
            path in prop::collection::vec("[A-Z][a-z0-9]{0,8}", 1..5), at in 0usize..5,
        ) {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let mut longer = path.clone();
            longer.insert(at.min(path.len()), "");
            prop_assert_eq!(logical_id(&longer), logical_id(&path));
        }

        #[test]
        fn a_faultless_id_is_one_that_cloudformation_takes(id in ".{0,300}") {
            let taken = !id.is_empty() && id.len() <= 255 && id.chars().all(|c| c.is_ascii_alphanumeric());
            prop_assert_eq!(fault(&id).is_none(), taken);
        }
    }
}
