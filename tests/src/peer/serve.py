"""The Python side of a peer: commands come as frames on stdin, answers go as frames to stdout.

A frame is a length in four bytes, big-endian, and as many bytes. A command is a frame of JSON, an object with the name
of the command in `do`, and a frame of bytes; an answer is the same: `{"ok": ..}` or, where a command raised an
exception, `{"fault": {"exception": .., "message": ..}}`.
"""
import json
import os
import struct
import sys


def fault(error):
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return {"exception": name, "message": str(error)}


def serve(commands):
    """Answers until the other side closes stdin.

    A command is a function of the object in JSON and the bytes; it gives what is to stand in `ok`, or that and bytes.
    """
    commands = {"hello": hello, **commands}
    source = sys.stdin.buffer
    # Packages that print must not break the frames.
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while (head := read(source)) is not None:
        data, head = read(source), json.loads(head)
        try:
            answer = commands[head["do"]](head, data)
            answer, data = answer if isinstance(answer, tuple) else (answer, b"")
            # What the answer holds may be at fault as well.
            answer = json.dumps({"ok": answer})
        except Exception as error:
            answer, data = json.dumps({"fault": fault(error)}), b""
        for part in (answer.encode(), data):
            target.write(struct.pack(">I", len(part)) + part)
        target.flush()


def hello(head, data):
    return list(sys.version_info[:3])


def read(source):
    length = source.read(4)
    if len(length) < 4:
        return None
    length, = struct.unpack(">I", length)
    data = source.read(length)
    return data if len(data) == length else None
