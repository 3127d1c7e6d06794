//! The stable names of all problems.

/// How grave a problem is. Errors come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// Nothing is published before it is mended.
    Error,
    /// Worth a look; `--strict` makes it an error.
    Warning,
    /// Told once, harmless.
    Note,
}

macro_rules! codes {
    ($($name:ident $code:literal $word:literal $severity:ident;)*) => {
        /// A kind of problem. Its code never changes its meaning and is never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(clippy::enum_variant_names, reason = "a byte order mark is called a mark, and a bad code a code")]
        pub(crate) enum Code { $($name),* }

        impl Code {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Returns the code that is shown and can be searched for: `U0302`.
            pub(crate) fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// Returns the name for programs: `unknown-target`.
            pub(crate) fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            pub(crate) fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }
        }
    };
}

codes! {
    // Reading files.
    NotUtf8            "U0101" "not-utf8"               Error;
    ByteOrderMark      "U0102" "byte-order-mark"        Note;
    ControlCharacter   "U0103" "control-character"      Error;
    TooLarge           "U0104" "too-large"              Error;
    SymbolicLink       "U0105" "symbolic-link"          Error;
    UnsafeName         "U0106" "unsafe-name"            Error;
    SameName           "U0107" "same-name"              Error;
    NoContent          "U0108" "no-content"             Error;
    StrayFile          "U0109" "stray-file"             Warning;
    // YAML and front matter.
    NoFrontMatter      "U0201" "no-front-matter"        Error;
    OpenFrontMatter    "U0202" "open-front-matter"      Error;
    YamlSyntax         "U0203" "yaml-syntax"            Error;
    Tab                "U0204" "tab"                    Error;
    UnknownKey         "U0205" "unknown-key"            Error;
    MissingKey         "U0206" "missing-key"            Error;
    DuplicateKey       "U0207" "duplicate-key"          Error;
    WrongType          "U0208" "wrong-type"             Error;
    NotTrueOrFalse     "U0209" "not-true-or-false"      Error;
    NoDate             "U0210" "no-date"                Error;
    YamlLimit          "U0211" "yaml-limit"             Error;
    YamlFeature        "U0212" "yaml-feature"           Error;
    SmartQuotes        "U0213" "smart-quotes"           Error;
    UnquotedColon      "U0214" "unquoted-colon"         Error;
    UnknownChoice      "U0215" "unknown-choice"         Error;
    EmptyValue         "U0216" "empty-value"            Error;
    BadNumber          "U0217" "bad-number"             Error;
    BadId              "U0218" "bad-id"                 Error;
    BadAddress         "U0219" "bad-address"            Error;
    // What the catalogue of data needs.
    BadOrganisationNumber "U0840" "bad-organisation-number" Error;
    // The registry and its references.
    DuplicateId        "U0301" "duplicate-id"           Error;
    UnknownTarget      "U0302" "unknown-target"         Error;
    WithheldTarget     "U0303" "withheld-target"        Error;
    DraftTarget        "U0304" "draft-target"           Error;
    CsvRow             "U0305" "csv-row"                Error;
    NotValidThen       "U0306" "not-valid-then"         Error;
    OverlappingHosts   "U0307" "overlapping-hosts"      Error;
    TwoCentres         "U0308" "two-centres"            Error;
    BadCount           "U0309" "bad-count"              Error;
    BackwardPeriod     "U0310" "backward-period"        Error;
    SinglesOut         "U0312" "singles-out"            Error;
    MaySingleOut       "U0315" "may-single-out"         Warning;
    SuccessionRing     "U0313" "succession-ring"        Error;
    BadReference       "U0314" "bad-reference"          Error;
    NoOriginal         "U0316" "no-original"            Error;
    SameLanguage       "U0317" "same-language"          Error;
    LapsedAllowance    "U0720" "lapsed-allowance"       Error;
    NameNotInSentence  "U0721" "name-not-in-sentence"   Error;
    // Texts and links.
    DeadLink           "U0401" "dead-link"              Error;
    DeadAnchor         "U0402" "dead-anchor"            Error;
    LinkOutside        "U0403" "link-outside"           Error;
    UnsafeScheme       "U0404" "unsafe-scheme"          Error;
    RawHtml            "U0405" "raw-html"               Error;
    MissingAlt         "U0406" "missing-alt"            Error;
    HeadingLevel       "U0408" "heading-level"          Warning;
    NestedTooDeep      "U0409" "nested-too-deep"        Error;
    // What a list of references needs.
    DateNotOfYear      "U0800" "date-not-of-year"       Warning;
    ReferenceLacks     "U0801" "reference-lacks"        Warning;
    // Labels, captions, callouts, tables and terms of texts.
    BadLabel           "U0810" "bad-label"              Error;
    LabelTwice         "U0811" "label-twice"            Error;
    CaptionAlone       "U0812" "caption-alone"          Error;
    UnknownCallout     "U0813" "unknown-callout"        Error;
    MarginNote         "U0814" "margin-note"            Error;
    BadDataTable       "U0815" "bad-data-table"         Error;
    // What was begun and never ended, or came along with a paste.
    LooseEnd           "U0860" "loose-end"              Warning;
    Pasted             "U0861" "pasted"                 Warning;
    RowTooLong         "U0862" "row-too-long"           Error;
    // Pages, theme, attachments.
    PathTaken          "U0501" "path-taken"             Error;
    ThemeMissing       "U0502" "theme-missing"          Error;
    Template           "U0503" "template"               Error;
    BadPicture         "U0504" "bad-picture"            Error;
    UnsafeSvg          "U0505" "unsafe-svg"             Error;
    UnreadableFile     "U0506" "unreadable-file"        Error;
    // The finished site.
    Leak               "U0601" "leak"                   Error;
    DeadLinkInOutput   "U0602" "dead-link-in-output"    Error;
    DeadAnchorInOutput "U0603" "dead-anchor-in-output"  Error;
    DuplicateHtmlId    "U0604" "duplicate-html-id"      Error;
    NoAltInOutput      "U0605" "no-alt-in-output"       Error;
    LoadsFromElsewhere "U0606" "loads-from-elsewhere"   Error;
    InlineCode         "U0607" "inline-code"            Error;
    HtmlBroken         "U0608" "html-broken"            Error;
    // Reports on paper.
    PdfNotSet          "U0835" "pdf-not-set"            Error;
    LetterNotInFonts   "U0836" "letter-not-in-fonts"    Error;
    // Releases.
    NoCounting         "U0770" "no-counting"            Error;
    UngroupedParticipant "U0771" "ungrouped-participant" Error;
    AnsweredTwice      "U0772" "answered-twice"         Error;
    GroupedAnew        "U0773" "grouped-anew"           Error;
    LedgerBroken       "U0774" "ledger-broken"          Error;
    ReleaseDoesNotFit  "U0775" "release-does-not-fit"   Error;
    ReleaseContradicts "U0776" "release-contradicts"    Error;
    ReleaseUnsafe      "U0777" "release-unsafe"         Error;
    ReleaseOutOfDate   "U0778" "release-out-of-date"    Warning;
    WaiverLapsed       "U0779" "waiver-lapsed"          Error;
    WordBeyondEvidence "U0780" "word-beyond-evidence"   Error;
    // Editions of a report.
    VersionUnexplained "U0845" "version-unexplained"    Warning;
    EditionAltered     "U0846" "edition-altered"        Error;
    // What can be worked out.
    UnreadableStatement "U0701" "unreadable-statement"  Error;
    UnknownName        "U0702" "unknown-name"           Error;
    Contradiction      "U0703" "contradiction"          Error;
    BrokenEquation     "U0704" "broken-equation"        Error;
    CannotProtect      "U0705" "cannot-protect"         Error;
    BadName            "U0706" "bad-name"               Error;
    BadBounds          "U0707" "bad-bounds"             Error;
    NumberTooLarge     "U0708" "number-too-large"       Error;
    NotOneQuestion     "U0709" "not-one-question"       Error;
    NameTwice          "U0710" "name-twice"             Error;
    NumberInOutput     "U0722" "number-in-output"       Error;
    NameInOutput       "U0723" "name-in-output"         Warning;
    // What is sealed, and what is kept elsewhere.
    SealedUnread       "U0740" "sealed-unread"          Note;
    NoKeyFits          "U0741" "no-key-fits"            Note;
    SealDamaged        "U0742" "seal-damaged"           Error;
    SealedAndClear     "U0743" "sealed-and-clear"       Note;
    ObservationsTwice  "U0744" "observations-twice"     Error;
    ObservationsAstray "U0745" "observations-astray"    Error;
    BadRecipient       "U0746" "bad-recipient"          Error;
    // Figures.
    BadFigure          "U0825" "bad-figure"             Error;
    NotInTable         "U0826" "not-in-table"           Error;
    FigureTwice        "U0827" "figure-twice"           Error;
    BadFigureData      "U0828" "bad-figure-data"        Error;
    // The guard of a repository.
    ClearText          "U0750" "clear-text"             Error;
    NotSealed          "U0751" "not-sealed"             Error;
    PrivateKey         "U0752" "private-key"            Error;
    BlockedText        "U0753" "blocked-text"           Error;
    NotExamined        "U0754" "not-examined"           Warning;
    // Tables that are imported.
    BadTable           "U0760" "bad-table"              Error;
    ColumnMissing      "U0761" "column-missing"         Error;
    ColumnTwice        "U0762" "column-twice"           Error;
    BadRow             "U0763" "bad-row"                Error;
    BadCell            "U0764" "bad-cell"               Error;
    UnknownWord        "U0765" "unknown-word"           Error;
    OtherEncoding      "U0766" "other-encoding"         Note;
    CountDiffers       "U0767" "count-differs"          Warning;
    ColumnUnused       "U0768" "column-unused"          Note;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;

    #[test]
    fn no_code_and_no_word_is_given_twice() {
        let codes: BTreeSet<_> = Code::ALL.iter().map(|code| code.code()).collect();
        let words: BTreeSet<_> = Code::ALL.iter().map(|code| code.word()).collect();
        assert_eq!((codes.len(), words.len()), (Code::ALL.len(), Code::ALL.len()));
    }
}
