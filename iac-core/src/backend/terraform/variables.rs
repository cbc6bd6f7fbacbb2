//! Parameters as variables, with what is allowed as their validation.
//! Source: <https://developer.hashicorp.com/terraform/language/block/variable>

use super::context::{Context, Spot};
use super::term::Term;
use super::tests::first_parameter;
use crate::graph::ParameterNode;
use crate::json::{ToJson, Writer};
use crate::parameter::ParameterType;

pub(super) struct Variable<'g> {
    pub(super) name: String,
    kind: &'static str,
    description: Option<String>,
    default: Option<Term<'g>>,
    secret: bool,
    kept: bool,
    validations: Vec<(String, String)>,
}

/// The variables of all stacks, and those that the module needs itself.
pub(super) fn of<'g>(context: &mut Context<'g>) -> Vec<Variable<'g>> {
    let mut all = vec![region(context)];
    if context.needs.stack_name {
        all.push(stack_name(context));
    }
    for (index, stack) in context.graph.stacks.iter().enumerate() {
        let own = stack.parameters.iter().enumerate().filter(|(_, (_, parameter))| parameter.from.is_none());
        for (at, (id, parameter)) in own {
            let name = context.names.stacks[index].variables[at].clone();
            all.push(variable(
                context,
                Spot { stack: index, id, resource: None, place: parameter.place },
                name,
                parameter,
            ));
        }
        for (id, rule) in &stack.rules {
            let spot = Spot { stack: index, id, resource: None, place: rule.place };
            for (assertion, message) in &rule.assertions {
                let Some(at) = first_parameter(assertion).or_else(|| rule.when.as_ref().and_then(first_parameter))
                else {
                    let help = "compare a parameter with something";
                    context.error(spot, "terraform", "the rule asks for no parameter".into(), help);
                    continue;
                };
                let holds = context.test(spot, assertion);
                let holds = match &rule.when {
                    Some(when) => format!("{} || {holds}", context.negated(spot, when)),
                    None => holds,
                };
                let name = &context.names.stacks[index].variables[at];
                if let Some(variable) = all.iter_mut().find(|variable| variable.name == *name) {
                    variable.validations.push((holds, sentence(message)));
                }
            }
        }
    }
    all
}

/// The region of the default provider.
fn region<'g>(context: &Context<'g>) -> Variable<'g> {
    let regions = context.deployment.regions;
    let home = context.deployment.home(context.graph);
    let codes: Vec<Term<'_>> = regions.iter().map(|region| Term::from(region.code())).collect();
    let listed: Vec<&str> = regions.iter().map(|region| region.code()).collect();
    let check = format!("contains({}, var.region)", Term::List(codes).to_hcl());
    let message = format!("The region must be one of: {}.", listed.join(", "));
    Variable {
        name: "region".to_owned(),
        kind: "string",
        description: Some("The AWS region to deploy to.".to_owned()),
        default: home.map(|region| Term::from(region.code())),
        secret: false,
        kept: false,
        validations: if regions.is_empty() { Vec::new() } else { vec![(check, message)] },
    }
}

/// What CloudFormation calls the stack's name: it keeps two deployments in one account apart.
fn stack_name<'g>(context: &Context<'g>) -> Variable<'g> {
    let longest = context.deployment.room();
    let check = format!("can(regex(\"^[a-z][a-z0-9-]*$\", var.stack_name)) && length(var.stack_name) <= {longest}");
    let message =
        format!("A name starts with a letter and has lower-case letters, digits and hyphens, at most {longest}.");
    Variable {
        name: "stack_name".to_owned(),
        kind: "string",
        description: Some("What resources are named after; two deployments in one account need two names.".to_owned()),
        default: Some(Term::from(context.deployment.name())),
        secret: false,
        kept: false,
        validations: vec![(check, message)],
    }
}

fn variable<'g>(context: &mut Context<'g>, spot: Spot<'g>, name: String, parameter: &'g ParameterNode) -> Variable<'g> {
    let kind = kind(&parameter.parameter_type);
    let literal = |text: &'g str| match kind {
        "number" | "list(number)" => text
            .parse::<i64>()
            .map(Term::Int)
            .or_else(|_| text.parse().map(Term::Num))
            .unwrap_or(Term::Text(text.into())),
        _ => Term::Text(text.into()),
    };
    let default = parameter.default.as_deref().map(|text| match kind {
        "list(string)" | "list(number)" => {
            Term::List(text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(literal_item).collect())
        }
        _ => literal(text),
    });
    let subject = format!("var.{name}");
    let told = parameter.constraint_description.as_deref().map(sentence);
    let mut validations = Vec::new();
    let mut check = |condition: String, otherwise: String| {
        let all = match kind {
            "list(string)" | "list(number)" => format!("alltrue([for item in {subject} : {condition}])"),
            _ => condition,
        };
        validations.push((all, told.clone().unwrap_or(otherwise)));
    };
    let item = if kind.starts_with("list") { "item".to_owned() } else { subject.clone() };
    if !parameter.allowed_values.is_empty() {
        let allowed = Term::list(parameter.allowed_values.iter().map(|text| literal(text))).to_hcl();
        let listed: Vec<&str> = parameter.allowed_values.iter().map(|text| &**text).collect();
        check(format!("contains({allowed}, {item})"), format!("The value must be one of: {}.", listed.join(", ")));
    }
    if let Some(pattern) = &parameter.allowed_pattern {
        if ["(?=", "(?!", "(?<"].iter().any(|look| pattern.contains(look)) {
            let message = format!("the pattern of `{}` looks around, which Terraform cannot", spot.id);
            context.error(spot, "terraform", message, "write a pattern without look-around");
        }
        let pattern = Term::from(format!("^(?:{pattern})$")).to_hcl();
        check(
            format!("can(regex({pattern}, {item}))"),
            "The value does not have the form that is asked for.".to_owned(),
        );
    }
    if let Some(least) = parameter.min_length {
        check(format!("length({item}) >= {least}"), format!("The value must have at least {least} characters."));
    }
    if let Some(most) = parameter.max_length {
        check(format!("length({item}) <= {most}"), format!("The value must have at most {most} characters."));
    }
    if let Some(least) = parameter.min_value {
        check(format!("{item} >= {least}"), format!("The value must be at least {least}."));
    }
    if let Some(most) = parameter.max_value {
        check(format!("{item} <= {most}"), format!("The value must be at most {most}."));
    }
    let description = match (&parameter.label, &parameter.description) {
        (Some(label), Some(text)) => Some(format!("{label}: {text}")),
        (Some(text), None) | (None, Some(text)) => Some(text.to_string()),
        (None, None) => None,
    };
    let kept = context.needs.kept.contains(&name);
    Variable { name, kind, description, default, secret: parameter.no_echo, kept, validations }
}

fn literal_item(text: &str) -> Term<'_> {
    Term::Text(text.into())
}

fn kind(parameter: &ParameterType) -> &'static str {
    match parameter {
        ParameterType::Number => "number",
        ParameterType::NumberList => "list(number)",
        ParameterType::CommaDelimitedList => "list(string)",
        ParameterType::Aws(name) if name.starts_with("List<") => "list(string)",
        ParameterType::String | ParameterType::Aws(_) | ParameterType::SsmName | ParameterType::SsmValue(_) => "string",
    }
}

/// Terraform shows a message by itself, CloudFormation after the parameter's name: "must be …".
fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut text =
        if text.starts_with(|c: char| c.is_lowercase()) { format!("The value {text}") } else { text.to_owned() };
    if !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    text
}

impl ToJson for Variable<'_> {
    fn write(&self, to: &mut Writer) {
        to.map(|to| {
            to.entry("type", self.kind);
            self.description.iter().for_each(|description| to.entry("description", description));
            self.default.iter().for_each(|default| to.entry("default", &Literal(default)));
            to.entry("nullable", &false);
            if self.secret {
                to.entry("sensitive", &true);
            }
            if self.secret && !self.kept {
                to.entry("ephemeral", &true);
            }
            match &*self.validations {
                [] => {}
                [only] => to.entry("validation", &Validation(only)),
                several => to.key("validation").items(several.iter().map(Validation)),
            }
        });
    }
}

/// A value as it is: what stands in `default` is no template.
/// Source: <https://developer.hashicorp.com/terraform/language/syntax/json#block-type-specific-exceptions>
struct Literal<'a>(&'a Term<'a>);

impl ToJson for Literal<'_> {
    fn write(&self, to: &mut Writer) {
        match self.0 {
            Term::Text(text) => to.text(text),
            Term::List(items) => to.items(items.iter().map(Literal)),
            other => other.write(to),
        }
    }
}

struct Validation<'a>(&'a (String, String));

impl ToJson for Validation<'_> {
    fn write(&self, to: &mut Writer) {
        to.map(|to| {
            to.entry("condition", &format!("${{{}}}", self.0.0));
            to.entry("error_message", &Term::Text(self.0.1.as_str().into()));
        });
    }
}
