use iac_core::check::{Findings, Res, World};
use std::collections::HashMap;

iac_core::rule! {
    /// Something is made before what it needs is there, and nothing makes it wait.
    ///
    /// A deployment of an API without a method is refused, a function cannot mount a file system that has no mount
    /// target yet, a client of a user pool cannot use an identity provider that the pool does not have. None of these
    /// refers to the other, so CloudFormation may make the second first.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html>,
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html>.
    pub(crate) EARLY_START: "early-start", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    deployments(world, findings);
    file_systems(world, findings);
    providers(world, findings);
}

/// By what they belong to.
fn by<'w, 'g>(world: &'w World<'g>, kind: &str, property: &str) -> HashMap<Res<'w, 'g>, Vec<Res<'w, 'g>>> {
    let mut found: HashMap<Res<'w, 'g>, Vec<Res<'w, 'g>>> = HashMap::new();
    for one in world.all(kind) {
        if let Some(of) = world.target(&one.get(property)) {
            found.entry(of).or_default().push(one);
        }
    }
    found
}

fn waits_for_one<'g>(res: Res<'_, 'g>, of: &[Res<'_, 'g>]) -> bool {
    let before = res.waits_for();
    of.iter().any(|one| before.contains(one) || one.stack().name != res.stack().name)
}

fn deployments<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let methods = by(world, "AWS::ApiGateway::Method", "RestApiId");
    for deployment in world.all("AWS::ApiGateway::Deployment") {
        let Some(api) = world.target_of(&deployment.get("RestApiId"), "AWS::ApiGateway::RestApi") else { continue };
        let imported = ["Body", "BodyS3Location", "CloneFrom"].iter().any(|name| !api.get(name).is_absent());
        let Some(methods) = methods.get(&api).filter(|_| !imported) else { continue };
        if !waits_for_one(deployment, methods) {
            let message = format!("the deployment waits for no method of {}", api.path());
            let help = format!("add `DependsOn: {}`, and each other method", methods[0].id());
            findings.between(deployment, "", message, help, &[(methods[0], "a method")]);
        }
    }
}

fn file_systems<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let targets = by(world, "AWS::EFS::MountTarget", "FileSystemId");
    let missed = |res: Res<'_, 'g>, system: Option<Res<'_, 'g>>| {
        let of = targets.get(&system?)?;
        (!waits_for_one(res, of)).then(|| of[0])
    };
    for function in world.all("AWS::Lambda::Function") {
        for config in function.get("FileSystemConfigs").items() {
            let Some(access) = world.target(config.at("Arn")) else { continue };
            if let Some(target) = missed(function, world.target(&access.get("FileSystemId"))) {
                let message = format!("the function does not wait for {}, by which it mounts", target.path());
                let help = format!("add `DependsOn: {}`, and each other mount target", target.id());
                findings.between(function, "FileSystemConfigs", message, help, &[(target, "the mount target")]);
            }
        }
    }
    for service in world.all("AWS::ECS::Service") {
        let Some(task) = world.target(&service.get("TaskDefinition")) else { continue };
        for volume in task.get("Volumes").items() {
            let system = world.target(volume.at("EFSVolumeConfiguration.FilesystemId"));
            if let Some(target) = missed(service, system) {
                let message = format!("the service does not wait for {}: its first tasks cannot start", target.path());
                findings.warning(service, "", message, format!("add `DependsOn: {}`", target.id()));
            }
        }
    }
}

fn providers<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let providers = by(world, "AWS::Cognito::UserPoolIdentityProvider", "UserPoolId");
    for client in world.all("AWS::Cognito::UserPoolClient") {
        let of_pool = world.target(&client.get("UserPoolId")).and_then(|pool| providers.get(&pool));
        for name in client.get("SupportedIdentityProviders").items() {
            let Some(text) = name.text() else { continue };
            let named = |one: &&Res<'_, 'g>| one.get("ProviderName").text().as_deref() == Some(&*text);
            let Some(provider) = of_pool.and_then(|all| all.iter().find(named)) else { continue };
            if !waits_for_one(client, &[*provider]) {
                let message = format!("the client does not wait for {}, the provider `{text}`", provider.path());
                let help = format!("give `Ref` of {}, or add `DependsOn`", provider.id());
                findings.between(client, "SupportedIdentityProviders", message, help, &[(*provider, "the provider")]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EARLY_START;
    use crate::testing::{finds, silent};

    #[test]
    fn a_deployment() {
        let api = "
Resources:
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: a}}
  Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET}}
  It: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api}}
";
        finds(EARLY_START, api, "It", "waits for no method of template/Api");
        silent(EARLY_START, &api.replace("Deployment,", "Deployment, DependsOn: Get,"));
        silent(EARLY_START, &api.replace("{Name: a}", "{Body: {openapi: '3.0.1'}}"));
    }

    #[test]
    fn a_mount() {
        let files = "
Resources:
  Files: {Type: AWS::EFS::FileSystem}
  Way: {Type: AWS::EFS::AccessPoint, Properties: {FileSystemId: !Ref Files}}
  Target: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: !Ref Files, SubnetId: s, SecurityGroups: [g]}}
  It: {Type: AWS::Lambda::Function, Properties: {FileSystemConfigs: [{Arn: !GetAtt Way.Arn, LocalMountPath: /mnt/a}]}}
";
        finds(EARLY_START, files, "It", "does not wait for template/Target");
        silent(EARLY_START, &files.replace("Lambda::Function,", "Lambda::Function, DependsOn: [Target],"));
    }

    #[test]
    fn a_provider() {
        let pool = "
Resources:
  Pool: {Type: AWS::Cognito::UserPool}
  Google: {Type: AWS::Cognito::UserPoolIdentityProvider, Properties: {UserPoolId: !Ref Pool, ProviderName: Google, ProviderType: Google, ProviderDetails: {}}}
  It: {Type: AWS::Cognito::UserPoolClient, Properties: {UserPoolId: !Ref Pool, SupportedIdentityProviders: [COGNITO, Google]}}
";
        finds(EARLY_START, pool, "It", "the provider `Google`");
        silent(EARLY_START, &pool.replace("[COGNITO, Google]", "[COGNITO, !Ref Google]"));
    }
}
