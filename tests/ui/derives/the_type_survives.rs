use codec::json_serializable;

#[json_serializable(typeid = 3)]
#[derive(Debug, Clone)]
struct Message {
    n: i64,
}

#[json_serializable]
struct Outer {
    inner: Message,
    list: Vec<Message>,
}

fn use_them(message: Message, outer: &Outer) -> String {
    let dict = message.as_dict().unwrap();
    let again = Message::from_dict(dict).unwrap();
    format!("{:?} {:?} {}", again, outer.inner.clone(), Message::serializer().name())
}

fn encode() {
    use codec::Codec;
    let message = Message { n: 1 };
    let _ = codec::Json::new().encode(&message);
    let _ = use_them(message.clone(), &Outer { inner: message, list: vec![] });
}

fn main() {}
