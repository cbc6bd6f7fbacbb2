//! What every module begins with: the releases that it needs, where its state is, the providers, and the data sources for
//! what CloudFormation knows by itself.

use super::body::{Body, Guarded};
use super::context::{Context, Data};
use super::term::Term;
use crate::graph::{Graph, InheritedTag, StackGraph};
use crate::value::Value;

/// Write-only attributes and ephemeral values came with this release.
/// Source: <https://developer.hashicorp.com/terraform/language/manage-sensitive-data/write-only>
const TERRAFORM: &str = ">= 1.11.0";

pub(super) struct Settings<'g> {
    pub(super) terraform: Body<'g>,
    pub(super) providers: Vec<Body<'g>>,
    pub(super) data: Vec<((&'static str, String), Body<'g>)>,
    /// The names of what stands for the id of a stack.
    pub(super) identities: Vec<String>,
}

/// The tags that every resource of every stack has: the provider sets them.
pub(super) fn default_tags(graph: &Graph) -> Vec<(&str, &Value)> {
    let Some((first, rest)) = graph.stacks.split_first() else { return Vec::new() };
    let mut tags = of_stack(first);
    for stack in rest {
        let others = of_stack(stack);
        tags.retain(|tag| others.contains(tag));
    }
    tags
}

fn of_stack(stack: &StackGraph) -> Vec<(&str, &Value)> {
    let mut tags: Vec<(&str, &Value)> = Vec::new();
    for InheritedTag { scope, key, value, .. } in &stack.tags {
        if *scope == 0 && matches!(value, Value::Str(_)) {
            tags.retain(|(other, _)| other != key);
            tags.push((key, value));
        }
    }
    tags
}

pub(super) fn of<'g>(context: &mut Context<'g>, default_tags: &[(&'g str, &'g Value)]) -> Settings<'g> {
    let identities = context.needs.stack_ids.iter().map(|prefix| format!("{prefix}stack")).collect();
    Settings {
        terraform: terraform(context),
        providers: providers(context, default_tags),
        data: data(context),
        identities,
    }
}

fn attribute<'g>(body: &mut Body<'g>, name: &'static str, term: impl Into<Term<'g>>) {
    body.set(name.into(), term.into(), None);
}

fn terraform<'g>(context: &Context<'g>) -> Body<'g> {
    let facts = &context.facts;
    let release = if context.needs.additions { facts.release_of_additions() } else { facts.release() };
    let mut body = Body::default();
    attribute(&mut body, "required_version", TERRAFORM);
    let mut aws = vec![("source", Term::from("hashicorp/aws"))];
    if !release.is_empty() {
        aws.push(("version", Term::from(format!(">= {release}, < 7.0.0"))));
    }
    attribute(&mut body, "required_providers", Term::object([("aws", Term::object(aws))]));
    // Unless the program says them, the bucket and its region belong to whoever deploys: `terraform init
    // -backend-config=…`. The lock is a file beside the state, no table.
    let key = format!("{}/{}/terraform.tfstate", context.deployment.system, context.deployment.environment);
    let mut s3 = vec![("key", Term::from(key)), ("encrypt", Term::Bool(true)), ("use_lockfile", Term::Bool(true))];
    if let Some(state) = &context.graph.terraform_state {
        s3.extend([("bucket", Term::Text(state.bucket.clone())), ("region", Term::from(state.region.code()))]);
    }
    attribute(&mut body, "backend", Term::object([("s3", Term::object(s3))]));
    body
}

/// The provider of the environment's region, and one for each other region.
fn providers<'g>(context: &Context<'g>, default_tags: &[(&'g str, &'g Value)]) -> Vec<Body<'g>> {
    let mut regions: Vec<(Option<String>, Term<'g>)> = vec![(None, Term::expression("var.region"))];
    for (names, stack) in context.names.stacks.iter().zip(&context.graph.stacks) {
        if let (Some(alias), Some(region)) = (&names.alias, stack.region)
            && regions.iter().all(|(other, _)| other.as_ref() != Some(alias))
        {
            regions.push((Some(alias.clone()), Term::from(region.code())));
        }
    }
    let tags = default_tags.iter().filter_map(|(key, value)| Some((*key, Term::Text(value.as_str()?.into()))));
    let tags = Term::object(tags);
    let provider = |(alias, region): (Option<String>, Term<'g>)| {
        let mut body = Body::default();
        if let Some(alias) = alias {
            attribute(&mut body, "alias", alias);
        }
        attribute(&mut body, "region", region);
        if !default_tags.is_empty() {
            let mut inner = Body::default();
            attribute(&mut inner, "tags", tags.clone());
            body.block("default_tags".into(), true, Guarded { guard: None, body: inner }, None);
        }
        body
    };
    regions.into_iter().map(provider).collect()
}

fn data<'g>(context: &Context<'g>) -> Vec<((&'static str, String), Body<'g>)> {
    let with_provider = |alias: &Option<String>| {
        let mut body = Body::default();
        if let Some(alias) = alias {
            attribute(&mut body, "provider", format!("aws.{alias}"));
        }
        body
    };
    let sources = context.needs.data.iter().map(|(data, alias)| {
        let mut body = with_provider(alias);
        if *data == Data::AvailabilityZones {
            // Local zones are zones too, but nothing of ours can be there.
            attribute(&mut body, "state", "available");
            let mut filter = Body::default();
            attribute(&mut filter, "name", "opt-in-status");
            attribute(&mut filter, "values", Term::list(["opt-in-not-required".into()]));
            body.block("filter".into(), false, Guarded { guard: None, body: filter }, None);
        }
        ((data.name(), data.label(alias.as_deref()).to_owned()), body)
    });
    let parameters = context.needs.ssm_parameters.iter().map(|(name, alias)| {
        let mut body = with_provider(alias);
        attribute(&mut body, "name", Term::Expression(format!("var.{name}")));
        (("aws_ssm_parameter", name.clone()), body)
    });
    let asked = context.sources.iter().map(|(key, body)| (key.clone(), body.clone()));
    sources.chain(parameters).chain(asked).collect()
}
