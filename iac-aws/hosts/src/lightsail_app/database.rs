//! Databases of Lightsail.

use iac_aws_base::storage::OnDelete;
use iac_aws_cfn::kind::LightsailDatabase as DatabaseKind;
use iac_aws_cfn::lightsail::{self, database::DatabaseRequired};
use iac_core::prelude::*;
use iac_core::{Handle, IntoSecret, Text, Value};

/// The size of a database of Lightsail, with its price for a month; one with high availability has a standby in another
/// zone and costs twice as much.
/// Source: <https://aws.amazon.com/lightsail/pricing/>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LightsailDatabaseBundle {
    /// 1 GB of memory, 2 vCPUs, 40 GB: 15 $.
    Micro,
    /// 2 GB of memory, 2 vCPUs, 80 GB: 30 $.
    Small,
    /// 4 GB of memory, 2 vCPUs, 120 GB: 60 $.
    Medium,
    /// 8 GB of memory, 2 vCPUs, 240 GB: 115 $.
    Large,
}

impl LightsailDatabaseBundle {
    const fn name(self, standby: bool) -> &'static str {
        match (self, standby) {
            (LightsailDatabaseBundle::Micro, false) => "micro_2_0",
            (LightsailDatabaseBundle::Micro, true) => "micro_ha_2_0",
            (LightsailDatabaseBundle::Small, false) => "small_2_0",
            (LightsailDatabaseBundle::Small, true) => "small_ha_2_0",
            (LightsailDatabaseBundle::Medium, false) => "medium_2_0",
            (LightsailDatabaseBundle::Medium, true) => "medium_ha_2_0",
            (LightsailDatabaseBundle::Large, false) => "large_2_0",
            (LightsailDatabaseBundle::Large, true) => "large_ha_2_0",
        }
    }
}

/// A version of PostgreSQL that Lightsail offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LightsailPostgres {
    /// PostgreSQL 15.
    V15,
    /// PostgreSQL 16.
    V16,
}

/// A database of Lightsail (`AWS::Lightsail::Database`) at a fixed price: patched and backed up every day for seven days,
/// open to Lightsail's own resources of the region and to nobody else.
///
/// CloudFormation does not tell its address: `aws lightsail get-relational-database` does, once it is there, so what
/// connects to it takes the address as a parameter ([`LightsailDatabaseHandle::host_parameter`]) and belongs into another
/// stack. A disk full of data is not its own
/// either: deleting it takes its backups along.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lightsail-database.html>
///
/// ```
/// use iac_aws::prelude::*;
/// let mut stack = Stack::new("data");
/// let password = stack.add("DatabasePassword", Parameter::secret().min_length(8).label("Password"));
/// let bundle = LightsailDatabaseBundle::Micro;
/// let database = LightsailDatabase::postgres("shop", LightsailPostgres::V16, bundle, password, OnDelete::Retain);
/// stack.add("Database", database.database("shop").username("shop"));
/// ```
#[derive(Clone, Debug)]
pub struct LightsailDatabase {
    name: Text,
    version: LightsailPostgres,
    bundle: LightsailDatabaseBundle,
    password: Value,
    on_delete: OnDelete,
    standby: bool,
    database: Text,
    username: Text,
    backups: bool,
    public: bool,
}

impl LightsailDatabase {
    /// PostgreSQL. The name is unique in an account and region. The password comes from a parameter that is not echoed, or
    /// from a secret, which Terraform cannot take here: it would keep it in its state.
    pub fn postgres(
        name: impl Into<Text>,
        version: LightsailPostgres,
        bundle: LightsailDatabaseBundle,
        password: impl IntoSecret,
        on_delete: OnDelete,
    ) -> Self {
        LightsailDatabase {
            name: name.into(),
            version,
            bundle,
            password: password.into_value(),
            on_delete,
            standby: false,
            database: Text::Borrowed("app"),
            username: Text::Borrowed("app"),
            backups: true,
            public: false,
        }
    }

    /// The database that is made in it; `app` by default.
    pub fn database(mut self, name: impl Into<Text>) -> Self {
        self.database = name.into();
        self
    }

    /// The user that owns it; `app` by default.
    pub fn username(mut self, name: impl Into<Text>) -> Self {
        self.username = name.into();
        self
    }

    /// A standby in another zone that takes over: twice the price.
    pub fn high_availability(mut self) -> Self {
        self.standby = true;
        self
    }

    /// Makes no daily backups, as for the import of much data.
    pub fn without_backups(mut self) -> Self {
        self.backups = false;
        self
    }

    /// Lets the whole internet try passwords.
    pub fn public(mut self) -> Self {
        self.public = true;
        self
    }

    fn check(&self, stack: &mut Stack) {
        let name = &self.name;
        let ends = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let inside = name.chars().all(|c| ends(c) || c == '-');
        if !(2..=255).contains(&name.len()) || !inside || !name.starts_with(ends) || !name.ends_with(ends) {
            let message = format!("`{name}` cannot be the name of a database of Lightsail");
            stack.error("lightsail-name", message, "use 2 to 255 letters, digits, underscores and hyphens inside");
        }
        for (what, given) in [("database", &self.database), ("user", &self.username)] {
            let all = given.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if given.is_empty() || given.len() > 63 || !all || given.starts_with(|c: char| c.is_ascii_digit()) {
                let message = format!("`{given}` cannot be the name of a {what} of PostgreSQL");
                stack.error(
                    "bad-database-name",
                    message,
                    "use 1 to 63 letters, digits and underscores, a letter first",
                );
            }
        }
        if self.on_delete == OnDelete::Snapshot {
            let message = "CloudFormation takes no snapshot of a database of Lightsail when it deletes it";
            stack.error("lightsail-snapshot", message, "give `OnDelete::Retain` or `OnDelete::Delete`");
        }
    }
}

/// A database of Lightsail in a stack.
#[derive(Clone, Copy, Debug)]
pub struct LightsailDatabaseHandle {
    /// The resource.
    pub database: lightsail::DatabaseRef,
}

impl LightsailDatabaseHandle {
    /// Its name.
    pub fn name(&self) -> Val<Name<DatabaseKind>> {
        self.database.ref_()
    }

    /// What asks for its address in the stack that connects to it: CloudFormation does not tell it. Terraform does, and
    /// asks nobody.
    pub fn host_parameter(&self) -> Parameter<Str> {
        Parameter::string()
            .label("Host of the database")
            .description("What `aws lightsail get-relational-database` gives as `masterEndpoint.address`.")
            .allowed_pattern(r"^[a-z0-9.-]+\.rds\.amazonaws\.com$")
            .constraint_description("must be the host of a database of Lightsail")
            .same_as(self.database.node().att("MasterEndpoint.Address"))
    }
}

impl Construct for LightsailDatabase {
    type Handle = LightsailDatabaseHandle;
    const SEALED: bool = true;

    fn build(self, stack: &mut Stack) -> LightsailDatabaseHandle {
        self.check(stack);
        let blueprint = match self.version {
            LightsailPostgres::V15 => "postgres_15",
            LightsailPostgres::V16 => "postgres_16",
        };
        let database = lightsail::Database::new(DatabaseRequired {
            master_database_name: self.database,
            master_username: self.username,
            relational_database_blueprint_id: blueprint,
            relational_database_bundle_id: self.bundle.name(self.standby),
            relational_database_name: self.name,
        })
        .master_user_password(Secret(self.password))
        .backup_retention(self.backups)
        .publicly_accessible(self.public);
        let database = stack.add("", database);
        let policy = match self.on_delete {
            OnDelete::Delete => DeletionPolicy::Delete,
            OnDelete::Retain | OnDelete::Snapshot => DeletionPolicy::Retain,
        };
        stack.on_delete(database, policy);
        LightsailDatabaseHandle { database }
    }
}

/// What was a secret when it was given.
struct Secret(Value);

impl IntoSecret for Secret {
    fn into_value(self) -> Value {
        self.0
    }
}
