//! The files of the wheel.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use serde_json::Value;
use zip::ZipArchive;

use crate::Result;

/// The region whose schemas are taken; another one's only for types that it does not have.
const FIRST_REGION: &str = "us-east-1";

/// Below which every region has a list of its types.
const REGIONS: &str = "cfnlint/data/schemas/providers/";

/// Where a type's schema is, and the regions that have the type.
#[derive(Debug, Default)]
pub(in crate::sources) struct Listed {
    pub(super) hash: String,
    pub(super) regions: BTreeSet<String>,
}

/// The wheel.
pub(in crate::sources) struct Archive(ZipArchive<Cursor<Vec<u8>>>);

impl Archive {
    pub(in crate::sources) fn new(wheel: Vec<u8>) -> Result<Self> {
        ZipArchive::new(Cursor::new(wheel)).map(Self).map_err(|e| format!("cfn-lint: {e}"))
    }

    /// The names of the files below `folder` that end in `ending`.
    pub(super) fn names(&self, folder: &str, ending: &str) -> Vec<String> {
        self.0.file_names().filter(|n| n.starts_with(folder) && n.ends_with(ending)).map(str::to_owned).collect()
    }

    pub(super) fn text(&mut self, name: &str) -> Result<String> {
        let mut file = self.0.by_name(name).map_err(|e| format!("cfn-lint: {name}: {e}"))?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(|e| format!("cfn-lint: {name}: {e}"))?;
        Ok(text)
    }

    pub(super) fn json(&mut self, name: &str) -> Result<Value> {
        serde_json::from_str(&self.text(name)?).map_err(|e| format!("cfn-lint: {name}: {e}"))
    }

    /// The schema that [`Listed`] points at.
    pub(super) fn schema(&mut self, hash: &str) -> Result<Value> {
        self.json(&format!("cfnlint/data/schemas/resources/{hash}.json"))
    }

    /// Every type of every region.
    pub(super) fn types(&mut self) -> Result<BTreeMap<String, Listed>> {
        let mut regions = self.names(REGIONS, ".json");
        regions.sort_by_key(|n| (n.trim_start_matches(REGIONS) != format!("{FIRST_REGION}.json"), n.clone()));
        if regions.is_empty() {
            return Err("cfn-lint: the archive has no list of regions".into());
        }
        let mut found: BTreeMap<String, Listed> = BTreeMap::new();
        for file in regions {
            let Value::Object(types) = self.json(&file)? else { return Err(format!("cfn-lint: {file}: no map")) };
            let region = file.trim_start_matches(REGIONS).trim_end_matches(".json");
            for (name, hash) in types {
                let Value::String(hash) = hash else { continue };
                let listed = found.entry(name).or_default();
                if listed.hash.is_empty() {
                    listed.hash = hash;
                }
                listed.regions.insert(region.to_owned());
            }
        }
        Ok(found)
    }
}
