//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    utsyn::run(std::env::args_os())
}
