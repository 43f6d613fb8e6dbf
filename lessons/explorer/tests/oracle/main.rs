//! Random programs on the engine and on shuttle, whose depth-first search shares nothing with it.
//!
//! A test target of its own, since shuttle replaces the panic hook of its process.

#[path = "../all/primitives/mod.rs"]
mod primitives;
#[path = "../all/programs/mod.rs"]
#[expect(dead_code, reason = "the oracle knows no memory orders")]
mod programs;

mod on_shuttle;

use std::{panic, time::Duration};

use explorer::Explorer;

use crate::{
    on_shuttle::Oracle,
    programs::{
        corpus::{Compared, compare},
        generate::Kind,
        run,
    },
};

#[test]
fn random_interleavings_are_those_of_the_oracle() {
    // shuttle tells of every deadlock; most of these programs are meant to have one.
    panic::set_hook(Box::new(|info| {
        if !info.to_string().contains("deadlock") {
            println!("{info}");
        }
    }));
    let explorer = Explorer::new().budget(Duration::from_secs(600));
    compare(Kind::Interleavings, 1, |program, _| {
        let oracle = on_shuttle::run(program);
        if oracle == Oracle::TooMany {
            return Compared::TooLarge;
        }
        let (answers, exploration) = run(&explorer, program);
        if oracle == Oracle::Deadlock {
            assert!(
                exploration.failure().is_some(),
                "{exploration} in {program:?}"
            );
            return Compared::SameFailure;
        }
        assert!(exploration.is_proven(), "{exploration} in {program:?}");
        assert_eq!(Oracle::Answers(answers), oracle, "{program:?}");
        Compared::Same
    });
}
