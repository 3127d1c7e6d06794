//! Files that fill themselves in: schemas for the editor's own tools.

use crate::commands::{Session, play};

const SETTINGS: &str = "{\r\n  // Stor skrift\r\n  \"editor.fontSize\": 18,\r\n}\r\n";

#[test]
fn schemas_are_installed_among_the_settings_that_are_there() {
    play("schema-install", |session: &mut Session| {
        session.write(".vscode/settings.json", SETTINGS);
        session.run("schema --install");
        assert!(!session.has(".vscode/utsyn"));
        session.run("schema --install . --yes");
        let settings = String::from_utf8(session.read(".vscode/settings.json")).unwrap();
        assert!(settings.contains("// Stor skrift\r\n  \"editor.fontSize\": 18,\r\n}\r\n"), "{settings}");
        assert!(settings.contains("./.vscode/utsyn/mapping.schema.json") && !settings.replace("\r\n", "").contains('\n'));
        session.run("schema --install --yes");
        assert_eq!(String::from_utf8(session.read(".vscode/settings.json")).unwrap(), settings);
        session.write(".vscode/settings.json", "{\"editor.fontSize\": }");
        session.run("schema --install --yes");
        assert_eq!(session.read(".vscode/settings.json"), b"{\"editor.fontSize\": }");
        session.run("schema --install borte --yes");
    });
}
