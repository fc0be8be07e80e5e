//! Calls that need an account, before there is one.

use wire::call::*;

use crate::dispatch::Handle;
use crate::{App, Error, Result};

macro_rules! without_account {
    ($($call:ident,)*) => {$(
        impl Handle for $call {
            async fn handle(self, _app: &App) -> Result<Self::Reply> {
                Err(Error::NoAccount)
            }
        }
    )*};
}

without_account! {
    GetAccount, SetServer, Register, VerifyEmail, ResendCode, Login, Logout, RequestReset, ConfirmReset, ChangePassword,
    SetDisplayName, BeginTotp, ConfirmTotp, DisableTotp, ExportAccount, EraseAccount, ListDevices, RevokeDevice, WipeDevice,
    ListLogins, AttachChoice, SyncStatus, SyncNow, SetForeground, DismissNotice, ListConflicts, ResolveConflict, ListParked,
    RetryParked, DiscardParked, ExportParked, ListDuplicates, DismissDuplicate, ServerHistory, ListWorkspaces, SwitchWorkspace,
    CreateWorkspace, RenameWorkspace, LeaveWorkspace, DeleteWorkspace, ForgetWorkspace, RescueUnsent, ListMembers, SetMember,
    RemoveMember, TransferOwnership, ListInvitations, Invite, RevokeInvitation, AcceptInvitation,
}
