use crate::patterns::Pattern;
use iac_core::ParameterType;
use iac_core::check::{Findings, World};
use iac_core::graph::ParameterNode;

iac_core::rule! {
    /// A parameter refuses its own values.
    ///
    /// The pattern must match all of a value. Where a default does not match, the stack can only be deployed by somebody
    /// who gives another; an allowed value that does not match, or lies outside of the lengths or the range, can never be
    /// chosen.
    ///
    /// Facts: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>.
    pub(crate) PARAMETER_VALUE: "parameter-value", Error, check
}

fn check<'g>(world: &World<'g>, findings: &mut Findings<'_, 'g>) {
    for (number, stack) in world.graph.stacks.iter().enumerate() {
        for (id, parameter) in &stack.parameters {
            for message in faults(id, parameter) {
                findings.elsewhere(
                    number,
                    id,
                    parameter.place,
                    message,
                    "change the value, or what the parameter permits",
                );
            }
        }
    }
}

fn faults(id: &str, parameter: &ParameterNode) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(pattern) = &parameter.allowed_pattern {
        match Pattern::new(&format!("^(?:{pattern})$")) {
            Some(regex) => {
                let is_list =
                    matches!(parameter.parameter_type, ParameterType::CommaDelimitedList | ParameterType::NumberList);
                let default = parameter.default.iter().map(|value| ("the default", &**value));
                let values =
                    default.chain(parameter.allowed_values.iter().map(|value| ("the allowed value", &**value)));
                for (what, text) in values {
                    let members = if is_list { text.split(',').map(str::trim).collect() } else { vec![text] };
                    for value in members.into_iter().filter(|value| !regex.fits(value)) {
                        faults.push(format!("{what} `{value}` of `{id}` does not match its pattern `{pattern}`"));
                    }
                }
            }
            // Java knows some that are not known here: only what no engine reads is a fault.
            None if is_unbalanced(pattern) => faults.push(format!("the pattern `{pattern}` of `{id}` cannot be read")),
            None => {}
        }
    }
    for value in &parameter.allowed_values {
        let length = value.chars().count() as u64;
        if parameter.min_length.is_some_and(|least| length < u64::from(least))
            || parameter.max_length.is_some_and(|most| length > u64::from(most))
        {
            faults
                .push(format!("the allowed value `{value}` of `{id}` has {length} characters, outside of its lengths"));
        }
        if parameter.parameter_type != ParameterType::Number {
            continue;
        }
        match value.parse::<f64>() {
            Err(_) => faults.push(format!("the allowed value `{value}` of `{id}` is not a number")),
            Ok(number)
                if parameter.min_value.is_some_and(|least| number < least)
                    || parameter.max_value.is_some_and(|most| number > most) =>
            {
                faults.push(format!("the allowed value `{value}` of `{id}` is outside of its range"));
            }
            Ok(_) => {}
        }
    }
    faults
}

/// Whether brackets are left open, or closed that were never opened.
fn is_unbalanced(pattern: &str) -> bool {
    let (mut depth, mut in_class, mut escaped) = (0_i32, false, false);
    for one in pattern.chars() {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return true;
        }
    }
    depth != 0 || in_class
}

#[cfg(test)]
mod tests {
    use super::PARAMETER_VALUE;
    use crate::testing::{finds, silent};

    fn parameter(fields: &str) -> String {
        format!("Parameters: {{P: {{{fields}}}}}\nResources: {{T: {{Type: AWS::SNS::Topic}}}}\n")
    }

    #[test]
    fn refused() {
        let found = |fields: &str, words| finds(PARAMETER_VALUE, &parameter(fields), "P", words);
        found("Type: String, AllowedPattern: '[a-z]+', Default: Web1", "the default `Web1` of `P` does not match");
        found("Type: String, AllowedPattern: '[a-z]+', Default: ''", "does not match its pattern");
        found("Type: String, AllowedPattern: '[a-z]*', AllowedValues: [a, b2]", "the allowed value `b2`");
        found("Type: CommaDelimitedList, AllowedPattern: '[a-z]+', Default: 'a,1'", "the default `1`");
        found("Type: String, MaxLength: 2, AllowedValues: [a, abc]", "has 3 characters");
        found("Type: Number, MaxValue: 5, AllowedValues: [1, 9]", "outside of its range");
        found("Type: String, AllowedPattern: '(a'", "cannot be read");
    }

    #[test]
    fn accepted() {
        let right = |fields: &str| silent(PARAMETER_VALUE, &parameter(fields));
        right("Type: String, AllowedPattern: '^[a-z]+$', Default: web");
        right("Type: String, AllowedPattern: '(?!-)[a-z-]+(?<!-)', Default: a-b");
        right("Type: String, AllowedPattern: '[\\p{L}]+', Default: web");
        right("Type: String, AllowedPattern: '^$|^[a-z]+$', Default: ''");
        right("Type: CommaDelimitedList, AllowedPattern: '[a-z]+', Default: 'a, b'");
        right("Type: CommaDelimitedList, AllowedPattern: '[a-z]+', AllowedValues: [a, 'b, c']");
        right("Type: Number, MinValue: 1, MaxValue: 5, AllowedValues: [1, 5]");
    }
}
