//! E0596: drawing changes the generator, so whoever draws must hold it as mutable.

pub struct Block {
    rng: u64,
    points: u64,
}

fn count_hits(rng: &mut u64, points: u64) -> u64 {
    *rng += points;
    *rng
}

pub fn main() {
    let blocks = [Block { rng: 1, points: 2 }, Block { rng: 5, points: 2 }];
    let count = |block: Block| count_hits(&mut block.rng, block.points);
    //~ mend: let count = |mut block: Block| count_hits(&mut block.rng, block.points);
    println!("{}", blocks.into_iter().map(count).sum::<u64>());
}
