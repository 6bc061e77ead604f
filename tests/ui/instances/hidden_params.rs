use codec::json_serializable;

#[json_serializable(instances(Answer<i64> = "AnswerI64"))]
enum Answer<T> {
    Yes(T),
}

fn main() {}
