//! `cargo xtask`.
use xtask::{course::Course, stub};

fn main() -> std::process::ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().map(String::as_str) != Some("author")
        || args.get(1).map(String::as_str) != Some("stubs")
    {
        eprintln!("only `author stubs [LESSON]` works so far");
        return 2.into();
    }
    let course = match Course::find(&std::env::current_dir().unwrap()) {
        Ok(course) => course,
        Err(error) => {
            eprintln!("{error}");
            return 4.into();
        }
    };
    let digits = |text: &str| {
        text.trim_start_matches("lesson")
            .trim_start_matches('0')
            .to_owned()
    };
    let mut code = 0;
    for lesson in &course.lessons {
        if args
            .get(2)
            .is_some_and(|wanted| digits(wanted) != digits(&lesson.number))
        {
            continue;
        }
        match stub::stubs(&course, lesson) {
            Ok(stubs) => {
                for stub in stubs {
                    let to = course.root.join(&stub.to);
                    if std::fs::read_to_string(&to).is_ok_and(|found| found == stub.text) {
                        continue;
                    }
                    std::fs::create_dir_all(to.parent().unwrap()).unwrap();
                    std::fs::write(&to, &stub.text).unwrap();
                    println!("wrote {}", stub.to.display());
                }
            }
            Err(error) => {
                eprintln!("{error}");
                code = 4;
            }
        }
    }
    code.into()
}
