//! Code that stands in the template itself. The provider takes a file or an object in S3: the archive that
//! CloudFormation would make becomes an object in a bucket of the function's own.
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html>

use crate::archive;
use crate::prelude::*;

/// Under the hash of what it holds: other code is another object, which the provider hands to the function.
pub(super) fn zip_file<'g>(s: &mut Scope<'_, 'g>, field: &'g Field) {
    const CODE: &str = "unmapped";
    let Some(code) = field.value.as_str() else {
        return s.error(CODE, "code that is put together when the stack is deployed", "write the code as one text");
    };
    let runtime = s.property("Runtime").and_then(Value::as_str).unwrap_or_default();
    let file = match runtime {
        python if python.starts_with("python") => "index.py",
        node if node.starts_with("nodejs") => "index.js",
        other => {
            let message = format!("code in the template of the runtime `{other}`");
            return s.error(CODE, message, "only Python and Node.js take their code in the template");
        }
    };
    if code.contains("cfnresponse") || code.contains("cfn-response") {
        let help = "CloudFormation adds that module to the archive; take the code from S3 instead";
        return s.error(CODE, "code that uses the module `cfnresponse`", help);
    }
    let zip = archive::stored(file, code.as_bytes());
    s.needed_part("aws_s3_bucket", "code", |s| s.set("bucket_prefix", "code-"));
    let bucket = s.reference_to_part("aws_s3_bucket", "code", "bucket");
    s.needed_part("aws_s3_object", "code", |s| {
        s.set("bucket", bucket);
        s.set("key", format!("{:08x}.zip", archive::crc32(&zip)));
        s.set("content_base64", archive::base64(&zip));
        s.set("content_type", "application/zip");
    });
    for (attribute, of) in [("s3_bucket", "bucket"), ("s3_key", "key")] {
        let object = s.reference_to_part("aws_s3_object", "code", of);
        s.set(attribute, object);
    }
}
