//! Roles of workflows as templates.

mod common;

use common::{codes, resources};
use iac_aws::prelude::*;
use serde_json::json;

fn service(stack: &mut Stack) -> FargateServiceHandle<Worker> {
    let vpc = stack.add("Network", Vpc::import(Val::imported("vpc-1")).private([Val::imported("subnet-a")]));
    let image = Image::registry("ghcr.io/acme/api:1.4.2");
    stack.add("App", FargateService::worker(vpc.private(), image, Fargate::Cpu256(Mem256::Mb512)))
}

fn production() -> GitHubSubject {
    GitHubSubject::environment("acme/shop", "production")
}

fn role(subject: GitHubSubject) -> CiRole {
    CiRole::new(&GitHubProvider::existing(), subject)
}

#[test]
fn the_provider_is_there_once_and_stays() {
    let resources = resources(|stack| {
        let github = stack.add("GitHub", GitHubProvider::new());
        let images = stack.add("Images", EcrRepository::new());
        stack.add("Delivery", CiRole::new(&github, production()).push(&images));
    });
    assert_eq!(
        resources["GitHub"],
        json!({
            "Type": "AWS::IAM::OIDCProvider",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "Url": "https://token.actions.githubusercontent.com",
                "ClientIdList": ["sts.amazonaws.com"],
            },
        })
    );
    let trust = &resources["Delivery"]["Properties"]["AssumeRolePolicyDocument"];
    assert_eq!(
        trust["Statement"],
        json!([{
            "Effect": "Allow",
            "Principal": {"Federated": {"Ref": "GitHub"}},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {
                "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                "token.actions.githubusercontent.com:sub": "repo:acme/shop:environment:production",
            }},
        }])
    );
}

#[test]
fn exactly_what_is_given() {
    let resources = resources(|stack| {
        let app = service(stack);
        let images = stack.add("Images", EcrRepository::new());
        let site = stack.add("Site", Bucket::new(OnDelete::Retain));
        let role = role(production()).push(&images).deploy(&app).run_tasks(&app).grant(site.grant_delete(""));
        stack.add("Delivery", role);
    });
    let properties = &resources["Delivery"]["Properties"];
    assert_eq!(properties["MaxSessionDuration"], json!(7200));
    assert_eq!(
        properties["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Federated"],
        json!({"Fn::Sub":
            "arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com"})
    );
    let family = json!({"Fn::Sub":
        "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/${AppCluster}-App:*"});
    let tasks = json!({"Fn::Sub": "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task/${AppCluster}/*"});
    let created_by = |action: &str| json!({"StringEquals": {"ecs:CreateAction": action}});
    assert_eq!(
        properties["Policies"][0]["PolicyDocument"]["Statement"],
        json!([
            {"Sid": "LogIn", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
            {
                "Sid": "PushImages",
                "Effect": "Allow",
                "Action": [
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:BatchGetImage",
                    "ecr:CompleteLayerUpload",
                    "ecr:DescribeImages",
                    "ecr:GetDownloadUrlForLayer",
                    "ecr:InitiateLayerUpload",
                    "ecr:PutImage",
                    "ecr:UploadLayerPart",
                ],
                "Resource": {"Fn::GetAtt": ["Images", "Arn"]},
            },
            {"Sid": "RegisterRevisions", "Effect": "Allow", "Action": "ecs:RegisterTaskDefinition", "Resource": family},
            {
                "Sid": "TagRevisions",
                "Effect": "Allow",
                "Action": "ecs:TagResource",
                "Resource": family,
            },
            {
                "Sid": "UpdateServices",
                "Effect": "Allow",
                "Action": ["ecs:DescribeServices", "ecs:ListServiceDeployments", "ecs:UpdateService"],
                "Resource": {"Ref": "App"},
            },
            {"Sid": "ReadRevisions", "Effect": "Allow", "Action": "ecs:DescribeTaskDefinition", "Resource": "*"},
            {
                "Sid": "RunTasks",
                "Effect": "Allow",
                "Action": "ecs:RunTask",
                "Resource": family,
                "Condition": {"ArnEquals": {"ecs:cluster": {"Fn::GetAtt": ["AppCluster", "Arn"]}}},
            },
            {
                "Sid": "WatchTasks",
                "Effect": "Allow",
                "Action": ["ecs:DescribeTasks", "ecs:StopTask"],
                "Resource": tasks,
            },
            {
                "Sid": "TagTasks",
                "Effect": "Allow",
                "Action": "ecs:TagResource",
                "Resource": tasks,
                "Condition": created_by("RunTask"),
            },
            {
                "Sid": "PassRoles",
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": [
                    {"Fn::GetAtt": ["AppExecutionRole", "Arn"]},
                    {"Fn::GetAtt": ["AppTaskRole", "Arn"]},
                ],
                "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
            },
            {"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": {"Fn::Sub": "${Site.Arn}/*"}},
        ])
    );
}

#[test]
fn who_only_runs_tasks_deploys_nothing() {
    let resources = resources(|stack| {
        let app = service(stack);
        stack.add("Migrations", role(production()).run_tasks(&app));
    });
    let statements = resources["Migrations"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"].to_string();
    assert!(statements.contains("\"ecs:DescribeServices\"") && statements.contains("\"ecs:RunTask\""), "{statements}");
    assert!(!statements.contains("ecs:UpdateService") && !statements.contains("ecs:Register"), "{statements}");
}

#[test]
fn subjects() {
    let condition = |subject: GitHubSubject| {
        let mut resources = resources(|stack| {
            let images = stack.add("Images", EcrRepository::new());
            stack.add("Delivery", role(subject).push(&images));
        });
        resources["Delivery"]["Properties"]["AssumeRolePolicyDocument"]["Statement"][0]["Condition"].take()
    };
    let sub = "token.actions.githubusercontent.com:sub";
    let main = condition(GitHubSubject::branch("acme@583231/shop@1296269", "main"));
    assert_eq!(main["StringEquals"][sub], "repo:acme@583231/shop@1296269:ref:refs/heads/main");
    let tag = condition(GitHubSubject::tags("acme/shop.site", "v1.4.2"));
    assert_eq!(tag["StringEquals"][sub], "repo:acme/shop.site:ref:refs/tags/v1.4.2");
    let tags = condition(GitHubSubject::tags("acme/shop", "prod-*"));
    assert_eq!(tags["StringLike"], json!({sub: "repo:acme/shop:ref:refs/tags/prod-*"}));
    assert_eq!(tags["StringEquals"].get(sub), None);
}

#[test]
fn the_repository_may_be_asked() {
    let resources = resources(|stack| {
        let repository = stack.add("Repository", GitHubSubject::repository_parameter());
        let images = stack.add("Images", EcrRepository::new());
        stack.add("Delivery", role(GitHubSubject::branch(repository, "main")).push(&images));
    });
    let condition = &resources["Delivery"]["Properties"]["AssumeRolePolicyDocument"]["Statement"][0]["Condition"];
    assert_eq!(
        condition["StringEquals"]["token.actions.githubusercontent.com:sub"],
        json!({"Fn::Sub": "repo:${Repository}:ref:refs/heads/main"})
    );
}

#[test]
fn wrong_roles_are_errors() {
    let with = |role: CiRole| {
        codes(|stack| {
            let images = stack.add("Images", EcrRepository::new());
            stack.add("Delivery", role.push(&images));
        })
    };
    for repository in ["shop", "acme/*", "acme/shop/extra", "acme@x/shop", "ac me/shop", "/shop", "acme/"] {
        assert_eq!(with(role(GitHubSubject::branch(repository, "main"))), ["bad-repository"], "{repository}");
    }
    for wrong in [
        GitHubSubject::branch("acme/shop", "*"),
        GitHubSubject::branch("acme/shop", "release-*"),
        GitHubSubject::environment("acme/shop", ""),
        GitHubSubject::environment("acme/shop", "prod*"),
        GitHubSubject::tags("acme/shop", "*"),
        GitHubSubject::tags("acme/shop", "v?"),
    ] {
        assert_eq!(with(role(wrong.clone())), ["bad-subject"], "{wrong:?}");
    }
    assert_eq!(with(role(production()).grant([Statement::allow(["s3:*"]).on("*")])), ["ci-role-wildcard"]);
    let powerless = codes(|stack| {
        stack.add("Delivery", role(production()));
    });
    assert_eq!(powerless, ["ci-role-without-grant"]);
}
