# Mealbook in English: the frame, the timeline, the form, one expense, search. Screens of figures and lists are in en/pages.ftl.

## Around the screens

nav-main = Main
nav-timeline = Timeline
nav-dashboard = Dashboard
nav-calendar = Calendar
nav-search = Search
nav-organise = Organise
nav-import = Import
nav-trash = Trash
nav-settings = Settings
nav-help = Help
nav-more = More places
skip-to-content = Skip to content
add-meal = Add meal
add-with-camera = Photograph a meal or receipt
add = Add
drop-here = Drop to add a meal with this photo
undo = Undo
redo = Redo
undone = Undone: { $action }
redone = Done again: { $action }
done = Saved
close = Close
cancel = Cancel
dismiss = Dismiss
save = Save
go = Go
has-prefix = Has: { $what }
not-prefix = not { $what }
span-from = from { $day }
span-until = until { $day }
apply = Apply
edit = Edit
delete = Delete
restore = Restore
duplicate = Duplicate
more = More
other = Other
any = Any
yes = Yes
no = No
not-said = Not said
loading = Loading…
failed-title = This could not be loaded
try-again = Try again
today = Today
yesterday = Yesterday
tomorrow = Tomorrow
and-more = and { $n } more
create-named = Create “{ $name }”
remove-named = Remove { $name }
select-named = Select { $name }
clear-field = Clear { $field }
selected = { $n } selected
meals-count =
    { $n ->
        [one] { $n } meal
       *[other] { $n } meals
    }
people-count =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
drafts-count =
    { $n ->
        [one] { $n } unfinished meal
       *[other] { $n } unfinished meals
    }
with-people = with { $people }
per-person = { $amount } each
per-person-label = Per person
no-place = No place
no-trip = No trip
amount-hidden = amount hidden
amount-minus = minus { $amount }
hide-amounts = Hide amounts

## First start

welcome-title = Every meal, in one book
welcome-lead = Mealbook records what you spend on meals. It is saved on this device at once, with or without a network.
welcome-point-photo = Photograph the receipt, or type “lunch 12.50 at Tacos with Ana”
welcome-point-local = No account. Your book is a file on your own disk
welcome-point-undo = Everything can be undone, and nothing is ever lost
welcome-currency = Home currency
welcome-currency-hint = Every meal can have its own currency; this is the one proposed first.
welcome-demo = Explore with demo data
welcome-demo-busy = Cooking two years of meals…
welcome-empty = Start empty
welcome-hint = You can start empty later, too.
pair-title = This Mealbook asks for a code
pair-text = The pairing code is shown on the computer that serves the book.
pair-action = Enter the code
rescued-title = The book was damaged and has been rescued
rescued-text =
    { $n ->
        [one] { $n } row could be read and is in the book now. The damaged file was set aside and not changed:
       *[other] { $n } rows could be read and are in the book now. The damaged file was set aside and not changed:
    }
rescued-incomplete = Not everything could be read of: { $tables }
rescued-copy = Copy its place
rescued-understood = Understood

## Timeline and lists

timeline-empty = No meals yet
timeline-empty-text = Add the first one, or bring in what you have recorded elsewhere.
list-end = That is everything.
list-keys = Up and Down move, Space selects, Enter opens, E edits, Delete deletes. Left and Right lead to the box and back.
jump-to-day = Jump to a day
sort-by = Sort by
sort-date = Date
sort-amount = Amount
sort-place = Place
sort-category = Category
sort-meal = Meal
sort-created = Recorded
sort-ascending = Smallest or oldest first
sort-descending = Largest or newest first
group-by = Group by
group-none = No groups
group-day = Day
group-month = Month
group-place = Place
group-trip = Trip
drafts = Unfinished
draft-named = Unfinished: { $name }
draft-unnamed = a meal
void = Void
estimate = Estimate
beside-title = At a glance
last-month-was = { $amount } by this day last month
again = Again
same-as-last = Same as last time
keys-move = move
keys-select = select

## Several at once

bulk-title = Selected meals
bulk-clear = Clear the selection
bulk-set = Set { $what }
bulk-shift = Move the date
bulk-days = Days
bulk-days-hint = A negative number moves into the past.
bulk-business = Mark as business
bulk-private = Mark as private

## The form

form-title-new = New meal
form-title-edit = Edit meal
form-start-from = Begin with
sentence-label = Describe it in a sentence
sentence-placeholder = lunch 12.50 at Tacos with Ana, 20% tip
sentence-clear = Clear the sentence
chip-from = From the words “{ $words }”
chip-new = { $name } (new)
chip-tip = Tip { $tip }
chip-count = { $n } equal meals
chip-note = Note: { $text }
decide-between = Two readings of “{ $words }”: choose one
decide-first = Choose which reading is meant before saving.
amount = Amount
amount-hint = In all, tip and tax included. You can calculate: 12+3.5*2
currency = Currency
place = Place
place-placeholder = Restaurant, shop, canteen
place-new = A new place; it is created when you save.
brand = Brand
brand-placeholder = The chain or group behind it
brand-hint = For a chain, or when the place itself is not known.
brand-own = Only for this meal; the place keeps its own.
brand-new = A new brand; it is created when you save.
meal = Meal
meal-other-kind = Other meal
meal-unknown = Not said
date = Date
time = Time
category = Category
tag = Tag
tags = Tags
tags-placeholder = acme, team
people = People
people-placeholder = Who ate along
party = Party
note = Note
kind = Kind
status = Status
order = Ordered as
payment = Paid with
trip = Trip
cleared = On the statement
purpose = Purpose
is-business = Business meal
reimbursable = To be paid back
rating = Rating
stars =
    { $n ->
        [one] { $n } star
       *[other] { $n } stars
    }
zone = Time zone
zone-placeholder = City or offset: Tokyo, +9
zone-hint = Date and time stay as they are at the table.
zone-note = Local time in { $zone }
fold-tip-tax = Tip and tax
fold-lines = Lines of the bill
fold-more = More details
tip = Tip
tax = Tax
subtotal = Subtotal
tip-mode = How the tip is given
tip-by-amount = Amount
tip-by-percent = Percent
tip-percent = Tip in percent
tip-base = Percent of
tip-base-pre-tax = the bill before tax
tip-base-post-tax = the bill with tax
tip-base-none = the bill
tip-is = { $percent } of { $base }
tip-on-top = Add { $percent } on top
tip-in-total = { $tip } of the amount is tip.
tip-offer = You usually tip { $percent } here.
tip-add = Add it
parts-differ = { $amount } of the amount is not explained by subtotal, tax and tip. That is fine.
line-nth = Line { $n }
line-kind = Kind
line-description = What it was
line-more = More about it
line-less = Less about it
line-person = Who had it
line-remove = Remove the line
quantity = Quantity
line-add = Add a line
photos = Photos
photo-take = Take a photo
photo-choose = Choose photos
photo-add = Add photo
photo-hint = Or drop or paste one anywhere.
photo-saving = Saving the photo
photo-kind = What it shows
photo-kind-nth = Photo { $n }: what it shows
photo-caption = Caption
photo-caption-nth = Photo { $n }: caption
photo-caption-add = Add a caption
photo-caption-edit = Change the caption
photo-earlier = Move earlier: { $kind }
photo-later = Move later: { $kind }
photo-moved = Now photo { $n } of { $count }
photo-view = View photo: { $kind }
photo-of = { $kind }, { $n } of { $count }
photo-previous = Previous photo
photo-next = Next photo
photo-original = Original file
photo-elsewhere = The photo is on another device.
save-and-new = Save and new
save-count = Save { $n } meals
draft-kept = Kept as a draft
draft-not-kept = The draft could not be kept
draft-discard = Discard the draft
reason-place-default = From the place
reason-usual-here = Usual here
reason-time-of-day = From the time of day
reason-home-currency = Home currency
reason-device-zone = Zone of this device
reason-trip-dates = From the trip’s dates
reason-last-used = Used last time
warning-future = In the future. Is it planned?
warning-long-ago = More than ten years ago.
warning-large-tip = The tip is larger than the rest of the bill.
amount-empty = Enter an amount.
amount-not-a-number = This is not a number or a calculation.
amount-two-separators = The separators do not fit together.
amount-too-many-decimals =
    { $n ->
        [one] This currency has { $n } decimal.
       *[other] This currency has { $n } decimals.
    }
amount-too-large = This is more than Mealbook can count.
amount-too-long = The calculation is too long.
amount-division-by-zero = Division by zero.
problem-missing = This is needed.
problem-malformed = This has not the right form.
problem-too-large = At most { $limit }.
problem-negative = Not below zero; a refund is a kind of its own.
problem-year = The year must lie between 1900 and 2199.
problem-unknown = This does not exist (any more).
problem-circular = It cannot belong to itself.

## One expense

expense-title = Meal
refund-action = Refund…
again-here = Same again here
template-save = Save as template
template-name = Name of the template
void-action = Void
void-undo = Take the void back
void-reason = Reason (optional)
is-void = Void: does not count in any total. { $reason }
is-deleted = In the trash.
linked = Linked
refunded-by = Refunded by
history = History
history-empty = Nothing has happened yet.
history-added = Added
history-changed = Changed
history-deleted = Deleted
history-restored = Restored
history-order = Put in another order
history-expense-insert = Recorded
history-expense-update = Changed
history-expense-delete = Moved to the trash
history-expense-restore = Taken out of the trash
history-expense-line-insert = Line added
history-expense-line-update = Line changed
history-expense-line-delete = Line removed
history-expense-tag-insert = Tag added
history-expense-tag-delete = Tag removed
history-expense-attendee-insert = Person added
history-expense-attendee-delete = Person removed
history-expense-payment-insert = Payment recorded
history-expense-payment-update = Payment changed
history-expense-link-insert = Linked
history-attachment-insert = Photo added
history-attachment-update = Photo changed
history-attachment-delete = Photo removed
before = Before
after = After
restore-value = Restore this value
column-occurred-on = Date
column-occurred-time = Time
column-tz = Time zone
column-reporting-date = Counts for
column-currency = Currency
column-total = Amount
column-subtotal = Subtotal
column-tax = Tax
column-tip = Tip
column-tip-base = Tip of
column-amount = Amount
column-amount-is-estimate = Estimate
column-meal-type = Meal
column-order-type = Ordered as
column-party-size = Party
column-purpose = Purpose
column-notes = Note
column-place = Place
column-place-name-snapshot = Place
column-merchant = Brand
column-category = Category
column-trip = Trip
column-payment-method = Paid with
column-kind = Kind
column-status = Status
column-voided-at = Void
column-void-reason = Reason
column-is-business = Business
column-reimbursable = To be paid back
column-cleared-on = On the statement
column-dish-rating = Rating
column-description = What it was
column-quantity = Quantity
column-tax-included = Tax included
column-tax-rate-bp = Tax rate
column-line-kind = Kind
column-caption = Caption
column-file-name = File
column-receipt-state = Receipt
column-visibility = Visible to
column-tag = Tag
column-person = Person

## Trash

trash-empty = The trash is empty
trash-empty-text = Deleted meals wait here until you want them back.
trash-hint = Nothing in the trash counts in any total. Select meals to restore them.

## Search

search-placeholder = tacos, meal:lunch, amount:>20, with:ana
search-clear = Clear the search
search-result = Search result
search-empty = Nothing found
search-empty-text = Try fewer words or a wider span of days.
saved-filters = Saved searches
filter-save = Save this search
filter-name = Name of the search
filters = Filters
filters-clear = Clear all
filters-show = Show the result
filter-when = When
filter-from = From
filter-to = Until
filter-amount = How much
filter-least = At least
filter-most = At most
filter-filed = Where, with whom, filed as
filter-has = Has or is
span-week = Last 7 days
span-month = This month
span-last-month = Last month
span-year = This year
has-photo = Photo
has-receipt = Receipt
has-note = Note
has-tip = Tip
has-place = Place
has-category = Category
has-tag = Tag
has-person = Company
has-lines = Lines
is-free = Free of charge
query-too-long = The search is too long.
query-too-many = The search has too many conditions.
query-unknown-field = There is no “{ $field }:”. Did you mean “{ $suggestion }:”?
query-missing-value = “{ $field }:” needs a value.
query-bad-value = “{ $value }” is not a value of “{ $field }:”.
query-one-value = “{ $field }:” takes one value.
query-empty-range = The range of “{ $field }:” ends before it begins.
query-use-commas = Write alternatives with commas: tag:a,b

## Palette

palette-title = Go to or do
palette-open = Command palette (Ctrl+K)
palette-placeholder = Search, go somewhere, or type a meal
palette-add = Add: { $text }
palette-search = Search for: { $text }

## What was done, for undo

action-add = meal added
action-edit = meal changed
action-bulk-edit =
    { $n ->
        [one] one meal changed
       *[other] several meals changed ({ $n } entries)
    }
action-delete = deletion
action-restore = restoration
action-void = void
action-unvoid = void taken back
action-import = whole import ({ $n } entries)
action-restore-revision = older value restored
action-photo-add = photo added
action-photo-edit = photo changed
action-photo-delete = photo removed
action-place-add = place created
action-place-edit = place changed
action-merchant-add = brand created
action-merchant-edit = brand changed
action-category-add = category created
action-category-edit = category changed
action-tag-add = tag created
action-tag-edit = tag changed
action-person-add = person created
action-person-edit = person changed
action-payment-method-add = payment method created
action-payment-method-edit = payment method changed
action-trip-add = trip created
action-trip-edit = trip changed
action-categories-arrange = categories put in another order
action-catalogue-delete = entry deleted
action-archive = entry archived
action-unarchive = entry taken out of the archive
action-merge = entries merged
action-template-save = template saved
action-template-delete = template deleted
action-filter-save = search saved
action-filter-delete = saved search deleted
action-setting = setting changed
action-demo = all demo data ({ $n } entries)
action-other = change

## What was done, just now

done-save-expense =
    { $n ->
        [one] Meal saved
       *[other] { $n } meals saved
    }
done-bulk-edit =
    { $n ->
        [one] { $n } meal changed
       *[other] { $n } meals changed
    }
done-delete-expenses =
    { $n ->
        [one] Meal moved to the trash
       *[other] { $n } meals moved to the trash
    }
done-restore-expenses =
    { $n ->
        [one] Meal restored
       *[other] { $n } meals restored
    }
done-void-expenses = Void changed
done-restore-revision = Older value restored
done-edit-attachment = Photo changed
done-delete-attachment = Photo removed
done-save-catalogue-entry = Entry saved
done-archive-catalogue-entry = Archive changed
done-arrange-categories = Categories put in another order
done-delete-catalogue-entry = Entry deleted; its meals stay
done-merge-catalogue-entries = Entries merged
done-save-template = Template saved
done-delete-template = Template deleted
done-save-filter = Search saved
done-delete-saved-filter = Saved search deleted
done-commit-import =
    { $n ->
        [one] { $n } meal imported
       *[other] { $n } meals imported
    }

## What went wrong

fault-invalid = Some fields need mending.
fault-not-found = It does not exist (any more).
fault-stale = It was changed somewhere else meanwhile. Open it again to see the new state; your draft is kept.
fault-disk-full = The disk is full. Nothing was changed; make room and try again.
fault-storage = The file of the book could not be read or written.
fault-newer-schema = This book was written by a newer Mealbook. Please update.
fault-busy = The book is in use by another program. Try again.
fault-not-an-image = This file is not a picture Mealbook can show.
fault-file-too-large = The file is larger than { $n } MB.
fault-image-too-large = The picture has more than { $n } pixels. Save it smaller and add that.
fault-image-too-long = A side of the picture has more than { $n } pixels. Cut it into several pictures and add all of them.
fault-unknown-format = This file is of a format Mealbook does not know.
fault-missing-columns = No column of this file was recognised as: { $fields }. Give it a header line that names its columns.
fault-ambiguous-dates = Say how dates are written in this file.
fault-ambiguous-numbers = Say how numbers are written in this file.
fault-bad-query = The search could not be read.
fault-nothing-to-undo = There is nothing to undo, or something else was done since.
fault-not-paired = This browser is not paired with the book.
fault-too-many =
    { $n ->
        [one] Too many attempts. Wait { $n } second.
       *[other] Too many attempts. Wait { $n } seconds.
    }
fault-unreachable = Mealbook’s core cannot be reached. Is it still running?
fault-internal = That was a mistake of Mealbook. Nothing of yours was lost.
fault-unknown = Something unexpected happened.

## Vocabularies

meal-breakfast = Breakfast
meal-brunch = Brunch
meal-lunch = Lunch
meal-dinner = Dinner
meal-snack = Snack
meal-drinks = Drinks
meal-dessert = Dessert
meal-late-night = Late night
meal-groceries = Groceries
meal-other = Other
order-dine-in = Dine in
order-takeout = Takeout
order-delivery = Delivery
order-drive-thru = Drive-through
order-catering = Catering
order-other = Other
kind-purchase = Purchase
kind-refund = Refund
kind-reimbursement-in = Reimbursement
kind-fee = Fee
kind-adjustment = Adjustment
status-draft = Draft
status-unreviewed = To review
status-confirmed = Confirmed
status-planned = Planned
status-submitted = Submitted
status-approved = Approved
status-paid = Paid back
line-item = Item
line-modifier = Extra
line-discount = Discount
line-tax = Tax
line-tip = Tip
line-service-charge = Service charge
line-delivery-fee = Delivery fee
line-deposit = Deposit
line-cash-rounding = Rounding
line-bank-fee = Bank fee
line-difference = Difference
photo-meal = Meal
photo-receipt = Receipt
photo-menu = Menu
photo-other = Other
receipt-not-needed = None
receipt-missing = Missing
receipt-present = There
receipt-verified = Checked
receipt-declared-missing = Declared missing
person-kind-colleague = Colleague
person-kind-client = Client
person-kind-family = Family
person-kind-friend = Friend
person-kind-employee-external = External employee
payment-kind-card = Card
payment-kind-cash = Cash
payment-kind-company-card = Company card
payment-kind-wallet = Phone wallet
payment-kind-voucher = Meal voucher
payment-kind-gift-card = Gift card
payment-kind-points = Points
payment-kind-bank = Bank transfer
service-fine-dining = Fine dining
service-casual-dining = Casual dining
service-fast-casual = Fast casual
service-quick-service = Quick service
service-unknown = Not known
relation-refund-of = Refund of
relation-reimburses = Pays back
relation-tip-slip-of = Tip slip of
relation-deposit-of = Deposit for
relation-duplicate-of = Duplicate of
relation-transfer-of = Transfer of
catalogue-place = Places
catalogue-merchant = Brands
catalogue-category = Categories
catalogue-tag = Tags
catalogue-person = People
catalogue-payment-method = Payment
catalogue-trip = Trips
catalogue-one-place = Place
catalogue-one-merchant = Brand
catalogue-one-category = Category
catalogue-one-tag = Tag
catalogue-one-person = Person
catalogue-one-payment-method = Payment method
catalogue-one-trip = Trip
