//! Makes one node of those that say the same.

use std::collections::HashMap;

use super::node::{Node, NodeId};

/// The nodes that differ, and for each old one its new place. Two nodes are the same when no path from them leads to a
/// difference: a partition into classes is refined until it does not change.
pub(super) fn intern(nodes: &[Node]) -> (Vec<Node>, Vec<NodeId>) {
    let mut class = vec![0; nodes.len()];
    let mut count = 0;
    loop {
        let mut classes: HashMap<Node, NodeId> = HashMap::new();
        let mut first = Vec::new();
        let mut next = Vec::with_capacity(nodes.len());
        for (id, node) in nodes.iter().enumerate() {
            let mut node = node.clone();
            node.children_mut().for_each(|child| *child = class[*child]);
            let new = classes.len();
            let found = *classes.entry(node).or_insert(new);
            if found == new {
                first.push(id);
            }
            next.push(found);
        }
        let done = classes.len() == count;
        count = classes.len();
        class = next;
        if done {
            let renumber = |id: &NodeId| {
                let mut node = nodes[*id].clone();
                node.children_mut().for_each(|child| *child = class[*child]);
                node
            };
            return (first.iter().map(renumber).collect(), class);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list_of(item: NodeId, name: &str) -> Node {
        Node { items: Some(item), name: Some(name.to_owned()), ..Node::default() }
    }

    #[test]
    fn circles_that_say_the_same_become_one() {
        // Two circles a → b → a, and one a → c → a.
        let nodes =
            [list_of(1, "a"), list_of(0, "b"), list_of(3, "a"), list_of(2, "b"), list_of(5, "a"), list_of(4, "c")];
        let (kept, place) = intern(&nodes);
        assert_eq!(kept.len(), 4);
        assert_eq!((place[0], place[1]), (place[2], place[3]));
        assert_ne!(place[0], place[4]);
        assert_eq!(kept[place[4]].items, Some(place[5]));
    }
}
