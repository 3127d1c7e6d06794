//! Whole sites, compared to the byte.

use crate::case;

#[test]
fn each_site_is_built_to_the_byte() {
    case::play_all("build");
}
