//! Kernels as text for other tools.

/// The text of a module with every alias of an attribute (`#map`, `#set1`) written out where it
/// is used: not all who read KTIR know aliases everywhere.
pub fn without_aliases(text: &str) -> String {
    let mut aliases: Vec<(&str, &str)> = vec![];
    let mut body = String::new();
    for line in text.lines() {
        match line.strip_prefix('#').and_then(|rest| rest.split_once(" = ")) {
            Some(alias) => aliases.push(alias),
            None => {
                body.push_str(line);
                body.push('\n');
            }
        }
    }
    let mut result = String::new();
    let mut rest = &*body;
    while let Some(place) = rest.find('#') {
        let (before, after) = rest.split_at(place);
        result.push_str(before);
        let is_part = |character: char| character.is_alphanumeric() || "_.$".contains(character);
        let end =
            after[1..].find(|character| !is_part(character)).map_or(after.len(), |end| end + 1);
        let (used, others) = after.split_at(end);
        // The number of a result (`%0#1`) is none of them.
        let known = aliases.iter().find(|(name, _)| *name == &used[1..]);
        result.push_str(known.map_or(used, |(_, value)| value));
        rest = others;
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_written_out_and_nothing_else_is() {
        let text = "#map = affine_map<(d0) -> (d0)>\n#map1 = affine_map<() -> ()>\nmodule {\n  \
                    \"a\"(%0#1) {m = [#map, #map1], s = #ktdp.memory_space<global>} : () -> ()\n}\n";
        let expected = "module {\n  \"a\"(%0#1) {m = [affine_map<(d0) -> (d0)>, affine_map<() -> ()>], \
                        s = #ktdp.memory_space<global>} : () -> ()\n}\n";
        assert_eq!(without_aliases(text), expected);
    }
}
