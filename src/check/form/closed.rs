//! Closed lists as a file writes them.
//!
//! `closed!` writes the enum that is read and explained to editors, and what each of its words means in the domain: the
//! one of the same name. A word that the domain has and the file has not, or the other way about, does not compile.

macro_rules! closed {
    ($form:ident means $kind:ident { $($(#[$each:meta])* $variant:ident),+ $(,)? }) => {
        #[derive(serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case")]
        enum $form { $($(#[$each])* $variant),+ }

        impl From<$form> for $kind {
            fn from(form: $form) -> Self {
                match form { $($form::$variant => Self::$variant),+ }
            }
        }

        // A word for each that there is.
        const _: fn($kind) = |kind| match kind { $($kind::$variant => ()),+ };
    };
}
pub(super) use closed;
