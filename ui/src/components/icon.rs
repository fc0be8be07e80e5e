//! Line icons on a 24-pixel grid, drawn with the text colour. Shapes after Lucide (ISC licence).

use yew::prelude::*;

macro_rules! icons {
    ($($name:ident = $path:literal,)*) => {
        /// An icon.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the names say it")]
        pub enum IconName {
            $($name,)*
        }

        impl IconName {
            /// The strokes, as SVG path data.
            fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $path,)*
                }
            }
        }
    };
}

icons! {
    Plus = "M5 12h14M12 5v14",
    Minus = "M5 12h14",
    Check = "M20 6 9 17l-5-5",
    Close = "M18 6 6 18M6 6l12 12",
    Search = "M11 19a8 8 0 1 0 0-16 8 8 0 0 0 0 16M21 21l-4.3-4.3",
    Camera = "M14.5 4h-5L7 7H4a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-3zM12 16a3 3 0 1 0 0-6 3 3 0 0 0 0 6",
    Image = "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2M9 11a2 2 0 1 0 0-4 2 2 0 0 0 0 4M21 15l-3.1-3.1a2 2 0 0 0-2.8 0L6 21",
    Calendar = "M8 2v4M16 2v4M5 4h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2M3 10h18",
    Chart = "M3 3v16a2 2 0 0 0 2 2h16M18 17V9M13 17V5M8 17v-3",
    List = "M8 6h13M8 12h13M8 18h13M3 6h.01M3 12h.01M3 18h.01",
    Receipt = "M4 2v20l2-1 2 1 2-1 2 1 2-1 2 1 2-1 2 1V2l-2 1-2-1-2 1-2-1-2 1-2-1-2 1zM8 8h8M8 12h8M8 16h5",
    Utensils = "M3 2v7c0 1.1.9 2 2 2h4a2 2 0 0 0 2-2V2M7 2v20M21 15V2a5 5 0 0 0-5 5v6c0 1.1.9 2 2 2zm0 0v7",
    Store = "M2 7l2.5-4.2A1.6 1.6 0 0 1 5.9 2h12.2a1.6 1.6 0 0 1 1.4.8L22 7M4 12v8a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-8M15 22v-4a2 2 0 0 0-2-2h-2a2 2 0 0 0-2 2v4M2 7h20v3a2 2 0 0 1-2 2 2.7 2.7 0 0 1-1.6-.6.7.7 0 0 0-.8 0A2.7 2.7 0 0 1 16 12a2.7 2.7 0 0 1-1.6-.6.7.7 0 0 0-.8 0A2.7 2.7 0 0 1 12 12a2.7 2.7 0 0 1-1.6-.6.7.7 0 0 0-.8 0A2.7 2.7 0 0 1 8 12a2.7 2.7 0 0 1-1.6-.6.7.7 0 0 0-.8 0A2.7 2.7 0 0 1 4 12a2 2 0 0 1-2-2z",
    Building = "M6 22V4a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v18zM6 12H4a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h2M18 9h2a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-2M10 6h4M10 10h4M10 14h4M10 18h4",
    Folder = "M20 20a2 2 0 0 0 2-2V8a2 2 0 0 0-2-2h-7.9a2 2 0 0 1-1.7-.9L9.6 3.9A2 2 0 0 0 7.9 3H4a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2z",
    Tag = "M12.6 2.6A2 2 0 0 0 11.2 2H4a2 2 0 0 0-2 2v7.2a2 2 0 0 0 .6 1.4l8.7 8.7a2.4 2.4 0 0 0 3.4 0l6.6-6.6a2.4 2.4 0 0 0 0-3.4zM7.5 7.5h.01",
    Person = "M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8",
    People = "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M22 21v-2a4 4 0 0 0-3-3.9M16 3.1a4 4 0 0 1 0 7.8",
    Card = "M4 5h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2M2 10h20",
    Suitcase = "M6 20a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2M8 18V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v14M10 20h4",
    Settings = "M20 7h-9M14 17H5M17 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6M7 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6",
    Help = "M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20M9.1 9a3 3 0 0 1 5.8 1c0 2-3 3-3 3M12 17h.01",
    Import = "M12 3v12M8 11l4 4 4-4M8 5H4a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2h-4",
    Trash = "M3 6h18M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2M10 11v6M14 11v6",
    Restore = "M3 12a9 9 0 1 0 9-9 9.8 9.8 0 0 0-6.7 2.7L3 8M3 3v5h5M12 7v5l4 2",
    Undo = "M9 14 4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 0 11H11",
    Redo = "M15 14l5-5-5-5M20 9H9.5a5.5 5.5 0 0 0 0 11H13",
    Edit = "M21.2 6.8a2.8 2.8 0 0 0-4-4L3.8 16.2a2 2 0 0 0-.5.8L2 21.4a.5.5 0 0 0 .6.6l4.4-1.3a2 2 0 0 0 .8-.5zM15 5l4 4",
    Copy = "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2M4 16a2 2 0 0 1-2-2V4c0-1.1.9-2 2-2h10a2 2 0 0 1 2 2",
    Refund = "M9 14l-4-4 4-4M5 10h11a4 4 0 1 1 0 8h-1",
    Void = "M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20M4.9 4.9l14.2 14.2",
    Star = "M12 2l3.1 6.3 6.9 1-5 4.9 1.2 6.8L12 17.8 5.8 21 7 14.2 2 9.3l6.9-1z",
    Pin = "M12 17v5M9 10.8a2 2 0 0 1-1.1 1.8l-1.8.9A2 2 0 0 0 5 15.2V16a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-.8a2 2 0 0 0-1.1-1.8l-1.8-.9a2 2 0 0 1-1.1-1.8V7a1 1 0 0 1 1-1 2 2 0 0 0 0-4H8a2 2 0 0 0 0 4 1 1 0 0 1 1 1z",
    Filter = "M3 6h18M7 12h10M10 18h4",
    Sort = "m3 16 4 4 4-4M7 20V4M21 8l-4-4-4 4M17 4v16",
    ChevronDown = "m6 9 6 6 6-6",
    ChevronUp = "m18 15-6-6-6 6",
    ChevronStart = "m15 18-6-6 6-6",
    ChevronEnd = "m9 18 6-6-6-6",
    ArrowStart = "m12 19-7-7 7-7M19 12H5",
    More = "M12 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2M19 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2M5 13a1 1 0 1 0 0-2 1 1 0 0 0 0 2",
    Clock = "M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20M12 6v6l4 2",
    Eye = "M2.1 12.3a1 1 0 0 1 0-.7 10.8 10.8 0 0 1 19.8 0 1 1 0 0 1 0 .7 10.8 10.8 0 0 1-19.8 0M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6",
    EyeOff = "M10.7 5.1A10.7 10.7 0 0 1 21.9 11.7a1 1 0 0 1 0 .7 10.7 10.7 0 0 1-1.4 2.5M14.1 14.2a3 3 0 0 1-4.2-4.2M17.5 17.5a10.8 10.8 0 0 1-15.4-5.1 1 1 0 0 1 0-.7 10.8 10.8 0 0 1 4.4-5.2M2 2l20 20",
    Alert = "m21.7 18-8-14a2 2 0 0 0-3.5 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3M12 9v4M12 17h.01",
    Info = "M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20M12 16v-4M12 8h.01",
    Sparkle = "M9.9 15.5A2 2 0 0 0 8.5 14l-6.1-1.6a.5.5 0 0 1 0-1L8.5 9.9A2 2 0 0 0 9.9 8.5l1.6-6.1a.5.5 0 0 1 1 0L14 8.5A2 2 0 0 0 15.5 9.9l6.1 1.6a.5.5 0 0 1 0 1L15.5 14a2 2 0 0 0-1.4 1.4l-1.6 6.1a.5.5 0 0 1-1 0z",
    Note = "M16 3H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2V8zM15 3v4a2 2 0 0 0 2 2h4M8 13h8M8 17h5",
    Coffee = "M10 2v2M14 2v2M6 2v2M16 8a1 1 0 0 1 1 1v8a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V9a1 1 0 0 1 1-1h14a4 4 0 1 1 0 8h-1",
    Sunrise = "M12 2v8M4.9 10.9l1.4 1.4M2 18h2M20 18h2M19.1 10.9l-1.4 1.4M22 22H2M8 6l4-4 4 4M16 18a4 4 0 0 0-8 0",
    Soup = "M12 21a9 9 0 0 0 9-9H3a9 9 0 0 0 9 9M7 21h10M19.5 12 22 6M16.3 3c.3.3.7.9.5 1.7-.2.7-.7 1-.8 1.7-.1.6.2 1.1.5 1.6M11.3 3c.3.3.7.9.5 1.7-.2.7-.7 1-.8 1.7-.1.6.2 1.1.5 1.6M6.3 3c.3.3.7.9.5 1.7-.2.7-.7 1-.8 1.7-.1.6.2 1.1.5 1.6",
    Moon = "M12 3a6 6 0 0 0 9 9 9 9 0 1 1-9-9",
    Sun = "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M6.3 17.7l-1.4 1.4M19.1 4.9l-1.4 1.4",
    Glass = "M8 22h8M12 11v11M19 3l-7 8-7-8zM7.8 6.5h8.4",
    Cake = "M20 21v-8a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8M4 16s.5-1 2-1 2.500 2 4 2 2.500-2 4-2 2.500 2 4 2 2-1 2-1M2 21h20M7 8v3M12 8v3M17 8v3M7 4h.01M12 4h.01M17 4h.01",
    Basket = "m15 11-1 9M19 11l-4-7M2 11h20M3.500 11l1.600 7.400a2 2 0 0 0 2 1.600h9.800a2 2 0 0 0 2-1.600l1.700-7.400M4.500 15.500h15M5 11l4-7M9 11l1 9",
    Cookie = "M12 2a10 10 0 1 0 10 10 4 4 0 0 1-5-5 4 4 0 0 1-5-5M8.500 8.500v.01M16 15.500v.01M12 12v.01M11 17v.01M7 14v.01",
    Book = "M4 19.500v-15A2.500 2.500 0 0 1 6.500 2H20v20H6.500a2.500 2.500 0 0 1 0-5H20",
    Command = "M15 6v12a3 3 0 1 0 3-3H6a3 3 0 1 0 3 3V6a3 3 0 1 0-3 3h12a3 3 0 1 0-3-3",
    Percent = "M19 5 5 19M6.500 9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5M17.500 20a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5",
    Link = "M10 13a5 5 0 0 0 7.500.500l3-3a5 5 0 0 0-7-7l-1.700 1.700M14 11a5 5 0 0 0-7.500-.500l-3 3a5 5 0 0 0 7 7l1.700-1.700",
    Merge = "m8 6 4-4 4 4M12 2v10.300a4 4 0 0 1-1.200 2.900L4 22M20 22l-5-5",
    Archive = "M3 3h18a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M4 8v11a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8M10 12h4",
    Download = "M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5M12 15V3",
    Cloud = "M17.5 19H9a7 7 0 1 1 6.7-9h1.8a4.5 4.5 0 1 1 0 9z",
    CloudOff = "m2 2 20 20M5.8 5.8A7 7 0 0 0 9 19h8.5a4.5 4.5 0 0 0 1.3-.2M21.5 16.5A4.5 4.5 0 0 0 17.5 10h-1.8A7 7 0 0 0 10 5.1",
    CloudUp = "M12 13v8M4 14.900A7 7 0 1 1 15.700 8h1.800a4.500 4.500 0 0 1 2.500 8.200M8 17l4-4 4 4",
    Sync = "M3 12a9 9 0 0 1 9-9 9.800 9.800 0 0 1 6.700 2.700L21 8M21 3v5h-5M21 12a9 9 0 0 1-9 9 9.800 9.800 0 0 1-6.700-2.700L3 16M8 16H3v5",
    Lock = "M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2M7 11V7a5 5 0 0 1 10 0v4",
    Laptop = "M20 16V7a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v9M2 20h20l-2-4H4z",
    Phone = "M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2M12 18h.01",
    Split = "M16 3h5v5M8 3H3v5M12 22v-8.300a4 4 0 0 0-1.200-2.900L3 3M15 9l6-6",
    Leave = "M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4M16 17l5-5-5-5M21 12H9",
    Shield = "M20 13c0 5-3.500 7.500-7.700 9a1 1 0 0 1-.600 0C7.500 20.500 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.500-1.200 6.200-2.700a1.200 1.200 0 0 1 1.600 0C14.500 3.800 17 5 19 5a1 1 0 0 1 1 1zM9 12l2 2 4-4",
}

impl IconName {
    /// The icon of a meal.
    pub fn of_meal(meal: domain::MealType) -> Self {
        use domain::MealType;
        match meal {
            MealType::Breakfast => Self::Sunrise,
            MealType::Brunch => Self::Coffee,
            MealType::Lunch => Self::Soup,
            MealType::Dinner => Self::Utensils,
            MealType::Snack => Self::Cookie,
            MealType::Drinks => Self::Glass,
            MealType::Dessert => Self::Cake,
            MealType::LateNight => Self::Moon,
            MealType::Groceries => Self::Basket,
            MealType::Other | MealType::Unknown(_) => Self::Receipt,
        }
    }

    /// The icon of a catalogue.
    pub fn of_catalogue(kind: domain::read::CatalogueKind) -> Self {
        use domain::read::CatalogueKind;
        match kind {
            CatalogueKind::Place => Self::Store,
            CatalogueKind::Merchant => Self::Building,
            CatalogueKind::Category => Self::Folder,
            CatalogueKind::Tag => Self::Tag,
            CatalogueKind::Person => Self::People,
            CatalogueKind::PaymentMethod => Self::Card,
            CatalogueKind::Trip => Self::Suitcase,
        }
    }

    /// Whether it points along the line and is mirrored in right-to-left layouts.
    fn is_directional(self) -> bool {
        matches!(
            self,
            Self::ChevronStart
                | Self::ChevronEnd
                | Self::ArrowStart
                | Self::Undo
                | Self::Redo
                | Self::Refund
                | Self::List
                | Self::Leave
        )
    }
}

/// Draws an icon; it is decoration, so the control beside it carries the name.
#[yew_autoprops::autoprops]
#[component]
pub fn Icon(name: &IconName, #[prop_or_default] class: &Classes) -> Html {
    let name = *name;
    let mirrored = name.is_directional().then_some("icon-directional");
    html! {
        <svg class={classes!("icon", mirrored, class.clone())} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={name.path()} />
        </svg>
    }
}
