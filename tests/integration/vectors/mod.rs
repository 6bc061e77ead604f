//! The recorded vectors of both peers, each case of each file.

mod aiomas_arrow;
mod aiomas_json;
mod aiomas_msgpack;
mod aiomas_msgpackblosc;
mod by_python_version;
mod case;
mod mango_fastjson;
mod mango_json;
mod mango_json_decode;
mod mango_numpy;
mod mango_protobuf;
mod mango_tcp;
mod registration;
mod twins;
mod type_ids;
