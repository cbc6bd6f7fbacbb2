//! The stacks of an environment: the registry, the copies in another region, and everything else.

use super::alarms::{self, Watched};
use super::asked;
use super::choices::Choices;
use super::recovery::{self, Copies};
use super::registry::{self, Repositories};
use super::services::{self, Common};
use super::{dashboard, data, delivery, model, network, operations, warnings};
use iac_aws::prelude::*;

pub(super) fn dev() -> App {
    app(&Choices::dev())
}

pub(super) fn prod() -> App {
    app(&Choices::prod())
}

fn app(choices: &Choices) -> App {
    let (registry, repositories) = registry::stack(choices);
    let replica = recovery::stack(choices);
    let mut stack = choices.stack("main", "CTIScraper: services, database, cache, files and balancer");
    let copies = replica.as_ref().map(|(_, copies)| copies);
    let (delivery, operations) = build(&mut stack, choices, &repositories, copies);
    let app = App::new().with(stack).with(registry).with(delivery).operations(operations);
    match replica {
        Some((replica, _)) => app.with(replica),
        None => app,
    }
}

/// Fills the main stack; returns the one that delivers into it, and how both are run.
fn build(
    stack: &mut Stack,
    choices: &Choices,
    repositories: &Repositories,
    copies: Option<&Copies>,
) -> (Stack, Operations) {
    let asked = asked::parameters(stack, choices);
    let email = asked.email;
    let key = EncryptionKey::new("Data, logs and notifications of CTIScraper")
        .usable_by(KeyUser::CloudWatchLogs)
        .usable_by(KeyUser::CloudWatchAlarms)
        .usable_by(KeyUser::EventBridge);
    let key = stack.add("Key", key);
    let topics = AlarmTopics {
        critical: stack.add("Critical", AlarmTopic::new().email("Email", email.clone()).encryption_key(&key)),
        warning: stack.add("Warning", AlarmTopic::new().email("Email", email.clone()).encryption_key(&key)),
        info: stack.add("Info", AlarmTopic::new().email("Email", email.clone()).encryption_key(&key)),
    };
    let vpc = stack.add("Network", network::vpc(choices));
    let data = data::add(stack, choices, &vpc, &key, copies, &asked.api_keys);
    let cluster = stack.add("Cluster", Cluster::new());
    let queue = QueueDepth::celery(vpc.private(), &data.cache, ["celery"], choices.log_retention).notify(&topics);
    let queue = stack.add("QueueDepth", queue);
    let common = Common { cluster: &cluster, key: &key, tag: asked.tag, choices };
    let services = services::add(stack, &common, &vpc, repositories, &data, &queue);
    let model = choices.model_tasks.clone().zip(asked.model_tag);
    let model = model.map(|(tasks, tag)| model::add(stack, &common, &vpc, repositories, tasks, tag));
    if let Some(model) = &model {
        services.ask(stack, model);
    }
    if let Some(copies) = copies {
        recovery::back_up(stack, &data, copies, &key, &topics);
    }
    let rotation = RotationSchedule::new(&data.database, Schedule::monthly(1, "05:00"));
    stack.add("PasswordRotation", rotation.restarts(&services.web).restarts(&services.worker));

    let hosted_zone = HostedZone::import(choices.zone, asked.zone);
    let certificate = stack.add("Certificate", CertificateRequest::new(choices.domain, &hosted_zone));
    let web_acl = stack.add("WebAcl", WebAcl::regional().rate_limit(2_000));
    let alb = Alb::internet_facing(vpc.public(), Certificate::issued(&certificate))
        .domain_name(choices.domain)
        .access_logs(days(90))
        .web_acl(&web_acl);
    let alb = stack.add("Balancer", alb);
    let route = alb.route(stack, Route::everything(), &services.web);
    stack.add("Domain", DnsRecord::alias_to_alb(&hosted_zone, choices.domain, &alb));

    let watched =
        Watched { alb: &alb, route: &route, services: &services, model: model.as_ref(), data: &data, topics: &topics };
    let mut all = alarms::critical(stack, &watched);
    if let Some(errors) = all.first() {
        services.web.rollback_on(stack, errors);
    }
    all.extend(warnings::add(stack, &watched, choices));
    all.push(queue.silent);
    stack.add("Events", EventNotifications::new(&topics).services(&cluster).database(&data.database));
    dashboard::add(stack, choices, &watched, &queue, &all);
    stack.add("Budget", Budget::monthly(choices.budget).tag("Environment", choices.environment()).email(email));
    let operations = operations::operations(choices, &services, model.as_ref());
    (delivery::stack(choices, repositories, &services, model.as_ref()), operations)
}
