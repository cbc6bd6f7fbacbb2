//! What must not be read: generated where nobody needs to know it, typed in where somebody else made it.

use iac_aws::prelude::*;

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

pub(super) fn add(stack: &mut Stack, key: &EncryptionKeyHandle) -> Secrets {
    // Data that was encrypted with the one is lost with it; the other signs sessions.
    let encryption = Secret::random(64).description("Encrypts what users store").encryption_key(key).retain();
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
