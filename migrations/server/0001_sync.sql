-- What devices and the cloud agree on (docs/SYNC.md): one table for each kind of domain::schema, the clock that orders changes, and the
-- history of every edit. Instants are milliseconds since 1970, UTC. A test compares this file with domain::schema.
--
-- Run by the role that owns the tables. The service connects as another role, which owns nothing and passes no row-level security
-- (`database::grant` gives it its rights); each transaction says in app.ws and app.user for whom it works.

-- One row for each workspace: whoever changes the workspace locks it first. Alone in its table, so that its updates stay cheap.
create table workspace_clock (
    workspace_id uuid primary key,
    -- As given when it was made; its name is that of its row in `workspace`, once there is one.
    name text not null,
    kind text not null check (kind in ('personal', 'household', 'company')),
    head_seq bigint not null default 0,
    epoch integer not null default 1,
    -- After a restore: everything up to here is history all devices share.
    floor_seq bigint not null default 0,
    -- Tombstones up to here may be gone.
    gc_seq bigint not null default 0,
    head_at bigint not null,
    created_by uuid not null,
    created_at bigint not null,
    deleted_at bigint
) with (fillfactor = 50);

-- Every edit that was accepted: history, audit, and what makes the same op harmless the second time. Partitions are months, made by
-- the service (`database::make_partitions`).
create table op_log (
    workspace_id uuid not null,
    at bigint not null,
    op_id uuid not null,
    group_id uuid,
    seq bigint,
    kind text not null,
    row_id uuid not null,
    actor_id uuid not null,
    device_id uuid,
    edited_at bigint not null,
    outcome text not null,
    ack jsonb not null,
    units jsonb not null
) partition by range (at);

create table op_log_rest partition of op_log default;
create index op_log_op on op_log (workspace_id, op_id);
create index op_log_row on op_log (workspace_id, row_id, at);
create index op_log_seq on op_log (workspace_id, seq) where seq is not null;

-- Rows that are known by another id, for ever.
create table alias (
    workspace_id uuid not null,
    kind text not null,
    old_id uuid not null,
    new_id uuid not null,
    primary key (workspace_id, kind, old_id)
);

-- Rows whose tombstones are gone: nothing brings them back.
create table purged (
    workspace_id uuid not null,
    kind text not null,
    id uuid not null,
    at bigint not null,
    primary key (workspace_id, kind, id)
);

-- What the service remembers of itself: the timeline of the database it last ran on.
create table service_fact (
    name text primary key,
    value text not null
);

-- The book itself.
create table workspace (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    name text not null,
    kind text not null,
    home_currency text not null,
    country text,
    month_start_day bigint not null,
    fiscal_year_start bigint not null,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index workspace_feed on workspace (workspace_id, seq);
create index workspace_bin on workspace (workspace_id, deleted_at) where deleted_at is not null;

create table setting (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    scope text not null,
    key text not null,
    value text not null,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index setting_feed on setting (workspace_id, seq);
create index setting_bin on setting (workspace_id, deleted_at) where deleted_at is not null;

create table category (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    parent_id uuid,
    name text not null,
    name_fold text not null,
    description text,
    color text,
    icon text,
    position bigint not null,
    is_default boolean not null,
    archived_at bigint,
    merged_into_id uuid,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index category_feed on category (workspace_id, seq);
create index category_bin on category (workspace_id, deleted_at) where deleted_at is not null;
create index category_name on category (workspace_id, name_fold);

create table tag (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    name text not null,
    name_fold text not null,
    color text,
    description text,
    archived_at bigint,
    merged_into_id uuid,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index tag_feed on tag (workspace_id, seq);
create index tag_bin on tag (workspace_id, deleted_at) where deleted_at is not null;
create index tag_name on tag (workspace_id, name_fold);

create table merchant (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    name text not null,
    name_fold text not null,
    short_name text,
    website text,
    description text,
    format text,
    menu_focus text,
    cuisine_code text,
    service_level text,
    is_chain boolean not null,
    archived_at bigint,
    merged_into_id uuid,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index merchant_feed on merchant (workspace_id, seq);
create index merchant_bin on merchant (workspace_id, deleted_at) where deleted_at is not null;
create index merchant_name on merchant (workspace_id, name_fold);

create table merchant_alias (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    merchant_id uuid not null,
    pattern text not null,
    match text not null,
    source text not null,
    hits bigint not null,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index merchant_alias_feed on merchant_alias (workspace_id, seq);
create index merchant_alias_bin on merchant_alias (workspace_id, deleted_at) where deleted_at is not null;

create table place (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    merchant_id uuid,
    name text not null,
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
    price_level bigint,
    rating_halfstars bigint,
    latitude_e7 bigint,
    longitude_e7 bigint,
    notes text,
    default_category_id uuid,
    default_currency text,
    default_tip_bp bigint,
    tz text,
    is_favorite boolean not null,
    wish_list boolean not null,
    archived_at bigint,
    closed_on date,
    merged_into_id uuid,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index place_feed on place (workspace_id, seq);
create index place_bin on place (workspace_id, deleted_at) where deleted_at is not null;

create table person (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    display_name text not null,
    name_fold text not null,
    kind text,
    company text,
    email text,
    archived_at bigint,
    merged_into_id uuid,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index person_feed on person (workspace_id, seq);
create index person_bin on person (workspace_id, deleted_at) where deleted_at is not null;
create index person_name on person (workspace_id, name_fold);

create table payment_method (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    name text not null,
    name_fold text not null,
    kind text not null,
    currency text,
    last4 text,
    archived_at bigint,
    merged_into_id uuid,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index payment_method_feed on payment_method (workspace_id, seq);
create index payment_method_bin on payment_method (workspace_id, deleted_at) where deleted_at is not null;
create index payment_method_name on payment_method (workspace_id, name_fold);

create table trip (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    name text not null,
    name_fold text not null,
    purpose text,
    starts_on date,
    ends_on date,
    home_currency text,
    archived_at bigint,
    merged_into_id uuid,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index trip_feed on trip (workspace_id, seq);
create index trip_bin on trip (workspace_id, deleted_at) where deleted_at is not null;

-- Expenses. `visibility` is a column of their own, and copied onto what belongs to them.
create table expense (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    kind text not null,
    status text not null,
    voided_at bigint,
    void_reason text,
    occurred_on date not null,
    occurred_time time,
    tz text,
    utc_offset_min bigint,
    occurred_at bigint not null,
    reporting_date date not null,
    currency text not null,
    total_minor bigint not null,
    subtotal_minor bigint,
    tax_minor bigint,
    tip_minor bigint,
    other_minor bigint,
    tip_base text not null,
    amount_is_estimate boolean not null,
    meal_type text,
    order_type text,
    party_size bigint,
    purpose text,
    notes text,
    place_id uuid,
    merchant_id uuid,
    place_name_snapshot text,
    category_id uuid,
    trip_id uuid,
    paid_by_person_id uuid,
    visibility text not null,
    is_business boolean not null,
    is_billable boolean not null,
    reimbursable boolean not null,
    cleared_on date,
    receipt_state text not null,
    source text not null,
    import_key text,
    dish_rating bigint,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index expense_feed on expense (workspace_id, seq);
create index expense_bin on expense (workspace_id, deleted_at) where deleted_at is not null;
create index expense_own on expense (workspace_id, owner_id, seq);
create index expense_moved on expense (workspace_id, scope_seq) where scope_seq > 0;
create index expense_day on expense (workspace_id, occurred_on, id) where deleted_at is null;

create table expense_line (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    expense_id uuid not null,
    position bigint not null,
    line_kind text not null,
    description text,
    quantity_milli bigint,
    unit_price_minor bigint,
    amount_minor bigint not null,
    tax_rate_bp bigint,
    tax_name text,
    tax_included boolean not null,
    category_id uuid,
    person_id uuid,
    is_alcohol boolean not null,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index expense_line_feed on expense_line (workspace_id, seq);
create index expense_line_bin on expense_line (workspace_id, deleted_at) where deleted_at is not null;
create index expense_line_own on expense_line (workspace_id, owner_id, seq);
create index expense_line_moved on expense_line (workspace_id, scope_seq) where scope_seq > 0;
create index expense_line_expense on expense_line (workspace_id, expense_id);

create table expense_payment (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    expense_id uuid not null,
    payment_method_id uuid not null,
    amount_minor bigint not null,
    currency text not null,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index expense_payment_feed on expense_payment (workspace_id, seq);
create index expense_payment_bin on expense_payment (workspace_id, deleted_at) where deleted_at is not null;
create index expense_payment_own on expense_payment (workspace_id, owner_id, seq);
create index expense_payment_moved on expense_payment (workspace_id, scope_seq) where scope_seq > 0;
create index expense_payment_expense on expense_payment (workspace_id, expense_id);

create table expense_tag (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    expense_id uuid not null,
    tag_id uuid not null,
    position bigint not null,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index expense_tag_feed on expense_tag (workspace_id, seq);
create index expense_tag_bin on expense_tag (workspace_id, deleted_at) where deleted_at is not null;
create index expense_tag_own on expense_tag (workspace_id, owner_id, seq);
create index expense_tag_moved on expense_tag (workspace_id, scope_seq) where scope_seq > 0;
create index expense_tag_expense on expense_tag (workspace_id, expense_id);

create table expense_attendee (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    expense_id uuid not null,
    person_id uuid not null,
    is_host boolean not null,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index expense_attendee_feed on expense_attendee (workspace_id, seq);
create index expense_attendee_bin on expense_attendee (workspace_id, deleted_at) where deleted_at is not null;
create index expense_attendee_own on expense_attendee (workspace_id, owner_id, seq);
create index expense_attendee_moved on expense_attendee (workspace_id, scope_seq) where scope_seq > 0;
create index expense_attendee_expense on expense_attendee (workspace_id, expense_id);

create table expense_link (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    from_id uuid not null,
    to_id uuid not null,
    relation text not null,
    amount_minor bigint,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index expense_link_feed on expense_link (workspace_id, seq);
create index expense_link_bin on expense_link (workspace_id, deleted_at) where deleted_at is not null;
create index expense_link_own on expense_link (workspace_id, owner_id, seq);
create index expense_link_moved on expense_link (workspace_id, scope_seq) where scope_seq > 0;
create index expense_link_expense on expense_link (workspace_id, from_id);

create table blob (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    sha256 text not null,
    blake3 text not null,
    size bigint not null,
    mime text not null,
    width bigint,
    height bigint,
    exif_time_local text,
    cloud_state text not null,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index blob_feed on blob (workspace_id, seq);
create index blob_bin on blob (workspace_id, deleted_at) where deleted_at is not null;
create index blob_own on blob (workspace_id, owner_id, seq);
create index blob_moved on blob (workspace_id, scope_seq) where scope_seq > 0;
create index blob_sha256 on blob (workspace_id, sha256);

create table attachment (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    expense_id uuid not null,
    blob_id uuid not null,
    kind text not null,
    caption text,
    position bigint not null,
    taken_at_local text,
    file_name text,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index attachment_feed on attachment (workspace_id, seq);
create index attachment_bin on attachment (workspace_id, deleted_at) where deleted_at is not null;
create index attachment_own on attachment (workspace_id, owner_id, seq);
create index attachment_moved on attachment (workspace_id, scope_seq) where scope_seq > 0;
create index attachment_expense on attachment (workspace_id, expense_id);
create index attachment_blob on attachment (workspace_id, blob_id);

create table template (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    name text not null,
    name_fold text not null,
    payload text not null,
    uses bigint not null,
    last_used_on date,
    pinned boolean not null,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index template_feed on template (workspace_id, seq);
create index template_bin on template (workspace_id, deleted_at) where deleted_at is not null;

create table saved_filter (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    name text not null,
    query text not null,
    pinned boolean not null,
    position bigint not null,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index saved_filter_feed on saved_filter (workspace_id, seq);
create index saved_filter_bin on saved_filter (workspace_id, deleted_at) where deleted_at is not null;

-- Who is in a workspace: the row devices see, and (scope, scope_rev, state) the membership the service goes by.
create table member (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    user_id uuid not null,
    display_name text not null,
    role text not null,
    joined_at bigint not null,
    left_at bigint,
    scope text not null default 'all' check (scope in ('all', 'own')),
    scope_rev integer not null default 0,
    state text not null default 'active' check (state in ('active', 'left')),
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index member_feed on member (workspace_id, seq);
create index member_bin on member (workspace_id, deleted_at) where deleted_at is not null;
create unique index member_user on member (workspace_id, user_id);
create index member_of on member (user_id) where state = 'active';

-- What two people must look at.
create table conflict (
    workspace_id uuid not null,
    id uuid not null,
    seq bigint not null check (seq > 0),
    made_seq bigint not null,
    scope_seq bigint not null default 0,
    owner_id uuid not null,
    visibility text not null default 'workspace',
    subject_table text not null,
    subject_id uuid not null,
    expense_id uuid,
    unit text not null,
    reason text not null,
    kept text not null,
    kept_by uuid,
    kept_at bigint not null,
    other text not null,
    other_by uuid,
    other_at bigint not null,
    resolved_at bigint,
    resolution text,
    stamps jsonb not null default '{}',
    ext jsonb not null default '{}',
    created_at bigint not null,
    updated_at bigint not null,
    created_by uuid not null,
    updated_by uuid not null,
    deleted_at bigint,
    primary key (workspace_id, id)
) with (fillfactor = 90);
create unique index conflict_feed on conflict (workspace_id, seq);
create index conflict_bin on conflict (workspace_id, deleted_at) where deleted_at is not null;
create index conflict_own on conflict (workspace_id, owner_id, seq);
create index conflict_moved on conflict (workspace_id, scope_seq) where scope_seq > 0;
create index conflict_subject on conflict (workspace_id, subject_id) where resolved_at is null;
create index conflict_expense on conflict (workspace_id, expense_id) where expense_id is not null;

-- The second wall: every statement names the workspace anyway. A connection on which app.ws was once set and is no longer reads it as
-- '', which is nobody's. A member also sees their own memberships, which is how the workspaces of a person are found.
alter table workspace enable row level security;
alter table workspace force row level security;
create policy workspace_workspace on workspace using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table setting enable row level security;
alter table setting force row level security;
create policy setting_workspace on setting using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table category enable row level security;
alter table category force row level security;
create policy category_workspace on category using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table tag enable row level security;
alter table tag force row level security;
create policy tag_workspace on tag using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table merchant enable row level security;
alter table merchant force row level security;
create policy merchant_workspace on merchant using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table merchant_alias enable row level security;
alter table merchant_alias force row level security;
create policy merchant_alias_workspace on merchant_alias using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table place enable row level security;
alter table place force row level security;
create policy place_workspace on place using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table person enable row level security;
alter table person force row level security;
create policy person_workspace on person using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table payment_method enable row level security;
alter table payment_method force row level security;
create policy payment_method_workspace on payment_method using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table trip enable row level security;
alter table trip force row level security;
create policy trip_workspace on trip using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table expense enable row level security;
alter table expense force row level security;
create policy expense_workspace on expense using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table expense_line enable row level security;
alter table expense_line force row level security;
create policy expense_line_workspace on expense_line using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table expense_payment enable row level security;
alter table expense_payment force row level security;
create policy expense_payment_workspace on expense_payment using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table expense_tag enable row level security;
alter table expense_tag force row level security;
create policy expense_tag_workspace on expense_tag using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table expense_attendee enable row level security;
alter table expense_attendee force row level security;
create policy expense_attendee_workspace on expense_attendee using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table expense_link enable row level security;
alter table expense_link force row level security;
create policy expense_link_workspace on expense_link using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table blob enable row level security;
alter table blob force row level security;
create policy blob_workspace on blob using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table attachment enable row level security;
alter table attachment force row level security;
create policy attachment_workspace on attachment using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table template enable row level security;
alter table template force row level security;
create policy template_workspace on template using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table saved_filter enable row level security;
alter table saved_filter force row level security;
create policy saved_filter_workspace on saved_filter using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table member enable row level security;
alter table member force row level security;
create policy member_workspace on member using (
    workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid)
    or user_id = (select nullif(current_setting('app.user', true), '')::uuid)
) with check (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table conflict enable row level security;
alter table conflict force row level security;
create policy conflict_workspace on conflict using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table op_log enable row level security;
alter table op_log force row level security;
create policy op_log_workspace on op_log using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table alias enable row level security;
alter table alias force row level security;
create policy alias_workspace on alias using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
alter table purged enable row level security;
alter table purged force row level security;
create policy purged_workspace on purged using (workspace_id = (select nullif(current_setting('app.ws', true), '')::uuid));
