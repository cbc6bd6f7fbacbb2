use super::unreadable_secret::UNREADABLE_SECRET as RULE;
use crate::testing::{finds, silent};

const TASK: &str = r#"
Parameters:
  Account: {Type: String}
Resources:
  Password: {Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {PasswordLength: 30}}}
  Other: {Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {PasswordLength: 30}}}
  Key: {Type: AWS::KMS::Key, Properties: {KeyPolicy: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "kms:*",
    Resource: "*", Principal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}}]}}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "sts:AssumeRole",
        Principal: {Service: ecs-tasks.amazonaws.com}}]}
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"]
      Policies: [{PolicyName: p, PolicyDocument: {Version: 2012-10-17, Statement: [
        {Effect: Allow, Action: "secretsmanager:GetSecretValue", Resource: !Ref Password}]}}]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      ContainerDefinitions: [{Name: a, Image: nginx}, {Name: b, Image: nginx, Secrets: [{Name: PASSWORD, ValueFrom: !Ref Password}]}]
"#;

const STATEMENT: &str = r#"{Effect: Allow, Action: "secretsmanager:GetSecretValue", Resource: !Ref Password}"#;
const FROM: &str = "ValueFrom: !Ref Password";
const SECRET: &str = "Properties: {GenerateSecretString: {PasswordLength: 30}}}\n  Other";

fn with(statement: &str) -> String {
    TASK.replace(STATEMENT, statement)
}

#[test]
fn the_role_reads_it() {
    silent(RULE, TASK);
    silent(RULE, &TASK.replace(FROM, r#"ValueFrom: !Sub "${Password}:password::""#));
    silent(RULE, &TASK.replace(FROM, r#"ValueFrom: !Join ["", [!Ref Password, ":password::"]]"#));
    for resource in
        [r#""*""#, r#"!Sub "${Password}*""#, r#"!Sub "arn:aws:secretsmanager:${AWS::Region}:${Account}:secret:*""#]
    {
        silent(RULE, &with(&STATEMENT.replace("!Ref Password", resource)));
    }
    silent(RULE, &with(&STATEMENT.replace(r#""secretsmanager:GetSecretValue""#, r#"["secretsmanager:Get*"]"#)));
    silent(
        RULE,
        &with(&STATEMENT.replace("!Ref Password", r#""*", Condition: {StringEquals: {"aws:ResourceTag/a": b}}"#)),
    );
}

#[test]
fn a_policy_of_its_own_lets_it() {
    let policy = r#"  Rights: {Type: AWS::IAM::Policy, Properties: {PolicyName: p, Roles: [!Ref Role], PolicyDocument: {Version:
    2012-10-17, Statement: {Effect: Allow, Action: "secretsmanager:GetSecretValue", Resource: [!Ref Password]}}}}"#;
    silent(RULE, &format!("{}{policy}\n", with("")));
    silent(
        RULE,
        &format!(
            "{}{}\n",
            with(""),
            policy.replace("IAM::Policy", "IAM::RolePolicy").replace("Roles: [!Ref Role]", "RoleName: !Ref Role")
        ),
    );
    finds(
        RULE,
        &format!("{}{}\n", with(""), policy.replace("[!Ref Password]", "[!Ref Other]")),
        "Role",
        "no `secretsmanager:GetSecretValue`",
    );
    silent(
        RULE,
        &with("").replace("ManagedPolicyArns: [", "ManagedPolicyArns: [!Sub \"arn:aws:iam::${Account}:policy/mine\", "),
    );
}

#[test]
fn there_is_no_role() {
    let without = TASK.replace("      ExecutionRoleArn: !GetAtt Role.Arn\n", "");
    finds(RULE, &without, "Task", "is given secrets (`PASSWORD`) and has no execution role");
    let registry = without.replace(
        "Secrets: [{Name: PASSWORD, ValueFrom: !Ref Password}]",
        "RepositoryCredentials: {CredentialsParameter: !Ref Password}",
    );
    finds(RULE, &registry, "Task", "the registry's credentials");
    silent(RULE, &TASK.replace("!GetAtt Role.Arn", "!Ref Account"));
}

#[test]
fn the_role_reads_another_one() {
    let words =
        "`PASSWORD` of template/Task is read from template/Password, which the execution role template/Role may not do";
    for wrong in [
        "",
        &STATEMENT.replace("!Ref Password", "!Ref Other"),
        &STATEMENT.replace("GetSecretValue", "DescribeSecret"),
        &STATEMENT.replace("!Ref Password", r#""arn:aws:secretsmanager:eu-west-1:1:secret:prod-a1b2c3""#),
        &STATEMENT.replace("!Ref Password", r#""arn:aws:s3:::*""#),
        &format!("{STATEMENT}, {{Effect: Deny, Action: \"secretsmanager:*\", Resource: \"*\"}}"),
    ] {
        finds(RULE, &with(wrong), "Role", words);
    }
}

#[test]
fn the_name_is_known() {
    let named = TASK.replace(SECRET, "Properties: {Name: prod/db}}\n  Other");
    silent(RULE, &named.replace("Resource: !Ref Password", "Resource: \"arn:aws:secretsmanager:*:*:secret:prod/*\""));
    let without_end =
        named.replace("Resource: !Ref Password", "Resource: \"arn:aws:secretsmanager:*:*:secret:prod/db\"");
    finds(RULE, &without_end, "Role", "may not do");
    finds(
        RULE,
        &named.replace("Resource: !Ref Password", "Resource: \"arn:aws:secretsmanager:*:*:secret:test/*\""),
        "Role",
        "may not do",
    );
}

#[test]
fn the_key_is_closed() {
    let keyed = TASK.replace(SECRET, "Properties: {KmsKeyId: !GetAtt Key.Arn}}\n  Other");
    finds(RULE, &keyed, "Role", "no `kms:Decrypt` on that key");
    let decrypts = format!("{STATEMENT}, {{Effect: Allow, Action: \"kms:Decrypt\", Resource: !GetAtt Key.Arn}}");
    silent(RULE, &keyed.replace(STATEMENT, &decrypts));
    let by_name = keyed.replace("Resource: !Ref Password", "Resource: \"*\"");
    finds(RULE, &by_name, "Role", "no `kms:Decrypt` on that key");
    let named = by_name.replace(
        ":root\"}}]",
        ":root\"}}, {Effect: Allow, Action: \"kms:Decrypt\", Resource: \"*\", Principal: {AWS: !GetAtt Role.Arn}}]",
    );
    silent(RULE, &named);
}

#[test]
fn parameters_of_systems_manager() {
    let from_ssm = TASK.replace(FROM, "ValueFrom: /prod/password");
    finds(RULE, &from_ssm, "Role", "no `ssm:GetParameters`");
    let reads = r#"{Effect: Allow, Action: "ssm:GetParameters", Resource: !Sub "arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/prod/*"}"#;
    silent(RULE, &from_ssm.replace(STATEMENT, reads));
    finds(
        RULE,
        &from_ssm.replace(STATEMENT, &reads.replace("GetParameters", "GetParameter")),
        "Role",
        "no `ssm:GetParameters`",
    );
    finds(RULE, &from_ssm.replace(STATEMENT, &reads.replace("prod/*", "test/*")), "Role", "no `ssm:GetParameters`");
}

#[test]
fn arns_in_text() {
    let arn =
        r#"ValueFrom: !Sub "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:prod/db-a1b2c3:password::""#;
    let text = TASK.replace(FROM, arn);
    finds(RULE, &text, "Role", "may not do");
    silent(
        RULE,
        &text.replace("Resource: !Ref Password", "Resource: \"arn:aws:secretsmanager:*:*:secret:prod/db-??????\""),
    );
    // The name ends as if it had the six characters.
    let short = text.replace("db-a1b2c3", "db-secret");
    silent(
        RULE,
        &short.replace(
            "Resource: !Ref Password",
            "Resource: \"arn:aws:secretsmanager:*:*:secret:prod/db-secret-??????\"",
        ),
    );
    silent(RULE, &TASK.replace(FROM, "ValueFrom: !Ref Account"));
}
