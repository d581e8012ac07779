//! Dates as news writes them.
