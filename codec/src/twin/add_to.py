

def add_to(codec):
    """Adds all types of this module to a codec of mango or aiomas, under the ids that Rust uses.

    aiomas numbers its serializers in the order in which they are added. So the ids there must be those of a Rust codec
    that does the same, such as Json::aiomas([..]), and this must be called when it is the turn of the first of them.
    """
    takes_id = "type_id" in _inspect.signature(codec.add_serializer).parameters
    for cls, serialize, deserialize, type_id in SERIALIZERS:
        if takes_id:
            codec.add_serializer(cls, serialize, deserialize, type_id=type_id)
        elif len(codec._serializers) == type_id:
            codec.add_serializer(cls, serialize, deserialize)
        else:
            raise ValueError(
                f"{cls.__name__} has the id {type_id} in Rust, and aiomas would give it {len(codec._serializers)}; "
                "make this module from the registry of a codec that numbers its types in order, as Json::aiomas does"
            )


def extra_serializers():
    """The same for aiomas's extra_serializers: functions that give a serializer each, in the order of the ids."""
    return [lambda serializer=serializer: serializer[:3] for serializer in SERIALIZERS]
