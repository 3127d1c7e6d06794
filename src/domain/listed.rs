//! Closed lists that know all that is in them.
//!
//! `listed!` writes an enum and its `ALL`, so that where all are told none can be forgotten.

macro_rules! listed {
    ($(#[$about:meta])* $vis:vis enum $name:ident { $($(#[$each:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$about])*
        $vis enum $name { $($(#[$each])* $variant),+ }

        impl $name {
            /// All of them, in their order.
            $vis const ALL: [Self; [$(stringify!($variant)),+].len()] = [$(Self::$variant),+];
        }
    };
}
pub(super) use listed;
