//! Resource types in the shape of the generated ones, and short ways to a template or to its findings.

use iac_core::cfn_prelude::*;
use iac_core::{App, Diagnostic, SecretRef, Stack, backend::cloudformation, json, resolve};

macro_rules! resource {
    ($name:ident, $handle:ident, $type:literal, $tags:expr, { $($setter:ident: $property:literal $kind:ty),* $(,)? }) => {
        #[derive(Clone, Debug)]
        pub(crate) struct $name(Bag);

        #[derive(Clone, Copy, Debug)]
        pub(crate) struct $handle(Node);

        impl $name {
            pub(crate) fn new() -> Self {
                $name(Bag::new())
            }
            $(
                #[track_caller]
                pub(crate) fn $setter(mut self, value: impl IntoVal<$kind>) -> Self {
                    self.0.put($property, value.into_value());
                    self
                }
            )*
        }

        impl Resource for $name {
            const TYPE: &'static str = $type;
            const TAGS: TagStyle = $tags;
            type Handle = $handle;
            fn from_bag(bag: Bag) -> Self {
                $name(bag)
            }
            fn into_bag(self) -> Bag {
                self.0
            }
        }

        impl Handle for $handle {
            type Resource = $name;
            fn from_node(node: Node) -> Self {
                $handle(node)
            }
            fn node(self) -> Node {
                self.0
            }
        }
    };
}

resource!(Topic, TopicRef, "AWS::SNS::Topic", TagStyle::List("Tags"), {
    display_name: "DisplayName" Str,
    subscription: "Subscription" List<Json>,
    tags: "Tags" List<Tag>,
});
resource!(SsmParameter, SsmParameterRef, "AWS::SSM::Parameter", TagStyle::Map("Tags"), {
    parameter_type: "Type" Str,
    value: "Value" Str,
    description: "Description" Str,
    tags: "Tags" Map<Str>,
});
resource!(AutoScalingGroup, AutoScalingGroupRef, "AWS::AutoScaling::AutoScalingGroup", TagStyle::AutoScaling("Tags"), {
    max_size: "MaxSize" Str,
});
resource!(Alarm, AlarmRef, "AWS::CloudWatch::Alarm", TagStyle::None, {
    threshold: "Threshold" Num,
    period: "Period" Int,
    actions_enabled: "ActionsEnabled" Bool,
    dimensions: "Dimensions" Json,
});
resource!(Database, DatabaseRef, "AWS::RDS::DBInstance", TagStyle::List("Tags"), {
    engine: "Engine" Str,
});

impl TopicRef {
    pub(crate) fn topic_arn(self) -> Val<Str> {
        self.0.r()
    }
    pub(crate) fn topic_name(self) -> Val<Str> {
        self.0.att("TopicName")
    }
}

impl SsmParameterRef {
    pub(crate) fn name(self) -> Val<Str> {
        self.0.r()
    }
    pub(crate) fn value(self) -> Val<Str> {
        self.0.att("Value")
    }
}

impl DatabaseRef {
    pub(crate) fn endpoint_address(self) -> Val<Str> {
        self.0.att("Endpoint.Address")
    }
}

impl Database {
    #[track_caller]
    pub(crate) fn master_user_password(mut self, secret: impl IntoSecret) -> Self {
        self.0.put("MasterUserPassword", secret.into_value());
        self
    }
}

/// A parameter that stores a text: the shortest resource that can hold a value.
#[track_caller]
pub(crate) fn text(value: impl IntoVal<Str>) -> SsmParameter {
    SsmParameter::new().parameter_type("String").value(value)
}

pub(crate) fn some_secret() -> SecretRef {
    SecretRef::secrets_manager(Val::<Arn<()>>::imported("arn:aws:secretsmanager:eu-central-1:1:secret:s"), None)
}

pub(crate) fn findings(app: impl Into<App>) -> Vec<Diagnostic> {
    resolve::resolve(app.into(), "shop-dev").1
}

/// The code of each finding and the line that it points at.
pub(crate) fn lines(app: impl Into<App>) -> Vec<(&'static str, u32)> {
    findings(app).iter().map(|found| (found.code, found.place.map_or(0, |place| place.line()))).collect()
}

pub(crate) fn codes(app: impl Into<App>) -> Vec<&'static str> {
    findings(app).iter().map(|found| found.code).collect()
}

/// The documents of an app's stacks as they are written. Nothing may be wrong with it.
#[track_caller]
pub(crate) fn documents(app: impl Into<App>) -> Vec<String> {
    let (graph, diagnostics) = resolve::resolve(app.into(), "shop-dev");
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let write = |stack| json::to_text(&cloudformation::template(stack), json::Layout::Indented);
    graph.stacks.iter().map(write).collect()
}

/// The template of the first stack.
#[track_caller]
pub(crate) fn template(app: impl Into<App>) -> serde_json::Value {
    serde_json::from_str(&documents(app)[0]).unwrap()
}

/// What a text property is written as.
#[track_caller]
pub(crate) fn written(mut stack: Stack, value: impl IntoVal<Str>) -> serde_json::Value {
    stack.add("Written", text(value));
    template(stack)["Resources"]["Written"]["Properties"]["Value"].take()
}
