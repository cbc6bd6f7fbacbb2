//! `Fn::Cidr`.

use super::eval::{Eval, Reference};
use super::evaluate::{unknown, value};
use super::texts::told;
use super::world::World;
use crate::value::Expr;
use std::borrow::Cow;

/// The network that an attribute repeats. One that is a part of another's is not followed: they might ask for each other.
fn network_of<'g>(world: &World<'g>, network: Eval<'g>) -> Eval<'g> {
    let Eval::Ref(Reference { at: (stack, number), attribute: "CidrBlock" }) = network else { return network };
    let resource = world.graph.stacks.get(stack).and_then(|graph| graph.resources.get_index(number));
    let Some(given) = resource.and_then(|(_, resource)| resource.property("CidrBlock")) else { return network };
    let mut asks = false;
    given.for_each_expr(&mut |expr| asks |= matches!(expr, Expr::GetAtt(..)));
    match asks {
        false => Some(value(world, stack, given)).filter(|of| of.text().is_some()).unwrap_or(network),
        true => network,
    }
}

/// The networks of `Fn::Cidr`, where the network is known.
pub(super) fn networks<'g>(world: &World<'g>, network: Eval<'g>, count: &Eval<'g>, bits: &Eval<'g>) -> Eval<'g> {
    let network = network_of(world, network);
    let count = count.int().unwrap_or(1).clamp(1, 256);
    let known = network.text().and_then(|text| {
        let (address, prefix) = text.split_once('/')?;
        let octets: Vec<u8> = address.split('.').map(|octet| octet.parse().ok()).collect::<Option<_>>()?;
        let [a, b, c, d] = octets[..] else { return None };
        let prefix: u32 = prefix.parse().ok()?;
        let host_bits = u32::try_from(bits.int()?).ok().filter(|bits| *bits < 32 && 32 - *bits >= prefix)?;
        Some((u32::from_be_bytes([a, b, c, d]), host_bits))
    });
    let Some((start, host_bits)) = known else {
        let of = told(world, &network);
        let bits = bits.shown();
        let network = |number| unknown(format!("network {number} of {of} with {bits} bits"));
        return Eval::List((0..count).map(network).collect());
    };
    let network = |number: i64| {
        let start = u64::from(start) + ((number as u64) << host_bits);
        let [a, b, c, d] = (start as u32).to_be_bytes();
        Eval::Text(Cow::Owned(format!("{a}.{b}.{c}.{d}/{}", 32 - host_bits)))
    };
    Eval::List((0..count).map(network).collect())
}
