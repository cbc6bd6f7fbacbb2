use super::arn::arn;
use super::rights::{Rights, Roles};
use super::secret::{Secret, secret};
use super::statement::{may, statements};
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A task may not read a secret that it is given.
    ///
    /// ECS fetches the secrets of containers with the execution role, before the container starts. Without such a role,
    /// without the right to read exactly this secret, or without `kms:Decrypt` on the key of the customer that encrypts
    /// it, every task stops with `ResourceInitializationError`, and the deployment of the service never ends.
    ///
    /// Give the execution role `secretsmanager:GetSecretValue` on the secret or `ssm:GetParameters` on the parameter, and
    /// `kms:Decrypt` on its key. See
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html>.
    pub(crate) UNREADABLE_SECRET: "unreadable-secret", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let roles = Roles::of(world);
    for task in world.all("AWS::ECS::TaskDefinition") {
        let given = given(task);
        if given.is_empty() {
            continue;
        }
        let role = task.get("ExecutionRoleArn");
        if role.is_absent() {
            let names = given.iter().map(|(name, _)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let message = format!("{} is given secrets ({names}) and has no execution role to read them", task.path());
            findings.at(task, "ExecutionRoleArn", message, "set `ExecutionRoleArn` to a role that may read them");
            continue;
        }
        let Some(role) = roles.role(&role) else {
            findings.assume(task, "the execution role may read the secrets of the task: it is not of this template");
            continue;
        };
        let rights = roles.rights(role);
        for policy in &rights.assumed {
            findings.assume(role, format!("it may read the secrets of {}, by {policy}", task.path()));
        }
        for (name, from) in &given {
            match secret(world, from) {
                Some(secret) => read(world, findings, (task, name), (role, &rights), &secret),
                None => findings.assume(task, format!("`{name}` is read from what is not known")),
            }
        }
    }
}

/// The names and the places of all secrets of a task.
fn given<'g>(task: Res<'_, 'g>) -> Vec<(String, Eval<'g>)> {
    let mut found = Vec::new();
    let definitions = task.get("ContainerDefinitions");
    for container in definitions.items() {
        let lists = [container.at("Secrets"), container.at("LogConfiguration.SecretOptions")];
        for one in lists.into_iter().flat_map(Eval::items).filter(|one| !one.is_unknown()) {
            found.push((one.at("Name").shown(), one.at("ValueFrom").clone()));
        }
        let registry = container.at("RepositoryCredentials.CredentialsParameter");
        if !registry.is_absent() {
            found.push(("the registry's credentials".to_owned(), registry.clone()));
        }
    }
    found
}

fn read<'g>(
    world: &World<'g>,
    findings: &mut Findings<'_, 'g>,
    (task, name): (Res<'_, 'g>, &str),
    (role, rights): (Res<'_, 'g>, &Rights<'_, 'g>),
    secret: &Secret<'_, 'g>,
) {
    let which = secret.res.map_or_else(|| "it".to_owned(), Res::path);
    let mut parts = vec![(task, "the task that is given the secret")];
    parts.extend(secret.res.map(|res| (res, "the secret")));
    let action = secret.action;
    if !secret.targets.iter().any(|target| rights.may(action, target)) {
        let given = format!("`{name}` of {} is read from {which}", task.path());
        let message = format!("{given}, which the execution role {} may not do: no `{action}` on it", role.path());
        let help = format!("add a statement with `{action}` on the ARN of the secret to the role's policies");
        return findings.between(role, "Policies", message, help, &parts);
    }
    let Some(key) = secret.res.and_then(|res| world.target_of(&res.get("KmsKeyId"), "AWS::KMS::Key")) else { return };
    if !rights.may("kms:Decrypt", &arn(world, key)) && !key_lets(world, key, role, "kms:Decrypt") {
        parts.push((key, "the key that encrypts the secret"));
        let message = format!(
            "`{name}` of {} is read from {which}, which {} encrypts, and the execution role {} has no `kms:Decrypt` on \
             that key",
            task.path(),
            key.path(),
            role.path()
        );
        let help = "add a statement with `kms:Decrypt` on the ARN of the key to the role's policies, or to the key's";
        findings.between(role, "Policies", message, help, &parts);
    }
}

/// Whether the key's own policy lets the role use it. That the account may is not enough: it passes the question to the
/// role's policies.
pub(crate) fn key_lets<'g>(world: &World<'g>, key: Res<'_, 'g>, role: Res<'_, 'g>, action: &str) -> bool {
    let role = arn(world, role);
    let policy = key.get("KeyPolicy");
    let named = statements(&policy).into_iter().filter(|one| !is_account(one.at("Principal.AWS")));
    let of_role: Vec<_> = named.filter(|one| one.may_concern(world, "AWS", &role)).collect();
    may(world, &of_role, action, &arn(world, key))
}

fn is_account(principal: &Eval<'_>) -> bool {
    let root = |one: &Eval<'_>| one.shown().ends_with(":root");
    !principal.items().is_empty() && principal.items().iter().all(root)
}
