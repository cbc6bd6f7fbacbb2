//! What was made, against the provider's facts: before any Terraform runs, at the line of the program.

use super::body::{Body, Entry, Item};
use super::context::{Context, Spot};
use super::lower::Lowered;
use super::schema::{Block, Kind, Mode, Scalar};
use super::term::Term;
use indexmap::IndexMap;

/// Unknown and missing attributes, wrong types, and blocks that may be given only once.
pub(super) fn resource(context: &mut Context<'_>, lowered: &Lowered<'_>) {
    let Some(block) = context.facts.get(lowered.terraform) else {
        if lowered.terraform != "aws_cloudcontrolapi_resource" {
            let mut faults = Faults { context, lowered, path: String::new() };
            faults.add(None, format!("the provider's facts have no type {}", lowered.terraform));
        }
        return;
    };
    Faults { context, lowered, path: String::new() }.block(&lowered.body, &block, None);
}

struct Faults<'a, 'g> {
    context: &'a mut Context<'g>,
    lowered: &'a Lowered<'a>,
    /// The nested blocks above, each with a full stop.
    path: String,
}

impl Faults<'_, '_> {
    fn block(&mut self, body: &Body<'_>, facts: &Block, place: Option<crate::Place>) {
        if facts.is_unknown() {
            return;
        }
        for entry in body.entries() {
            self.entry(entry, facts);
        }
        for attribute in facts.attributes().iter().filter(|attribute| attribute.mode == Mode::Required) {
            if !body.has(attribute.name) {
                self.add(place, format!("the attribute `{}` is required", attribute.name));
            }
        }
        for block in facts.blocks().iter().filter(|block| block.required) {
            if !body.has(block.name) {
                self.add(place, format!("the block `{}` is required", block.name));
            }
        }
    }

    fn entry(&mut self, entry: &Entry<'_>, facts: &Block) {
        let name = &*entry.name;
        if entry.sound {
            return;
        }
        match &entry.item {
            Item::Attribute(_) if self.path.is_empty() && matches!(name, "count" | "provider" | "for_each") => {}
            Item::Attribute(term) if is_secret(term) && !name.ends_with("_wo") => {
                let message = format!("the attribute `{name}` would keep a secret in the state");
                self.fault(
                    "secret-in-state",
                    entry.place,
                    message,
                    "a secret may stand where the provider only writes it",
                );
            }
            Item::Attribute(term) => match facts.attribute(name) {
                Some(attribute) if attribute.mode == Mode::Computed => {
                    self.add(entry.place, format!("the attribute `{name}` cannot be set"));
                }
                Some(attribute) => {
                    self.context.needs.additions |= attribute.addition;
                    if let Some(given) = misfit(term, attribute.kind) {
                        self.add(
                            entry.place,
                            format!("the attribute `{name}` takes {}, but is {given}", kind(attribute.kind)),
                        );
                    }
                }
                None if facts.nested(name).is_some() => {
                    self.add(entry.place, format!("`{name}` is a block, but is given a value"));
                }
                None => self.add(entry.place, format!("there is no attribute `{name}`")),
            },
            Item::Blocks(blocks) => {
                let Some(nested) = facts.nested(name) else {
                    // What the facts do not describe may well be made of blocks.
                    if facts.attribute(name).is_some_and(|attribute| attribute.kind == Kind::Dynamic) {
                        return;
                    }
                    self.add(entry.place, format!("there is no block `{name}`"));
                    return;
                };
                let certain = blocks.bodies.iter().filter(|block| block.guard.is_none()).count();
                if nested.single && certain > 1 {
                    self.add(
                        entry.place,
                        format!("the block `{name}` may be given once, but is given {certain} times"),
                    );
                }
                let before = self.path.len();
                self.path = format!("{}{name}.", self.path);
                for block in &blocks.bodies {
                    self.block(&block.body, &nested.block, entry.place);
                }
                self.path.truncate(before);
            }
        }
    }

    fn add(&mut self, place: Option<crate::Place>, message: String) {
        self.fault("terraform-schema", place, message, "this is what hashicorp/aws takes; change the property");
    }

    fn fault(&mut self, code: &'static str, place: Option<crate::Place>, message: String, help: &str) {
        let (stack, index) = self.lowered.of;
        let Some((id, resource)) = self.context.stack(stack).resources.get_index(index) else { return };
        let place = place.or_else(|| self.context.stack(stack).place(resource));
        let inside = self.path.trim_end_matches('.');
        let inside = if inside.is_empty() { String::new() } else { format!(" in `{inside}`") };
        let message = format!("{}{inside}: {message}", self.lowered.terraform);
        let spot = Spot { stack, id, resource: Some(resource), place };
        self.context.error(spot, code, message, help);
    }
}

/// Read or made while Terraform runs, which may be written but not kept.
/// Source: <https://developer.hashicorp.com/terraform/language/block/ephemeral>
fn is_secret(term: &Term<'_>) -> bool {
    match term {
        Term::Expression(text) => text.contains("ephemeral."),
        Term::Template(parts) | Term::List(parts) => parts.iter().any(is_secret),
        Term::Object(fields) => fields.iter().any(|(_, term)| is_secret(term)),
        Term::When(_, yes, no) => is_secret(yes) || is_secret(no),
        Term::Json(document) => is_secret(document),
        _ => false,
    }
}

/// What a literal is, where it does not fit.
pub(super) fn misfit(term: &Term<'_>, kind: Kind) -> Option<&'static str> {
    let given = match term {
        Term::Bool(_) => "a flag",
        Term::Int(_) | Term::Num(_) => "a number",
        Term::Text(_) | Term::Template(_) | Term::Json(_) => "text",
        Term::List(_) => "a list",
        Term::Object(_) => "an object",
        Term::When(_, yes, no) => return misfit(yes, kind).or_else(|| misfit(no, kind)),
        Term::Null | Term::Expression(_) => return None,
    };
    let parses = |test: fn(&str) -> bool| term.as_str().is_none_or(test);
    let fits = match kind {
        Kind::Dynamic => true,
        Kind::String => !matches!(term, Term::List(_) | Term::Object(_)),
        Kind::Number => {
            matches!(term, Term::Int(_) | Term::Num(_)) || given == "text" && parses(|text| text.parse::<f64>().is_ok())
        }
        Kind::Bool => {
            matches!(term, Term::Bool(_)) || given == "text" && parses(|text| matches!(text, "true" | "false"))
        }
        Kind::Map => matches!(term, Term::Object(_)),
        Kind::List(scalar) => match term {
            Term::List(items) => {
                let kind = match scalar {
                    Scalar::Text => Kind::String,
                    Scalar::Number => Kind::Number,
                    Scalar::Other => Kind::Dynamic,
                };
                return items.iter().find_map(|item| misfit(item, kind)).map(|_| "a list of something else");
            }
            _ => false,
        },
    };
    (!fits).then_some(given)
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "text",
        Kind::Number => "a number",
        Kind::Bool => "true or false",
        Kind::Dynamic => "anything",
        Kind::List(Scalar::Text) => "a list of texts",
        Kind::List(Scalar::Number) => "a list of numbers",
        Kind::List(Scalar::Other) => "a list",
        Kind::Map => "a map",
    }
}

/// Two resources of one address would be one.
pub(super) fn addresses(context: &mut Context<'_>, resources: &[Lowered<'_>]) {
    let mut seen: IndexMap<(&str, &str), (usize, usize)> = IndexMap::with_capacity(resources.len());
    for lowered in resources {
        let Some(other) = seen.insert((lowered.terraform, &lowered.name), lowered.of) else { continue };
        let (stack, index) = lowered.of;
        let Some((id, resource)) = context.stack(stack).resources.get_index(index) else { continue };
        let Some((first, before)) = context.stack(other.0).resources.get_index(other.1) else { continue };
        let place = context.stack(stack).place(resource);
        let spot = Spot { stack, id, resource: Some(resource), place };
        let message = format!("`{id}` and `{first}` would both be {} in Terraform", lowered.address());
        let related = context.stack(other.0).place(before);
        let path = context.path(spot);
        let diagnostic = crate::Diagnostic::error("duplicate-address", path, message)
            .at(place)
            .also(related, format!("`{first}` is here"))
            .help("give one of them another id");
        context.diagnostics.push(diagnostic);
    }
}
