//! What receivers do with forged mail.

use iac_core::Text;
use iac_core::prelude::*;

/// What receivers do with mail in the domain's name that neither SPF nor DKIM vouches for.
/// Source: <https://www.rfc-editor.org/rfc/rfc7489>
#[derive(Clone, Debug)]
pub struct Dmarc {
    policy: &'static str,
    reports: Vec<Text>,
    strict: bool,
}

impl Dmarc {
    /// Nothing: they only report. To begin with, until the reports name nobody who was forgotten.
    pub fn report_only() -> Self {
        Dmarc::of("none")
    }

    /// It counts as spam.
    pub fn quarantine() -> Self {
        Dmarc::of("quarantine")
    }

    /// They refuse it.
    pub fn reject() -> Self {
        Dmarc::of("reject")
    }

    /// Where receivers send their daily reports.
    pub fn reports_to(mut self, address: impl Into<Text>) -> Self {
        self.reports.push(address.into());
        self
    }

    /// Names below the domain do not vouch for it, nor it for them.
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    fn of(policy: &'static str) -> Self {
        Dmarc { policy, reports: Vec::new(), strict: false }
    }

    /// The record's text.
    pub(super) fn record(&self, stack: &mut Stack) -> String {
        let mut text = format!("v=DMARC1; p={}", self.policy);
        if self.strict {
            text += "; adkim=s; aspf=s";
        }
        for address in &self.reports {
            let whole = address.split('@').filter(|part| !part.trim().is_empty()).count() == 2;
            if !whole || address.contains([',', ';', ' ', '!']) {
                let message = format!("`{address}` is no address for reports");
                stack.error("bad-report-address", message, "give an address such as `dmarc@example.com`");
            }
        }
        if !self.reports.is_empty() {
            let to: Vec<String> = self.reports.iter().map(|address| format!("mailto:{address}")).collect();
            text += &format!("; rua={}", to.join(","));
        }
        text
    }
}
