//! The course whose tests these are.

use std::{path::Path, sync::OnceLock};

use xtask::course::Course;

/// The course, as it lies on disk.
pub(crate) fn course() -> &'static Course {
    static COURSE: OnceLock<Course> = OnceLock::new();
    COURSE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
        let root = root.expect("the runner lies in the course");
        Course::load(root).unwrap_or_else(|error| panic!("the course cannot be read: {error}"))
    })
}
