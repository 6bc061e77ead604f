"""The protobuf messages of the tests, whose Rust twins are in tests/src/messages.rs."""
import sys
import types


def messages():
    """By name, as protoc's module has them."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
    kinds = descriptor_pb2.FieldDescriptorProto
    fields = {
        "Reading": [("sensor", kinds.TYPE_STRING, 1), ("value", kinds.TYPE_DOUBLE, 1),
                    ("at", kinds.TYPE_INT64, 1), ("series", kinds.TYPE_INT32, 3)],
        "Blob": [("content", kinds.TYPE_BYTES, 1)], "Empty": [], "Outer": [],
    }
    file = descriptor_pb2.FileDescriptorProto(name="demo.proto", package="demo", syntax="proto3")
    for name, entries in fields.items():
        message = file.message_type.add(name=name)
        for number, (field, kind, label) in enumerate(entries, 1):
            message.field.add(name=field, number=number, type=kind, label=label)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    # A pickle names the module of a class, and finds the class there.
    module = sys.modules["demo_pb2"] = types.ModuleType("demo_pb2")
    made = {}
    for name in fields:
        cls = message_factory.GetMessageClass(pool.FindMessageTypeByName(f"demo.{name}"))
        cls.__module__ = "demo_pb2"
        setattr(module, name, cls)
        made[f"demo.{name}"] = cls
    return made
