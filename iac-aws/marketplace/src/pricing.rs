//! How a product is paid for.

use iac_core::{Stack, Text};

/// What a product with usage pricing is paid for by: one of the dimensions of its listing.
/// Source: <https://docs.aws.amazon.com/marketplace/latest/userguide/container-metering-meterusage.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    pub(super) key: &'static str,
    pub(super) name: Text,
    pub(super) unit: Text,
}

impl Dimension {
    /// A dimension that the software meters: its key (letters, digits and `_.-`, at most 100), the name that buyers read
    /// (at most 70 characters) and the unit (at most 20).
    pub fn metered(key: &'static str, name: impl Into<Text>, unit: impl Into<Text>) -> Self {
        Dimension { key, name: name.into(), unit: unit.into() }
    }

    /// The key, by which the software reports.
    pub fn key(&self) -> &'static str {
        self.key
    }

    fn check(&self, stack: &mut Stack) {
        let Dimension { key, name, unit } = self;
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
        if key.is_empty() || key.len() > 100 || !key.chars().all(allowed) {
            stack.error(
                "marketplace-dimension",
                format!("`{key}` is no key of a dimension"),
                "use 1 to 100 letters, digits and the characters _ . -",
            );
        }
        for (what, text, most) in [("name", name, 70), ("unit", unit, 20)] {
            let given = text.chars().count();
            if given == 0 || given > most {
                stack.error(
                    "marketplace-dimension",
                    format!("the {what} of the dimension `{key}` has {given} characters"),
                    format!("use 1 to {most} characters"),
                );
            }
        }
    }
}

/// How a container product is paid for. It decides what the software may call: with usage pricing `MeterUsage` and
/// nothing else, by the hour or month `RegisterUsage`, with a licence of the buyer's own neither.
/// Source: <https://docs.aws.amazon.com/marketplace/latest/userguide/pricing-container-products.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pricing(pub(super) Model);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Model {
    Usage(Vec<Dimension>),
    PerTask,
    Byol,
}

impl Pricing {
    /// By what the software meters: 1 to 24 dimensions.
    pub fn usage(dimensions: impl IntoIterator<Item = Dimension>) -> Self {
        Pricing(Model::Usage(dimensions.into_iter().collect()))
    }

    /// By the hour for each task that runs.
    pub fn hourly() -> Self {
        Pricing(Model::PerTask)
    }

    /// By the month.
    pub fn monthly() -> Self {
        Pricing(Model::PerTask)
    }

    /// The buyer brings a licence; AWS Marketplace meters nothing.
    pub fn byol() -> Self {
        Pricing(Model::Byol)
    }

    /// The dimensions that the software meters; none without usage pricing.
    pub fn dimensions(&self) -> &[Dimension] {
        match &self.0 {
            Model::Usage(dimensions) => dimensions,
            Model::PerTask | Model::Byol => &[],
        }
    }

    /// The call of the metering service that the software has to make, if any.
    pub(super) fn action(&self) -> Option<&'static str> {
        match self.0 {
            Model::Usage(_) => Some("aws-marketplace:MeterUsage"),
            Model::PerTask => Some("aws-marketplace:RegisterUsage"),
            Model::Byol => None,
        }
    }

    pub(super) fn check(&self, stack: &mut Stack) {
        let Model::Usage(dimensions) = &self.0 else { return };
        if dimensions.is_empty() || dimensions.len() > 24 {
            let given = dimensions.len();
            stack.error(
                "marketplace-dimensions",
                format!("the product has {given} dimensions"),
                "usage pricing has 1 to 24 dimensions",
            );
        }
        for (at, dimension) in dimensions.iter().enumerate() {
            dimension.check(stack);
            if dimensions[..at].iter().any(|other| other.key == dimension.key) {
                stack.error(
                    "marketplace-dimension",
                    format!("the product has two dimensions `{}`", dimension.key),
                    "give each dimension a key of its own",
                );
            }
        }
    }
}
