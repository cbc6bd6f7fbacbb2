//! Corrections of what the packages have wrong, each a named function with its reason and source.
//!
//! A fix-up that finds nothing to correct is an error: the package was corrected, or the fix-up never worked. The
//! remedy is to delete it.

mod edit;
mod free_text;
mod identifiers;
mod references;
mod required;

use crate::Result;
use crate::spec::Spec;

/// A fix-up.
type Fixup = fn(&mut Spec) -> Result<()>;

/// All of them, by name.
const FIXUPS: [(&str, Fixup); 27] = [
    ("alarm_actions_are_of_any_kind", free_text::alarm_actions_are_of_any_kind),
    ("attribute_and_filter_values_are_free", free_text::attribute_and_filter_values_are_free),
    ("elasticache_user_ids_are_chosen", free_text::elasticache_user_ids_are_chosen),
    ("ip_addresses_are_no_elastic_ips", free_text::ip_addresses_are_no_elastic_ips),
    ("origins_are_named_freely", free_text::origins_are_named_freely),
    ("default_security_group_is_a_security_group", identifiers::default_security_group_is_a_security_group),
    ("elastic_ip_ref_is_its_address", identifiers::elastic_ip_ref_is_its_address),
    ("scalable_target_ref_is_its_id", identifiers::scalable_target_ref_is_its_id),
    ("secret_ref_is_its_arn", identifiers::secret_ref_is_its_arn),
    ("balancers_certificates_and_target_groups", references::balancers_certificates_and_target_groups),
    ("caches_are_in_subnet_and_user_groups", references::caches_are_in_subnet_and_user_groups),
    ("certificate_is_validated_in_a_hosted_zone", references::certificate_is_validated_in_a_hosted_zone),
    ("discovery_service_is_in_a_namespace", references::discovery_service_is_in_a_namespace),
    ("distribution_refers_to_a_vpc_origin", references::distribution_refers_to_a_vpc_origin),
    ("distribution_takes_the_arn_of_a_web_acl", references::distribution_takes_the_arn_of_a_web_acl),
    ("ecs_service_cluster_by_name_or_arn", references::ecs_service_cluster_by_name_or_arn),
    ("ecs_service_registry_is_a_discovery_service", references::ecs_service_registry_is_a_discovery_service),
    ("hosted_zones_are_signed_and_logged", references::hosted_zones_are_signed_and_logged),
    ("log_deliveries_and_role_policies", references::log_deliveries_and_role_policies),
    ("log_group_takes_the_arn_of_a_key", references::log_group_takes_the_arn_of_a_key),
    ("record_sets_are_in_a_hosted_zone", references::record_sets_are_in_a_hosted_zone),
    ("routes_entries_and_mappings_refer_to_the_network", references::routes_entries_and_mappings_refer_to_the_network),
    ("schedule_is_in_a_group_and_runs_a_task", references::schedule_is_in_a_group_and_runs_a_task),
    ("secret_rotation_and_attachment_refer_to_a_secret", references::secret_rotation_and_attachment_refer_to_a_secret),
    ("security_group_rule_names_are_names", references::security_group_rule_names_are_names),
    ("web_acls_are_associated_and_logged", references::web_acls_are_associated_and_logged),
    ("required_by_the_api", required::required_by_the_api),
];

/// Applies every fix-up.
///
/// # Errors
///
/// When some no longer apply; all of them are named.
pub fn apply(spec: &mut Spec) -> Result<()> {
    let failed: Vec<String> =
        FIXUPS.iter().filter_map(|(name, fixup)| fixup(spec).err().map(|e| format!("fix-up {name}: {e}"))).collect();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fails_where_there_is_nothing_to_correct() {
        let all = apply(&mut Spec::default()).unwrap_err();
        for (name, _) in FIXUPS {
            assert!(all.contains(&format!("fix-up {name}:")), "{name} did not fail:\n{all}");
        }
    }
}
