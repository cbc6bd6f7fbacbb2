use iac_core::check::{Eval, Findings, World};
use iac_core::{Expr, Value};

iac_core::rule! {
    /// A mapping has no such key, or a list no such member.
    ///
    /// CloudFormation looks both up when the stack is deployed, and stops where there is nothing. It shows only with the
    /// parameters that lead there: a new environment without a row in the mapping, a third zone out of two subnets.
    pub(crate) FAILED_LOOKUP: "failed-lookup", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for res in world.resources() {
        for field in &res.node().properties {
            world.for_each_live(res.stack_number(), &field.value, &mut |expr| {
                if let Some((message, help)) = fault(world, res.stack_number(), expr) {
                    findings.at(res, &field.name, message, help);
                }
            });
        }
    }
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        for (id, output) in &stack.outputs {
            if output.condition.is_some_and(|condition| world.holds(number, condition) == Some(false)) {
                continue;
            }
            world.for_each_live(number, &output.value, &mut |expr| {
                if let Some((message, help)) = fault(world, number, expr) {
                    findings.elsewhere(number, id, output.place, message, help);
                }
            });
        }
    }
}

fn fault<'g>(world: &World<'g>, stack: usize, expr: &'g Expr) -> Option<(String, String)> {
    match expr {
        Expr::FindInMap(mapping, row, cell) => {
            let (id, table) = world.graph.stacks.get(stack)?.mappings.get_index(mapping.index())?;
            if table.rows.iter().any(|(key, _)| *key == "Fn::Transform") {
                return None;
            }
            let row = world.eval(stack, row);
            let row = row.text()?;
            let Some((_, cells)) = table.rows.iter().find(|(key, _)| **key == *row) else {
                let keys: Vec<_> = table.rows.iter().map(|(key, _)| &**key).collect();
                let help = format!("add the row `{row}`, or look up one that it has: {}", keys.join(", "));
                return Some((format!("the mapping `{id}` has no row `{row}`"), help));
            };
            let cell = world.eval(stack, cell);
            let cell = cell.text()?;
            let is_there = cells.iter().any(|field| *field.name == *cell || field.name == "Fn::Transform");
            let keys: Vec<_> = cells.iter().map(|field| &*field.name).collect();
            (!is_there).then(|| {
                (
                    format!("the row `{row}` of the mapping `{id}` has no cell `{cell}`"),
                    format!("add the cell `{cell}` to the row, or look up one that it has: {}", keys.join(", ")),
                )
            })
        }
        Expr::Select(index, list) => {
            let index = world.eval(stack, index).int()?;
            let count = count(world, stack, list)?;
            (index < 0 || index >= count).then(|| {
                let message = format!("`Fn::Select` takes member {index} of a list that has {count}");
                let last = count - 1;
                let help = match count {
                    0 => "the list is empty here: give it members".to_owned(),
                    _ => {
                        format!("members are counted from 0: the last one is {last}; select that, or lengthen the list")
                    }
                };
                (message, help)
            })
        }
        _ => None,
    }
}

/// How many members a list has, where that is known. A member that is a list itself counts as nobody knows what.
fn count<'g>(world: &World<'g>, stack: usize, list: &'g Value) -> Option<i64> {
    match world.eval(stack, list) {
        Eval::List(items) if !items.iter().any(|item| matches!(item, Eval::List(_))) => i64::try_from(items.len()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::FAILED_LOOKUP;
    use crate::testing::{finds, silent};

    fn with(value: &str) -> String {
        format!(
            "
Parameters: {{Env: {{Type: String, Default: a, AllowedValues: [a, b, c]}}, Free: {{Type: String}}, Some: {{Type: CommaDelimitedList, Default: 'x, y'}}}}
Mappings: {{Sizes: {{a: {{Size: s}}, b: {{Size: m}}}}}}
Conditions: {{Third: !Equals [!Ref Env, c]}}
Resources:
  It: {{Type: AWS::SSM::Parameter, Properties: {{Type: String, Value: {value}}}}}
"
        )
    }

    #[test]
    fn nothing_there() {
        let found = |value: &str, words| finds(FAILED_LOOKUP, &with(value), "It", words);
        found("!FindInMap [Sizes, !Ref Env, Size]", "has no row `c`, with Env = c");
        found("!FindInMap [Sizes, a, Sise]", "has no cell `Sise`");
        found("!Sub ['${S}', {S: !FindInMap [Sizes, z, Size]}]", "has no row `z`");
        found("!Select [2, [a, b]]", "takes member 2 of a list that has 2");
        found("!Select [2, !Split [',', 'a,b']]", "that has 2");
        found("!Select [3, !Ref Some]", "that has 2");
        found("!Select ['1', !Cidr [10.0.0.0/16, 1, 8]]", "that has 1");
        let output = format!("{}Outputs: {{Out: {{Value: !FindInMap [Sizes, !Ref Env, Size]}}}}\n", with("x"));
        finds(FAILED_LOOKUP, &output, "Out", "has no row `c`");
    }

    #[test]
    fn something_there() {
        let right = |value: &str| silent(FAILED_LOOKUP, &with(value));
        right("!If [Third, x, !FindInMap [Sizes, !Ref Env, Size]]");
        right("!FindInMap [Sizes, !Ref 'AWS::Region', Size]");
        right("!FindInMap [Sizes, !Ref Free, Size]");
        right("!Select [1, !Ref Some]");
        right("!Select [2, !GetAZs '']");
        right("!Select [7, !Split [',', !Ref Free]]");
        right("!Select [4, !Cidr [10.0.0.0/16, 5, 8]]");
        right("!Select [5, !Split [':', !ImportValue arn]]");
        let excluded = with("!FindInMap [Sizes, !Ref Env, Size]").replace(
            "Conditions:",
            "Rules: {Only: {Assertions: [{Assert: !Not [!Equals [!Ref Env, c]]}]}}\nConditions:",
        );
        silent(FAILED_LOOKUP, &excluded);
    }
}
