//! The harness itself: what fails, fails with a reason.

use codec_tests::peer::{Environment, Peer};
use serde_json::json;

pub fn peers_answer() {
    for environment in [Environment::mango(), Environment::aiomas()] {
        let mut peer = Peer::start(&environment, "interop/peer.py", &[environment.name, "JSON"]);
        assert_eq!(peer.call(&json!({"do": "hello"}), b"").unwrap().value, json!(environment.version));
        let fault = peer.call(&json!({"do": "eval", "code": "1 // 0"}), b"").unwrap_err();
        assert_eq!(fault.exception, "ZeroDivisionError");
        println!("{} on CPython {:?}", environment.name, environment.version);
    }
}

pub fn a_peer_that_fails_says_why() {
    let mut peer = Peer::start(&Environment::mango(), "interop/peer.py", &["mango", "JSON"]);
    let last_words = "[print('last words', file=sys.stderr, flush=True), os._exit(1)]";
    let failure = peer.exchange(&json!({"do": "eval", "code": last_words}), b"").unwrap_err();
    assert!(failure.starts_with("the peer interop/peer.py mango JSON stops at {\"code\":"), "{failure}");
    assert!(failure.ends_with("\nlast words\n"), "{failure}");
}
