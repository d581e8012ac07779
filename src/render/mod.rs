//! Data in, string out: tables, JSON, CoNLL-U, DOT. Nothing here reads a clock, a terminal or a file.
