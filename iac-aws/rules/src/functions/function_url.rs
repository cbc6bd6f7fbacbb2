use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// The address of a function answers nobody, or an alias names a version of another function.
    ///
    /// An address without authorization (`AuthType: NONE`) still asks whether the function lets everybody call it: without
    /// an `AWS::Lambda::Permission` for `lambda:InvokeFunctionUrl` it answers 403. A version is of one function, and so is
    /// an alias.
    ///
    /// <https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html>
    pub(crate) FUNCTION_URL: "function-url", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for url in world.all("AWS::Lambda::Url").filter(|url| url.get("AuthType").text().is_some_and(|kind| kind == "NONE"))
    {
        let Some(function) = world.target(&url.get("TargetFunctionArn")) else { continue };
        if !world.all("AWS::Lambda::Permission").any(|one| lets(world, one, function)) {
            let message = format!("{} is open, but {} lets nobody call it there", url.path(), function.path());
            let help = "add an `AWS::Lambda::Permission` with `Action: lambda:InvokeFunctionUrl`, `Principal: '*'` and `FunctionUrlAuthType: NONE`";
            findings.between(url, "AuthType", message, help, &[(function, "the function")]);
        }
    }
    for alias in world.all("AWS::Lambda::Alias") {
        let version = world.target_of(&alias.get("FunctionVersion"), "AWS::Lambda::Version");
        let Some(version) = version else { continue };
        let (own, other) = (world.target(&alias.get("FunctionName")), world.target(&version.get("FunctionName")));
        if let (Some(own), Some(other)) = (own, other)
            && own != other
        {
            let message =
                format!("{} is an alias of {}, and names a version of {}", alias.path(), own.path(), other.path());
            let help = format!("name a version of {}", own.id());
            findings.between(alias, "FunctionVersion", message, help, &[(version, "the version")]);
        }
    }
}

/// Whether a permission may be for calls of a function by its address. What is not known may be.
fn lets<'g>(world: &World<'g>, permission: Res<'_, 'g>, function: Res<'_, 'g>) -> bool {
    let action = permission.get("Action");
    let acts = action.text().is_none_or(|action| ["lambda:InvokeFunctionUrl", "lambda:*", "*"].contains(&&*action));
    let of = permission.get("FunctionName");
    let is_of = match world.target(&of) {
        Some(target) => target == function,
        None => !matches!(of, Eval::Text(_)) || function.get("FunctionName").same(&of) != Some(false),
    };
    acts && is_of
}

#[cfg(test)]
mod tests {
    use super::FUNCTION_URL;
    use crate::testing::{finds, silent};

    fn with(kind: &str, action: &str) -> String {
        format!(
            "Resources:\n  F: {{Type: AWS::Lambda::Function, Properties: {{Role: r}}}}\n  G: {{Type: AWS::Lambda::Function, Properties: {{Role: r}}}}\n  \
             U: {{Type: AWS::Lambda::Url, Properties: {{TargetFunctionArn: !GetAtt F.Arn, AuthType: {kind}}}}}\n  \
             P: {{Type: AWS::Lambda::Permission, Properties: {{FunctionName: !Ref F, Action: '{action}', Principal: '*', FunctionUrlAuthType: NONE}}}}\n  \
             V: {{Type: AWS::Lambda::Version, Properties: {{FunctionName: !Ref F}}}}\n  \
             A: {{Type: AWS::Lambda::Alias, Properties: {{FunctionName: !Ref F, Name: live, FunctionVersion: !GetAtt V.Version}}}}\n"
        )
    }

    #[test]
    fn addresses() {
        finds(FUNCTION_URL, &with("NONE", "lambda:InvokeFunction"), "U", "lets nobody call it there");
        let other = with("NONE", "lambda:InvokeFunctionUrl")
            .replace("FunctionName: !Ref F, Action", "FunctionName: !Ref G, Action");
        finds(FUNCTION_URL, &other, "U", "lets nobody call it there");
        silent(FUNCTION_URL, &with("NONE", "lambda:InvokeFunctionUrl"));
        silent(FUNCTION_URL, &with("AWS_IAM", "lambda:InvokeFunction"));
    }

    #[test]
    fn aliases() {
        let other = with("AWS_IAM", "x")
            .replace("Version, Properties: {FunctionName: !Ref F", "Version, Properties: {FunctionName: !Ref G");
        finds(FUNCTION_URL, &other, "A", "names a version of template/G");
    }
}
