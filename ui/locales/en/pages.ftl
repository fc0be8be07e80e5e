# Words of the dashboard, calendar, catalogues, settings, help and import.

# Charts
chart-amount = Amount
chart-expenses = Expenses
chart-as-table = Show as table
chart-as-chart = Show as chart
chart-as-chart-of = Show as chart: { $title }
chart-as-table-of = Show as table: { $title }
pages-expenses =
    { $n ->
        [one] 1 expense
       *[other] { $n } expenses
    }
pages-and-more =
    { $n ->
        [one] and 1 more
       *[other] and { $n } more
    }
pages-see-all = See all expenses
pages-search-meant = Show all of “{ $what }”
pages-month-choose = Month
pages-month-previous = Previous month
pages-month-next = Next month
pages-month-this = This month
pages-week-previous = Previous week
pages-week-next = Next week
pages-day-previous = Previous day
pages-day-next = Next day
slice-no-meal = No meal given
slice-no-category = No category
slice-no-place = No place
slice-no-tag = No tag

# Dashboard
dash-title = Dashboard
dash-currencies = Currencies
dash-so-far = Spent so far this month
dash-in-month = Spent in this month
dash-first-days =
    { $n ->
        [one] the first day of { $month }
       *[other] the first { $n } days of { $month }
    }
dash-change-more = { $amount } ({ $percent }) more than in { $period }.
dash-change-less = { $amount } ({ $percent }) less than in { $period }.
dash-change-same = The same as in { $period }.
dash-change-new = Nothing was spent in { $period }.
dash-change-was = Then it was { $amount }.
dash-last-month = All of { $month }
dash-per-person = Cost per person
dash-people =
    { $n ->
        [one] over 1 person
       *[other] over { $n } people
    }
dash-no-people = No expense says how many ate
dash-per-day = Average per day
dash-days =
    { $n ->
        [one] over 1 day
       *[other] over { $n } days
    }
dash-tips = Tips
dash-tip-share = { $percent } of spending
dash-trend = Twelve months
dash-trend-description = One column for each month. Use the arrow keys to move and Enter to see the expenses.
dash-trend-average = { $amount } a month on average
dash-month = Month
dash-by-meal = By meal
dash-meal = Meal
dash-shares-description = The share of each part of the whole. Each row of the legend leads to its expenses.
dash-by-category = By category
dash-category = Category
dash-bars-description = One bar for each row, longest first. Each row leads to its expenses.
dash-top-places = Top places
dash-place = Place
dash-twelve-months = Last twelve months
dash-no-places = No expense of the last twelve months names a place.
dash-nothing-this-month = Nothing was spent in this month.
dash-empty-title = Your book is empty
dash-empty-text = Add a first meal, or bring your expenses from another program.
dash-add-first = Add a meal
dash-import = Import a file
dash-quiet-title = Nothing in the twelve months before
dash-quiet-text = Your expenses are of other times. Choose another month, or see them all.

# Calendar
calendar-title = Calendar
calendar-choose = Time shown
calendar-span = Show
calendar-month = Month
calendar-week = Week
calendar-day = Day
calendar-nothing = no expenses
calendar-nothing-eaten = Nothing recorded on this day.
calendar-add = Add
calendar-add-on = Add on { $day }
calendar-all = See all of them
calendar-less = less
calendar-more = more
calendar-heat = The stronger the colour of a day, the more was spent in { $currency }.
calendar-by-meal = By meal, in { $currency }

# Catalogues
catalogue-title = Places, categories and people
catalogue-search = Search by name
catalogue-not-found = Nothing is called “{ $text }”
catalogue-order = Order
catalogue-order-name = By name
catalogue-order-uses = Most used
catalogue-order-recent = Last used
catalogue-with-archived = Show archived
catalogue-archived = Archived
catalogue-archive = Archive
catalogue-unarchive = Take out of the archive
catalogue-more-actions = More actions
catalogue-uses =
    { $n ->
        [one] 1 expense
       *[other] { $n } expenses
    }
catalogue-up = Move { $name } up
catalogue-down = Move { $name } down
catalogue-new-place = New place
catalogue-new-merchant = New brand
catalogue-new-category = New category
catalogue-new-tag = New tag
catalogue-new-person = New person
catalogue-new-payment-method = New payment method
catalogue-new-trip = New trip
catalogue-edit-place = Edit place
catalogue-edit-merchant = Edit brand
catalogue-edit-category = Edit category
catalogue-edit-tag = Edit tag
catalogue-edit-person = Edit person
catalogue-edit-payment-method = Edit payment method
catalogue-edit-trip = Edit trip
catalogue-empty-place = No places yet
catalogue-empty-merchant = No brands yet
catalogue-empty-category = No categories yet
catalogue-empty-tag = No tags yet
catalogue-empty-person = Nobody here yet
catalogue-empty-payment-method = No payment methods yet
catalogue-empty-trip = No trips yet
catalogue-empty-text = They also appear by themselves when you name them on an expense.
catalogue-merge = Merge into another
catalogue-delete = Delete
catalogue-delete-title = Delete { $name }?
catalogue-delete-keeps-name =
    { $n ->
        [one] Its one expense stays and keeps the name it was recorded under.
       *[other] Its { $n } expenses stay and keep the name they were recorded under.
    } You can undo this.
catalogue-delete-keeps-expenses =
    { $n ->
        [one] Its one expense stays; nothing else about it changes.
       *[other] Its { $n } expenses stay; nothing else about them changes.
    } You can undo this.
catalogue-delete-unused = No expense uses it. You can undo this.
catalogue-same-name = There is another one called { $name }. If they are the same, merge them; if not, leave both.
catalogue-merged = This was merged into another.
catalogue-merged-open = Open it
catalogue-unused = No expense uses this yet.
catalogue-visits =
    { $n ->
        [one] 1 expense
       *[other] { $n } expenses
    }, last on { $day }
catalogue-spent = Spent
catalogue-per-visit = Average
catalogue-line = Spending of the last twelve months, at most { $amount } in a month
catalogue-line-label = Last twelve months
catalogue-show-expenses = Show its expenses
catalogue-same-again = Same as last time
merge-title = Merge { $name }
merge-into = Into
merge-choose-hint = Choose the one that stays.
merge-says =
    { $n ->
        [one] The one expense of { $from } moves to { $into }.
       *[other] The { $n } expenses of { $from } move to { $into }.
    } { $from } disappears from the list. One undo takes it all back.
merge-says-unused = No expense uses { $from }. It disappears from the list in favour of { $into }. One undo takes it back.
merge-do = Merge
detail-name = Name
detail-not-said = Not said
detail-branch = Branch
detail-merchant = Brand
detail-cuisine = Cuisine
detail-service-level = Service
detail-price-level = Price level
detail-rating = Rating
detail-favorite = Favourite
detail-wish-list = On the wish list
detail-defaults = Suggested for new expenses
detail-default-category = Category
detail-default-currency = Currency
detail-default-tip = Usual tip in %
detail-tz = Time zone
detail-address = Address
detail-address-1 = Street and number
detail-address-2 = Address, second line
detail-postal-code = Postal code
detail-locality = Town
detail-region-name = Region
detail-country = Country
detail-located-within = Inside (mall, station, airport)
detail-contact = Contact
detail-phone = Phone
detail-website = Website
detail-email = E-mail
detail-description = Description
detail-notes = Notes
detail-short-name = Short name
detail-menu-focus = Known for
detail-format = Kind of business
detail-chain = A chain with several places
detail-aliases = Names on statements
detail-aliases-hint = One a line. An import recognises the brand by them.
detail-parent = Part of
detail-color = Colour
detail-icon = Picture
detail-person-kind = Relation
detail-company = Company
detail-payment-kind = Kind
detail-currency = Currency
detail-last4 = Last four digits
detail-starts-on = From
detail-ends-on = To
detail-days = Days
detail-purpose = Purpose
catalogue-price-0 = Free
catalogue-price-1 = Cheap
catalogue-price-2 = Moderate
catalogue-price-3 = Expensive
catalogue-price-4 = Very expensive
catalogue-color-none = No colour
catalogue-color-red = Red
catalogue-color-orange = Orange
catalogue-color-amber = Amber
catalogue-color-olive = Olive
catalogue-color-green = Green
catalogue-color-teal = Teal
catalogue-color-blue = Blue
catalogue-color-indigo = Indigo
catalogue-color-violet = Violet
catalogue-color-magenta = Magenta
catalogue-color-pink = Pink
catalogue-color-slate = Slate
catalogue-icon-none = No picture
catalogue-icon-utensils = Knife and fork
catalogue-icon-coffee = Coffee
catalogue-icon-burger = Burger
catalogue-icon-tray = Tray
catalogue-icon-truck = Food truck
catalogue-icon-bike = Bicycle
catalogue-icon-basket = Basket
catalogue-icon-carrot = Carrot
catalogue-icon-bread = Bread
catalogue-icon-glass = Glass
catalogue-icon-icecream = Ice cream
catalogue-icon-cookie = Cookie
catalogue-icon-cake = Cake
catalogue-icon-suitcase = Suitcase
catalogue-icon-bed = Bed
catalogue-icon-train = Train
catalogue-icon-briefcase = Briefcase
catalogue-icon-handshake = Handshake
catalogue-icon-users = People
catalogue-icon-dots = Dots

# Settings
settings-title = Settings
settings-demo = This book holds demo data. Everything works as in a real one; delete the demo expenses whenever you like.
settings-look = Look
settings-theme = Theme
settings-theme-system = System
settings-theme-light = Light
settings-theme-dark = Dark
settings-theme-contrast = High contrast
settings-density = Lists
settings-density-comfortable = Comfortable
settings-density-compact = Compact
settings-hide-amounts = Hide amounts
settings-hide-amounts-hint = Amounts are covered until you turn this off.
settings-region = Language and region
settings-language = Language
settings-of-device = As the device
settings-mirrored = Mirrored English (to test right-to-left)
settings-locale = Numbers and dates
settings-locale-hint = How amounts and days are written, whatever the language.
settings-of-language = As the language
settings-of-region = As the region
settings-week-start = The week begins on
settings-date-order = Typed dates such as 3/4
settings-date-order-hint = For quick sentences. Files are asked about on import.
settings-day-first = Day first: 3 April
settings-month-first = Month first: March 4
settings-money = Money and days
settings-home-currency = Home currency
settings-home-currency-hint = For new expenses. Those already recorded keep theirs.
settings-day-end = The day ends at
settings-day-end-hint = A meal after midnight but before this time counts to the evening before.
settings-midnight = Midnight
settings-storage = Your data
settings-storage-text = Everything stays on this device, in one file. Nothing is sent anywhere.
settings-trash = Trash
settings-about = About
about-licence = Free software under the MIT licence. Icons after Lucide (ISC licence).
doctor-run = Check the book
doctor-running = Checking every total, photo and reference…
doctor-clean = Everything is in order.
doctor-damaged = Something is wrong. Nothing was changed; copy the file before you go on.
doctor-where = The book is here
doctor-copy-path = Copy the path
doctor-size = Size
doctor-looked-at = { $n } checked
doctor-check-integrity = The file itself
doctor-check-foreign-keys = References between rows
doctor-check-totals = Totals of expenses
doctor-check-blobs = Photos against their fingerprints
doctor-check-outbox = Recorded changes
doctor-check-history = History
doctor-check-full-text = Search index

# Help
help-title = Help
help-contents = Contents

# Import
import-title = Import
import-intro = Bring your expenses from another program. You see what will happen before anything is saved.
import-choose = Choose a CSV or JSON file
import-drop = or drop it here
import-formats-title = What can be read
import-format-csv = CSV with a header line: date, amount, currency, restaurant or payee, category, meal, tags, notes, party size. Columns may stand in any order.
import-format-json = CSV and JSON exports of the original meal expense tracker.
import-format-again = Importing the same file again adds nothing twice.
import-reading = Reading { $name }…
import-how = Read as { $format }, { $encoding }.
import-format-name-original-csv = meal tracker CSV
import-format-name-original-json = meal tracker JSON
import-format-name-generic-csv = CSV with a header line
import-format-name-generic-json = JSON list
import-format-name-simplifi-csv = Quicken Simplifi CSV
import-count-new = new
import-count-known = here already
import-count-problems = cannot be read
import-commit =
    { $n ->
        [one] Import 1 expense
       *[other] Import { $n } expenses
    }
import-commit-later = Import
import-saving = Importing…
import-progress = { $done } of { $rows } rows
import-other-file = Choose another file
import-decide-first = Decide the question above first.
import-nothing-new = There is nothing new in this file.
import-one-undo = The whole import is one step of undo.
import-dates-open = The file writes dates such as { $example }. Which is it?
import-numbers-open = The file writes amounts such as { $example }. Which mark separates the decimals?
import-decimal-mark = Decimal mark
import-comma = Comma: 12,50
import-point = Point: 12.50
import-sign = What a minus means
import-sign-positive = 12.50 was spent, −12.50 came back
import-sign-negative = −12.50 was spent, 12.50 came back
import-sign-plus = 12.50 was spent, +12.50 came back
import-sign-note = Amounts with a minus are read as spending, as banks write them. You can change that below.
import-sample = The first rows
import-line = Line
import-state = State
import-new = new
import-known = here already
import-understood = How the file was understood
import-currency = Rows without a currency
import-home-currency = Home currency ({ $currency })
import-encoding = Encoding
import-automatic = Automatic
import-automatic-is = Automatic ({ $found })
import-column = Column
import-becomes = Becomes
import-ignored = not used
import-problems =
    { $n ->
        [one] 1 row cannot be read
       *[other] { $n } rows cannot be read
    }
import-problems-text = They are left out; everything else is imported.
import-field = Field
import-reason = Reason
import-found = Found
import-done =
    { $n ->
        [one] 1 expense was added
       *[other] { $n } expenses were added
    }
import-done-nothing = Nothing was added
import-done-text =
    { $n ->
        [one] 1 row
       *[other] { $n } rows
    } of { $name }; { $known } were here already.
import-undo = Undo the import
import-field-date = Date
import-field-time = Time
import-field-instant-utc = Date and time (UTC)
import-field-amount = Amount
import-field-debit = Amount spent
import-field-credit = Amount received
import-field-currency = Currency
import-field-place = Place
import-field-merchant = Brand
import-field-category = Category
import-field-subcategory = Category, lower level
import-field-meal-type = Meal
import-field-order-type = Order
import-field-tags = Tags
import-field-notes = Notes
import-field-party-size = People
import-field-tip = Tip
import-field-tax = Tax
import-field-cleared-date = Date it cleared
import-field-kind = Kind
import-field-row = The row
import-reason-missing = missing
import-reason-not-a-date = not a date
import-reason-year-out-of-range = impossible year
import-reason-not-a-time = not a time of day
import-reason-not-an-amount = not an amount
import-reason-too-many-decimals = more decimals than the currency has
import-reason-too-large = too large
import-reason-not-a-currency = not a currency
import-reason-ambiguous-currency = the symbol belongs to several currencies
import-reason-not-a-count = not a whole number
import-reason-too-long = too long
import-reason-not-a-row = unreadable row
