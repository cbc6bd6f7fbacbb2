//! Requests from scripts of other sites.

use iac_aws_cfn::s3::bucket::CorsRule;
use iac_core::prelude::*;
use iac_core::{Duration, IntoVal, Text};

pub use iac_aws_cfn::s3::bucket::AllowedMethods as CorsMethod;

/// Which sites' scripts may reach a bucket with which methods. It opens nothing by itself: each request still needs a
/// permission.
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html>
#[derive(Clone, Debug)]
pub struct Cors {
    origins: Vec<Val<Str>>,
    methods: Vec<CorsMethod>,
    headers: Vec<Text>,
    exposed_headers: Vec<Text>,
    max_age: Option<u32>,
}

impl Cors {
    /// Origins such as `https://app.example.com`, and methods.
    pub fn new<O: IntoVal<Str>>(
        origins: impl IntoIterator<Item = O>,
        methods: impl IntoIterator<Item = CorsMethod>,
    ) -> Self {
        let origins: Vec<Val<Str>> = origins.into_iter().map(|origin| Val::of(origin.into_value())).collect();
        let methods: Vec<CorsMethod> = methods.into_iter().collect();
        Cors { origins, methods, headers: Vec::new(), exposed_headers: Vec::new(), max_age: None }
    }

    /// Headers that a script may send; none but the plain ones by default.
    pub fn headers<T: Into<Text>>(mut self, headers: impl IntoIterator<Item = T>) -> Self {
        self.headers = texts(headers);
        self
    }

    /// Headers of the answer that a script may read.
    pub fn exposed_headers<T: Into<Text>>(mut self, headers: impl IntoIterator<Item = T>) -> Self {
        self.exposed_headers = texts(headers);
        self
    }

    /// How long a browser may remember the answer to its question.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = Some(u32::try_from(age.as_secs()).unwrap_or(u32::MAX));
        self
    }

    /// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html>
    pub(super) fn check(&self, stack: &mut Stack) {
        const CODE: &str = "bad-cors";
        if self.origins.is_empty() {
            stack.error(CODE, "a CORS rule without an origin", "name origins such as `https://app.example.com`");
        }
        if self.methods.is_empty() {
            stack.error(CODE, "a CORS rule without a method", "name methods such as `CorsMethod::Get`");
        }
        let origins = self.origins.iter().filter_map(|origin| origin.value().as_str());
        let patterns = origins.chain(self.headers.iter().map(|header| &**header));
        for pattern in patterns.filter(|pattern| pattern.matches('*').count() > 1) {
            let message = format!("the CORS rule is about `{pattern}`");
            stack.error(CODE, message, "an origin and a header have at most one `*`");
        }
    }

    pub(super) fn into_rule(self) -> CorsRule {
        let mut rule = CorsRule::new(self.methods, self.origins);
        if !self.headers.is_empty() {
            rule = rule.allowed_headers(self.headers);
        }
        if !self.exposed_headers.is_empty() {
            rule = rule.exposed_headers(self.exposed_headers);
        }
        if let Some(age) = self.max_age {
            rule = rule.max_age(age);
        }
        rule
    }
}

fn texts<T: Into<Text>>(texts: impl IntoIterator<Item = T>) -> Vec<Text> {
    texts.into_iter().map(Into::into).collect()
}
