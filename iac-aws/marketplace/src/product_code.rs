//! Product codes: what AWS Marketplace calls a product.

use iac_core::Stack;

/// A product code. AWS Marketplace gives it when the product is created; every buyer's copy has the same, so it is a
/// literal and not a parameter that a buyer could change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProductCode {
    code: &'static str,
    sample: bool,
}

impl ProductCode {
    /// A product code: 1 to 255 letters and digits. Anything else is an error of the stack that uses it.
    /// Source: <https://docs.aws.amazon.com/marketplacemetering/latest/APIReference/API_MeterUsage.html>
    pub const fn new(code: &'static str) -> Self {
        ProductCode { code, sample: false }
    }

    /// A code that no product has, for use until the product exists. The template says that it is a sample; a task
    /// that meters with it is refused by AWS.
    pub const fn sample() -> Self {
        ProductCode { code: "sampleproductcode", sample: true }
    }

    /// The code.
    pub const fn as_str(self) -> &'static str {
        self.code
    }

    /// Whether it is the sample.
    pub const fn is_sample(self) -> bool {
        self.sample
    }

    pub(super) fn check(self, stack: &mut Stack) {
        let code = self.code;
        if code.is_empty() || code.len() > 255 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            stack.error(
                "product-code",
                format!("`{code}` is no product code"),
                "use the code that the AWS Marketplace Management Portal shows: 1 to 255 letters and digits",
            );
        }
    }
}
