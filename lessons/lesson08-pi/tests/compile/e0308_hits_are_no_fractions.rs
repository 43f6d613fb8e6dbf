//! E0308: whole numbers and fractions are not mixed silently; where rounding begins has to be written down.

pub struct Estimate {
    hits: u64,
    points: u64,
}

pub fn main() {
    let shares = [0.75_f64, 0.5];
    let estimate = Estimate {
        hits: shares.iter().map(|share| share * 4.0).sum::<f64>(),
        //~ mend: hits: [3, 2].iter().sum::<u64>(),
        points: 8,
    };
    println!("{} of {}", estimate.hits, estimate.points);
}
