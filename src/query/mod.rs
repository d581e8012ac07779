//! Questions: text becomes an algebra, the algebra solutions over a snapshot of the store.
//!
//! `sparql` is the whole of SPARQL 1.1 query and update, with the triple terms of 1.2.

pub mod sparql;
