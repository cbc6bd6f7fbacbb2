//! What the seller's account has once, whatever runs in it. CloudFormation deploys it: Terraform's state is in it.

use super::{Listing, delivery, operations};
use iac_aws::cfn::events;
use iac_aws::cfn::events::rule::Target;
use iac_aws::cfn::s3::bucket::PublicAccessBlockConfiguration;
use iac_aws::prelude::*;
use iac_core::Value;

pub(super) fn app() -> App {
    let listing = Listing::SAMPLE;
    let description = "Cloud Optimizer: what the seller's account has once, for delivery and for the listing";
    let mut stack = Stack::new("seller").description(description);
    listing.mark(&mut stack);
    stack.tag("Product", "cloud-optimizer");
    stack.tag("Environment", "cloud-optimizer-seller");
    let email = stack.add(
        "SellerEmail",
        Parameter::string()
            .label("E-mail address for the listing's events")
            .group("Notifications")
            .description("Hears of agreements, of changes of the listing that failed and of holes in its images.")
            .allowed_pattern(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
            .constraint_description("must be an e-mail address"),
    );

    let github = stack.add("GitHub", GitHubProvider::new());
    let state = stack.add("TerraformState", StateBackend::new());
    let files = files(&mut stack);
    let repository = delivery::repository(&mut stack);
    let release = CiRole::new(&github, GitHubSubject::environment(repository, "seller"))
        .grant(listing.grant_push())
        .pull(operations::TESTED)
        .grant([Statement::allow(["s3:GetObject", "s3:PutObject"]).sid("PublishFiles").on(files.objects(FILES))])
        .grant(change_listing());
    let release = stack.add("Release", release);
    let agreements = listen(&mut stack, email);
    funnel(&mut stack, agreements);
    stack.add("Catalog", MarketplaceCatalog::new(Listing::pricing(), listing.repositories(), listing.offered()));

    let arn = Output::new(release.arn());
    stack.add("ReleaseRoleArn", arn.description("The variable AWS_ROLE_ARN of the environment seller in GitHub"));
    let bucket = Output::new(state.name());
    stack
        .add("TerraformStateBucket", bucket.description("terraform init -backend-config=bucket=… of staging and prod"));
    let url = join!["https://", files.name(), ".s3.", region(), ".", url_suffix(), "/", FILES];
    let output =
        Output::new(&url).description("Where the listing's deployment template is: add VERSION/quick-start.json");
    stack.add("ListingFilesUrl", output);
    App::from(stack).operations(operations::seller(&listing, &release, &files, url))
}

/// What everybody may read.
const FILES: &str = "quick-start/";

/// The template that the listing links to, and its diagram. CloudFormation takes templates from S3 only, and reads them as
/// whoever creates the stack: every buyer. A key holds a version and is never written twice.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html>
fn files(stack: &mut Stack) -> BucketHandle {
    let files = stack.add("ListingFiles", Bucket::new(OnDelete::Retain));
    let open = PublicAccessBlockConfiguration::new()
        .block_public_acls(true)
        .ignore_public_acls(true)
        .block_public_policy(false)
        .restrict_public_buckets(false);
    stack.modify(files.bucket, |bucket| bucket.public_access_block_configuration(open));
    let read = Statement::allow(["s3:GetObject"]).sid("BuyersRead").by(Principal::Everybody).on(files.objects(FILES));
    files.allow(stack, read);
    let reason = "Buyers' accounts read the template of the listing, and nobody knows them beforehand";
    for check in ["CKV_AWS_54", "CKV_AWS_56"] {
        stack.suppress(files.bucket, check, reason);
    }
    for check in ["CKV_AWS_70", "public-bucket", "public-policy"] {
        stack.suppress(files.policy, check, reason);
    }
    files
}

/// Versions and delivery options of container products, by change sets.
/// Source: <https://docs.aws.amazon.com/marketplace/latest/APIReference/api-access-control.html>
fn change_listing() -> [Statement; 2] {
    let catalog = |what: &'static str| {
        join!["arn:", partition(), ":aws-marketplace:us-east-1:", account_id(), ":AWSMarketplace/", what]
    };
    let (products, changes) = (|| catalog("ContainerProduct/*"), || catalog("ChangeSet/*"));
    let change = ["aws-marketplace:DescribeEntity", "aws-marketplace:StartChangeSet"];
    let watch = ["aws-marketplace:CancelChangeSet", "aws-marketplace:DescribeChangeSet"];
    [
        Statement::allow(change).sid("ChangeListing").on(products()).on(changes()),
        Statement::allow(watch).sid("WatchChanges").on(changes()),
    ]
}

/// Buyers who come, change and go: a rule each, which EventBridge counts.
type Agreements = [events::RuleRef; 3];

/// What AWS Marketplace tells a seller, on the default bus of us-east-1, as e-mails.
/// Sources: <https://docs.aws.amazon.com/marketplace/latest/userguide/container-eventbridge-integration.html>,
/// <https://docs.aws.amazon.com/marketplace/latest/userguide/notifications-eventbridge.html>
fn listen(stack: &mut Stack, email: Val<Str>) -> Agreements {
    const AGREEMENTS: &str = "aws.agreement-marketplace";
    const CATALOG: &str = "aws.marketplacecatalog";
    let topic =
        stack.add("Marketplace", AlarmTopic::new().email("Seller", email).display_name("Cloud Optimizer sales"));
    let mut tell = |id: &'static str, source: &'static str, begins: &'static str, description: &'static str| {
        let text = |text: &'static str| Value::Str(text.into());
        let kinds = Value::List(vec![Value::map([("prefix", text(begins))])]);
        let pattern = Value::map([("source", Value::List(vec![text(source)])), ("detail-type", kinds)]);
        let rule = events::Rule::new()
            .description(description)
            .event_pattern(Val::<Json>::of(pattern))
            .targets([Target::new(topic.arn(), "Topic")]);
        let rule = stack.add(id, rule);
        topic.let_publish(stack, rule);
        rule
    };
    let agreements = [
        tell("AgreementsBegin", AGREEMENTS, "Purchase Agreement Created", "Tells of buyers who come"),
        tell("AgreementsChange", AGREEMENTS, "Purchase Agreement Amended", "Tells of buyers whose terms change"),
        tell("AgreementsEnd", AGREEMENTS, "Purchase Agreement Ended", "Tells of buyers who go"),
    ];
    tell("Licenses", AGREEMENTS, "License", "Tells of buyers' rights that change or end");
    tell("ChangesFailed", CATALOG, "Change Set Failed", "Tells of changes of the listing that failed");
    tell("SecurityReports", CATALOG, "Products Security Report", "Tells of holes that AWS found in images");
    agreements
}

/// The guide's funnel from trial to purchase, as far as a seller can see it: a trial runs in its buyer's account and tells
/// the seller nothing, so that what is left is who subscribed and who left. What they paid is in the seller's reports.
fn funnel(stack: &mut Stack, agreements: Agreements) {
    let day = Period::hours(24);
    let counted = agreements.into_iter().zip(["Begun", "Changed", "Ended"]).map(|(rule, label)| {
        let events = Metric::new("AWS/Events", "TriggeredRules").dimension("RuleName", rule.ref_());
        events.statistic(Statistic::Sum).period(day).label(label)
    });
    let agreements = counted.fold(Widget::graph("Agreements a day"), |graph, metric| graph.metric(metric));
    stack.add("TrialFunnel", Dashboard::new().name("CO-Trial-Funnel").widget(agreements));
}
