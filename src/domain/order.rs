//! Alphabetical order as Norwegians know it.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// Norwegian alphabetical order: æ, ø and å last, `aa` as å, digits by their value.
pub(crate) struct NorwegianOrder(CollatorBorrowed<'static>);

impl NorwegianOrder {
    pub(crate) fn new() -> Self {
        let mut preferences = CollatorPreferences::from(locale!("nb"));
        preferences.numeric_ordering = Some(icu_collator::preferences::CollationNumericOrdering::True);
        #[expect(clippy::expect_used, reason = "the data for `nb` is compiled in, so it cannot be missing")]
        let collator = icu_collator::Collator::try_new(preferences, CollatorOptions::default()).expect("compiled data");
        Self(collator)
    }

    pub(crate) fn compare(&self, one: &str, other: &str) -> Ordering {
        self.0.compare(one, other).then_with(|| one.cmp(other))
    }

    /// Sorts `items` by the text that `key` gives; equal texts keep their order.
    pub(crate) fn sort_by<T>(&self, items: &mut [T], key: impl Fn(&T) -> &str) {
        items.sort_by(|one, other| self.compare(key(one), key(other)));
    }

    /// Returns the letter under which a list from A to Å has `name`.
    pub(crate) fn letter(&self, name: &str) -> char {
        let mut letters = name.chars().flat_map(char::to_uppercase);
        let first = letters.next().unwrap_or('#');
        if first == 'A' && letters.next() == Some('A') {
            return 'Å';
        }
        if first.is_ascii_uppercase() {
            return first;
        }
        ('A'..='Z')
            .chain(['Æ', 'Ø', 'Å'])
            .rev()
            .find(|letter| self.0.compare(letter.encode_utf8(&mut [0; 4]), first.encode_utf8(&mut [0; 4])) != Ordering::Greater)
            .filter(|_| first.is_alphabetic())
            .unwrap_or('#')
    }
}

#[cfg(test)]
mod tests {
    use super::NorwegianOrder;

    #[test]
    fn ae_o_a_ring_and_double_a_come_last() {
        let mut names = ["Åmli", "Aas", "Øyer", "Ærø", "Zeno", "Alta", "Karasjok", "Kárášjohka", "Os 10", "Os 9"];
        let order = NorwegianOrder::new();
        order.sort_by(&mut names, |name| name);
        assert_eq!(names, ["Alta", "Kárášjohka", "Karasjok", "Os 9", "Os 10", "Zeno", "Ærø", "Øyer", "Åmli", "Aas"]);
    }

    #[test]
    fn each_name_has_its_letter() {
        let order = NorwegianOrder::new();
        let letters: String = ["Aas", "Ávžži", "Øyer", "Šuoššjávri", "Đ", "1"].iter().map(|name| order.letter(name)).collect();
        assert_eq!(letters, "ÅAØSD#");
    }
}
