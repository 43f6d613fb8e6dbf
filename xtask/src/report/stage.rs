//! How far a subject is judged.

/// How far a subject is judged, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// It compiles, and so do the course's tests against it.
    Build,
    /// It keeps its promises, as ordinary tests see it.
    Contract,
    /// It keeps them in every interleaving.
    Race,
    /// More workers make it faster, as far as this machine can tell.
    Speed,
}

impl Stage {
    /// Those that run the subject's tests, in their order.
    pub const JUDGED: [Self; 3] = [Self::Contract, Self::Race, Self::Speed];

    /// As it is typed and told: `contract`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Contract => "contract",
            Self::Race => "race",
            Self::Speed => "speed",
        }
    }

    /// The stage of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut all = [Self::Build].into_iter().chain(Self::JUDGED);
        all.find(|stage| stage.name() == name)
    }
}
