//! The language engine: text becomes annotated sentences, with the decisions of spaCy's `en_core_web_sm` 3.8.
