//! Workspaces, members, invitations: who may do what.

use http::Method;
use serde_json::{Value as Json, json};
use uuid::Uuid;
use wire::v1::{self, Role, Scope};

use super::service::{Service, Someone};

/// A workspace and one person of each role in it, and a stranger.
struct Crew {
    service: Service,
    ws: Uuid,
    people: Vec<(&'static str, Someone)>,
}

impl Crew {
    async fn of(kind: &str) -> Self {
        let service = Service::start().await;
        let owner = service.someone("owner").await;
        let ws = create(&service, &owner, kind).await;
        let mut people = vec![("owner", owner.clone())];
        for role in ["admin", "approver", "member", "viewer"] {
            let someone = service.someone(role).await;
            join(&service, ws, &owner, &someone, role).await;
            people.push((role, someone));
        }
        people.push(("stranger", service.someone("stranger").await));
        Self { service, ws, people }
    }

    fn who(&self, role: &str) -> &Someone {
        &self.people.iter().find(|(name, _)| *name == role).unwrap().1
    }

    async fn ask(&self, role: &str, method: Method, path: &str, body: Json) -> super::service::Answer {
        let path = format!("/v1/workspaces/{}{path}", self.ws);
        self.service.ask(method, &path, Some(&self.who(role).token), body).await
    }
}

async fn create(service: &Service, owner: &Someone, kind: &str) -> Uuid {
    let id = Uuid::now_v7();
    let body = json!({"id": id, "name": "Lunches", "kind": kind, "home_currency": "EUR"});
    let answer = service.ask(Method::POST, "/v1/workspaces", Some(&owner.token), body).await;
    assert_eq!(answer.read::<v1::Workspace>().id, id);
    id
}

async fn invite(service: &Service, ws: Uuid, by: &Someone, role: &str) -> String {
    let path = format!("/v1/workspaces/{ws}/invitations");
    let answer = service.ask(Method::POST, &path, Some(&by.token), json!({"role": role})).await;
    answer.read::<v1::Invitation>().code.unwrap()
}

async fn accept(service: &Service, someone: &Someone, code: &str) -> super::service::Answer {
    service.ask(Method::POST, "/v1/invitations/accept", Some(&someone.token), json!({"code": code})).await
}

async fn join(service: &Service, ws: Uuid, by: &Someone, someone: &Someone, role: &str) {
    let code = invite(service, ws, by, role).await;
    assert_eq!(accept(service, someone, &code).await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_workspace_made_twice_is_made_once_and_is_its_makers() {
    let service = Service::start().await;
    let (ana, bob) = (service.someone("ana").await, service.someone("bob").await);
    let body = json!({"id": Uuid::now_v7(), "name": "Lunches", "kind": "household", "home_currency": "eur"});
    let make = async |who: &Someone| {
        service.ask(Method::POST, "/v1/workspaces", Some(&who.token), body.clone()).await
    };
    let first: v1::Workspace = make(&ana).await.read();
    assert_eq!((first.role, first.members, first.name.as_str()), (Role::Owner, 1, "Lunches"));
    assert_eq!(make(&ana).await.read::<v1::Workspace>(), first);
    assert_eq!(make(&bob).await.problem(), (409, "conflict".to_owned()));
    let mine: Vec<v1::Workspace> = service.get("/v1/workspaces", &ana.token).await.read();
    assert_eq!(mine, [first]);
    assert_eq!(service.get("/v1/workspaces", &bob.token).await.text, "[]");
}

#[tokio::test]
async fn what_each_role_may_do_to_a_workspace() {
    let crew = Crew::of("household").await;
    let victim = crew.who("viewer").id;
    let member = format!("/members/{victim}");
    // What is asked, and the answers to owner, admin, approver, member, viewer, stranger.
    let table: [(Method, &str, Json, [u16; 6]); 8] = [
        (Method::GET, "", Json::Null, [200, 200, 200, 200, 200, 404]),
        (Method::GET, "/members", Json::Null, [200, 200, 200, 200, 200, 404]),
        (Method::PATCH, "", json!({"name": "Dinners"}), [200, 200, 403, 403, 403, 404]),
        (Method::GET, "/invitations", Json::Null, [200, 200, 403, 403, 403, 404]),
        (Method::POST, "/invitations", json!({"role": "admin"}), [200, 403, 403, 403, 403, 404]),
        (Method::POST, "/invitations", json!({"role": "member"}), [200, 200, 403, 403, 403, 404]),
        (Method::PATCH, &member, json!({"role": "viewer"}), [200, 200, 403, 403, 403, 404]),
        (Method::POST, "/transfer", json!({"to": Uuid::now_v7()}), [404, 403, 403, 403, 403, 404]),
    ];
    for (method, path, body, expected) in table {
        for ((role, _), expected) in crew.people.iter().zip(expected) {
            let answer = crew.ask(role, method.clone(), path, body.clone()).await;
            assert_eq!(answer.status.as_u16(), expected, "{role} {method} {path} {body}: {}", answer.text);
        }
    }
    for role in ["admin", "approver", "member", "viewer", "stranger"] {
        let answer = crew.ask(role, Method::DELETE, "", Json::Null).await;
        assert!(matches!(answer.status.as_u16(), 403 | 404), "{role}");
    }
}

#[tokio::test]
async fn nobody_manages_their_equals_or_makes_an_owner() {
    let crew = Crew::of("household").await;
    let other = crew.service.someone("other-admin").await;
    join(&crew.service, crew.ws, crew.who("owner"), &other, "admin").await;
    let patch = async |by: &str, who: Uuid, role: &str| {
        let path = format!("/members/{who}");
        crew.ask(by, Method::PATCH, &path, json!({"role": role})).await.status.as_u16()
    };
    assert_eq!(patch("admin", other.id, "viewer").await, 403);
    assert_eq!(patch("admin", crew.who("owner").id, "viewer").await, 403);
    assert_eq!(patch("admin", crew.who("member").id, "admin").await, 403);
    assert_eq!(patch("owner", crew.who("member").id, "owner").await, 403);
    assert_eq!(patch("owner", crew.who("owner").id, "viewer").await, 403);
    assert_eq!(patch("owner", other.id, "viewer").await, 200);
    let remove = format!("/members/{}", crew.who("owner").id);
    assert_eq!(crew.ask("admin", Method::DELETE, &remove, Json::Null).await.status.as_u16(), 403);
}

#[tokio::test]
async fn addresses_are_for_those_who_manage() {
    let crew = Crew::of("household").await;
    let sees = async |role: &str| {
        let members: Vec<v1::Member> = crew.ask(role, Method::GET, "/members", Json::Null).await.read();
        assert_eq!(members.len(), 5);
        members.iter().all(|member| member.email.is_some())
    };
    assert!(sees("owner").await && sees("admin").await);
    assert!(!sees("member").await && !sees("viewer").await);
}

#[tokio::test]
async fn members_of_a_company_see_their_own_and_those_who_decide_see_all() {
    let crew = Crew::of("company").await;
    let members: Vec<v1::Member> = crew.ask("owner", Method::GET, "/members", Json::Null).await.read();
    let scope = |role: Role| members.iter().find(|member| member.role == role).unwrap().scope;
    assert_eq!(scope(Role::Member), Scope::Own);
    assert_eq!([Role::Owner, Role::Admin, Role::Approver].map(scope), [Scope::All; 3]);
    let path = format!("/members/{}", crew.who("member").id);
    let promoted: v1::Member =
        crew.ask("owner", Method::PATCH, &path, json!({"role": "approver"})).await.read();
    assert_eq!((promoted.role, promoted.scope), (Role::Approver, Scope::All));
}

#[tokio::test]
async fn who_leaves_or_is_removed_is_told_so_and_may_come_back() {
    let crew = Crew::of("household").await;
    assert_eq!(crew.ask("owner", Method::POST, "/leave", Json::Null).await.status.as_u16(), 409);
    assert_eq!(crew.ask("member", Method::POST, "/leave", Json::Null).await.status.as_u16(), 204);
    let path = format!("/members/{}", crew.who("viewer").id);
    assert_eq!(crew.ask("admin", Method::DELETE, &path, Json::Null).await.status.as_u16(), 204);
    for role in ["member", "viewer"] {
        assert_eq!(crew.ask(role, Method::GET, "", Json::Null).await.problem(), (403, "revoked".to_owned()));
        assert_eq!(crew.service.get("/v1/workspaces", &crew.who(role).token).await.text, "[]");
    }
    join(&crew.service, crew.ws, crew.who("owner"), crew.who("member"), "viewer").await;
    let back: v1::Workspace = crew.ask("member", Method::GET, "", Json::Null).await.read();
    assert_eq!((back.role, back.members), (Role::Viewer, 4));
}

#[tokio::test]
async fn a_workspace_is_handed_on_and_keeps_one_owner() {
    let crew = Crew::of("household").await;
    let body = json!({"to": crew.who("member").id});
    let mine: v1::Workspace = crew.ask("owner", Method::POST, "/transfer", body).await.read();
    assert_eq!(mine.role, Role::Admin);
    let members: Vec<v1::Member> = crew.ask("member", Method::GET, "/members", Json::Null).await.read();
    let owners: Vec<Uuid> =
        members.iter().filter(|member| member.role == Role::Owner).map(|member| member.user_id).collect();
    assert_eq!(owners, [crew.who("member").id]);
}

#[tokio::test]
async fn a_deleted_workspace_is_gone_for_all_until_its_owner_brings_it_back() {
    let crew = Crew::of("household").await;
    assert_eq!(crew.ask("owner", Method::DELETE, "", Json::Null).await.status.as_u16(), 204);
    for role in ["owner", "member"] {
        let answer = crew.ask(role, Method::GET, "", Json::Null).await;
        assert_eq!(answer.problem(), (410, "workspace_deleted".to_owned()), "{role}");
    }
    assert_eq!(crew.ask("admin", Method::POST, "/restore", Json::Null).await.status.as_u16(), 403);
    assert_eq!(crew.ask("owner", Method::POST, "/restore", Json::Null).await.status.as_u16(), 200);
    assert_eq!(crew.ask("member", Method::GET, "", Json::Null).await.status.as_u16(), 200);
}

#[tokio::test]
async fn an_invitation_is_good_once_for_a_fortnight_and_can_be_taken_back() {
    let service = Service::start().await;
    let (ana, bob) = (service.someone("ana").await, service.someone("bob").await);
    let eve = service.someone("eve").await;
    let ws = create(&service, &ana, "household").await;
    let once = invite(&service, ws, &ana, "member").await;
    assert_eq!(accept(&service, &bob, &once.to_lowercase()).await.status.as_u16(), 200);
    assert_eq!(accept(&service, &eve, &once).await.problem(), (410, "code_expired".to_owned()));
    let late = invite(&service, ws, &ana, "member").await;
    service.clock.advance(14 * 24 * 60 * 60_000);
    // Fourteen days later everybody logs in anew.
    let eve: Someone = service.on_another_device(&eve).await;
    assert_eq!(accept(&service, &eve, &late).await.status.as_u16(), 410);
    let ana: Someone = service.on_another_device(&ana).await;
    let path = format!("/v1/workspaces/{ws}/invitations");
    let asked = json!({"role": "viewer", "email": "eve@example.com"});
    let made: v1::Invitation = service.ask(Method::POST, &path, Some(&ana.token), asked).await.read();
    let mailed = service.code("eve@example.com").await;
    assert_eq!(Some(mailed.replace('-', "")), made.code);
    let open: Vec<v1::Invitation> = service.get(&path, &ana.token).await.read();
    assert!(open.iter().all(|invitation| invitation.code.is_none()));
    let take_back = format!("{path}/{}", made.id);
    assert_eq!(
        service.ask(Method::DELETE, &take_back, Some(&ana.token), Json::Null).await.status.as_u16(),
        204
    );
    assert_eq!(accept(&service, &eve, &mailed).await.status.as_u16(), 410);
}

#[tokio::test]
async fn a_personal_workspace_is_shared_with_nobody() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let ws = create(&service, &ana, "personal").await;
    let path = format!("/v1/workspaces/{ws}/invitations");
    let answer = service.ask(Method::POST, &path, Some(&ana.token), json!({"role": "member"})).await;
    assert_eq!(answer.problem(), (409, "conflict".to_owned()));
}

#[tokio::test]
async fn a_changed_name_reaches_the_members_and_the_workspace() {
    let crew = Crew::of("household").await;
    let body = json!({"display_name": "Anita"});
    crew.service.ask(Method::PATCH, "/v1/account", Some(&crew.who("member").token), body).await;
    let members: Vec<v1::Member> = crew.ask("viewer", Method::GET, "/members", Json::Null).await.read();
    assert!(members.iter().any(|member| member.display_name == "Anita" && member.role == Role::Member));
    crew.ask("admin", Method::PATCH, "", json!({"name": "Dinners"})).await;
    let seen: v1::Workspace = crew.ask("viewer", Method::GET, "", Json::Null).await.read();
    assert_eq!(seen.name, "Dinners");
}
