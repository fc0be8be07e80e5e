//! When a draft is sent: pure, told the time.

/// The shortest time from one draft to the next while somebody types, in milliseconds.
const APART_MS: i64 = 150;
/// How long after a failure it is tried again, in milliseconds.
const AGAIN_MS: i64 = 2_000;

/// What is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing: nothing waits, or what is on its way comes first.
    Rest,
    /// Ask again in so many milliseconds, unless something happens before.
    Wait(u32),
    /// Send the newest draft.
    Send,
}

/// What waits, what is on its way, and since when.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pace {
    waits: bool,
    hurries: bool,
    is_sent: bool,
    is_closed: bool,
    not_before_ms: i64,
}

impl Pace {
    /// There is something new to keep.
    pub fn changed(&mut self, now_ms: i64) -> Next {
        if self.is_closed {
            return Next::Rest;
        }
        self.waits = true;
        self.next(now_ms)
    }

    /// What waits must not wait longer than for what is on its way.
    pub fn hurried(&mut self, now_ms: i64) -> Next {
        self.hurries = self.waits;
        self.next(now_ms)
    }

    /// What was on its way is answered; `again` when it must be sent once more.
    pub fn answered(&mut self, now_ms: i64, again: bool) -> Next {
        self.is_sent = false;
        if again && !self.is_closed {
            self.waits = true;
            self.not_before_ms = now_ms + AGAIN_MS;
        }
        self.next(now_ms)
    }

    /// Whether something waits that must be sent beside everything else because the page goes away; it waits no longer.
    pub fn forsaken(&mut self) -> bool {
        std::mem::take(&mut self.waits)
    }

    /// Nothing more is kept; says whether nothing is on its way.
    pub fn close(&mut self) -> bool {
        (self.waits, self.hurries, self.is_closed) = (false, false, true);
        !self.is_sent
    }

    /// Changes are kept again, the first one at once.
    pub fn open(&mut self) {
        (self.is_closed, self.not_before_ms) = (false, 0);
    }

    fn next(&mut self, now_ms: i64) -> Next {
        if !self.waits || self.is_sent {
            return Next::Rest;
        }
        // A clock that was set back must not keep a draft waiting.
        let rest_ms = (self.not_before_ms - now_ms).min(AGAIN_MS);
        if rest_ms > 0 && !self.hurries {
            return Next::Wait(u32::try_from(rest_ms).unwrap_or(0));
        }
        (self.waits, self.hurries, self.is_sent) = (false, false, true);
        self.not_before_ms = now_ms + APART_MS;
        Next::Send
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_change_is_sent_at_once() {
        assert_eq!(Pace::default().changed(1_000), Next::Send);
    }

    #[test]
    fn fast_typing_is_sent_a_few_times_a_second_and_ends_with_the_last_key() {
        let (mut pace, mut sent, mut due) = (Pace::default(), Vec::new(), None);
        for now in 0..1_000i64 {
            let next = match now {
                // A key every 40 ms, answers after 5 ms.
                _ if now % 40 == 0 && now <= 680 => pace.changed(now),
                _ if sent.last() == Some(&(now - 5)) => pace.answered(now, false),
                _ if due == Some(now) => pace.hurried(now),
                _ => Next::Rest,
            };
            match next {
                Next::Send => sent.push(now),
                Next::Wait(delay_ms) => due = Some(now + i64::from(delay_ms)),
                Next::Rest => {}
            }
        }
        assert!(sent.windows(2).all(|pair| pair[1] - pair[0] >= APART_MS), "{sent:?}");
        assert_eq!(sent.len(), 6, "{sent:?}");
        assert!(*sent.last().unwrap() > 680, "the last key is kept too: {sent:?}");
    }

    #[test]
    fn one_is_on_its_way_at_a_time() {
        let mut pace = Pace::default();
        assert_eq!(pace.changed(0), Next::Send);
        assert_eq!(pace.changed(500), Next::Rest, "the first one has not been answered");
        assert_eq!(pace.hurried(510), Next::Rest);
        assert_eq!(pace.answered(520, false), Next::Send);
    }

    #[test]
    fn leaving_the_field_does_not_wait() {
        let mut pace = Pace::default();
        pace.changed(0);
        pace.answered(5, false);
        assert_eq!(pace.changed(20), Next::Wait(130));
        assert_eq!(pace.hurried(30), Next::Send);
        pace.answered(35, false);
        assert_eq!(pace.hurried(40), Next::Rest, "nothing is left to keep");
    }

    #[test]
    fn a_page_that_goes_away_sends_what_waits_beside_what_is_on_its_way() {
        let mut pace = Pace::default();
        pace.changed(0);
        assert!(!pace.forsaken());
        pace.changed(10);
        assert!(pace.forsaken() && !pace.forsaken());
    }

    #[test]
    fn a_form_that_is_saved_waits_for_its_draft_and_keeps_none_after_it() {
        let mut pace = Pace::default();
        pace.changed(0);
        pace.changed(10);
        assert!(!pace.close(), "a draft is on its way and must not overtake the expense");
        assert_eq!(pace.answered(20, true), Next::Rest);
        assert_eq!(pace.changed(30), Next::Rest);
        assert!(pace.close());
        pace.open();
        assert_eq!(pace.changed(40), Next::Send);
    }

    #[test]
    fn what_failed_is_sent_again_later_but_not_in_a_storm() {
        let mut pace = Pace::default();
        pace.changed(0);
        assert_eq!(pace.answered(10, true), Next::Wait(2_000));
        assert_eq!(pace.changed(100), Next::Wait(1_910));
        assert_eq!(pace.hurried(2_010), Next::Send);
    }
}
