-- The tables of the device's database (DATA_MODEL.md). Synced tables are described in domain::schema and have, beside their own
-- columns, the bookkeeping columns that store alone writes. Nothing is ever removed from a synced table: deleted_at is the tombstone.

-- A book of expenses: personal, household or company. Its workspace_id is its own id.
create table workspace (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    name text not null check (name <> ''),
    kind text not null,
    home_currency text not null check (length(home_currency) = 3),
    country text,
    month_start_day integer not null,
    fiscal_year_start integer not null
) strict;

-- Settings by scope (user, workspace, device); values are JSON.
create table setting (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    scope text not null,
    "key" text not null,
    value text not null check (json_valid(value))
) strict;

-- Two levels of categories.
create table category (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    parent_id blob references category (id) deferrable initially deferred,
    name text not null check (name <> ''),
    name_fold text not null,
    description text,
    color text,
    icon text,
    position integer not null,
    is_default integer not null check (is_default in (0, 1)),
    archived_at integer,
    merged_into_id blob references category (id) deferrable initially deferred
) strict;

-- Tags.
create table tag (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    name text not null check (name <> ''),
    name_fold text not null,
    color text,
    description text,
    archived_at integer,
    merged_into_id blob references tag (id) deferrable initially deferred
) strict;

-- Brands and chains.
create table merchant (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    name text not null check (name <> ''),
    name_fold text not null,
    short_name text,
    website text,
    description text,
    format text,
    menu_focus text,
    cuisine_code text,
    service_level text,
    is_chain integer not null check (is_chain in (0, 1)),
    archived_at integer,
    merged_into_id blob references merchant (id) deferrable initially deferred
) strict;

-- Names a merchant has on statements.
create table merchant_alias (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    merchant_id blob not null references merchant (id) deferrable initially deferred,
    pattern text not null,
    "match" text not null,
    source text not null,
    hits integer not null
) strict;

-- Restaurants, shops, canteens: one branch, one address.
create table place (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    merchant_id blob references merchant (id) deferrable initially deferred,
    name text not null check (name <> ''),
    name_fold text not null,
    branch_name text,
    kind text,
    located_within text,
    description text,
    address_line_1 text,
    address_line_2 text,
    locality text,
    region text,
    postal_code text,
    country text,
    phone_e164 text,
    website text,
    email text,
    cuisine_code text,
    service_level text,
    price_level integer,
    rating_halfstars integer,
    latitude_e7 integer,
    longitude_e7 integer,
    notes text,
    default_category_id blob references category (id) deferrable initially deferred,
    default_currency text check (length(default_currency) = 3),
    default_tip_bp integer,
    tz text,
    is_favorite integer not null check (is_favorite in (0, 1)),
    wish_list integer not null check (wish_list in (0, 1)),
    archived_at integer,
    closed_on text check (length(closed_on) = 10),
    merged_into_id blob references place (id) deferrable initially deferred
) strict;

-- People who eat along or pay.
create table person (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    display_name text not null check (display_name <> ''),
    name_fold text not null,
    kind text,
    company text,
    email text,
    archived_at integer,
    merged_into_id blob references person (id) deferrable initially deferred
) strict;

-- Cards, cash, vouchers.
create table payment_method (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    name text not null check (name <> ''),
    name_fold text not null,
    kind text not null,
    currency text check (length(currency) = 3),
    last4 text,
    archived_at integer,
    merged_into_id blob references payment_method (id) deferrable initially deferred
) strict;

-- Trips.
create table trip (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    name text not null check (name <> ''),
    name_fold text not null,
    purpose text,
    starts_on text check (length(starts_on) = 10),
    ends_on text check (length(ends_on) = 10),
    home_currency text check (length(home_currency) = 3),
    archived_at integer,
    merged_into_id blob references trip (id) deferrable initially deferred
) strict;

-- One meal expense. place_fold and category_fold are sort keys of this file only, kept by store's indexer; meal_rank is the
-- meal in display order.
create table expense (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    kind text not null,
    status text not null,
    voided_at integer,
    void_reason text,
    occurred_on text not null check (length(occurred_on) = 10),
    occurred_time text check (length(occurred_time) = 8),
    tz text,
    utc_offset_min integer,
    occurred_at integer not null,
    reporting_date text not null check (length(reporting_date) = 10),
    currency text not null check (length(currency) = 3),
    total_minor integer not null check (total_minor between -1000000000000000 and 1000000000000000),
    subtotal_minor integer check (subtotal_minor between -1000000000000000 and 1000000000000000),
    tax_minor integer check (tax_minor between -1000000000000000 and 1000000000000000),
    tip_minor integer check (tip_minor between -1000000000000000 and 1000000000000000),
    other_minor integer check (other_minor between -1000000000000000 and 1000000000000000),
    tip_base text not null,
    amount_is_estimate integer not null check (amount_is_estimate in (0, 1)),
    meal_type text,
    order_type text,
    party_size integer check (party_size > 0),
    purpose text,
    notes text,
    place_id blob references place (id) deferrable initially deferred,
    merchant_id blob references merchant (id) deferrable initially deferred,
    place_name_snapshot text,
    category_id blob references category (id) deferrable initially deferred,
    trip_id blob references trip (id) deferrable initially deferred,
    paid_by_person_id blob references person (id) deferrable initially deferred,
    visibility text not null,
    is_business integer not null check (is_business in (0, 1)),
    is_billable integer not null check (is_billable in (0, 1)),
    reimbursable integer not null check (reimbursable in (0, 1)),
    cleared_on text check (length(cleared_on) = 10),
    receipt_state text not null,
    source text not null,
    import_key text,
    dish_rating integer,
    place_fold text not null default '',
    category_fold text not null default '',
    meal_rank integer generated always as (
        case meal_type
            when 'breakfast' then 0
            when 'brunch' then 1
            when 'lunch' then 2
            when 'dinner' then 3
            when 'snack' then 4
            when 'drinks' then 5
            when 'dessert' then 6
            when 'late_night' then 7
            when 'groceries' then 8
            when 'other' then 9
            else 10
        end
    ) virtual
) strict;

-- Lines of an expense; they need not add up.
create table expense_line (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    expense_id blob not null references expense (id) deferrable initially deferred,
    position integer not null,
    line_kind text not null,
    description text,
    quantity_milli integer,
    unit_price_minor integer check (unit_price_minor between -1000000000000000 and 1000000000000000),
    amount_minor integer not null check (amount_minor between -1000000000000000 and 1000000000000000),
    tax_rate_bp integer,
    tax_name text,
    tax_included integer not null check (tax_included in (0, 1)),
    category_id blob references category (id) deferrable initially deferred,
    person_id blob references person (id) deferrable initially deferred,
    is_alcohol integer not null check (is_alcohol in (0, 1))
) strict;

-- What an expense was paid with.
create table expense_payment (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    expense_id blob not null references expense (id) deferrable initially deferred,
    payment_method_id blob not null references payment_method (id) deferrable initially deferred,
    amount_minor integer not null check (amount_minor between -1000000000000000 and 1000000000000000),
    currency text not null check (length(currency) = 3)
) strict;

-- Tags of an expense: a set.
create table expense_tag (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    expense_id blob not null references expense (id) deferrable initially deferred,
    tag_id blob not null references tag (id) deferrable initially deferred,
    position integer not null
) strict;

-- Who ate along: a set.
create table expense_attendee (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    expense_id blob not null references expense (id) deferrable initially deferred,
    person_id blob not null references person (id) deferrable initially deferred,
    is_host integer not null check (is_host in (0, 1))
) strict;

-- Refunds and other relations between expenses: a set.
create table expense_link (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    from_id blob not null references expense (id) deferrable initially deferred,
    to_id blob not null references expense (id) deferrable initially deferred,
    relation text not null,
    amount_minor integer check (amount_minor between -1000000000000000 and 1000000000000000)
) strict;

-- Bytes of photographs, by hash.
create table blob (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    sha256 text not null check (length(sha256) = 64),
    blake3 text not null check (length(blake3) = 64),
    size integer not null check (size >= 0),
    mime text not null,
    width integer,
    height integer,
    exif_time_local text,
    cloud_state text not null,
    local_state text not null
) strict;

-- Photographs on expenses.
create table attachment (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    expense_id blob not null references expense (id) deferrable initially deferred,
    blob_id blob not null references blob (id) deferrable initially deferred,
    kind text not null,
    caption text,
    position integer not null,
    taken_at_local text,
    file_name text
) strict;

-- Saved expense defaults.
create table template (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    name text not null check (name <> ''),
    name_fold text not null,
    payload text not null check (json_valid(payload)),
    uses integer not null,
    last_used_on text check (length(last_used_on) = 10),
    pinned integer not null check (pinned in (0, 1))
) strict;

-- Saved searches.
create table saved_filter (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null references workspace (id) deferrable initially deferred,
    rev integer not null default 0,
    stamps text,
    ext text,
    sync_state text not null default 'pending',
    created_at integer not null,
    updated_at integer not null,
    created_by blob,
    updated_by blob,
    created_device_id blob,
    deleted_at integer,
    name text not null check (name <> ''),
    query text not null,
    pinned integer not null check (pinned in (0, 1)),
    position integer not null
) strict;

-- The list orders. local_id, at the end of every index by nature, breaks ties.
-- By date is also what figures are added up from, so it carries every column they read.
create index expense_by_date on expense (
    workspace_id, occurred_on, occurred_at,
    deleted_at, voided_at, status, kind, currency, total_minor, tip_minor, party_size,
    meal_type, category_id, place_id, merchant_id, trip_id
) where deleted_at is null;
create index expense_by_amount on expense (workspace_id, total_minor) where deleted_at is null;
create index expense_by_created on expense (workspace_id, created_at) where deleted_at is null;
create index expense_by_place_name on expense (
    workspace_id, place_fold, ifnull(place_id, x''), occurred_on desc, occurred_at desc
) where deleted_at is null;
create index expense_by_category_name on expense (workspace_id, category_fold, occurred_on desc, occurred_at desc)
    where deleted_at is null;
create index expense_by_meal on expense (workspace_id, meal_rank, occurred_on desc, occurred_at desc) where deleted_at is null;
create index expense_by_trip on expense (workspace_id, ifnull(trip_id, x''), occurred_on, occurred_at) where deleted_at is null;

-- Filters and catalogue figures.
create index expense_of_place on expense (place_id, occurred_on, occurred_at) where place_id is not null;
create index expense_of_category on expense (category_id, occurred_on, occurred_at) where category_id is not null;
create index expense_of_merchant on expense (merchant_id) where merchant_id is not null;
create index expense_of_import on expense (workspace_id, import_key) where import_key is not null;
create index expense_in_trash on expense (workspace_id, occurred_on, occurred_at) where deleted_at is not null;
create index expense_line_of_expense on expense_line (expense_id);
create index expense_payment_of_expense on expense_payment (expense_id);
create index expense_payment_of_method on expense_payment (payment_method_id);
create index expense_tag_of_expense on expense_tag (expense_id);
create index expense_tag_of_tag on expense_tag (tag_id);
create index expense_attendee_of_expense on expense_attendee (expense_id);
create index expense_attendee_of_person on expense_attendee (person_id);
create index expense_link_from on expense_link (from_id);
create index expense_link_to on expense_link (to_id);
create index attachment_of_expense on attachment (expense_id);
create index attachment_of_blob on attachment (blob_id);
create index blob_by_sha256 on blob (workspace_id, sha256);
create index category_by_name on category (workspace_id, name_fold);
create index category_of_parent on category (parent_id) where parent_id is not null;
create index tag_by_name on tag (workspace_id, name_fold);
create index merchant_by_name on merchant (workspace_id, name_fold);
create index merchant_alias_by_pattern on merchant_alias (workspace_id, pattern);
create index merchant_alias_of_merchant on merchant_alias (merchant_id);
create index place_by_name on place (workspace_id, name_fold);
create index place_of_merchant on place (merchant_id) where merchant_id is not null;
create index person_by_name on person (workspace_id, name_fold);
create index payment_method_by_name on payment_method (workspace_id, name_fold);
create index trip_by_name on trip (workspace_id, name_fold);
create index setting_by_key on setting (workspace_id, scope, "key");

-- Full text over what a person may remember of an expense; rowid = expense.local_id, filled by store's indexer.
create virtual table expense_search using fts5 (
    document,
    content = '',
    contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);

-- Local tables: not synced.

-- Every change of every synced row, in the order it was made; changed is {column: [before, after]}, {} for an insert.
create table expense_revision (
    local_id integer primary key,
    id blob not null unique check (length(id) = 16),
    workspace_id blob not null,
    subject_table text not null,
    subject_id blob not null,
    expense_id blob,
    group_id blob not null,
    operation text not null check (operation in ('insert', 'update', 'delete', 'restore')),
    changed text not null,
    "by" blob,
    device blob not null,
    at integer not null,
    reason text not null,
    rev integer not null default 0
) strict;
create index expense_revision_of_expense on expense_revision (expense_id) where expense_id is not null;
create index expense_revision_of_subject on expense_revision (subject_id) where expense_id is null;

-- Changes waiting for a server (SYNC.md 3.2). depends_on is {unit: change_id} of the newest own unsent change of that unit.
create table outbox (
    seq_local integer primary key autoincrement,
    change_id blob not null unique check (length(change_id) = 16),
    workspace_id blob not null,
    user_id blob,
    "table" text not null,
    row_id blob not null,
    op text not null check (op in ('insert', 'update', 'delete', 'set_add', 'set_remove', 'link')),
    base_rev integer not null,
    base text not null,
    patch text not null,
    depends_on text,
    group_id blob not null,
    at_ms integer not null,
    attempts integer not null default 0,
    next_try_at integer,
    state text not null default 'queued' check (state in ('queued', 'sent', 'acked', 'quarantined')),
    last_error text
) strict;
create index outbox_of_row on outbox (row_id);

-- One step for each user action that can be undone. Its revisions lie between the two bounds and carry its group.
create table undo_step (
    seq integer primary key autoincrement,
    workspace_id blob not null,
    group_id blob not null unique check (length(group_id) = 16),
    action text not null,
    at integer not null,
    first_revision integer not null,
    last_revision integer not null,
    row_count integer not null,
    undone integer not null default 0 check (undone in (0, 1))
) strict;

-- Forms that were not saved yet; id is the id the expense will have.
create table draft (
    id blob not null primary key check (length(id) = 16),
    workspace_id blob not null,
    payload text not null check (json_valid(payload)),
    created_at integer not null,
    updated_at integer not null
) strict;

-- Smaller pictures made from a blob's bytes; they can be made again.
create table blob_variant (
    blob_id blob not null,
    variant text not null,
    path text not null,
    size integer not null,
    width integer,
    height integer,
    primary key (blob_id, variant)
) strict, without rowid;

-- What is known of each currency; a copy of domain::CURRENCIES, so that SQL can read exponents.
create table currency (
    code text not null primary key check (length(code) = 3),
    numeric_code integer not null,
    exponent integer not null check (exponent between 0 and 8),
    symbol text not null,
    name text not null
) strict, without rowid;

-- Facts about this file: device id, whether it was closed cleanly.
create table local_meta (
    "key" text not null primary key,
    value text not null
) strict, without rowid;
