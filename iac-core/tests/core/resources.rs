//! Resources with everything that can be said about them: a whole template, byte for byte.

use crate::support::{Database, Topic, codes, documents, findings, some_secret, template, text};
use iac_core::prelude::*;
use iac_core::{Value, json};

#[test]
fn a_whole_template_reads_as_an_aws_engineer_writes_it() {
    let mut stack = Stack::new("main").description("Alerts of a shop");
    let email = stack.add("Email", Parameter::string().label("E-mail address").group("Alerts"));
    let has_email = stack.add("HasEmail", Condition::not_empty(&email));
    let database = stack.add("Database", Database::new().engine("postgres").master_user_password(some_secret()));
    stack.on_delete(database, DeletionPolicy::Snapshot);
    stack.suppress(database, "CKV_AWS_157", "One zone is enough for a demonstration.");
    stack.suppress(database, "W3010", "The zone is fixed on purpose.");
    stack.suppress(database, "iac-backup", "Nothing here is worth a backup.");
    stack.metadata(database, "Note", Value::Str("for sale".into()));
    let topic = stack
        .when(has_email, |stack| stack.add("Alerts", Topic::new().display_name(join!["Alerts of ", stack_name()])));
    stack.depends_on(topic, database);
    let host = stack.add("Host", text(database.endpoint_address()));
    stack.on_delete(host, DeletionPolicy::RetainExceptOnCreate);
    let other = stack.add("Other", text("x"));
    stack.depends_on(other, database);
    stack.depends_on(other, host);
    stack.depends_on(other, host);
    stack.add(
        "HostName",
        Output::new(host.name()).description("Where the host is stored").export(join![stack_name(), "-host"]),
    );
    stack.output("Value", host.value());
    assert_eq!(
        documents(stack)[0],
        r#"{
 "AWSTemplateFormatVersion": "2010-09-09",
 "Description": "Alerts of a shop",
 "Metadata": {
  "AWS::CloudFormation::Interface": {
   "ParameterGroups": [
    {
     "Label": {
      "default": "Alerts"
     },
     "Parameters": [
      "Email"
     ]
    }
   ],
   "ParameterLabels": {
    "Email": {
     "default": "E-mail address"
    }
   }
  }
 },
 "Parameters": {
  "Email": {
   "Type": "String"
  }
 },
 "Conditions": {
  "HasEmail": {
   "Fn::Not": [
    {
     "Fn::Equals": [
      {
       "Ref": "Email"
      },
      ""
     ]
    }
   ]
  }
 },
 "Resources": {
  "Database": {
   "Type": "AWS::RDS::DBInstance",
   "DeletionPolicy": "Snapshot",
   "UpdateReplacePolicy": "Snapshot",
   "Metadata": {
    "Note": "for sale",
    "checkov": {
     "skip": [
      {
       "id": "CKV_AWS_157",
       "comment": "One zone is enough for a demonstration."
      }
     ]
    },
    "cfn-lint": {
     "config": {
      "ignore_checks": [
       "W3010"
      ]
     }
    },
    "iac": {
     "suppress": [
      {
       "code": "W3010",
       "reason": "The zone is fixed on purpose."
      },
      {
       "code": "iac-backup",
       "reason": "Nothing here is worth a backup."
      }
     ]
    }
   },
   "Properties": {
    "Engine": "postgres",
    "MasterUserPassword": "{{resolve:secretsmanager:arn:aws:secretsmanager:eu-central-1:1:secret:s:SecretString}}"
   }
  },
  "Alerts": {
   "Type": "AWS::SNS::Topic",
   "Condition": "HasEmail",
   "DependsOn": "Database",
   "Properties": {
    "DisplayName": {
     "Fn::Sub": "Alerts of ${AWS::StackName}"
    }
   }
  },
  "Host": {
   "Type": "AWS::SSM::Parameter",
   "DeletionPolicy": "RetainExceptOnCreate",
   "UpdateReplacePolicy": "Retain",
   "Properties": {
    "Type": "String",
    "Value": {
     "Fn::GetAtt": [
      "Database",
      "Endpoint.Address"
     ]
    }
   }
  },
  "Other": {
   "Type": "AWS::SSM::Parameter",
   "DependsOn": [
    "Database",
    "Host"
   ],
   "Properties": {
    "Type": "String",
    "Value": "x"
   }
  }
 },
 "Outputs": {
  "HostName": {
   "Description": "Where the host is stored",
   "Value": {
    "Ref": "Host"
   },
   "Export": {
    "Name": {
     "Fn::Sub": "${AWS::StackName}-host"
    }
   }
  },
  "Value": {
   "Value": {
    "Fn::GetAtt": [
     "Host",
     "Value"
    ]
   }
  }
 }
}
"#
    );
}

#[test]
fn what_is_set_twice_holds_the_last() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Topic", Topic::new().display_name("a").display_name("b"));
    stack.metadata(topic, "Key", Value::Int(1));
    stack.metadata(topic, "Key", Value::Int(2));
    stack.suppress(topic, "CKV_1", "first");
    stack.suppress(topic, "CKV_1", "last");
    stack.template_metadata("Key", Value::Int(1));
    stack.template_metadata("Key", Value::Int(2));
    let template = template(stack);
    assert_eq!(template["Metadata"], serde_json::json!({"Key": 2}));
    assert_eq!(
        template["Resources"]["Topic"],
        serde_json::json!({
            "Type": "AWS::SNS::Topic",
            "Metadata": {"Key": 2, "checkov": {"skip": [{"id": "CKV_1", "comment": "last"}]}},
            "Properties": {"DisplayName": "b"},
        })
    );
}

#[test]
fn metadata_and_suppressions_do_not_write_the_same_key() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Topic", Topic::new());
    stack.metadata(topic, "checkov", Value::Map(Vec::new()));
    stack.suppress(topic, "CKV_1", "why");
    stack.template_metadata("AWS::CloudFormation::Interface", Value::Map(Vec::new()));
    stack.template_metadata("Region", region().into_plain_value());
    let mut found = codes(stack);
    found.sort();
    assert_eq!(found, ["bad-metadata", "duplicate-key", "duplicate-key"]);
}

#[test]
fn lists_are_appended_to_and_values_edited() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Topic", Topic::new());
    stack.append(topic, "Subscription", [Value::Int(1)]);
    stack.append(topic, "Subscription", [Value::Int(2)]);
    stack.edit(topic, "Missing", |_| panic!("it is not set"));
    let properties = &template(stack)["Resources"]["Topic"]["Properties"];
    assert_eq!(*properties, serde_json::json!({"Subscription": [1, 2]}));
}

#[test]
fn every_layout_is_the_same_template() {
    let mut stack = Stack::new("main");
    stack.add("Topic", Topic::new().display_name("\u{0}\"\\\n€😀</script>"));
    let (graph, _) = iac_core::resolve::resolve(stack.into(), "test");
    let template = iac_core::backend::cloudformation::template(&graph.stacks[0]);
    let read = |layout| -> serde_json::Value { serde_json::from_slice(&json::to_bytes(&template, layout)).unwrap() };
    assert_eq!(read(json::Layout::Indented), read(json::Layout::Compact));
    assert_eq!(read(json::Layout::Lines), read(json::Layout::Compact));
}

/// The template would have two keys of one name.
#[test]
fn attributes_are_those_that_nothing_else_sets() {
    let mut stack = Stack::new("main");
    let topic = stack.add("Topic", Topic::new());
    stack.attribute(topic, "CreationPolicy", Value::Map(Vec::new()));
    stack.attribute(topic, "UpdatePolicy", Value::Map(Vec::new()));
    let own =
        ["Type", "Properties", "DependsOn", "Metadata", "Condition", "DeletionPolicy", "UpdateReplacePolicy", "x"];
    let line = line!() + 1;
    own.into_iter().for_each(|name| stack.attribute(topic, name, Value::Bool(true)));
    let found = findings(stack);
    assert_eq!(found.len(), own.len(), "{found:#?}");
    for (found, name) in found.iter().zip(own) {
        assert_eq!((found.code, found.place.unwrap().line()), ("bad-attribute", line));
        assert!(found.message.contains(&format!("`{name}`")), "{}", found.message);
    }
    for (found, remedy) in found.iter().zip(["", "", "depends_on", "metadata", "when", "on_delete", "on_replace", ""]) {
        assert!(found.help.as_ref().unwrap().contains(remedy), "{found}");
    }
}

#[test]
fn metadata_of_the_template_is_what_json_can_say() {
    let mut stack = Stack::new("main");
    stack.add("Topic", Topic::new());
    stack.template_metadata("Twice", Value::map([("a", Value::Int(1)), ("a", Value::Int(2))]));
    stack.template_metadata("NoNumber", Value::List(vec![Value::Num(f64::NAN)]));
    assert_eq!(codes(stack), ["duplicate-key", "bad-number"]);
}
