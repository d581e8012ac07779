//! Who is meant: mentions of one article become entities, entities of many articles one.
