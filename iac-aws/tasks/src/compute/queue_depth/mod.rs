//! How many messages wait in a queue that is a list in Redis, such as Celery's.

mod build;

use iac_aws_base::database::RedisCacheHandle;
use iac_aws_base::monitoring::{AlarmTopicHandle, Retention};
use iac_aws_base::network::{PrivateSubnets, Subnets};
use iac_aws_monitoring::{Notified, Severity};
use iac_core::prelude::*;
use iac_core::{Duration, Text};

/// Publishes as a metric how many messages wait in lists of a cache, because no metric of ElastiCache counts the items
/// of a list: a small function in the VPC (`AWS::Lambda::Function`) that EventBridge Scheduler starts every minute.
///
/// It asks with TLS and the cache's own password, which it reads from Secrets Manager, and writes the answer to its log,
/// from which CloudWatch takes the metric (embedded metric format): so it may read that one secret and write that one
/// log, and nothing else. Its code stands in the template (`publish.py`). Its subnets need a way to Secrets Manager: a
/// NAT gateway or [`InterfaceEndpoint::SecretsManager`](iac_aws_base::network::InterfaceEndpoint). Logs take another way.
///
/// An alarm of severity Warning rings when nothing was published for five minutes: the service is then neither scaled
/// out nor in. It may ring once while the stack is created.
///
/// Costs about 0.30 $ a month for the metric and 0.10 $ for the alarm; 43,200 short runs are within Lambda's free tier,
/// or about 0.10 $. Deleting it takes up to 20 minutes, until Lambda gives its network interfaces back.
/// Sources: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>,
/// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html>
///
/// Errors: no list, a name that cannot be told from others, a time between runs that is no whole number of minutes from
/// 1 to 60, subnets without a way to Secrets Manager.
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("main");
/// let vpc = stack.add("Network", Vpc::new(cidr!("10.0.0.0/16")).nat(Nat::One));
/// let cache = RedisCache::new(vpc.isolated(), CacheVersion::Redis7_1, CacheNodeType::T4G_MICRO);
/// let cache = stack.add("Cache", cache);
/// let alarms = stack.add("Alarms", AlarmTopic::new());
/// let depth = QueueDepth::celery(vpc.private(), &cache, ["celery"], Retention::Days30);
/// let depth = stack.add("QueueDepth", depth.notify(&alarms));
/// let worker = FargateService::worker(vpc.private(), Image::registry("ghcr.io/acme/app:1"), Fargate::Cpu1024(Mem1024::Gb2))
///     .scale(2..=5, backlog_per_task(&depth, 100));
/// let worker = stack.add("Worker", worker);
/// worker.connects_to(&mut stack, &cache);
/// ```
#[derive(Clone, Debug)]
pub struct QueueDepth {
    subnets: Subnets,
    cache: RedisCacheHandle,
    lists: Vec<Text>,
    priorities: Vec<u8>,
    database: u8,
    every: Duration,
    retention: Retention,
    topics: Vec<AlarmTopicHandle>,
}

impl QueueDepth {
    /// The queues of Celery with these names, `celery` where nothing else was configured. Messages with priorities wait
    /// in lists of their own, which are counted as well: the steps are 3, 6 and 9, as Celery's own defaults are.
    /// Source: <https://docs.celeryq.dev/en/stable/userguide/routing.html#redis-message-priorities>
    pub fn celery<T: Into<Text>>(
        subnets: PrivateSubnets,
        cache: &RedisCacheHandle,
        queues: impl IntoIterator<Item = T>,
        retention: Retention,
    ) -> Self {
        QueueDepth { priorities: vec![3, 6, 9], ..QueueDepth::lists(subnets, cache, queues, retention) }
    }

    /// Lists with these keys, each a queue. The retention is that of the function's log.
    pub fn lists<T: Into<Text>>(
        subnets: PrivateSubnets,
        cache: &RedisCacheHandle,
        keys: impl IntoIterator<Item = T>,
        retention: Retention,
    ) -> Self {
        QueueDepth {
            subnets: (*subnets).clone(),
            cache: *cache,
            lists: keys.into_iter().map(Into::into).collect(),
            priorities: Vec::new(),
            database: 0,
            every: minutes(1),
            retention,
            topics: Vec::new(),
        }
    }

    /// The steps of Celery's option `priority_steps`, without the first one, which is 0.
    pub fn priorities(mut self, steps: impl IntoIterator<Item = u8>) -> Self {
        self.priorities = steps.into_iter().collect();
        self
    }

    /// The number at the end of the broker's URL; 0 by default.
    pub fn database(mut self, number: u8) -> Self {
        self.database = number;
        self
    }

    /// How often it is asked, 1 to 60 whole minutes; every minute by default. Scaling looks at single minutes: with
    /// anything else only alarms and dashboards make sense.
    pub fn every(mut self, time: Duration) -> Self {
        self.every = time;
        self
    }

    /// Tells a topic when nothing is published any more.
    pub fn notify(mut self, notified: &impl Notified) -> Self {
        self.topics.push(notified.topic(Severity::Warning));
        self
    }
}
