//! E0525: `f` is called with every item, and gives away at the first call what it has only once.

pub fn map<T, R>(items: Vec<T>, f: impl Fn(T) -> R) -> Vec<R> {
    items.into_iter().map(f).collect()
}

pub fn main() {
    let text = String::from("many hands");
    let shout = move |_: u32| text;
    //~ mend: let shout = move |_: u32| text.clone();
    println!("{:?}", map(vec![1, 2], shout));
}
