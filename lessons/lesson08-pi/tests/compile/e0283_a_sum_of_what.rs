//! E0283: a sum can be of another type than what is added up, so it has to be said which.

pub fn main() {
    let blocks = vec![3_u64, 4];
    let hits = blocks.iter().map(|points| points / 2).sum();
    //~ mend: let hits: u64 = blocks.iter().map(|points| points / 2).sum();
    println!("{hits}");
}
