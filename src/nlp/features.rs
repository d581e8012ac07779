//! What the network sees of a token: the door between the symbolic and the numeric half of the engine.

/// The six features of a token. Words enter the network through these only.
///
/// The first four are string ids (see [`string_id`](super::strings::string_id)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct TokenFeatures {
    /// Normal form: lower case, contractions and spellings unified ("n't" is "not").
    pub(crate) norm: u64,
    /// First character.
    pub(crate) prefix: u64,
    /// Last three characters.
    pub(crate) suffix: u64,
    /// Shape of the letters ("Xxxxx", "dd.dd").
    pub(crate) shape: u64,
    /// True if one plain blank follows.
    pub(crate) spacy: bool,
    /// True if the token is white space.
    pub(crate) is_space: bool,
}
