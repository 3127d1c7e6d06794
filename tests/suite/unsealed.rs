//! A program that was built without sealing says so, and does all else: `cargo test --no-default-features unsealed`.

use crate::commands::Session;

#[test]
fn the_commands_say_what_is_missing_and_a_site_is_built_all_the_same() {
    let mut session = Session::new("prosjekt", "nb");
    for command in ["keygen", "seal a2024", "unseal a2024 --identity nøkkel"] {
        session.confide();
        session.write("content/recipients.txt", "hva som helst\n");
        session.write("nøkkel", "hva som helst\n");
        session.write("content/mappings/a2024/observations.yaml.age", "age-encryption.org/v1\n");
        assert_eq!(session.run(command), 3, "{}", session.said());
    }
    assert_eq!(session.said().matches("bygd uten forsegling").count(), 3, "{}", session.said());
    session.remove("content/mappings/a2024/observations.yaml");
    session.remove("content/mappings/a2024/notes.yaml");
    assert_eq!(session.run("build --date 2026-11-21"), 0, "{}", session.said());
    assert!(session.said().contains("U0740") && session.has("output/public/index.html"), "{}", session.said());
}
