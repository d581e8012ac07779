//! The dataset on disk: a journal of committed transactions under an index of sorted columns.
