//! A table in plain text: columns as wide as their widest entry.

/// Returns rows as lines, the first with a rule below it.
pub(super) fn drawn(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|entry| entry.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        let entries: Vec<String> = row.iter().zip(&widths).map(|(entry, width)| format!("{entry:width$}")).collect();
        text.push_str(entries.join("  ").trim_end());
        text.push('\n');
        if number == 0 {
            let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            text.push_str(&rule.join("  "));
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn columns_are_as_wide_as_their_widest_entry() {
        let row = |entries: [&str; 2]| entries.map(str::to_owned).to_vec();
        assert_eq!(drawn(&[row(["a", "b"]), row(["ååå", "c"])]), "a    b\n---  -\nååå  c\n");
    }
}
