//! The interface as a person meets it: the twelve core tasks on a desktop browser, on a phone and in the desktop window, with a
//! pointer and with the keyboard alone, and what must hold on every screen.

mod access;
mod adding;
mod care;
mod cloud;
mod details;
mod finding;
mod keeping;
mod keys;
mod large;
mod locales;
mod rows;
mod sync;

use tests::browser::Target;
use tests::person::Hands;
use tests::stage::{Begin, run};

/// Each task with the book it starts from, as a test for one target and one pair of hands.
macro_rules! tasks {
    ($target:expr, $hands:expr) => {
        tasks! { $target, $hands,
            t01_start_empty = keeping::start_empty from Untouched;
            t02_add_a_lunch_with_a_photo = adding::add_a_lunch_with_a_photo from Empty;
            t03_add_by_the_full_form = adding::add_by_the_full_form from Empty;
            t04_find_one_among_many = finding::find_one_among_many from Demo;
            t05_edit = adding::edit from Demo;
            t06_undo_and_redo = keeping::undo_and_redo from Demo;
            t07_delete_and_restore_from_the_trash = keeping::delete_and_restore from Demo;
            t08_change_several_as_one_step = keeping::change_several from Demo;
            t09_filter_by_meal_and_tag_and_read_the_totals = finding::filter_and_read_the_totals from Demo;
            t10_drill_down_from_calendar_and_dashboard = finding::drill_down from Demo;
            t11_merge_two_places = rows::merge_two_places from Demo;
            t12_import_twice_and_undo = rows::import_twice_and_undo from Empty;
            every_detail_of_a_meal = details::add_every_detail from Empty;
        }
    };
    ($target:expr, $hands:expr, $($name:ident = $module:ident::$case:ident from $begin:ident;)*) => {
        use super::*;
        $(
            #[test]
            fn $name() {
                run(stringify!($name), $target, $hands, Begin::$begin, $module::$case);
            }
        )*
    };
}

mod desktop_by_mouse {
    tasks!(Target::Desktop, Hands::Mouse);
}
mod desktop_by_keyboard {
    tasks!(Target::Desktop, Hands::Keyboard);
}
mod phone_by_finger {
    tasks!(Target::Phone, Hands::Finger);
}
mod window_by_mouse {
    tasks!(Target::Window, Hands::Mouse);
}
mod window_by_keyboard {
    tasks!(Target::Window, Hands::Keyboard);
}
