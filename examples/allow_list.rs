//! A codec that knows a few types only: what a peer may send is decided by a list, not by what is linked in.

use codec::{Codec, Json, MangoMessage, Registry, Value, json_serializable};

/// What the other side may send.
#[json_serializable]
#[derive(Debug, Clone, PartialEq)]
struct Bid {
    amount: i64,
}

/// Also annotated, for use inside this program.
#[json_serializable]
#[derive(Debug)]
struct Shutdown {
    force: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let inside = Json::new();
    let gate = Json::with_registry(Registry::only::<(Bid, MangoMessage)>()?);
    println!("the gate knows:\n{}", gate.registry()?);

    // What is on the list passes, also inside a message.
    let content = Value::from(inside.object(&Bid { amount: 7 })?);
    let bid = MangoMessage { content, ..MangoMessage::default() };
    let passed: MangoMessage = gate.decode_as(&inside.encode(&bid)?)?;
    println!("passed:  {}", passed.content);
    assert_eq!(passed.content.downcast_ref::<Bid>(), Some(&Bid { amount: 7 }));

    // What is not on the list is refused, wherever it stands, before any of its code runs.
    let content = Value::from(inside.object(&Shutdown { force: true })?);
    let hidden = MangoMessage { content, ..MangoMessage::default() };
    let error = gate.decode(&inside.encode(&hidden)?).unwrap_err();
    println!("refused: {error}");
    assert!(error.is_unknown_type());
    println!("its id:  {:?}, at `{}`", error.type_id(), error.path());

    // The list holds in the other direction as well.
    let error = gate.encode(&Shutdown { force: false }).unwrap_err();
    println!("refused: {error}");
    assert!(error.is_unknown_type());

    // Plain data has no type and needs no permission.
    assert_eq!(gate.decode(b"[1, 2]")?, Value::from([1, 2]));
    Ok(())
}
