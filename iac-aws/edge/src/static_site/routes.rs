//! Where requests go: to files, to the application's page, to other hosts.

use super::StaticSite;
use iac_aws_cfn::cloudfront;
use iac_aws_cfn::cloudfront::distribution::{
    CacheBehavior, CustomErrorResponse, CustomOriginConfig, FunctionAssociation, Origin,
};
use iac_core::prelude::*;

/// AWS's own policies, by ids that are the same in every account.
/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html>
pub(super) const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html>
const ALL_VIEWER_EXCEPT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/// A path whose last part has no extension is one of the application's own.
const ROUTER: &str = "function handler(event) {
  var request = event.request;
  if (request.uri.lastIndexOf('.') < request.uri.lastIndexOf('/')) {
    request.uri = '/index.html';
  }
  return request;
}
";

impl StaticSite {
    /// What sends the application's own paths to its page.
    pub(super) fn router(&self, stack: &mut Stack, name: &Val<Str>) -> Option<cloudfront::FunctionRef> {
        let config = cloudfront::function::FunctionConfig::new(
            "Paths of the application are answered by its page",
            "cloudfront-js-2.0",
        );
        let function = || cloudfront::Function::new(ROUTER, config, name).auto_publish(true);
        self.single_page.then(|| stack.add("Router", function()))
    }

    pub(super) fn associations(router: cloudfront::FunctionRef) -> [FunctionAssociation; 1] {
        [FunctionAssociation::new().event_type("viewer-request").function_arn(router.function_arn())]
    }

    /// The other hosts, and the paths that go there.
    pub(super) fn forwards(
        &self,
        stack: &mut Stack,
        headers: cloudfront::ResponseHeadersPolicyRef,
    ) -> (Vec<Origin>, Vec<CacheBehavior>) {
        let mut found = (Vec::new(), Vec::new());
        let mut ids: Vec<&str> = Vec::new();
        for (path, host) in &self.forwards {
            let id = path.trim_matches(['/', '*']);
            if !path.starts_with('/') || path.len() > 255 || path.contains(char::is_whitespace) || id.is_empty() {
                let message = format!("`{path}` is no path below the site");
                stack.error("bad-path", message, "write it like `/api/*`, at most 255 characters");
            }
            if ids.contains(&id) {
                stack.error("duplicate-path", format!("`{path}` goes to two hosts"), "give each path once");
            }
            ids.push(id);
            let to = CustomOriginConfig::new("https-only").origin_ssl_protocols(["TLSv1.2"]).origin_read_timeout(60);
            found.0.push(Origin::new(host, id.to_owned()).custom_origin_config(to));
            let behavior = CacheBehavior::new(path.clone(), id.to_owned(), "https-only")
                .allowed_methods(["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"])
                .cache_policy_id(Val::imported(CACHING_DISABLED))
                .origin_request_policy_id(Val::imported(ALL_VIEWER_EXCEPT_HOST))
                .response_headers_policy_id(headers.id())
                .compress(false);
            found.1.push(behavior);
        }
        found
    }

    /// The page for what is not there. It counts for every origin.
    pub(super) fn error_page(&self, stack: &mut Stack) -> Option<CustomErrorResponse> {
        let page = self.not_found.as_ref()?;
        if page.is_empty() || page.starts_with('/') || page.contains(char::is_whitespace) {
            let message = format!("`{page}` is no file of the site");
            stack.error("bad-path", message, "name it without a leading slash, such as `404.html`");
        }
        if !self.forwards.is_empty() {
            let help = "let the application show such a page, with `.single_page()`";
            stack.error(
                "hidden-answers",
                "CloudFront would show the page in place of a forwarded host's 404s too",
                help,
            );
        }
        let page = format!("/{page}");
        Some(CustomErrorResponse::new(404).response_code(404).response_page_path(page).error_caching_min_ttl(10))
    }
}
