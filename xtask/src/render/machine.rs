//! What a computer can do, for people and for programs.

use serde_json::{Map, json};

use super::{
    json::Fields,
    style::{GOOD, STRONG, paint},
    text::prose,
};
use crate::speed::{Machine, Price};

/// The whole picture.
pub fn machine(machine: &Machine) -> String {
    let cores = match machine.cores {
        1 => "1 core".to_owned(),
        cores => format!("{cores} cores"),
    };
    let mut text = format!(
        "{}\n\n",
        paint(
            STRONG,
            format!("The scheduler grants this process {cores}.")
        )
    );
    text.push_str("  threads  cores that they really got (8 of 10 between)\n");
    let most = machine.capacity.values().map(|got| got.middle);
    let unit = (48.0 / most.fold(1.0, f64::max)).min(8.0);
    for (threads, got) in &machine.capacity {
        let bar = "█".repeat((got.middle * unit).round().max(0.0) as usize);
        text.push_str(&format!(
            "  {threads:>7}  {:>5.2}  ({:.2} and {:.2})  {}\n",
            got.middle,
            got.low,
            got.high,
            paint(GOOD, bar)
        ));
    }
    text.push_str(&format!(
        "\n  {:<42} {:>9}  (8 of 10 between)\n",
        "what", "costs"
    ));
    for (price, costs) in &machine.prices {
        text.push_str(&format!(
            "  {:<42} {:>9}  ({} and {})\n",
            words(*price),
            time(costs.middle),
            time(costs.low),
            time(costs.high)
        ));
    }
    text.push('\n');
    for line in meaning(machine) {
        text.push_str(&format!("- {}", prose(&line, 2).trim_start()));
    }
    text
}

/// For programs: numbers as low, middle and high.
pub fn fields(machine: &Machine) -> Fields {
    let spread = |it: &crate::speed::Spread| json!([it.low, it.middle, it.high]);
    let capacity = machine.capacity.iter();
    let prices = machine.prices.iter();
    let capacity =
        capacity.map(|(threads, got)| json!({ "threads": threads, "cores": spread(got) }));
    let prices = prices.map(|(price, cost)| (name(*price).to_owned(), spread(cost)));
    vec![
        ("cores", machine.cores.into()),
        ("capacity", capacity.collect()),
        ("nanoseconds", prices.collect::<Map<_, _>>().into()),
    ]
}

fn name(price: Price) -> &'static str {
    match price {
        Price::Thread => "thread",
        Price::Process => "process",
        Price::Lock => "lock",
        Price::Contended => "contended_lock",
        Price::Handover => "handover",
        Price::Pipe => "pipe",
    }
}

fn words(price: Price) -> &'static str {
    match price {
        Price::Thread => "starting a thread and joining it",
        Price::Process => "starting a process and waiting for it",
        Price::Lock => "a lock that nobody else wants",
        Price::Contended => "a lock that two threads want all the time",
        Price::Handover => "a rendezvous: waking a thread, and back",
        Price::Pipe => "a byte to another process and back",
    }
}

/// Nanoseconds in a unit that fits.
fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 1e3 => format!("{ns:.0} ns"),
        ns if ns < 1e5 => format!("{:.1} µs", ns / 1e3),
        ns if ns < 1e6 => format!("{:.0} µs", ns / 1e3),
        ns => format!("{:.1} ms", ns / 1e6),
    }
}

/// What it means for the lessons.
fn meaning(machine: &Machine) -> Vec<String> {
    let mut lines = Vec::new();
    let two = machine.capacity.get(&2).map(|got| got.middle);
    lines.push(match (machine.cores, two) {
        (1, _) => "The speed stage (lessons 01, 04 and 06 to 08): with one core nothing can be faster by more workers. It says \"cannot tell\"; all other stages need no second core.".to_owned(),
        (_, Some(two)) if two < 1.7 => format!(
            "The speed stage (lessons 01, 04 and 06 to 08): two threads got {two:.2} cores just now. It calls the machine calm from 1.70 on, so it will mostly say \"cannot tell\" until others compute less."
        ),
        (_, Some(two)) => format!(
            "The speed stage (lessons 01, 04 and 06 to 08): two threads got {two:.2} cores, so it can tell whether two workers are \
             1.5 times as fast."
        ),
        _ => "The speed stage: it is not known what two threads get here.".to_owned(),
    });
    if let Some(thread) = machine.prices.get(&Price::Thread) {
        lines.push(format!(
            "Lesson 01, threads: one pays for itself when its share takes longer than {}; ten times that, and its price is a tenth.",
            time(thread.middle)
        ));
    }
    if let Some((lock, contended)) = machine
        .prices
        .get(&Price::Lock)
        .zip(machine.prices.get(&Price::Contended))
    {
        lines.push(format!(
            "Lesson 02, locks: {} if nobody else wants it, {} if two threads always do: take one seldom, and let \
             it go soon.",
            time(lock.middle),
            time(contended.middle)
        ));
    }
    if let Some(handover) = machine.prices.get(&Price::Handover) {
        lines.push(format!(
            "Lesson 03, queues: handing over to a thread that sleeps costs about {}, so hand over pieces of ten times that, and \
             not single items.",
            time(handover.middle / 2.0)
        ));
    }
    if let Some((process, pipe)) = machine
        .prices
        .get(&Price::Process)
        .zip(machine.prices.get(&Price::Pipe))
    {
        lines.push(format!(
            "Lessons 05 and 06, processes: one costs {} to start, and an answer through a pipe takes {}: keep them, and give them long jobs.",
            time(process.middle),
            time(pipe.middle)
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{fields, machine};
    use crate::{exit::Exit, render::json, speed::Readings};

    #[test]
    fn the_bars_of_many_cores_fit_and_differ() {
        let mut readings = Readings::default();
        for threads in [1, 8, 32, 64] {
            readings.take("capacity", &[threads, 1_000, 1_000]);
        }
        let text = machine(&readings.close());
        let bars = text.lines().map(|line| line.matches('█').count());
        let bars: Vec<_> = bars.filter(|&length| length > 0).collect();
        assert_eq!(bars, [1, 6, 24, 48]);
    }

    #[test]
    fn what_a_quiet_machine_of_two_cores_can_do() {
        let mut readings = Readings::default();
        readings.take("cores", &[2]);
        for noise in 0..5 {
            for (threads, many) in [(1, 1_000), (2, 1_010), (4, 2_020)] {
                readings.take("capacity", &[threads, 1_000, many + noise * 10]);
            }
        }
        for (which, price) in [28_000, 900_000, 18, 72, 11_500, 14_000]
            .into_iter()
            .enumerate()
        {
            for noise in 0..5 {
                readings.take("price", &[which as u64, price + noise * price / 20]);
            }
        }
        let shown = readings.close();
        let text = anstream::adapter::strip_str(&machine(&shown)).to_string();
        let document = json::document(Some("machine"), Exit::Green, &[], None, fields(&shown));
        insta::assert_snapshot!(format!("{text}\n{}", json::text(&document)));
    }
}
