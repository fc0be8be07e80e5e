# Accounts, devices and sync, in English.

## Sync: how far device and service are

settings-sync = Sync
sync-begin = Sync with your other devices
sync-label = Sync: { $state }
sync-now = Sync now
sync-do-choose = Choose
sync-pending = { $n } to be sent
sync-fact-pending = Changes to be sent
sync-fact-photos-up = Photos to be sent
sync-fact-photos-down = Photos to fetch
sync-fact-last = Last synced
sync-local-only = On this device
sync-local-only-text = This book lives on this device alone.
sync-choose = A choice to make
sync-choose-text = Your account already has meals. Say what becomes of those on this device; until then nothing is sent.
sync-up-to-date = Up to date
sync-up-to-date-text = Everything was sent, and everything is here.
sync-waiting = { $n } to be sent
sync-waiting-text = They are saved here and go out by themselves.
sync-syncing = Syncing
sync-syncing-text = Changes are being exchanged. You can go on working.
sync-first = Getting your meals: { $n } %
sync-first-text = This device gets its first copy. You can begin already; the rest comes in behind.
sync-photos =
    { $n ->
        [one] One photo to be sent
       *[other] { $n } photos to be sent
    }
sync-photos-text = Everything else is exchanged. The photos follow.
sync-offline = Offline
sync-offline-text = The service cannot be reached. Everything works; your changes wait here and go out later.
sync-captive = This network wants a login
sync-captive-text = Something else answers in place of the service, as in hotels and trains. Open a browser and log in to the network; your changes wait here.
sync-later = Trying again later
sync-later-text = The service asked to wait or failed. Next try: { $when }.
sync-signed-out = Logged out
sync-signed-out-text = Log in again to sync. Your changes are kept here until then.
sync-revoked = No longer a member
sync-revoked-text = You were taken out of this workspace. What is on this device stays until you remove it.
sync-deleted = The workspace was deleted
sync-deleted-text = Its owner deleted it. What is on this device stays until you remove it.
sync-update = Mealbook needs an update
sync-update-text = The service no longer speaks with this version. Everything works here, and your changes are kept.
sync-disk-full = The disk is full
sync-disk-full-text = Sync pauses until there is room.
sync-not-synced = Only on this device
sync-not-synced-text = This workspace is not exchanged with your account.
row-pending = Not sent yet
row-conflict = Two values: decide which counts
row-refused = Refused by the service
notice-many-deleted = { $who } deleted { $n } meals at once. They are in the trash.
notice-healed =
    { $n ->
        [one] The service was restored from a backup. This device gave back one change it had lost.
       *[other] The service was restored from a backup. This device gave back { $n } changes it had lost.
    }
notice-clock-off =
    { $n ->
        [one] The clock of this device is off by a minute. Times of your changes are corrected.
       *[other] The clock of this device is off by { $n } minutes. Times of your changes are corrected.
    }
notice-photo-lost = A photo was lost before it could be sent.
somebody = Somebody
back = Back
open = Open
copy = Copy
save-file = Save as a file
more-of = More about { $name }

## What is asked

ask-missing = This is needed.
ask-email = This is not an e-mail address.
ask-password-short = At least { $n } characters.
ask-password-long = This password is too long.
ask-field-server = Server
ask-field-name = Name
ask-field-email = E-mail address
ask-field-password = Password
ask-field-code = Code

## The account

account-title = Account
account-local = This book lives on this device alone, and may stay so for ever: nothing is missing, and nothing talks to a network. An account keeps it in step with your other devices and with other people.
account-create = Create an account
account-create-do = Create account
account-create-text = You get a code by e-mail. Everything in this book stays and comes along.
account-login = Log in
account-login-do = Log in
account-login-text = With an account you have from another device.
account-login-again = Log in again
account-login-again-text = This book belongs to this account. What was not sent is kept and goes out afterwards.
account-verify = Check your mail
account-verify-do = Confirm
account-verify-text = A code is on its way to { $email }. It may take a minute, and may be among the spam.
account-mail-code = Code of the mail
account-send-again = Send again
account-code-sent = If there is such an account, a code is on its way.
account-code-sent-again = The code was sent once more.
account-other-address = Use another address
account-forgot = Forgotten password
account-forgot-title = A new password
account-forgot-text = You get a code by e-mail that allows a new password.
account-forgot-do = Send the code
account-have-code = I have a code
account-reset = Choose a new password
account-reset-text = Every device has to log in again afterwards, this one too.
account-reset-do = Set the password
account-password-changed = The password was changed. Log in with it.
account-password-changed-here = The password was changed. Your other devices have to log in again.
account-email = E-mail address
account-name = Name
account-name-hint = What people you share with see.
account-password = Password
account-new-password = New password
account-current-password = Password so far
account-password-hint = At least { $n } characters. A few words are easier to keep than signs.
account-totp-code = Code of the authenticator
account-totp-code-hint = Six digits, or one of your recovery codes.
account-advanced = Server address
account-server = Server
account-server-hint = Only when you or somebody you know runs one. It begins with https://.
account-device = This device
account-who = You
account-safe = Password and second step
account-data = Your data
account-rename = Change the name
account-change-password = Change the password
account-tokens-none = Nothing that opens the account is kept on this device.
account-tokens-keychain = What keeps this device logged in lies in the keychain of your system.
account-tokens-file = This computer has no keychain. What keeps this device logged in lies in a file that only your user can read.
account-export = Save all my data
account-logout = Log out
account-logout-text = The book stays on this device, with everything that was not sent yet. Nothing is sent or fetched until you log in again.
account-erase = Delete the account
account-erase-text = Removes the account and its copies from the service. This book stays on this device, as one without an account.
account-wiped = This device was asked to remove its copy, and did so.
totp-is-on = Logging in asks for a code of your authenticator.
totp-is-off = An authenticator on your phone makes a stolen password useless.
totp-begin = Set up an authenticator
totp-scan = Scan this with your authenticator, then type the code it shows.
totp-type = Or type it there:
totp-qr = QR code for the authenticator
totp-on = Turn on
totp-off = Turn the authenticator off
totp-codes = Keep these recovery codes. Each logs you in once when the authenticator is lost. They are not shown again.
totp-kept = I have kept them

## A local history meets an account

attach-title = This book and your account
attach-text =
    { $n ->
        [one] This book has one meal, and your account has some already. What shall become of the one here? Nothing is lost either way.
       *[other] This book has { $n } meals, and your account has some already. What shall become of those here? Nothing is lost either way.
    }
attach-merge = Add them to “{ $name }”
attach-merge-text =
    { $n ->
        [one] Places, categories and tags of the same name become one. Meals that look alike are shown to you.
       *[other] { $n } people see them there. Places, categories and tags of the same name become one. Meals that look alike are shown to you.
    }
attach-apart = Keep them as a workspace of their own
attach-apart-text = Both are in your account, and you switch between them.
attach-do = Continue
attach-busy = This may take a moment.
attach-done = This book is in your account
attach-merged =
    { $n ->
        [one] One meal of this device was added to your account.
       *[other] { $n } meals of this device were added to your account.
    }
attach-kept = It is a workspace of its own now.
attach-duplicates =
    { $n ->
        [one] One pair of meals looks alike.
       *[other] { $n } pairs of meals look alike.
    }
duplicates-title = Meals that look alike
duplicates-text = Same day, same amount, same place. Delete one of a pair, or say that both are meals.
duplicates-empty = No two meals look alike
duplicate-first = In the account
duplicate-second = From this device
duplicate-photos =
    { $n ->
        [one] One photo
       *[other] { $n } photos
    }
duplicate-delete = Delete this one
duplicate-both = They are two meals
done-dismiss-duplicate = Both kept

## Devices

devices-title = Devices
devices-text = Where your account is logged in. Sign out a device you no longer use; ask one you lost to remove its copy.
devices-empty = No devices
device-this = This device
device-revoked = Signed out
device-wiped = Asked to remove its copy
device-seen = seen { $when }
device-revoke = Sign out
device-revoke-text = { $name } can no longer reach your account. Its copy stays on it, with what it did not send.
device-wipe = Ask to remove its copy
device-wipe-text = { $name } is signed out and removes its copy the next time it is online. What it did not send is lost.
logins-title = Latest logins
login-ok = Logged in
login-bad-password = Wrong password
login-bad-code = Wrong code
login-locked = Refused after too many attempts
login-unverified = Address not confirmed
login-failed = Refused

## Workspaces

workspaces-title = Workspaces
workspaces-text = Each is a book of its own: your own, the household’s, the company’s.
workspaces-empty = No workspaces
workspaces-more = More workspaces
workspaces-need-account = To share a workspace you need an account.
workspace-choose = Workspace
workspace-current = Shown
workspace-show = Show
workspace-here-only = only on this device
workspace-gone = This workspace is not on this device
workspace-personal = Personal
workspace-household = Household
workspace-company = Company
workspace-create = Create a workspace
workspace-join = Join with a code
workspace-name = Name
workspace-kind = For whom
workspace-kind-hint = In a household everybody sees what is not private. In a company members see their own meals, approvers everybody’s.
workspace-rename = Change the name
workspace-self = This workspace
workspace-leave = Leave
workspace-leave-text = Its copy is removed from this device. What you recorded stays there for the others.
workspace-delete = Delete for everybody
workspace-delete-text = It disappears for all members. The service keeps it for 30 days, in case you change your mind.
workspace-forget = Remove from this device
workspace-forget-text = Its copy is removed from this device.
workspace-unsent =
    { $n ->
        [one] One change was not sent yet and would be lost.
       *[other] { $n } changes were not sent yet and would be lost.
    }
workspace-unsent-do = Give them up
members-title = Members
members-count = { $n } members
member-me = You
member-role = May do
member-role-of = What { $name } may do
member-role-household = Members read and write; viewers only read.
member-role-company = Members see their own meals; approvers see and decide on everybody’s.
member-transfer = Make owner
member-transfer-text = { $name } will own this workspace, and you will be an admin.
member-remove = Remove
member-remove-text = { $name } can no longer see this workspace. What they recorded stays.
role-viewer = Viewer
role-member = Member
role-approver = Approver
role-admin = Admin
role-owner = Owner
invitations-title = Invitations
invite = Invite
invite-email = E-mail address, if it is to be sent
invite-email-hint = Leave it empty to get a code you hand on yourself.
invitation-made = Invited. This code is shown once:
invitation-by-code = By code
invitation-until = until { $when }
invitation-revoke = Take back: { $name }
invitation-code = Code of the invitation
invitation-code-hint = It is in the mail, or was handed to you.
done-switch-workspace = Workspace changed
done-rename-workspace = Workspace renamed

## What two people changed at once

conflicts-title = Conflicts
conflicts-text = The same thing was changed in two places before they had heard of each other. Both values are kept; say which one counts.
conflicts-empty = No conflicts
conflicts-empty-text = When two devices change the same thing at once, you decide here.
conflicts-resolved = Decided ones
conflicts-none-resolved = None yet.
conflict-stands = Counts now
conflict-other = The other
conflict-keep = Keep
conflict-use-other = Use the other
conflict-keep-deleted = Leave it deleted
conflict-keep-row = Keep it
conflict-keep-apart = Keep both
conflict-merge = Merge them
conflict-deleted = Deleted
conflict-reason-unseen = Both were changed before the other change was seen.
conflict-reason-deleted = One deleted it while another changed it. It is in the trash, with the change in it.
conflict-reason-same-name = The new name is taken by another entry.
conflict-was-keep = Kept as it was.
conflict-was-other = The other value was used.
conflict-was-edit = Edited by hand.
conflict-was-edited = Edited by hand.
done-resolve-conflict = Conflict decided
action-resolve-conflict = conflict decided
history-sync = from another device
history-service = Who changed it, and on which device
history-service-empty = The service has no history of it yet.
history-kept-other = Not used: another value stood.
history-rejected = Refused.
history-same = It was so already.

## What the service refused

parked-title = Refused changes
parked-text = The service did not take these. They are kept here until you decide; nothing else waits for them.
parked-empty = Nothing was refused
parked-empty-text = Should the service not take a change, it waits here, and nothing of it is lost.
parked-retry-all = Try all again
parked-export = Save as a file
parked-export-all = Save all as a file
parked-discard = Discard
parked-discard-text = The change is given up, and what the service has is shown. The history of this device keeps it.
parked-reason-forbidden = You may not do this in this workspace (any more).
parked-reason-invalid = A value breaks a rule of the service. Edit it and it is sent again.
parked-reason-stale-approval = The amount or the day changed after you had seen what you approved. Look at it again.
parked-reason-closed-period = The month is closed.
parked-reason-unknown-kind = The service is older than this Mealbook and does not know this yet.
parked-reason-unknown-unit = The service is older than this Mealbook and does not know this yet.
parked-reason-unknown-row = The service does not have what this changes.
parked-reason-quota = The workspace is full.
parked-reason-too-large = The change is too large to be sent.
parked-reason-group = Another change made in the same step was refused.
parked-reason-failing = The service failed on it several times.
parked-reason-other = The service refused it for a reason this version does not know.

## Failures

fault-offline = The service cannot be reached. Check the network and the server’s address.
fault-captive-portal = Something else answers in place of the service: this network wants a login of its own, or the address is not that of a Mealbook server.
fault-signed-out = You are logged out. Log in again.
fault-no-account = This book has no account.
fault-no-server = No server was chosen. Give its address under “Server address”.
fault-wrong-password = The e-mail address or the password is wrong.
fault-code-needed = Type the code of your authenticator as well.
fault-wrong-code = The code is wrong, was used, or is too old.
fault-email-unverified = The address is not confirmed yet. Type the code of the mail.
fault-locked =
    { $n ->
        [0] Too many wrong attempts. Try again later.
       *[other] Too many wrong attempts. Try again in { $n } seconds.
    }
fault-other-account = This book belongs to another account. Open another book for this one (“--db”).
fault-forbidden = You may not do this here.
fault-revoked = You are no longer a member of this workspace.
fault-workspace-deleted = This workspace was deleted.
fault-server-too-old = The service is older than this Mealbook and cannot do this yet.
fault-update-needed = The service no longer speaks with this version. Please update Mealbook.
fault-server-failed = The service failed. Try again later; nothing of yours was lost.
fault-unsent =
    { $n ->
        [one] One change was not sent yet and would be lost.
       *[other] { $n } changes were not sent yet and would be lost.
    }
fault-choose-first = Say first what becomes of the meals on this device, under “Account”.
