use super::task::SERVICE;
use iac_core::check::{Eval, Findings, Res, World};

iac_core::rule! {
    /// A service asks for a capacity provider that its cluster does not have.
    ///
    /// `FARGATE` and `FARGATE_SPOT` are there for every account, but a cluster that is made by a template has neither until
    /// it names them: ECS refuses the service. The same is true of the cluster's own default strategy.
    ///
    /// Name them in `CapacityProviders` of the cluster, or in an `AWS::ECS::ClusterCapacityProviderAssociations` that the
    /// service waits for. Or set `LaunchType` instead.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html>
    pub(crate) CAPACITY_PROVIDER: "capacity-provider", Error, check
}

const CLUSTER: &str = "AWS::ECS::Cluster";
const ASSOCIATIONS: &str = "AWS::ECS::ClusterCapacityProviderAssociations";

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for service in world.all(SERVICE) {
        if let Some(cluster) = world.target_of(&service.get("Cluster"), CLUSTER) {
            strategy(findings, service, "CapacityProviderStrategy", cluster);
        }
    }
    for cluster in world.all(CLUSTER) {
        strategy(findings, cluster, "DefaultCapacityProviderStrategy", cluster);
    }
}

fn strategy<'g>(findings: &mut Findings<'_, 'g>, of: Res<'_, 'g>, property: &str, cluster: Res<'_, 'g>) {
    let strategy = of.get(property);
    let own = cluster.get("CapacityProviders");
    let has = |one: &Eval<'g>| own.items().iter().any(|known| known.same(one.at("CapacityProvider")) == Some(true));
    if strategy.items().iter().all(has) {
        return;
    }
    let Some(known) = providers(cluster) else { return };
    for one in strategy.items() {
        let asked = one.at("CapacityProvider");
        if asked.is_absent() || known.iter().any(|known| known.same(asked) != Some(false)) {
            continue;
        }
        let shown = of.world().target(asked).map_or_else(|| asked.shown(), Res::path);
        let message =
            format!("{} asks for the capacity provider {shown}, which {} does not have", of.path(), cluster.path());
        let help = format!("add it to `CapacityProviders` of {}", cluster.id());
        // Of the plain one some templates say that it works without; ECS's reference asks for it all the same.
        return match asked.text().as_deref() {
            Some("FARGATE") => findings.warning(of, property, message, help),
            _ => findings.between(of, property, message, help, &[(cluster, "the cluster")]),
        };
    }
}

/// The providers of a cluster: its own, and those that are given to it. None where not all are known.
fn providers<'g>(cluster: Res<'_, 'g>) -> Option<Vec<Eval<'g>>> {
    let world = cluster.world();
    let mut all = Vec::new();
    let mut add = |list: Eval<'g>| {
        let known = !list.is_unknown() && !list.items().iter().any(Eval::is_unknown);
        all.extend(list.items().iter().cloned());
        known
    };
    let mut known = add(cluster.get("CapacityProviders"));
    for associations in world.all(ASSOCIATIONS) {
        let of = associations.get("Cluster");
        match world.target(&of) {
            Some(other) if other == cluster => known &= add(associations.get("CapacityProviders")),
            Some(_) => {}
            None => known &= of.text().is_some() && cluster.get("ClusterName").same(&of) == Some(false),
        }
    }
    known.then_some(all)
}

#[cfg(test)]
mod tests {
    use super::CAPACITY_PROVIDER;
    use crate::containers::task::app;
    use crate::testing::{finds, silent};

    fn asks(cluster: &str) -> String {
        let service =
            app("", "LaunchType: FARGATE", "CapacityProviderStrategy: [{CapacityProvider: FARGATE, Weight: 1}]");
        service.replace("Cluster: {Type: AWS::ECS::Cluster}", &format!("Cluster: {{Type: AWS::ECS::Cluster{cluster}}}"))
    }

    fn given(name: &str) -> String {
        asks("")
            + &format!(
                "  Given: {{Type: AWS::ECS::ClusterCapacityProviderAssociations, Properties: {{Cluster: !Ref Cluster, CapacityProviders: [{name}], DefaultCapacityProviderStrategy: []}}}}\n"
            )
    }

    #[test]
    fn a_provider_that_the_cluster_lacks() {
        finds(
            CAPACITY_PROVIDER,
            &asks(""),
            "App",
            "the capacity provider FARGATE, which template/Cluster does not have",
        );
        finds(CAPACITY_PROVIDER, &asks(", Properties: {CapacityProviders: [FARGATE_SPOT]}"), "App", "asks for");
        finds(CAPACITY_PROVIDER, &given("FARGATE_SPOT"), "App", "asks for");
        let own = ", Properties: {CapacityProviders: [FARGATE], DefaultCapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT}]}";
        finds(CAPACITY_PROVIDER, &asks(own), "Cluster", "asks for the capacity provider FARGATE_SPOT");
    }

    #[test]
    fn a_provider_that_it_has() {
        silent(CAPACITY_PROVIDER, &asks(", Properties: {CapacityProviders: [FARGATE_SPOT, FARGATE]}"));
        silent(CAPACITY_PROVIDER, &given("FARGATE"));
        silent(CAPACITY_PROVIDER, &asks("").replace("Cluster: !Ref Cluster", "Cluster: shared"));
        silent(CAPACITY_PROVIDER, &asks(", Properties: {CapacityProviders: !Split [',', !ImportValue providers]}"));
        silent(CAPACITY_PROVIDER, &app("", "Cluster: !Ref Cluster", "Cluster: !GetAtt Cluster.Arn"));
    }
}
