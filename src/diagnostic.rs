//! Messages about text that a person wrote: what failed, where, and what to do. No rendering.

use std::ops::Range;

/// One error or warning in a query, a rule file or another input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What failed, lower case, without a full stop; user text in backticks.
    pub message: String,
    /// Where: bytes into the input that was parsed.
    pub span: Option<Range<usize>>,
    /// What was expected or found at that place, shown under the caret.
    pub label: Option<String>,
    /// What to type instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A message without a place.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), span: None, label: None, help: None }
    }

    /// Points at `span`.
    #[must_use]
    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\nhint: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}
