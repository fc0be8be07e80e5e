//! Who may do what to a workspace and to its members.

use wire::v1::{Role, WorkspaceKind};

use crate::{Error, Result};

/// Refuses a role below the one needed.
pub(crate) fn must_be(role: Role, needed: Role) -> Result<()> {
    if role >= needed { Ok(()) } else { Err(Error::Forbidden) }
}

/// Whether a role may give, take or change another one: owners everything below their own, admins everything below theirs.
pub(crate) fn may_manage(role: Role, other: Role) -> bool {
    role >= Role::Admin && other < role
}

/// Refuses what makes no sense for a workspace of one person.
pub(crate) fn must_be_shared(kind: WorkspaceKind) -> Result<()> {
    match kind {
        WorkspaceKind::Personal => Err(Error::conflict("a personal workspace has one member")),
        WorkspaceKind::Household | WorkspaceKind::Company => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 5] = [Role::Viewer, Role::Member, Role::Approver, Role::Admin, Role::Owner];

    #[test]
    fn nobody_manages_their_equals_and_only_admins_and_owners_manage_at_all() {
        let managed = |role: Role| ROLES.into_iter().filter(|other| may_manage(role, *other)).count();
        assert_eq!(ROLES.map(managed), [0, 0, 0, 3, 4]);
    }

    #[test]
    fn a_personal_workspace_is_not_shared() {
        assert!(must_be_shared(WorkspaceKind::Personal).is_err());
        assert!(must_be_shared(WorkspaceKind::Household).is_ok());
    }
}
