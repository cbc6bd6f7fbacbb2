use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A function cannot be made as it is.
    ///
    /// Code in an archive needs a handler and a runtime, an image has neither; code in the template is only for Node.js
    /// and Python. A function in a VPC has subnets and security groups. A runtime that AWS has blocked makes no function.
    ///
    /// Facts: <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html>,
    /// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html>.
    pub(crate) FUNCTION_SETUP: "function-setup", Error, check
}

pub(crate) const FUNCTION: &str = "AWS::Lambda::Function";

/// Runtimes with which AWS makes no function any more.
const BLOCKED: &[&str] = &[
    "nodejs",
    "nodejs4.3",
    "nodejs6.10",
    "nodejs8.10",
    "nodejs10.x",
    "nodejs12.x",
    "nodejs14.x",
    "python2.7",
    "python3.6",
    "python3.7",
    "ruby2.5",
    "ruby2.7",
    "java8",
    "go1.x",
    "provided",
    "dotnetcore1.0",
    "dotnetcore2.0",
    "dotnetcore2.1",
    "dotnetcore3.1",
    "dotnet5.0",
    "dotnet7",
];

/// Runtimes whose support has ended, or ends within the year.
const ENDED: &[&str] = &["nodejs16.x", "nodejs18.x", "python3.8", "python3.9", "dotnet6", "ruby3.2", "java8.al2"];

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for function in world.all(FUNCTION) {
        package(findings, function);
        runtime(findings, function);
        network(findings, function);
        variables(findings, function);
        memory(findings, function);
    }
}

/// Whether it is an image. None where nobody knows.
fn is_image(function: Res<'_, '_>) -> Option<bool> {
    let code = function.get("Code");
    match function.get("PackageType") {
        Eval::Absent if matches!(code, Eval::Map(_)) => Some(!code.at("ImageUri").is_absent()),
        Eval::Absent => None,
        kind => kind.text().map(|kind| kind == "Image"),
    }
}

fn package<'g>(findings: &mut Findings<'_, 'g>, function: Res<'_, 'g>) {
    let Some(is_image) = is_image(function) else { return };
    for name in ["Handler", "Runtime"] {
        let given = function.get(name);
        if is_image && !given.is_absent() {
            let message = format!("the function is an image and has `{name}`");
            findings.at(function, name, message, format!("remove `{name}`: the image says what runs"));
        }
        if !is_image && given.is_absent() {
            let message = format!("the function is an archive and has no `{name}`");
            findings.at(function, "", message, format!("set `{name}`, or `PackageType: Image`"));
        }
    }
    let code = function.get("Code");
    if is_image && matches!(code, Eval::Map(_)) && code.at("ImageUri").is_absent() {
        findings.at(function, "Code", "the function is an image, and its code names none", "set `Code.ImageUri`");
    }
    let runtime = function.get("Runtime");
    let inline = !code.at("ZipFile").is_absent();
    // CloudFormation writes the code into a file with this name.
    let handler = function.get("Handler");
    if inline && handler.text().is_some_and(|handler| !handler.starts_with("index.")) {
        let message = format!("the code of the function is in the template, and its handler is `{}`", handler.shown());
        findings.at(function, "Handler", message, "it is in the file `index`: write `index.` and the function's name");
    }
    if inline && runtime.text().is_some_and(|runtime| !runtime.starts_with("python") && !runtime.starts_with("nodejs"))
    {
        let message = format!("the code of the function is in the template, and its runtime is `{}`", runtime.shown());
        findings.at(function, "Code", message, "use Node.js or Python, or an archive in a bucket");
    }
}

fn runtime<'g>(findings: &mut Findings<'_, 'g>, function: Res<'_, 'g>) {
    let runtime = function.get("Runtime");
    let Some(text) = runtime.text() else { return };
    if BLOCKED.contains(&&*text) {
        let message = format!("AWS makes no functions with the runtime `{text}` any more");
        findings.at(function, "Runtime", message, "use a runtime that is supported");
    } else if ENDED.contains(&&*text) {
        let message = format!("the support of the runtime `{text}` has ended, or soon ends");
        findings.warning(function, "Runtime", message, "use a runtime that is supported");
    }
}

/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
fn memory<'g>(findings: &mut Findings<'_, 'g>, function: Res<'_, 'g>) {
    let memory = function.get("MemorySize");
    if memory.int().is_some_and(|memory| !(128..=10240).contains(&memory)) {
        let message = format!("the function has a memory of {} MB", memory.shown());
        findings.at(function, "MemorySize", message, "use 128 to 10240");
    }
}

fn variables<'g>(findings: &mut Findings<'_, 'g>, function: Res<'_, 'g>) {
    for variable in function.get("Environment.Variables").members() {
        let what = match variable.value {
            Eval::List(_) => "a list",
            Eval::Map(_) => "an object",
            _ => continue,
        };
        let message = format!("the variable `{}` of the function is {what}", variable.name);
        findings.at(function, "Environment", message, "a variable is text: use `Fn::Join` or `Fn::ToJsonString`");
    }
}

fn network<'g>(findings: &mut Findings<'_, 'g>, function: Res<'_, 'g>) {
    let config = function.get("VpcConfig");
    if !matches!(config, Eval::Map(_)) {
        return;
    }
    let is_empty = |name: &str| match config.at(name) {
        Eval::Absent => Some(true),
        Eval::List(items) => Some(items.is_empty()),
        _ => None,
    };
    let (Some(subnets), Some(groups)) = (is_empty("SubnetIds"), is_empty("SecurityGroupIds")) else { return };
    if subnets != groups {
        let (has, misses) = if subnets { ("security groups", "SubnetIds") } else { ("subnets", "SecurityGroupIds") };
        let message = format!("the function has {has} and no `{misses}`");
        findings.at(function, "VpcConfig", message, format!("set `VpcConfig.{misses}`"));
    }
}

#[cfg(test)]
mod tests {
    use super::FUNCTION_SETUP;
    use crate::testing::{finds, report, silent};
    use iac_core::Severity;

    fn function(of: &str) -> String {
        format!("Resources:\n  It: {{Type: AWS::Lambda::Function, Properties: {{Role: r, {of}}}}}\n")
    }

    const ARCHIVE: &str = "Code: {S3Bucket: b, S3Key: k}, Handler: a.b, Runtime: python3.13";

    #[test]
    fn packages() {
        finds(FUNCTION_SETUP, &function("Code: {S3Bucket: b, S3Key: k}, Runtime: python3.13"), "It", "no `Handler`");
        finds(FUNCTION_SETUP, &function("Code: {ImageUri: i}, PackageType: Image, Handler: h"), "It", "has `Handler`");
        finds(FUNCTION_SETUP, &function("Code: {S3Bucket: b, S3Key: k}, PackageType: Image"), "It", "names none");
        finds(
            FUNCTION_SETUP,
            &function("Code: {ZipFile: x}, Handler: h, Runtime: java21"),
            "It",
            "runtime is `java21`",
        );
    }

    #[test]
    fn runtimes() {
        finds(
            FUNCTION_SETUP,
            &function(&ARCHIVE.replace("python3.13", "go1.x")),
            "It",
            "no functions with the runtime `go1.x`",
        );
        let head = "Parameters: {R: {Type: String, Default: python3.13, AllowedValues: [python3.13, python3.7]}}\n";
        let chosen = format!("{head}{}", function(&ARCHIVE.replace("python3.13", "!Ref R")));
        finds(FUNCTION_SETUP, &chosen, "It", "with R = python3.7");
        let ended = report(FUNCTION_SETUP, &function(&ARCHIVE.replace("3.13", "3.9")));
        assert_eq!(ended.findings.iter().map(|one| one.severity).collect::<Vec<_>>(), [Severity::Warning]);
    }

    #[test]
    fn networks() {
        finds(
            FUNCTION_SETUP,
            &function(&format!("{ARCHIVE}, VpcConfig: {{SubnetIds: [s]}}")),
            "It",
            "no `SecurityGroupIds`",
        );
        silent(FUNCTION_SETUP, &function(&format!("{ARCHIVE}, VpcConfig: {{SubnetIds: [], SecurityGroupIds: []}}")));
        silent(FUNCTION_SETUP, &function(&format!("{ARCHIVE}, VpcConfig: {{SubnetIds: [s], SecurityGroupIds: [g]}}")));
    }

    #[test]
    fn variables() {
        let text = format!("{ARCHIVE}, Environment: {{Variables: {{A: [b], C: d}}}}");
        finds(FUNCTION_SETUP, &function(&text), "It", "the variable `A` of the function is a list");
    }

    #[test]
    fn functions_that_are_made() {
        silent(FUNCTION_SETUP, &function(ARCHIVE));
        silent(FUNCTION_SETUP, &function("Code: {ImageUri: i}, PackageType: Image"));
        silent(FUNCTION_SETUP, &function("Code: {ZipFile: x}, Handler: index.handler, Runtime: nodejs22.x"));
        silent(FUNCTION_SETUP, &function("Code: {S3Bucket: b, S3Key: k}, Handler: h, Runtime: provided.al2023"));
    }

    #[test]
    fn the_handler_of_code_in_the_template() {
        let with =
            |handler: &str| function(&format!("Runtime: python3.13, Handler: {handler}, Code: {{ZipFile: 'x = 1'}}"));
        finds(FUNCTION_SETUP, &with("app.handler"), "It", "its handler is `app.handler`");
        silent(FUNCTION_SETUP, &with("index.handler"));
    }
}
