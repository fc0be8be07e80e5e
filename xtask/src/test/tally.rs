//! Counts of tests, read from what the test runners print.

/// Tests that passed and tests that did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    /// Joins the runner's own verdict: a failure nobody counted is one failure, and a step that should report tests
    /// but ran none is one too.
    pub fn with_exit(self, success: bool, counts: bool) -> Self {
        let nothing_ran = counts && self.passed == 0;
        if self.failed == 0 && (!success || nothing_ran) {
            return Self { failed: 1, ..self };
        }
        self
    }
}

/// Adds up the summaries of libtest and nextest in a program's output.
pub fn read(output: &str) -> Tally {
    let mut tally = Tally::default();
    for line in output.lines() {
        let line = plain(line);
        let line = line.trim();
        if line.starts_with("test result:") || (line.starts_with("Summary [") && line.contains("run:")) {
            tally.passed += number_before(line, "passed");
            tally.failed += number_before(line, "failed") + number_before(line, "timed out");
        }
    }
    tally
}

/// The names of the tests that libtest reported as failed.
pub fn failed_names(output: &str) -> Vec<String> {
    output
        .lines()
        .filter_map(|line| {
            let line = plain(line);
            let name = line.trim().strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
            Some(name.to_owned())
        })
        .collect()
}

/// The number in front of a word: `12 passed` is 12.
fn number_before(line: &str, word: &str) -> u64 {
    let Some(end) = line.find(&format!(" {word}")) else { return 0 };
    let digits = line[..end].rsplit(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

/// The line without terminal colours.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(|letter| letter.is_ascii_alphabetic());
        } else {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_tests_are_named() {
        let output = "test a::b ... ok\ntest a::c ... FAILED\n\u{1b}[31mtest d ... FAILED\u{1b}[0m\ntest result: FAILED. 1 passed; 2 failed";
        assert_eq!(failed_names(output), ["a::c", "d"]);
    }

    fn check(output: &str, passed: u64, failed: u64) {
        assert_eq!(read(output), Tally { passed, failed }, "{output}");
    }

    #[test]
    fn libtest_summaries_add_up() {
        check(
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            3,
            0,
        );
        check(
            "test result: ok. 3 passed; 0 failed\nnoise\ntest result: FAILED. 10 passed; 2 failed; 1 ignored",
            13,
            2,
        );
    }

    #[test]
    fn nextest_summaries_count_once() {
        check("     Summary [   0.511s] 52 tests run: 50 passed (1 slow), 2 failed, 4 skipped", 50, 2);
        check("\u{1b}[32m     Summary\u{1b}[0m [   0.005s] 1 test run: 1 passed, 0 skipped", 1, 0);
        check("     Summary [  60.000s] 3 tests run: 2 passed, 1 timed out, 0 skipped", 2, 1);
    }

    #[test]
    fn other_lines_do_not_count() {
        check("running 12 tests\n12 passed, 0 failed\n", 0, 0);
    }

    #[test]
    fn a_failure_nobody_counted_still_counts() {
        assert_eq!(Tally { passed: 4, failed: 0 }.with_exit(false, true).failed, 1);
        assert_eq!(Tally { passed: 4, failed: 2 }.with_exit(false, true).failed, 2);
        assert_eq!(Tally::default().with_exit(true, true).failed, 1);
        assert_eq!(Tally::default().with_exit(true, false).failed, 0);
    }
}
