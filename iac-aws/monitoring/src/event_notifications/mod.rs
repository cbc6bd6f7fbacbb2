//! What AWS tells about services and databases, in sentences that people read.

mod database;
mod services;

use crate::{Notified, Severity};
use iac_aws_base::compute::ClusterHandle;
use iac_aws_base::database::RdsInstanceHandle;
use iac_aws_base::monitoring::{AlarmTopicHandle, EventPattern};
use iac_aws_cfn::events::rule::{InputTransformer, Target};
use iac_aws_cfn::events::{self, RuleRef};
use iac_core::prelude::*;
use iac_core::{Text, Value};

/// Sends events of AWS to topics by their severity, each as one readable sentence: deployments and scaling of ECS
/// services, and what RDS tells about a database. One rule (`AWS::Events::Rule`) per kind of event on the default bus;
/// AWS's own events cost nothing there.
///
/// | severity | services of a cluster | database |
/// | --- | --- | --- |
/// | Critical | a deployment failed | failure, storage nearly full, deletion |
/// | Warning | tasks do not start, as many tasks as scaling allows | failover, restart, recovery |
/// | Info | a deployment began or is complete, scaling out or in began | maintenance, patches, changed settings |
///
/// EventBridge delivers these events as well as it can: an alarm is what tells reliably that something is down. A topic
/// with a customer key needs a key that is usable by [`KeyUser::EventBridge`](iac_aws_base::security::KeyUser).
///
/// Errors: nothing that events are about.
///
/// ```
/// use iac_aws::prelude::*;
/// fn notify(stack: &mut Stack, topics: &AlarmTopics, cluster: &ClusterHandle, database: &RdsInstanceHandle) {
///     stack.add("Events", EventNotifications::new(topics).services(cluster).database(database));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct EventNotifications {
    topics: [AlarmTopicHandle; 3],
    cluster: Option<ClusterHandle>,
    database: Option<RdsInstanceHandle>,
}

impl EventNotifications {
    /// To one topic, or to a topic per severity.
    pub fn new(notified: &impl Notified) -> Self {
        let topics = [Severity::Info, Severity::Warning, Severity::Critical].map(|severity| notified.topic(severity));
        EventNotifications { topics, cluster: None, database: None }
    }

    /// Of all services of a cluster, whichever are added later.
    pub fn services(mut self, cluster: &ClusterHandle) -> Self {
        self.cluster = Some(*cluster);
        self
    }

    /// Of a database.
    pub fn database(mut self, database: &RdsInstanceHandle) -> Self {
        self.database = Some(database.clone());
        self
    }
}

/// The rules of notifications in a stack.
#[derive(Clone, Debug)]
pub struct EventNotificationsHandle {
    /// The rules, each under the id that it has in the stack.
    pub rules: Vec<(&'static str, RuleRef)>,
}

impl Construct for EventNotifications {
    type Handle = EventNotificationsHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> EventNotificationsHandle {
        let mut notices = Vec::new();
        if let Some(cluster) = &self.cluster {
            notices.extend(services::notices(cluster));
        }
        if let Some(database) = &self.database {
            notices.extend(database::notices(database));
        }
        if notices.is_empty() {
            let help = "say `.services(&cluster)` or `.database(&database)`";
            stack.error("no-events", "notifications of nothing", help);
        }
        let add = |notice: Notice| {
            let topic = self.topics[notice.severity as usize];
            (notice.id, notice.add(stack, topic))
        };
        EventNotificationsHandle { rules: notices.into_iter().map(add).collect() }
    }
}

/// One kind of event, and the sentence that is made of it.
struct Notice {
    id: &'static str,
    severity: Severity,
    pattern: EventPattern,
    /// Parts of the event by their names in the sentence, each a path such as `$.detail.reason`.
    parts: &'static [(&'static str, &'static str)],
    /// With `<name>` for each part.
    sentence: &'static str,
}

impl Notice {
    /// A topic takes events from the rule itself; its policy says so.
    /// Source: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html>
    fn add(self, stack: &mut Stack, topic: AlarmTopicHandle) -> RuleRef {
        let parts = Value::map(self.parts.iter().map(|(name, path)| (*name, text(path))));
        let sentence = format!("\"{}: {}\"", self.severity.name(), self.sentence);
        let sentence = InputTransformer::new(sentence).input_paths_map(Val::<Map<Str>>::of(parts));
        let pattern = self.pattern.build(stack);
        let rule = events::Rule::new()
            .description(format!("{}: tells a topic", self.severity.name()))
            .event_pattern(pattern)
            .targets([Target::new(topic.arn(), "Topic").input_transformer(sentence)]);
        let rule = stack.add(self.id, rule);
        topic.let_publish(stack, rule);
        rule
    }
}

/// A list of texts as a pattern has it.
fn any_of<const N: usize>(texts: [&'static str; N]) -> Value {
    Value::List(texts.map(text).to_vec())
}

fn text(text: &'static str) -> Value {
    Value::Str(Text::Borrowed(text))
}
