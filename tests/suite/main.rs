//! The program as its users meet it: the binary is run, and what comes of it is compared whole.
//!
//! `case` plays the cases below `tests/cases`; a new one is a new folder. `made` builds the inputs that no repository
//! can keep. `UTSYN_REFRESH=1 cargo test --test suite` writes the expectations anew.

#[cfg(test)]
mod asking;
#[cfg(test)]
mod canaries;
#[cfg(test)]
mod case;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod citations;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod determinism;
#[cfg(test)]
mod explaining;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod guarding;
#[cfg(test)]
mod importing;
#[cfg(test)]
mod interference;
#[cfg(test)]
#[cfg(feature = "serve")]
mod intruders;
#[cfg(test)]
#[cfg(feature = "pdf")]
mod keeping;
#[cfg(test)]
mod killing;
#[cfg(test)]
mod layering;
#[cfg(test)]
mod leaks;
#[cfg(test)]
mod leaving_out;
#[cfg(test)]
mod made;
#[cfg(test)]
mod mending;
#[cfg(test)]
mod numbers;
#[cfg(test)]
#[cfg(all(feature = "pdf", feature = "serve"))]
mod pending;
#[cfg(test)]
mod place;
#[cfg(test)]
#[cfg(feature = "serve")]
mod preview;
#[cfg(test)]
mod problems;
#[cfg(test)]
mod readdressing;
#[cfg(test)]
mod real_content;
#[cfg(test)]
mod renaming;
#[cfg(test)]
mod scan;
#[cfg(test)]
#[cfg(feature = "seal")]
mod sealing;
#[cfg(test)]
#[cfg(feature = "serve")]
mod serving;
#[cfg(test)]
#[cfg(feature = "serve")]
mod soak;
#[cfg(test)]
mod starting;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod tongues;
#[cfg(test)]
#[cfg(not(feature = "seal"))]
mod unsealed;
