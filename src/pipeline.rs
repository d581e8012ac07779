//! From article to quads: the only module that knows every stage.
