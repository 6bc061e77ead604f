use codec::json_serializable;

fn serializer() -> codec::Serializer {
    unimplemented!()
}

#[json_serializable]
struct Message<T> {
    #[codec(object = serializer)]
    body: Vec<T>,
}

fn main() {}
