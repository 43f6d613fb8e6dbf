//! The choices of one execution, and the way from one execution to the next.

use crate::{Difference, menu::Menu, schedule::Choices};

/// Depth-first search over lists of choices: the same choices again up to the last that has an alternative left,
/// then that alternative, then the first ones.
#[derive(Default)]
pub(crate) struct Path {
    choices: Vec<Choice>,
    position: usize,
}

struct Choice {
    taken: u16,
    /// How many alternatives the bound leaves; the first so many.
    affordable: u16,
    /// Unknown where the choice comes from a schedule.
    menu: Option<Menu>,
}

/// Why an execution cannot follow its choices.
pub(crate) enum Astray {
    /// The same choices as in an earlier execution, and yet another menu.
    Different(Difference),
    /// The schedule asks for an alternative that does not exist.
    Stale {
        choice: usize,
        taken: usize,
        count: usize,
    },
}

impl Path {
    /// The path that a schedule tells.
    pub(crate) fn of(choices: &Choices) -> Self {
        let choices = choices.iter().map(|taken| Choice {
            taken,
            affordable: u16::MAX,
            menu: None,
        });
        Self {
            choices: choices.collect(),
            position: 0,
        }
    }

    /// An execution begins.
    pub(crate) fn rewind(&mut self) {
        self.position = 0;
    }

    /// Whether the next choice is one that no execution has come to before.
    pub(crate) fn is_at_end(&self) -> bool {
        self.position == self.choices.len()
    }

    /// Makes the next choice.
    pub(crate) fn choose(&mut self, affordable: usize, menu: Menu) -> Result<usize, Astray> {
        let position = self.position;
        self.position += 1;
        let Some(choice) = self.choices.get_mut(position) else {
            self.choices.push(Choice {
                taken: 0,
                affordable: small(affordable),
                menu: Some(menu),
            });
            return Ok(0);
        };
        let before = choice.menu.get_or_insert(menu);
        if *before != menu {
            return Err(Astray::Different(Difference {
                choice: position,
                what: before.difference(&menu),
            }));
        }
        if choice.taken >= menu.count {
            return Err(Astray::Stale {
                choice: position,
                taken: choice.taken.into(),
                count: menu.count.into(),
            });
        }
        Ok(choice.taken.into())
    }

    /// Whether an execution ended before it came to all the choices it was meant to make.
    pub(crate) fn left_over(&self) -> Option<Difference> {
        (self.position < self.choices.len()).then(|| Difference {
            choice: self.position,
            what: "the execution ended before this choice, the time before it came to it".into(),
        })
    }

    /// Moves on to the next path; `false` when there is none.
    pub(crate) fn advance(&mut self) -> bool {
        while let Some(choice) = self.choices.last_mut() {
            if choice.taken + 1 < choice.affordable {
                choice.taken += 1;
                return true;
            }
            self.choices.pop();
        }
        false
    }

    /// What was chosen in the execution that has just ended.
    pub(crate) fn choices(&self) -> Choices {
        self.choices[..self.position.min(self.choices.len())]
            .iter()
            .map(|choice| choice.taken)
            .collect()
    }
}

fn small(count: usize) -> u16 {
    u16::try_from(count).expect("at most a few thousand alternatives")
}
