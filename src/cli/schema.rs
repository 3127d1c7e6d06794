//! `utsyn schema`: what each kind of file can hold, for editors' own tools.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use super::agree::{self, Change};
use super::{Ending, say};
use crate::check::{FIGURE, KINDS, Kind};
use crate::editor::{NotMerged, project_files, schema_name, schema_text};
use crate::load;
use crate::problem::{Fault, Tongue, both, nearest};

#[derive(ClapArgs)]
#[command(next_help_heading = "Valg")]
pub(super) struct SchemaArgs {
    /// Slaget, som `centre` eller `finding`. Uten det vises en liste over alle
    #[arg(value_name = "SLAG", help_heading = "Hva", conflicts_with_all = ["output", "install"])]
    pub kind: Option<String>,

    /// Skriver alle skjemaene i denne mappen
    #[arg(long, value_name = "MAPPE", conflicts_with = "install")]
    pub output: Option<PathBuf>,

    /// Legger skjemaene og innstillinger for VS Code i prosjektets mappe (ellers: denne mappen)
    #[arg(long, value_name = "MAPPE", num_args = 0..=1, default_missing_value = ".")]
    pub install: Option<PathBuf>,

    /// Mappen med innholdet, sett fra prosjektets mappe (ellers: content)
    #[arg(long, value_name = "MAPPE", default_value = "content", hide_default_value = true)]
    pub content: String,

    /// Skriver uten å spørre
    #[arg(long, short)]
    pub yes: bool,
}

/// Lists the kinds, prints a schema, or writes them.
pub(super) fn schema(args: &SchemaArgs, tongue: Tongue) -> Result<Ending, Fault> {
    if let Some(folder) = &args.install {
        return install(args, folder, tongue);
    }
    if let Some(folder) = &args.output {
        let files = KINDS.iter().map(|kind| (folder.join(schema_name(kind)), schema_text(kind)));
        return agree::write(files.map(Change::of).collect::<Result<_, _>>()?, args.yes, tongue);
    }
    match &args.kind {
        Some(id) => say::out(&schema_text(find(id)?)),
        None => say::out(&list(tongue)),
    }
    Ok(Ending::Fine)
}

fn find(id: &str) -> Result<&'static Kind, Fault> {
    KINDS.iter().chain([&FIGURE]).find(|kind| kind.id == id).ok_or_else(|| {
        let fault = Fault::usage(both!("slaget `{id}` finnes ikke", "there is no kind `{id}`"));
        match nearest(id, KINDS.iter().chain([&FIGURE]).map(|kind| kind.id)) {
            Some(near) => fault.help(both!("mente du `{near}`?", "did you mean `{near}`?")),
            None => fault.help(both!("`utsyn schema` viser alle", "`utsyn schema` shows them all")),
        }
    })
}

fn list(tongue: Tongue) -> String {
    let line = |kind: &Kind| {
        let title = match tongue {
            Tongue::Bokmal => kind.title,
            Tongue::English => kind.title_en,
        };
        // A block of a text has no files of its own.
        let line = format!("{:<15} {:<38} {}", kind.id, title, kind.files.join(", "));
        format!("{}\n", line.trim_end())
    };
    KINDS.iter().chain([&FIGURE]).map(line).collect()
}

fn install(args: &SchemaArgs, folder: &Path, tongue: Tongue) -> Result<Ending, Fault> {
    if !folder.is_dir() {
        let shown = folder.display();
        return Err(Fault::usage(both!("mappen `{shown}` finnes ikke", "there is no folder `{shown}`")));
    }
    // Shown without `./` where it is this folder.
    let folder = if folder == Path::new(".") { Path::new("") } else { folder };
    let content = args.content.replace('\\', "/");
    let content = content.trim_start_matches("./").trim_end_matches('/');
    // What is there but is no text is not merged with: it cannot be read as settings either.
    let there = |within: &str| {
        let path = folder.join(within);
        load::there_is(&path)
            .then(|| load::bytes(&path, 1 << 20).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default())
    };
    let files = project_files(content, there).map_err(|why| not_merged(folder, &why))?;
    let files = files.into_iter().map(|(within, text)| Change::of((folder.join(within), text)));
    let ending = agree::write(files.collect::<Result<_, _>>()?, args.yes, tongue)?;
    if ending == Ending::Fine {
        say::line(
            &both!(
                "Åpne mappen i VS Code og si ja til utvidelsen «YAML» (redhat.vscode-yaml). YAML-filene fullføres, forklares og kontrolleres mens du skriver.\nI nøklene øverst i en Markdown-fil: trykk Ctrl+mellomrom. Der finnes det ingen kontroll mens du skriver; `utsyn serve` og `utsyn check` ser feilene.",
                "Open the folder in VS Code and accept the extension “YAML” (redhat.vscode-yaml). YAML files complete, explain and check themselves as you write.\nAmong the keys at the top of a Markdown file: press Ctrl+Space. Nothing checks them as you write; `utsyn serve` and `utsyn check` see what is wrong."
            ),
            tongue,
        );
    }
    Ok(ending)
}

fn not_merged(folder: &Path, why: &NotMerged) -> Fault {
    let (file, wanted) = (folder.join(why.file), why.wanted.trim_end());
    let file = file.display();
    Fault::usage(both!(
        "`{file}` kan ikke leses som innstillinger, og røres ikke",
        "`{file}` cannot be read as settings, and is left alone"
    ))
    .help(both!(
        "rett filen og prøv igjen, eller legg dette inn selv:\n{wanted}",
        "mend the file and try again, or put this in yourself:\n{wanted}"
    ))
}
