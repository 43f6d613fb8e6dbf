//! E0308: a length of eight bytes where the header has four.

fn main() {
    let body = [1, 2, 3];
    let header: [u8; 4] = body.len().to_be_bytes();
    //~ mend: let header: [u8; 4] = u32::try_from(body.len()).unwrap().to_be_bytes();
    println!("{header:?}");
}
