//! How deep YAML nests, told before it is read: parsers take time with the square of the depth.

/// Where brackets or list marks stand in each other deeper than `most`, if they do. Brackets count from one that begins a value until it is closed; those
/// in quotes do not.
pub(super) fn deeper_than(text: &str, most: usize) -> Option<usize> {
    let mut flow = Flow::default();
    let (mut marks, mut at_start) = (0, true);
    let mut before = '\n';
    for (at, c) in text.char_indices() {
        if c == '\n' {
            (marks, at_start) = (0, true);
        } else if at_start && flow.open == 0 && matches!(c, '-' | '?') {
            marks += 1;
        } else if c != ' ' {
            at_start = false;
        }
        flow.take(c, before);
        if flow.open > most || marks > most {
            return Some(at);
        }
        if !c.is_whitespace() || c == '\n' {
            before = c;
        }
    }
    None
}

/// Brackets that are open, and the quote they stand in.
#[derive(Default)]
struct Flow {
    open: usize,
    quote: Option<char>,
}

impl Flow {
    /// Takes a sign; `before` is the last one that is no blank, which tells whether a value begins here.
    fn take(&mut self, c: char, before: char) {
        let begins = matches!(before, '\n' | ':' | '-' | '?' | ',' | '[' | '{');
        match (self.quote, c) {
            (Some(quote), _) if c == quote => self.quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if begins => self.quote = Some(c),
            (None, '[' | '{') if begins || self.open > 0 => self.open += 1,
            (None, ']' | '}') => self.open = self.open.saturating_sub(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_marks_in_each_other_are_counted() {
        assert_eq!(deeper_than("a: [[1], [2], {b: [3]}]\nc: [4]\n- - x\n", 3), None);
        assert_eq!(deeper_than("a: [[1], [2], {b: [3]}]\n", 2), Some(18));
        assert_eq!(deeper_than("a: [[[[", 3), Some(6));
        assert_eq!(deeper_than("- - - - x", 3), Some(6));
        assert_eq!(deeper_than("---\na: ----\nb: x - - - - y\n", 3), None);
        assert_eq!(deeper_than("a: 注[[[[\nb: \"[[[[\"\nc: '[[[['\n", 3), None);
        assert_eq!(deeper_than("a: it's\nb: [[[[", 3), Some(14));
    }
}
