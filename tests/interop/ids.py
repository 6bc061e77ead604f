"""A peer that says what mango makes of classes: `source` binds the class to `T`."""
from peers import MangoProtobuf
from serve import serve

peer = MangoProtobuf()
serve({"class": lambda head, data: peer.class_of(head["source"])})
