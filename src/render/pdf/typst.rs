//! Sets a manuscript with typst, in this process.
//!
//! What typst can see is the template, the manuscript's files and the fonts that come with the program: no disk, no network,
//! no clock, no packages. Asked for PDF/A-2a and PDF/UA-1 at once, it refuses what they do not allow: a picture without a
//! text, a heading that skips a level, a letter that no font has.
//!
//! Invariant: the same manuscript gives the same bytes, on any machine, with any number of threads.

use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult, SourceDiagnostic, SourceResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::{Manuscript, Typesetter, Unset};

/// How a report looks.
const TEMPLATE: &str = include_str!("report.typ");

/// Serif for reading, sans for headings and tables, and a third for the signs that the two lack.
const FONTS: [&[u8]; 7] = [
    include_bytes!("fonts/LibertinusSerif-Regular.otf"),
    include_bytes!("fonts/LibertinusSerif-Italic.otf"),
    include_bytes!("fonts/LibertinusSerif-Bold.otf"),
    include_bytes!("fonts/LibertinusSerif-BoldItalic.otf"),
    include_bytes!("fonts/SchibstedGrotesk-Regular.ttf"),
    include_bytes!("fonts/SchibstedGrotesk-Bold.ttf"),
    include_bytes!("fonts/DejaVuSansMono.ttf"),
];

/// What is the same for all reports, made at the first one.
static SHARED: LazyLock<Shared> = LazyLock::new(Shared::new);

struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Shared {
    fn new() -> Self {
        let features = [Feature::A11yExtras].into_iter().collect();
        let fonts: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
        Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        }
    }
}

/// Typst.
pub(super) struct Typst;

impl Typesetter for Typst {
    fn set(&self, manuscript: &Manuscript) -> Result<Vec<u8>, Unset> {
        if let Some(missing) = missing_letter(&manuscript.content) {
            return Err(Unset::Letter(missing));
        }
        let Some(desk) = Desk::new(manuscript) else { return Err(Unset::Refused("?".to_owned())) };
        let made = compiled(&desk, manuscript).map_err(|found| Unset::Refused(said(&found)));
        // What was worked out for this report is of no use to the next, and is not kept for ever.
        typst::comemo::evict(KEPT);
        made
    }
}

/// How many reports are set before what was worked out for one is let go of: a preview sets the same one again.
const KEPT: usize = 4;

fn compiled(desk: &Desk<'_>, manuscript: &Manuscript) -> SourceResult<Vec<u8>> {
    let document = typst::compile::<PagedDocument>(desk).output?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).unwrap_or_default();
    let options = PdfOptions {
        ident: Smart::Custom(manuscript.ident.clone()),
        creator: Smart::Custom(Some(manuscript.generator.clone())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options)
}

/// Returns the first letter that none of the fonts has.
fn missing_letter(text: &str) -> Option<char> {
    let has = |c: char| c.is_control() || SHARED.fonts.iter().any(|font| font.info().coverage.contains(u32::from(c)));
    text.chars().find(|c| !has(*c) && !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE0F}' | '\u{FEFF}'))
}

fn said(found: &[SourceDiagnostic]) -> String {
    found.iter().take(3).map(|one| one.message.as_str()).collect::<Vec<_>>().join("; ")
}

/// All that typst can see.
struct Desk<'a> {
    main: FileId,
    template: Source,
    files: Vec<(FileId, Bytes)>,
    shared: &'a Shared,
}

impl Desk<'_> {
    fn new(manuscript: &Manuscript) -> Option<Self> {
        let main = id("/report.typ")?;
        let content = Bytes::from_string(manuscript.content.clone());
        let mut files = vec![(id("/data.json")?, content)];
        for (name, bytes) in &manuscript.files {
            files.push((id(name)?, picture(name, bytes)));
        }
        Some(Self { main, template: Source::new(main, TEMPLATE.to_owned()), files, shared: &SHARED })
    }
}

/// Returns a picture; where a drawing asks for any font without serifs, it gets the one that comes with the program.
fn picture(name: &str, bytes: &Arc<[u8]>) -> Bytes {
    const ANY: &str = "font-family=\"sans-serif\"";
    match std::str::from_utf8(bytes) {
        Ok(drawing) if name.ends_with(".svg") && drawing.contains(ANY) => {
            Bytes::from_string(drawing.replace(ANY, "font-family=\"Schibsted Grotesk\""))
        }
        _ => Bytes::new(Arc::clone(bytes)),
    }
}

/// Names come from [`Manuscript`] and are few.
fn id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main { Ok(self.template.clone()) } else { Err(not_found(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.iter().find(|(known, _)| *known == id).map(|(_, bytes)| bytes.clone()).ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    /// There is no clock here: a report's date is in the manuscript.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
