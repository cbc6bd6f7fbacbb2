//! What a browser may load for a page.

use iac_core::Text;
use iac_core::prelude::*;

/// A content security policy: what a browser may load for the site's pages, and from where.
/// Source: <https://www.w3.org/TR/CSP3/>
///
/// ```
/// use iac_aws::prelude::*;
/// let policy = ContentSecurityPolicy::own_files()
///     .allow("connect-src", "https://api.example.com")
///     .allow("img-src", "data:");
/// # let _ = policy;
/// ```
#[derive(Clone, Debug)]
pub struct ContentSecurityPolicy {
    directives: Vec<(Text, Vec<Text>)>,
}

/// Directives that take sources. `frame-ancestors` follows the frame options.
const WITH_SOURCES: [&str; 16] = [
    "base-uri",
    "child-src",
    "connect-src",
    "default-src",
    "font-src",
    "form-action",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "object-src",
    "script-src",
    "script-src-elem",
    "style-src",
    "style-src-elem",
    "worker-src",
];

impl ContentSecurityPolicy {
    /// Everything comes from the site itself, and nothing is a plug-in. Scripts and styles inside of pages do not run.
    pub fn own_files() -> Self {
        let own =
            |directive: &'static str, source: &'static str| (Text::Borrowed(directive), vec![Text::Borrowed(source)]);
        let directives = vec![
            own("default-src", "'self'"),
            own("base-uri", "'self'"),
            own("form-action", "'self'"),
            own("object-src", "'none'"),
        ];
        ContentSecurityPolicy { directives }
    }

    /// Also allows a source for one sort of content, such as `"img-src"`, `"data:"`.
    pub fn allow(mut self, directive: impl Into<Text>, source: impl Into<Text>) -> Self {
        let (directive, source) = (directive.into(), source.into());
        match self.directives.iter_mut().find(|(known, _)| *known == directive) {
            Some((_, sources)) => {
                sources.retain(|known| known != "'none'");
                sources.push(source);
            }
            // A directive of its own replaces `default-src`: what was allowed stays so.
            None => self.directives.push((directive, vec![Text::Borrowed("'self'"), source])),
        }
        self
    }

    /// The header's value.
    pub(super) fn text(&self, stack: &mut Stack, frame_ancestors: Option<&'static str>) -> String {
        for (directive, sources) in &self.directives {
            if !WITH_SOURCES.contains(&&**directive) {
                let message = format!("`{directive}` is no sort of content that takes sources");
                stack.error("bad-content-security-policy", message, format!("give one of {}", WITH_SOURCES.join(", ")));
            }
            let unfit = |source: &&Text| source.is_empty() || source.contains([';', ',', ' ', '\n']);
            if let Some(source) = sources.iter().find(unfit) {
                let message = format!("`{source}` is no source for `{directive}`");
                let help = "give one source at a time, such as `https://api.example.com`, `'self'` or `data:`";
                stack.error("bad-content-security-policy", message, help);
            }
        }
        let said = self.directives.iter().map(|(directive, sources)| format!("{directive} {}", sources.join(" ")));
        let ancestors = frame_ancestors.map(|who| format!("frame-ancestors {who}"));
        said.chain(ancestors).collect::<Vec<_>>().join("; ")
    }
}
