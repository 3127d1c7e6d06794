//! The words of the trade: centre, municipality, county, priority, actor, mapping, finding, report, reference, and
//! the values they are made of.
//!
//! A domain type says what a thing *is*. It does no I/O, knows no stage of the pipeline, and has no `Serialize`, so
//! that nothing reaches a page but through the structs of [`crate::plan`].
//!
//! Invariant: a value that must not be published is held in [`Confidential`].

mod actor;
mod allowance;
mod area;
mod article;
mod attachment;
mod author;
mod centre;
mod citing;
mod confidential;
mod county;
mod date;
mod figure;
mod inline;
mod label;
mod language;
mod listed;
mod mapping;
mod municipality;
mod numbering;
mod order;
mod outline;
mod passage;
mod priority;
mod reference;
mod release;
mod report;
mod settings;
mod site_path;
mod slug;
mod table;
mod target;
mod telling_apart;
mod term;
mod written;

pub(crate) use actor::{Actor, ActorKind, Deed, Task, WhoDoes};
pub(crate) use allowance::Allowance;
pub(crate) use area::{Area, AreaBasis, AreaPart, Claim, Extent as AreaExtent, FORMERLY, Servants, servants};
pub(crate) use article::{Article, Folder};
pub(crate) use attachment::{Attachment, AttachmentKind};
pub(crate) use author::Author;
pub(crate) use centre::{Centre, Holder};
pub(crate) use citing::{CitationPart, InText, said as cited_as};
pub use confidential::Confidential;
pub(crate) use county::{County, CountyNo, EndKind};
pub(crate) use date::{Bound, Date, PartialDate, Period, today_in_oslo};
pub(crate) use figure::{FigureBlock, FigureData, FigureKind, FigureOrder, FigureTable, Said};
pub(crate) use inline::{Cited, Piece, may_refer, pieces};
pub(crate) use label::{Label, Unfit, anchor, capital, is_labelled, is_reserved, prefix, qualified, scope, word as label_word};
pub(crate) use language::Language;
pub(crate) use mapping::{Extent, Finding, FindingKind, Mapping, Note, Observation, QuantityWord, Theme};
pub(crate) use municipality::{Municipalities, Municipality, MunicipalityNo, MunicipalityRow};
pub(crate) use numbering::Numbering;
pub(crate) use order::NorwegianOrder;
pub(crate) use outline::{Numbered, Outline, caption_of, may_label, outline};
pub(crate) use passage::{
    AddressBook, ChapterPassages, Gone, Kept, Moved, Passage, PassageKind, Placed, Recognised, Renewal, Retired, passages,
    recognise, renew,
};
pub(crate) use priority::{Priority, PriorityCentres, PriorityKind};
pub(crate) use reference::{Reference, ReferenceKind, as_listed};
pub(crate) use release::{Answer, Atom, Count, Counting, Edition, Editions, GroupValue, Grouping, Shown, Waiver, WordSaid};
pub(crate) use report::{Chapter, Frozen, Report, words};
pub(crate) use settings::{Menu, Settings};
pub(crate) use site_path::{SitePath, collisions, is_safe_name};
pub(crate) use slug::slug;
pub(crate) use table::{DataColumn, DataKind, DataTable, NoTable, source as source_word, unknown as unknown_word};
pub(crate) use target::{Target, TargetKind};
pub(crate) use telling_apart::tell_apart;
pub(crate) use term::{Term, abbreviations, is_explained};
pub(crate) use written::{MARKDOWN, Source, Written};
