//! The interactive prompt: line editing around the same calls as the command line.
