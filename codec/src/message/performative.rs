use crate::json_serializable;

/// The communicative acts of FIPA ACL, with the values of mango's `Performatives`.
///
/// `cfp` and `call_for_proposal` are two distinct members there, and so they are here.
#[json_serializable(crate = crate, name = "Performatives")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names are FIPA's; SC00037J defines them
pub enum Performative {
    AcceptProposal = 1,
    Agree = 2,
    Cancel = 3,
    Cfp = 4,
    CallForProposal = 5,
    Confirm = 6,
    Disconfirm = 7,
    Failure = 8,
    Inform = 9,
    NotUnderstood = 10,
    Propose = 11,
    QueryIf = 12,
    QueryRef = 13,
    Refuse = 14,
    RejectProposal = 15,
    Request = 16,
    RequestWhen = 17,
    RequestWhenever = 18,
    Subscribe = 19,
    InformIf = 20,
    Proxy = 21,
    Propagate = 22,
}
