//! What must not be read: generated where nobody needs to know it, typed in where somebody else made it.

use super::backups::Away;
use iac_aws::prelude::*;
use iac_core::Region;

/// The backend's secrets by the names of their variables.
pub(super) type Secrets = Vec<(&'static str, SecretRef)>;

/// What other companies gave, by the parameter that asks for it.
const GIVEN: [(&str, &str, &str); 6] = [
    ("GoogleClientId", "GOOGLE_CLIENT_ID", "The id of the OAuth client at Google."),
    ("GoogleClientSecret", "GOOGLE_CLIENT_SECRET", "The secret of the OAuth client at Google."),
    ("OpenAiApiKey", "OPENAI_API_KEY", "The API key of OpenAI."),
    ("PineconeApiKey", "PINECONE_API_KEY", "The API key of Pinecone."),
    ("SentryDsn", "SENTRY_DSN", "The address under which Sentry takes errors, with its key."),
    ("NewRelicLicenseKey", "NEW_RELIC_LICENSE_KEY", "The licence key of New Relic."),
];

pub(super) fn add(stack: &mut Stack, key: &EncryptionKeyHandle, (region, away): (Region, &Away)) -> Secrets {
    // What users stored cannot be read without it, wherever the database is restored.
    let encryption = Secret::random(64)
        .description("Encrypts what users store: never another value before all of it was encrypted anew")
        .encryption_key(key)
        .replicate_to(region, &away.key)
        .retain();
    let encryption = stack.add("EncryptionKey", encryption);
    let jwt = Secret::random(64).description("Signs sessions").encryption_key(key);
    let jwt = stack.add("JwtSecret", jwt);
    let mut secrets = vec![("ENCRYPTION_KEY", encryption.whole()), ("JWT_SECRET", jwt.whole())];
    for (id, variable, description) in GIVEN {
        let parameter = Parameter::secret().label(variable).group("Secrets").description(description);
        let parameter = stack.add(id, parameter);
        let secret = Secret::from_parameter(&parameter).description(description).encryption_key(key);
        let secret = stack.add(format!("{id}Secret"), secret);
        secrets.push((variable, secret.whole()));
    }
    secrets
}
