//! Parameters: every type, how the console shows them, and defaults that they would refuse.

use crate::support::{codes, lines, template};
use iac_core::ParameterType;
use iac_core::cfn_prelude::List;
use iac_core::prelude::*;
use serde_json::json;

#[test]
fn of_every_type_are_written() {
    let mut stack = Stack::new("main");
    stack.add(
        "Name",
        Parameter::string()
            .default("app")
            .allowed_pattern("^[a-z]+$")
            .min_length(1)
            .max_length(9)
            .description("A name.")
            .constraint_description("Small letters."),
    );
    stack.add("Count", Parameter::number().default(2).min_value(1).max_value(10).allowed_values([1, 2, 10]));
    stack.add("Ratio", Parameter::number().default(0.5));
    stack.add("Ports", Parameter::number_list().default("80, 443"));
    stack.add("Names", Parameter::comma_delimited_list().default("a,b").allowed_values(["a", "b"]));
    stack.add("Network", Parameter::cidr().default(cidr!("10.0.0.0/16")));
    stack.add("Password", Parameter::secret().min_length(16).description("A password."));
    stack.add("Vpc", Parameter::<Str>::of_type(ParameterType::Aws("AWS::EC2::VPC::Id".into())));
    stack.add("Subnets", Parameter::<List<Str>>::of_type(ParameterType::Aws("List<AWS::EC2::Subnet::Id>".into())));
    stack.add("Key", Parameter::<Str>::of_type(ParameterType::SsmName));
    stack.add("Ami", Parameter::<Str>::of_type(ParameterType::SsmValue("AWS::EC2::Image::Id".into())).default("/ami"));
    let octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    assert_eq!(
        template(stack),
        json!({
            "AWSTemplateFormatVersion": "2010-09-09",
            "Parameters": {
                "Name": {
                    "Type": "String", "Description": "A name.", "Default": "app", "AllowedPattern": "^[a-z]+$",
                    "ConstraintDescription": "Small letters.", "MinLength": 1, "MaxLength": 9,
                },
                "Count": {"Type": "Number", "Default": 2, "AllowedValues": [1, 2, 10], "MinValue": 1, "MaxValue": 10},
                "Ratio": {"Type": "Number", "Default": "0.5"},
                "Ports": {"Type": "List<Number>", "Default": "80, 443"},
                "Names": {"Type": "CommaDelimitedList", "Default": "a,b", "AllowedValues": ["a", "b"]},
                "Network": {
                    "Type": "String", "Default": "10.0.0.0/16",
                    "AllowedPattern": format!("^({octet}\\.){{3}}{octet}/(1[6-9]|2[0-8])$"),
                    "ConstraintDescription": "An IPv4 network in the form x.x.x.x/16 to x.x.x.x/28.",
                },
                "Password": {"Type": "String", "Description": "A password.", "MinLength": 16, "NoEcho": true},
                "Vpc": {"Type": "AWS::EC2::VPC::Id"},
                "Subnets": {"Type": "List<AWS::EC2::Subnet::Id>"},
                "Key": {"Type": "AWS::SSM::Parameter::Name"},
                "Ami": {"Type": "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", "Default": "/ami"},
            },
        })
    );
}

#[test]
fn are_shown_under_headings_in_the_order_of_the_program() {
    let mut stack = Stack::new("main");
    stack.template_metadata("Version", iac_core::Value::Str("1".into()));
    stack.add("Size", Parameter::string().label("Size").group("Application"));
    stack.add("Network", Parameter::cidr().group("Network"));
    stack.add("Password", Parameter::secret().label("Password of the database").group("Application"));
    stack.add("Plain", Parameter::string());
    assert_eq!(
        template(stack)["Metadata"],
        json!({
            "Version": "1",
            "AWS::CloudFormation::Interface": {
                "ParameterGroups": [
                    {"Label": {"default": "Application"}, "Parameters": ["Size", "Password"]},
                    {"Label": {"default": "Network"}, "Parameters": ["Network"]},
                ],
                "ParameterLabels": {
                    "Size": {"default": "Size"},
                    "Password": {"default": "Password of the database"},
                },
            },
        })
    );
}

#[test]
fn that_would_refuse_their_own_default_are_all_reported() {
    let mut stack = Stack::new("main");
    let line = line!();
    stack.add("A", Parameter::string().default("c").allowed_values(["a", "b"]));
    stack.add("B", Parameter::string().default("abc").max_length(2));
    stack.add("C", Parameter::string().default("").min_length(1));
    stack.add("D", Parameter::number().default("ten"));
    stack.add("E", Parameter::number().default(f64::NAN));
    stack.add("F", Parameter::number().default(11).max_value(10));
    stack.add("G", Parameter::number_list().default("80,x"));
    stack.add("H", Parameter::string().min_length(2).max_length(1));
    stack.add("I", Parameter::number().min_value(2).max_value(1));
    stack.add("J", Parameter::number().min_length(1));
    stack.add("K", Parameter::string().max_value(1));
    stack.add("L", Parameter::string().description("x".repeat(4_001)));
    stack.add("M", Parameter::comma_delimited_list().default("a,c").allowed_values(["a", "b"]));
    let expected: Vec<_> = (1..14).map(|after| ("bad-parameter", line + after)).collect();
    assert_eq!(lines(stack), expected);
}

#[test]
fn at_the_edge_are_fine() {
    let mut stack = Stack::new("main");
    stack.add("A", Parameter::string().default("äö").min_length(2).max_length(2));
    stack.add("B", Parameter::number().default(1).min_value(1).max_value(1));
    stack.add("C", Parameter::number().default("-1.5e3"));
    stack.add("D", Parameter::string().description("x".repeat(4_000)));
    assert_eq!(codes(stack), [""; 0]);
}

#[test]
fn whole_bounds_stay_whole() {
    let mut stack = Stack::new("main");
    let odd = 9_007_199_254_740_993_i64;
    stack.add("A", Parameter::number().default(odd).min_value(i64::MIN).max_value(i64::MAX));
    stack.add("B", Parameter::number().default(odd).min_value(odd).max_value(odd));
    let parameters = template(stack)["Parameters"].take();
    assert_eq!(parameters["A"], json!({"Type": "Number", "Default": odd, "MinValue": i64::MIN, "MaxValue": i64::MAX}));
    assert_eq!(parameters["B"], json!({"Type": "Number", "Default": odd, "MinValue": odd, "MaxValue": odd}));
    let mut stack = Stack::new("main");
    stack.add("A", Parameter::number().min_value(odd).max_value(odd - 1));
    assert_eq!(codes(stack), ["bad-parameter"]);
}

/// The pattern is a regular expression of Java; what it must take and refuse is said by `Cidr` and the prefix.
#[test]
fn the_pattern_of_networks_has_no_way_around_the_prefix() {
    let mut stack = Stack::new("main");
    stack.add("Network", Parameter::cidr().default(cidr!("10.0.0.0/16")));
    let template = template(stack);
    let pattern = template["Parameters"]["Network"]["AllowedPattern"].as_str().unwrap();
    assert!(pattern.starts_with('^') && pattern.ends_with("/(1[6-9]|2[0-8])$"));
}
