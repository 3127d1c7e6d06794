//! The nearest name to a misspelt one.

/// Returns the name that `written` most likely meant: at most a third of its letters differ.
pub(crate) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written: Vec<char> = written.to_lowercase().chars().take(64).collect();
    let most = (written.len() / 3).max(1);
    known
        .into_iter()
        .map(|name| (distance(&written, &name.to_lowercase().chars().take(64).collect::<Vec<_>>()), name))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, name)| name)
}

/// Returns the nearest name where no other is as near.
pub(crate) fn nearest_only<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = |text: &str| text.to_lowercase().chars().take(64).collect::<Vec<char>>();
    let written = letters(written);
    let most = (written.len() / 3).max(1);
    let mut near: Vec<(usize, &str)> = known.into_iter().map(|name| (distance(&written, &letters(name)), name)).collect();
    near.sort_unstable();
    near.dedup();
    match near.as_slice() {
        [(first, _), (second, _), ..] if first == second => None,
        [(first, name), ..] if *first <= most => Some(name),
        _ => None,
    }
}

/// Returns the `most` names nearest to `written`, the nearest first, however far they are.
#[cfg(feature = "serve")]
pub(crate) fn nearest_few<'a>(written: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let letters = |text: &str| text.to_lowercase().chars().take(64).collect::<Vec<char>>();
    let written = letters(written);
    let mut ranked: Vec<(usize, &str)> = known.into_iter().map(|name| (distance(&written, &letters(name)), name)).collect();
    ranked.sort_unstable();
    ranked.into_iter().take(most).map(|(_, name)| name).collect()
}

/// Counts the letters to put in, take out, change, or swap with their neighbour.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut rows = vec![vec![0; other.len() + 1]; one.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=one.len() {
        for j in 1..=other.len() {
            let change = usize::from(one[i - 1] != other[j - 1]);
            let mut least = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_found_and_a_far_one_is_not() {
        let known = ["title", "date", "description", "draft"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("Discription", known), Some("description"));
        assert_eq!(nearest("farge", known), None);
    }
}
