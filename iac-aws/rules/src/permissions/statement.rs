//! Statements of policies, read as far as they are known.

use super::arn::tokens;
use super::pattern::{Token, covers, may_act, may_match, of_text};
use iac_core::check::{Eval, World};

/// One statement. What nobody knows of it is taken to permit.
#[derive(Clone, Debug)]
pub(crate) struct Statement<'g>(pub(crate) Eval<'g>);

/// The statements of a policy's document.
pub(crate) fn statements<'g>(document: &Eval<'g>) -> Vec<Statement<'g>> {
    match document {
        Eval::Map(_) => document.at("Statement").items().iter().cloned().map(Statement).collect(),
        Eval::Absent => Vec::new(),
        unknown => vec![Statement(unknown.clone())],
    }
}

impl<'g> Statement<'g> {
    /// Nothing of it is known.
    pub(crate) fn is_unknown(&self) -> bool {
        !matches!(self.0, Eval::Map(_))
    }

    pub(crate) fn at(&self, name: &str) -> &Eval<'g> {
        self.0.at(name)
    }

    pub(crate) fn allows(&self) -> bool {
        self.is_unknown() || self.at("Effect").text().is_none_or(|effect| effect == "Allow")
    }

    pub(crate) fn denies(&self) -> bool {
        self.at("Effect").text().is_some_and(|effect| effect == "Deny")
    }

    pub(crate) fn is_conditional(&self) -> bool {
        !self.at("Condition").members().is_empty() || self.at("Condition").is_unknown()
    }

    pub(crate) fn may_act(&self, action: &str) -> bool {
        match self.at("NotAction") {
            _ if self.is_unknown() => true,
            Eval::Absent => self.at("Action").items().iter().any(|pattern| may_act(pattern, action)),
            except => !except.items().iter().any(|pattern| pattern.text().is_some_and(|text| covers(&text, action))),
        }
    }

    pub(crate) fn may_be_on(&self, world: &World<'g>, target: &[Token]) -> bool {
        match self.at("NotResource") {
            _ if self.is_unknown() => true,
            Eval::Absent => self.at("Resource").items().iter().any(|one| may_match(&tokens(world, one), target)),
            except => !except.items().iter().any(|one| one.text().is_some_and(|text| text == "*")),
        }
    }

    /// Whether it is on everything.
    pub(crate) fn is_on_all(&self) -> bool {
        self.at("Resource").items().iter().any(|one| one.text().is_some_and(|text| text == "*"))
    }

    /// Whether it surely denies.
    fn surely_denies(&self, world: &World<'g>, action: &str, target: &[Token]) -> bool {
        let acts = || match self.at("NotAction") {
            Eval::Absent => {
                let mut patterns = self.at("Action").items().iter();
                patterns.any(|pattern| pattern.text().is_some_and(|text| covers(&text, action)))
            }
            except => except.items().iter().all(|pattern| pattern.text().is_some_and(|text| !covers(&text, action))),
        };
        let on = || match self.at("NotResource") {
            Eval::Absent => {
                self.is_on_all() || self.at("Resource").items().iter().any(|one| tokens(world, one) == target)
            }
            except => !except.items().iter().any(|one| may_match(&tokens(world, one), target)),
        };
        self.denies() && !self.is_conditional() && acts() && on()
    }

    /// Whether it may be about this principal of a kind: `Service`, `AWS`.
    pub(crate) fn may_concern(&self, world: &World<'g>, kind: &str, principal: &[Token]) -> bool {
        self.may_be_about(kind, |one| may_match(&tokens(world, one), principal))
    }

    /// Whether it may be about a service: `logs.amazonaws.com`, also by the region's name of it.
    pub(crate) fn may_concern_service(&self, world: &World<'g>, service: &str) -> bool {
        self.may_be_about("Service", |one| {
            let one = tokens(world, one);
            names_of_service(service).iter().any(|name| may_match(&one, &of_text(name)))
        })
    }

    fn may_be_about(&self, kind: &str, test: impl Fn(&Eval<'g>) -> bool) -> bool {
        if self.is_unknown() || !self.at("NotPrincipal").is_absent() {
            return true;
        }
        match self.at("Principal") {
            Eval::Map(members) => {
                // Everybody is everybody, under whatever heading.
                let everybody = |value: &Eval<'g>| value.text().is_some_and(|text| text == "*");
                if members.iter().any(|member| member.name == "AWS" && member.value.items().iter().any(everybody)) {
                    return true;
                }
                members.iter().any(|member| member.name == kind && member.value.items().iter().any(&test))
            }
            all => all.is_unknown() || all.text().is_some_and(|text| text == "*"),
        }
    }
}

/// A service's name, and its names by region.
pub(crate) fn names_of_service(service: &str) -> [String; 3] {
    let name = service.split_once(".amazonaws.com").map_or(service, |(name, _)| name);
    [service.to_owned(), format!("{name}.*.amazonaws.com"), format!("{name}*.amazonaws.com.cn")]
}

/// Whether statements surely deny an action on a target.
pub(crate) fn denies<'g>(world: &World<'g>, of: &[Statement<'g>], action: &str, target: &[Token]) -> bool {
    of.iter().any(|one| one.surely_denies(world, action, target))
}

/// Whether statements together may permit an action on a target.
pub(crate) fn may<'g>(world: &World<'g>, of: &[Statement<'g>], action: &str, target: &[Token]) -> bool {
    let allows = |one: &Statement<'g>| one.allows() && one.may_act(action) && one.may_be_on(world, target);
    of.iter().any(allows) && !denies(world, of, action, target)
}
