//! `paiban completions` and `paiban man`: what the program says about itself to shells and readers.

use clap::{Args, Command};
use clap_complete::Shell;

use paiban::base::name_hint;

use super::Failure;

/// Prints a script that completes commands and options in a shell.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  paiban completions bash > /etc/bash_completion.d/paiban")]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the manual page of the program, or of one of its commands.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  paiban man build | man -l -")]
pub(crate) struct ManArgs {
    /// A command.
    command: Option<String>,
}

/// Prints the completions of a shell.
pub(crate) fn completions(args: &CompletionsArgs, program: &mut Command) -> Result<(), Failure> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, program, "paiban", &mut out);
    super::print(&String::from_utf8_lossy(&out))
}

/// Prints a manual page in roff.
pub(crate) fn man(args: &ManArgs, mut program: Command) -> Result<(), Failure> {
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => {
            let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
            let unknown = || Failure::usage(format!("there is no command `{name}`; {}", name_hint(name, names)));
            program.find_subcommand(name).cloned().ok_or_else(unknown)?
        }
    };
    let mut out = Vec::new();
    clap_mangen::Man::new(command).render(&mut out).map_err(|error| Failure::internal(error.to_string()))?;
    super::print(&String::from_utf8_lossy(&out))
}
