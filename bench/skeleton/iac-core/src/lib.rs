use serde::{Deserialize, Serialize};
#[derive(Serialize, Deserialize, schemars::JsonSchema)]
pub struct Params {
    pub name: String,
    pub tags: Option<Vec<String>>,
}
pub fn schema() -> String {
    serde_json::to_string(&schemars::schema_for!(Params)).unwrap()
}
pub fn render(t: &str, p: &Params) -> String {
    handlebars::Handlebars::new().render_template(t, p).unwrap()
}
