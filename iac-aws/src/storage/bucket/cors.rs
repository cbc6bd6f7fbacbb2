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
    rule: CorsRule,
}

impl Cors {
    /// Origins such as `https://app.example.com`, and methods.
    pub fn new<O: IntoVal<Str>>(
        origins: impl IntoIterator<Item = O>,
        methods: impl IntoIterator<Item = CorsMethod>,
    ) -> Self {
        let origins: Vec<Val<Str>> = origins.into_iter().map(|origin| Val::of(origin.into_value())).collect();
        let methods: Vec<CorsMethod> = methods.into_iter().collect();
        Cors { rule: CorsRule::new(methods, origins) }
    }

    /// Headers that a script may send; none but the plain ones by default.
    pub fn headers<T: Into<Text>>(mut self, headers: impl IntoIterator<Item = T>) -> Self {
        self.rule = self.rule.allowed_headers(texts(headers));
        self
    }

    /// Headers of the answer that a script may read.
    pub fn exposed_headers<T: Into<Text>>(mut self, headers: impl IntoIterator<Item = T>) -> Self {
        self.rule = self.rule.exposed_headers(texts(headers));
        self
    }

    /// How long a browser may remember the answer to its question.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.rule = self.rule.max_age(u32::try_from(age.as_secs()).unwrap_or(u32::MAX));
        self
    }

    pub(super) fn into_rule(self) -> CorsRule {
        self.rule
    }
}

fn texts<T: Into<Text>>(texts: impl IntoIterator<Item = T>) -> Vec<Text> {
    texts.into_iter().map(Into::into).collect()
}
