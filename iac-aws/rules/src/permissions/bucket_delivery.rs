use super::arn::{arn, tokens};
use super::bucket_users::{BucketUser, users};
use super::pattern::Token;
use super::resource_policies::{Asks, Policies};
use super::statement::{Statement, statements};
use iac_core::check::{Findings, Res, World};

iac_core::rule! {
    /// A bucket's policy does not let in what reads from it or writes to it.
    ///
    /// Balancers, trails and distributions use a bucket as services: its policy must name them. A balancer or trail whose
    /// bucket refuses it is not created ("Access Denied for bucket"); a distribution answers 403. The log of an application
    /// balancer is written by `logdelivery.elasticloadbalancing.amazonaws.com`, or by the account that Elastic Load Balancing
    /// has in the region, below `prefix/AWSLogs/`; that of a network balancer by `delivery.logs.amazonaws.com`.
    ///
    /// See <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html>.
    pub(crate) BUCKET_DELIVERY: "bucket-delivery", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    let policies = Policies::of(world);
    for user in users(world) {
        let Some(bucket) = world.target_of(&user.bucket, "AWS::S3::Bucket") else {
            findings.assume(user.res, "its bucket lets it in: it is not of this template");
            continue;
        };
        let own = policies.policies(bucket);
        for (action, path) in user.actions {
            let path = super::pattern::of_arn(path);
            let prefix: Vec<Token> =
                if user.prefix.is_absent() || user.prefix.text().is_some_and(|text| text.is_empty()) {
                    Vec::new()
                } else {
                    [&[Token::Char('/')], tokens(world, &user.prefix).as_slice()].concat()
                };
            let target = if path.is_empty() { arn(world, bucket) } else { [arn(world, bucket), prefix, path].concat() };
            let asks = Asks { service: user.service, action, source: &arn(world, user.res) };
            if !own.iter().any(|policy| lets(world, &policies, *policy, asks, &target, &user)) {
                refused(findings, &user, bucket, own.first().copied(), action);
                break;
            }
        }
    }
}

fn lets<'w, 'g>(
    world: &'w World<'g>,
    policies: &Policies<'w, 'g>,
    policy: Res<'w, 'g>,
    asks: Asks<'_>,
    target: &[Token],
    user: &BucketUser<'_, 'g>,
) -> bool {
    let concerns = |one: &Statement<'g>| {
        one.may_concern_service(world, asks.service)
            || user.accounts.iter().any(|account| one.may_concern(world, "AWS", &super::pattern::of_text(account)))
            || user.accounts.iter().any(|account| {
                one.may_concern(world, "AWS", &super::pattern::of_arn(&format!("arn:*:iam::{account}:root")))
            })
            || (user.by_identity && !one.at("Principal").is_absent())
    };
    statements(&policy.get("PolicyDocument")).iter().any(|one| {
        let on = one.allows() && one.may_act(asks.action) && one.may_be_on(world, target);
        on && concerns(one) && !policies.excludes(one, asks.source)
    })
}

fn refused<'g>(
    findings: &mut Findings<'_, 'g>,
    user: &BucketUser<'_, 'g>,
    bucket: Res<'_, 'g>,
    policy: Option<Res<'_, 'g>>,
    action: &str,
) {
    let (path, service) = (user.res.path(), user.service);
    let why = match policy {
        Some(policy) => format!("{} does not let {service} `{action}` there", policy.path()),
        None => "the bucket has no policy".to_owned(),
    };
    let message = format!("{path} {} {}, which refuses it: {why}", user.does, bucket.path());
    let help = format!(
        "add a statement for `Service: {service}` with `{action}` to the bucket's policy, on what is in the bucket"
    );
    findings.between(
        policy.unwrap_or(user.res),
        "PolicyDocument",
        message,
        help,
        &[(user.res, "it uses the bucket"), (bucket, "the bucket")],
    );
}
