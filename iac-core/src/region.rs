//! Regions of AWS.

use std::fmt;

/// A region of AWS, such as `eu-central-1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region(&'static str);

macro_rules! regions {
    ($($name:ident $code:literal $place:literal)*) => {
        impl Region {
            $(
                #[doc = $place]
                pub const $name: Region = Region($code);
            )*
        }
    };
}

// Source: <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
regions! {
    AF_SOUTH_1 "af-south-1" "Cape Town (opt-in)."
    AP_EAST_1 "ap-east-1" "Hong Kong (opt-in)."
    AP_NORTHEAST_1 "ap-northeast-1" "Tokyo."
    AP_NORTHEAST_2 "ap-northeast-2" "Seoul."
    AP_NORTHEAST_3 "ap-northeast-3" "Osaka."
    AP_SOUTH_1 "ap-south-1" "Mumbai."
    AP_SOUTH_2 "ap-south-2" "Hyderabad (opt-in)."
    AP_SOUTHEAST_1 "ap-southeast-1" "Singapore."
    AP_SOUTHEAST_2 "ap-southeast-2" "Sydney."
    AP_SOUTHEAST_3 "ap-southeast-3" "Jakarta (opt-in)."
    AP_SOUTHEAST_4 "ap-southeast-4" "Melbourne (opt-in)."
    CA_CENTRAL_1 "ca-central-1" "Canada (Central)."
    CA_WEST_1 "ca-west-1" "Calgary (opt-in)."
    EU_CENTRAL_1 "eu-central-1" "Frankfurt."
    EU_CENTRAL_2 "eu-central-2" "Zurich (opt-in)."
    EU_NORTH_1 "eu-north-1" "Stockholm."
    EU_SOUTH_1 "eu-south-1" "Milan (opt-in)."
    EU_SOUTH_2 "eu-south-2" "Spain (opt-in)."
    EU_WEST_1 "eu-west-1" "Ireland."
    EU_WEST_2 "eu-west-2" "London."
    EU_WEST_3 "eu-west-3" "Paris."
    IL_CENTRAL_1 "il-central-1" "Tel Aviv (opt-in)."
    ME_CENTRAL_1 "me-central-1" "UAE (opt-in)."
    ME_SOUTH_1 "me-south-1" "Bahrain (opt-in)."
    SA_EAST_1 "sa-east-1" "São Paulo."
    US_EAST_1 "us-east-1" "N. Virginia; CloudFront's certificates and metrics live here."
    US_EAST_2 "us-east-2" "Ohio."
    US_WEST_1 "us-west-1" "N. California; new accounts see two of its zones."
    US_WEST_2 "us-west-2" "Oregon."
}

impl Region {
    /// A region without a constant here, as AWS writes it: an area, what is between, and a number, such as
    /// `us-gov-west-1`. Anything else is an error when the stacks are resolved.
    pub const fn new(code: &'static str) -> Self {
        Region(code)
    }

    /// Whether it can be a region at all: `^[a-z]{2,}(-[a-z]+)+-[0-9]+$`.
    pub(crate) fn is_well_formed(self) -> bool {
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let Some((words, number)) = self.0.rsplit_once('-') else { return false };
        let Some((area, others)) = words.split_once('-') else { return false };
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number && area.len() >= 2 && is_word(area) && others.split('-').all(is_word)
    }

    /// The region as AWS writes it.
    pub const fn code(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
