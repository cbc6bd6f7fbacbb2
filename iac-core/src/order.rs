//! In which order the stacks of an app can be deployed.

use crate::graph::Graph;

impl Graph {
    /// The positions of the stacks, each behind those that it takes values of, by an export or by a parameter; otherwise
    /// in the order of the program. CloudFormation refuses a stack that imports what nobody exports yet.
    pub fn deployment_order(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.stacks.len());
        (0..self.stacks.len()).for_each(|stack| self.place_stack(stack, &mut Vec::new(), &mut order));
        order
    }

    /// A cycle, which is an error of its own, is cut where it closes.
    fn place_stack(&self, stack: usize, open: &mut Vec<usize>, order: &mut Vec<usize>) {
        if order.contains(&stack) || open.contains(&stack) {
            return;
        }
        open.push(stack);
        self.stacks[stack].reads.iter().for_each(|read| self.place_stack(*read, open, order));
        open.pop();
        order.push(stack);
    }
}
