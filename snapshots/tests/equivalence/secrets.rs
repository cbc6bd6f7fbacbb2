//! What CloudFormation does with secrets by itself, and Terraform has to be told.

use crate::cloudformation::CloudFormation;
use crate::expected::snake;
use crate::value::{Object, Value, parsed};
use serde_json::Value as Json;

fn text(text: &Value, what: &str) -> Result<String, String> {
    text.plain().ok_or_else(|| format!("{what} is {text}"))
}

/// The template with a random member: what GenerateSecretString stores.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html>
pub(crate) fn generated(settings: &Value) -> Result<Value, String> {
    let mut settings = settings.object().cloned().unwrap_or_default();
    let (template, key) = (settings.remove("SecretStringTemplate"), settings.remove("GenerateStringKey"));
    let settings: Object = settings.into_iter().map(|(key, value)| (snake(&key), value)).collect();
    let random = Value::call("random password", [Value::Object(settings)]);
    let (Some(template), Some(key)) = (template, key) else { return Ok(random) };
    let Some(Value::Object(mut members)) = parsed(&template) else { return Err(format!("{template} is no object")) };
    members.insert(text(&key, "GenerateStringKey")?, random);
    Ok(Value::Json(Box::new(Value::Object(members))))
}

/// The secret with what a client needs to connect: what SecretTargetAttachment makes of it.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secrettargetattachment.html>
pub(crate) fn attached(cloudformation: &CloudFormation<'_>, properties: &Value) -> Result<Value, String> {
    let members = properties.object().cloned().unwrap_or_default();
    let (Some(secret), Some(Value::Reference(target, identifier))) = (members.get("SecretId"), members.get("TargetId"))
    else {
        return Err("SecretId or TargetId is no reference".to_owned());
    };
    let database = cloudformation.resource(target).unwrap_or(&Json::Null);
    if members.get("TargetType").and_then(Value::plain).as_deref() != Some("AWS::RDS::DBInstance")
        || database["Type"] != "AWS::RDS::DBInstance"
    {
        return Err(format!("what does a secret say of {}?", database["Type"]));
    }
    let mut facts = Object::new();
    let mut of = |key: &str, attribute: &str| {
        facts.insert(key.to_owned(), Value::Reference(target.clone(), attribute.to_owned()));
    };
    of("dbInstanceIdentifier", identifier);
    of("host", "address");
    of("port", "port");
    for (key, property) in [("engine", "Engine"), ("dbname", "DBName")] {
        if let Json::String(text) = &database["Properties"][property] {
            facts.insert(key.to_owned(), Value::text(text));
        }
    }
    let stored = Value::call("secret", [secret.clone()]);
    let whole = Value::Json(Box::new(Value::call("merge", [stored, Value::Object(facts)])));
    Ok(Value::Object(Object::from([("SecretId".to_owned(), secret.clone()), ("SecretString".to_owned(), whole)])))
}

/// Whether `other` is what a secret would be that is the generated text alone. One that is made from a template never is.
pub(crate) fn plain_secret(cloudformation: &CloudFormation<'_>, secret: &Value, other: &Value) -> bool {
    let Value::Call(name, arguments) = secret else { return false };
    let [Value::Reference(resource, _)] = arguments.as_slice() else { return false };
    let settings = cloudformation.resource(resource).map(|resource| &resource["Properties"]["GenerateSecretString"]);
    let key = settings.and_then(|settings| settings["GenerateStringKey"].as_str());
    name == "secret" && key.is_some_and(|key| *other == Value::Object(Object::from([(key.to_owned(), secret.clone())])))
}
