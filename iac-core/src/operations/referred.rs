//! What operations refer to in the graph.

use super::{Operations, Work};
use crate::value::Value;

impl Operations {
    /// Everything of the graph that scripts or pages need the value of, with the name of an output that would hold it and
    /// what that is.
    pub(crate) fn referred(&self) -> Vec<(String, String, &Value)> {
        let mut found = Vec::new();
        if let Some((url, _)) = &self.health {
            found.push(("Url".to_owned(), format!("Where {} answers", self.title), url));
        }
        for build in &self.builds {
            let what = format!("Where the pipeline pushes the image {}", build.name);
            found.push((format!("{} Repository", build.name), what, &build.repository));
        }
        for service in &self.services {
            found.extend(service.at.iter().map(|(key, value)| {
                (format!("{} {key}", service.name), format!("The {} of {}", key.to_lowercase(), service.name), value)
            }));
        }
        for copy in &self.copies {
            let what = format!("Where the pipeline copies the image {}", copy.name);
            found.push((format!("{} Repository", copy.name), what, &copy.repository));
        }
        for (name, value) in self.steps.iter().flat_map(|step| &step.variables) {
            if let Some(value) = value {
                found.push((
                    name.to_lowercase().replace('_', " "),
                    format!("What the pipeline knows as {name}"),
                    value,
                ));
            }
        }
        for task in &self.before_release {
            if let Work::Input(input) = &task.work {
                found.push((format!("{} Input", task.name), format!("What starts the task {}", task.name), input));
            }
        }
        for site in &self.sites {
            let what = format!("Where the files of {} lie", site.name);
            found.push((format!("{} Bucket", site.name), what, &site.bucket));
            let what = format!("What shows {} to the world", site.name);
            found.push((format!("{} Distribution", site.name), what, &site.distribution));
        }
        if let Some(arn) = &self.ci_role {
            found.push(("Ci Role Arn".to_owned(), "The role that the pipeline takes on".to_owned(), arn));
        }
        found
    }
}
