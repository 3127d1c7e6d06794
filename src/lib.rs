//! `utsyn` compiles Markdown and YAML about development centres, municipalities, priorities and mappings into a public
//! website, and leaves out everything that is not anonymised.
//!
//! # The way of the data
//!
//! ```text
//! content/ themes/ ─load─▶ Sources, Themes ─check─▶ Registry ─anonymise─▶ PublicView ─plan─▶ SitePlan
//!                                                              └─ Secrets ─────────────────┐
//!          ─render(Theme)─▶ RenderedSite ─verify(Secrets)─▶ VerifiedSite ─write─▶ output/public/
//!                                                                   └─preview─▶ the browser of who writes
//! ```
//!
//! Each stage is one function from one type to the next; the type's name says what is now known. They stand in order
//! in `pipeline`, pure and in memory between reading and writing. A stage knows the stage before it, `domain` and
//! `problem`, and nothing of the stages after it. `scan`, the reader of text, stands beside them: it knows none of them.
//!
//! `ask` goes the same way for those who ask what there is and why; it keeps what each stage knows, and writes nothing.
//!
//! `rename` gives an entry another name in all files at once, and lets `ask` see what would come of it first.
//!
//! Beside that way, for what must stay inside: `import` makes observations of a spreadsheet, `seal` closes them for those
//! who have a key, and `guard` keeps them out of a repository.
//!
//! For those who write: `editor` tells their own tools what each file can hold, `starter` makes new files that are right as
//! they stand, and `mend` mends what is safe in those there are.
//!
//! # What holds
//!
//! 1. **Default deny.** A template sees one `Serialize` struct a kind of page. Domain types have no `Serialize`;
//!    [`Confidential`] can neither be shown nor serialised, and only `anonymise` opens it.
//! 2. **Two independent gates.** `anonymise` decides what is public; `verify` reads the finished bytes as a stranger
//!    would and looks for what was kept inside.
//! 3. **Only a [`VerifiedSite`] can be written.**
//! 4. **Pages are values.** Their bytes follow from (struct, theme) alone.
//! 5. **Everything is told, nothing half-done.** With any error the old site stays as it was, to the byte.
//! 6. **No ambient input.** No clock, locale, time zone, host name or thread count in the output.

mod cli;
mod pipeline;

mod domain;
mod problem;

mod judge;

mod scan;

mod load;

mod check;

mod anonymise;

mod plan;

mod render;

mod verify;

mod write;

mod ask;

mod rename;

#[cfg_attr(not(feature = "seal"), expect(dead_code, reason = "without the feature nothing is sealed or opened"))]
mod seal;

mod guard;

mod import;

mod editor;

mod mend;
mod starter;

#[cfg(feature = "serve")]
mod preview;

pub use cli::run;
pub use domain::Confidential;
pub use verify::VerifiedSite;
