//! Questions: text becomes an algebra, the algebra solutions over a snapshot of the store.
