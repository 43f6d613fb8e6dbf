//! What explores the interleavings.

/// What explores the interleavings in the race stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Engine {
    /// The course's own.
    #[default]
    Explorer,
    /// The one that the field uses: a second opinion.
    Loom,
}

impl Engine {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Explorer, Self::Loom];

    /// As it is typed, and as the feature is called that builds it in: `loom`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Explorer => "explorer",
            Self::Loom => "loom",
        }
    }

    /// The engine of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name() == name)
    }
}
