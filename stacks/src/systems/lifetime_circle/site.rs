//! The frontend: files, and the API below `/api`.

use super::choices::Choices;
use iac_aws::prelude::*;

pub(super) fn add(
    stack: &mut Stack,
    choices: &Choices,
    certificate: &CertificateHandle,
    zone: &HostedZoneHandle,
) -> StaticSiteHandle {
    let site = StaticSite::new(OnDelete::Delete)
        .bucket_name(choices.frontend_bucket)
        .single_page()
        .forward("/api/*", choices.api)
        .domain_names([choices.frontend], Certificate::issued(certificate))
        .dns(zone);
    stack.add("Frontend", site)
}
